"""What a unit is made from decides its digest, and its digest decides whether it is written again."""

from dataclasses import replace

from small_territory import DECLARED, INSTITUTE, Small, exported

from dentelle.atlas.deciding.judgements import judge_claim, undo_claim
from dentelle.atlas.models import ClaimRow, FactRow, Publication, UnitRow
from dentelle.atlas.projecting.published import published_state
from dentelle.atlas.projecting.rules import Rules, code_digest, from_json
from dentelle.atlas.projecting.units import Units, matched
from dentelle.given import Acceptance
from dentelle.model import Claim, LinkedClaim, Passage, Value, ValueType
from dentelle.vocabulary import scheme

OWN_SCHEME = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix own: <https://example.org/own/> .
own:scheme a skos:ConceptScheme ; skos:prefLabel "Domaines"@fr .
own:lace a skos:Concept ; skos:inScheme own:scheme ; skos:prefLabel "Dentelle mécanique"@fr, "Machine lace"@en .
"""


def covers(text: str) -> LinkedClaim:
    claim = Claim("Charte", "programme", "covers", Value(ValueType.TEXT, text, language="fr"), Passage(0, 5, text))
    return LinkedClaim(key="k", source="s", entity="e", claim=claim)


def test_what_is_covered_is_matched_to_a_domain() -> None:
    value = matched(covers("santé"), scheme()).claim.value
    assert (value.type, value.concept, value.text) == (ValueType.CONCEPT, "health", "santé")
    assert matched(covers("culture du blé"), scheme()) == covers("culture du blé")
    other = replace(covers("santé").claim, property="works_in")
    assert matched(replace(covers("santé"), claim=other), scheme()).claim.value.type is ValueType.TEXT


def test_rules_survive_their_publication() -> None:
    rules = Rules(
        {"fr": "Nord"}, ("fr",), ("59",), "own.ttl", "d", Acceptance(0.5, (("founded", 0.9),)), "c", "The town", "x@y.z"
    )
    assert from_json(rules.to_json()) == rules


def test_the_code_digest_covers_what_concludes_and_not_the_pages() -> None:
    assert code_digest(("linking",)) != code_digest(("fusing",))
    assert code_digest() == code_digest()


def test_the_published_state_projects_to_what_is_published(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.weave()
    digests = Units(published_state()).digests
    run = Publication.objects.get().run
    published = {
        unit: (inputs, verdicts) for unit, inputs, verdicts in UnitRow.objects.at(run).values_list("unit", "digest", "verdicts")
    }
    assert {unit: (one.inputs, one.verdicts) for unit, one in digests.items()} == {
        unit: digests for unit, digests in published.items() if not unit.startswith("t:")
    }


def test_a_judgement_moves_only_units_that_hold_its_claim(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.write("b.txt", INSTITUTE.replace("Zolamon", "Rasson").replace("Hélène Vasson", "Paul Rinmon"))
    small.weave()
    claim = ClaimRow.objects.visible().filter(property="founded").order_by("key")[0]
    before = set(UnitRow.objects.visible().values_list("id", flat=True))
    changes = judge_claim(claim.key, "accept", who="Ada")
    moved = UnitRow.objects.visible().exclude(id__in=before)
    assert {row.unit for row in moved} == {f"e:{claim.subject_id}"}
    assert changes.counts()[1] == 1


def test_a_territory_s_own_domains_hold_for_weaves_and_decisions(small: Small) -> None:
    (small.folder / "own.ttl").write_text(OWN_SCHEME, encoding="utf-8")
    small.declare('domains = "own.ttl"\n' + DECLARED)
    small.write("a.txt", "La Charte du pôle numérique couvre la dentelle mécanique.\n")
    small.weave()
    facts = FactRow.objects.visible().filter(property="covers")
    assert [fact.value["concept"] for fact in facts] == ["lace"]
    before = exported()
    claim = ClaimRow.objects.visible().get(property="covers")
    judge_claim(claim.key, "reject", who="Ada")
    undo_claim(claim.key, who="Ada")
    assert exported() == before
