"""The facets of an entity follow from its kind, its facts and the territory's perimeter."""

from dataclasses import dataclass

import pytest
from judged_town import founded, lay_out
from small_territory import DECLARED, INSTITUTE, RIVAL, Small, exported

from dentelle.atlas.deciding.judgements import judge_claim, undo_claim
from dentelle.atlas.models import EntityRow, FacetRow, Publication
from dentelle.atlas.projecting.areas import areas_named, code_of, place_of
from dentelle.atlas.projecting.facets import FACETS, facet_rows, kind_and_parents, section_of
from dentelle.atlas.projecting.rules import Rules
from dentelle.atlas.safekeeping.reset import reset
from dentelle.given import Acceptance
from dentelle.model import Fact, Value, ValueType

HAINAUT = ("245901160", "200042190")
RULES = Rules({"fr": "Nord"}, ("fr",), HAINAUT, "", "", Acceptance(), "code")


@dataclass
class Cluster:
    kind: str = "organisation"
    type: str = "startup"
    label: str = "Rubanova"


def fact(name: str, text: str, *, status: str = "accepted", to: str = "", conflict: str = "") -> Fact:
    kind = ValueType.ENTITY if name in ("located_in", "holds_label", "part_of") else ValueType.TEXT
    value = Value(kind, text, kind="place" if name in ("located_in", "part_of") else "")
    return Fact(f"{name}:{text}", "e1", name, value, to, (), status, 0, 0.9, (), conflict)


def told(*facts: Fact, cluster: Cluster | None = None, rules: Rules = RULES) -> dict[str, set[str]]:
    rows = facet_rows("e1", cluster or Cluster(), facts, rules)
    found: dict[str, set[str]] = {facet: set() for facet in FACETS}
    for row in rows:
        found[row["facet"]].add(row["value"])
    return found


def test_a_kind_counts_for_all_above_it() -> None:
    assert kind_and_parents("startup") == ("startup", "company", "organisation", "actor")
    assert told()["kind"] == {"startup", "company", "organisation", "actor"}
    assert told(cluster=Cluster(type=""))["kind"] == {"organisation", "actor"}


def test_a_town_counts_for_all_that_it_lies_in() -> None:
    assert told(fact("located_in", "Valenciennes"))["area"] == {"59606", "E245901160", "D59", "R32", "FR"}
    assert told(fact("located_in", "Nord"))["area"] == {"D59", "R32", "FR"}
    assert told(fact("located_in", "Valenciennes Métropole"))["area"] == {"E245901160", "D59", "R32", "FR"}
    assert told(fact("located_in", "Aachen"))["area"] == {"G3247449", "DE"}


def test_an_address_says_where_and_a_postal_code_what_its_communes_share() -> None:
    assert told(fact("address", "3 rue du Rempart, 59300 Valenciennes"))["area"] == {"59606", "E245901160", "D59", "R32", "FR"}
    assert told(fact("postal_code", "59300"))["area"] == {"E245901160", "D59", "R32", "FR"}
    both = told(fact("postal_code", "59000"), fact("located_in", "Valenciennes"))
    assert "59606" in both["area"]
    assert "59350" not in both["area"]


def test_a_name_of_several_places_means_the_nearer_or_none() -> None:
    assert "G2790869" in told(fact("located_in", "Mons"))["area"]  # a hamlet of that name is no rival
    assert told(fact("located_in", "Saint-Denis"))["area"] == set()
    assert "93066" in areas_named([fact("located_in", "Saint-Denis")], ("D93",))
    assert told(fact("located_in", "Nulle-Part-sur-Rien"))["area"] == set()


def test_a_place_lies_in_itself() -> None:
    assert "59606" in told(cluster=Cluster("place", "commune", "Valenciennes"))["area"]


@pytest.mark.parametrize(
    "ref", ["insee:59606", "siren:245901160", "departement:2A", "region:32", "iso3166:BE", "geonames:3247449"]
)
def test_a_code_is_read_back(ref: str) -> None:
    place = place_of(code_of(ref))
    assert place is not None
    assert place.ref == ref
    assert place_of("E") is place_of("<b>") is place_of("99999") is None


def test_an_activity_gives_its_section_and_division() -> None:
    assert told(fact("activity_code", "62.01Z"))["section"] == {"J", "62"}
    assert told(fact("activity_code", "6210Y"))["section"] == {"J", "62"}  # NAF 2025
    assert [section_of(code) for code in ("", "soie", "00.00Z", "J", "13")] == [(), (), (), ("J",), ("C", "13")]


def test_domains_labels_states_and_disputes() -> None:
    found = told(
        fact("works_in", "santé"),
        fact("works_in", "culture du blé"),
        fact("holds_label", "Label", to="e9"),
        fact("holds_label", "Refusé", to="e8", status="denied"),
        fact("founded", "1990", conflict="c"),
    )
    assert (found["domain"], found["label"], found["state"], found["disputed"]) == ({"health"}, {"e9"}, {"active"}, {"yes"})
    assert told(fact("closed", "1990"))["state"] == {"closed"}
    assert told(fact("founded", "2030", status="planned"))["state"] == {"planned"}
    assert told(cluster=Cluster("person", ""))["state"] == set()


def facets_of(label: str, facet: str) -> set[str]:
    identity = EntityRow.objects.visible().get(label=label).identity_id
    return set(FacetRow.objects.visible().filter(identity_id=identity, facet=facet).values_list("value", flat=True))


def test_a_weave_and_a_decision_write_the_same(small: Small) -> None:
    lay_out(small)
    label = "Institut Zolamon des Mobilités"
    assert facets_of(label, "disputed") == {"yes"}
    judge_claim(founded("1996").key, "reject", who="a@example.org", why="")
    assert facets_of(label, "disputed") == set()
    decided = exported()
    Publication.objects.update(fingerprint="")
    small.weave()
    assert exported() == decided
    reset()
    assert not FacetRow.objects.exists()
    small.weave()
    assert exported() == decided
    undo_claim(founded("1996").key, who="a@example.org", why="")
    assert facets_of(label, "disputed") == {"yes"}


def test_a_changed_perimeter_moves_the_facets(small: Small) -> None:
    small.write("a.txt", INSTITUTE.replace("Valenciennes", "Saint-Denis"))
    small.write("b.txt", RIVAL.replace("Valenciennes", "Saint-Denis"))
    small.weave()
    label = "Institut Zolamon des Mobilités"
    assert facets_of(label, "area") == set()
    small.declare(DECLARED.replace('name = "Test"', 'name = "Test"\nperimeter = ["D93"]'))
    small.weave()
    assert "93066" in facets_of(label, "area")
