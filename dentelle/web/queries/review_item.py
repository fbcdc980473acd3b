"""One item of the review queue in full: what is said, the passages, why the machine thinks so, what speaks against it.

Only for people who may read every document in full: passages are shown whatever their source's licence lets the public see.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber

from dentelle.atlas.models import (
    ClaimRow,
    EntityRow,
    FactRow,
    FindingEntity,
    FindingRow,
    IdentityLeaf,
    Publication,
    ReviewRow,
    Source,
)
from dentelle.atlas.projecting.waiting import PAIR
from dentelle.folding import digest
from dentelle.given import Acceptance
from dentelle.web.queries.facts import ESTABLISHED, ShownFact, shown_facts
from dentelle.web.queries.findings import ShownFinding, shown_findings
from dentelle.web.queries.names import Name, name_of
from dentelle.web.queries.quotes import Origin, anchor_of, origin_of, place_of, shown_claims, with_surroundings

EVIDENCE = 6  # passages shown of one fact
RIVALS = 8  # other values
FACTS = 12  # of each side of a pair
AROUND = 260  # characters either side of a passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage: the words ``before`` and ``after`` it, and the passage cut around the ``value`` where it holds it."""

    key: str
    origin: Origin
    lead: str
    before: str
    opening: str
    value: str
    closing: str
    after: str
    language: str
    place: str
    row: int
    trust: float
    confidence: float
    pattern: str


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A proposed fact. ``sure`` is trust × confidence of its best claim, which lies below ``needed``."""

    item: ReviewRow
    claim: ClaimRow
    fact: ShownFact
    evidence: tuple[Evidence, ...]
    rivals: tuple[ShownFact, ...]
    sure: float
    needed: float
    proposal: str  # what the field for a correction holds at first


@dataclass(frozen=True, slots=True)
class Side:
    """One of two names that may mean one thing, with what the atlas says of it."""

    leaf: str
    text: str
    name: Name | None
    kind: str
    origin: Origin | None
    names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class PairItem:
    """A doubtful pair: the question with its reason, both sides, what would contradict itself, other pairs of the two."""

    item: ReviewRow
    question: ShownFinding
    sides: tuple[Side, Side]
    doubles: tuple[ShownFinding, ...]
    others: tuple[ShownFinding, ...]


def full_item(item: ReviewRow, language: str) -> ClaimItem | PairItem | None:
    """``item`` in full; None when what it stands for has just gone."""
    return _pair(item, language) if item.sort == PAIR else _claim(item, language)


def _claim(item: ReviewRow, language: str) -> ClaimItem | None:
    claim = ClaimRow.objects.visible().filter(key=item.key).select_related("source").first()
    if claim is None:
        return None
    about = {"identity": item.entity} if item.entity else {"identity": None, "source": claim.source_id}
    rows = FactRow.objects.visible().filter(**about, property=claim.property, status__in=ESTABLISHED)
    own_first = Case(When(key=claim.fact_key, then=Value(0)), default=Value(1), output_field=IntegerField())
    said = list(rows.order_by(own_first, "rank", "-confidence", "key")[: RIVALS + 1])
    if not said or said[0].key != claim.fact_key:
        return None
    fact, *rivals = shown_facts(said, language)
    passages = with_surroundings(shown_claims().filter(fact_key=fact.key))
    evidence = tuple(map(_evidence, passages.order_by(F("source__trust").desc(), "-confidence", "key")[:EVIDENCE]))
    value = claim.value
    return ClaimItem(
        item=item,
        claim=claim,
        fact=fact,
        evidence=evidence,
        rivals=tuple(rivals),
        sure=claim.source.trust * claim.confidence,
        needed=_needed(claim.property),
        proposal=str(value.get("edtf") or (f"{value['number']:g}" if value.get("number") is not None else value["text"])),
    )


def _evidence(claim: ClaimRow) -> Evidence:
    in_document = claim.text_before is not None
    before, after = (claim.text_before or "")[-AROUND:], (claim.text_after or "")[:AROUND]
    opening, value, closing = _cut(claim.quote, claim.value["text"])
    return Evidence(
        key=claim.key,
        origin=origin_of(claim.source),
        lead=claim.lead_quote,
        before=before.partition(" ")[2] if len(before) == AROUND else before,
        opening=opening,
        value=value,
        closing=closing,
        after=after.rpartition(" ")[0] if len(after) == AROUND else after,
        language=claim.language or claim.source.language,
        place=place_of(claim.start, anchor_of(claim)),
        row=0 if in_document else claim.start,
        trust=claim.source.trust,
        confidence=claim.confidence,
        pattern=claim.pattern,
    )


def _cut(quote: str, value: str) -> tuple[str, str, str]:
    at = quote.casefold().find(value.casefold()) if value else -1
    return (quote[:at], quote[at : at + len(value)], quote[at + len(value) :]) if at >= 0 else (quote, "", "")


def _needed(name: str) -> float:
    """At how much trust × confidence a claim of the property ``name`` is accepted without a person."""
    territory = Publication.objects.filter(pk=1).values_list("territory", flat=True).first() or {}
    given = territory.get("acceptance") or {}
    return dict(given.get("properties", ())).get(name, given.get("threshold", Acceptance().threshold))


def _pair(item: ReviewRow, language: str) -> PairItem | None:
    rows = list(FindingRow.objects.visible().filter(key=item.key))
    if not rows or "left_leaf" not in rows[0].data:
        return None
    data = rows[0].data
    leaves = (data["left_leaf"], data["right_leaf"])
    identities = dict(IdentityLeaf.objects.visible().filter(leaf__in=leaves).values_list("leaf", "identity_id"))
    links = FindingEntity.objects.visible().filter(identity__in=list(identities.values())).values("finding_key")
    beside = FindingRow.objects.visible().filter(key__in=links).values_list("key", "check_name")
    pairs = [
        key for key, check in beside if check == "pairs" and key != item.key
    ]  # by both at once, SQLite goes through all pairs
    wanted = Q(key__in=sorted(pairs)[: 2 * RIVALS]) | Q(unit=f"d:{digest(*leaves)}")
    near = FindingRow.objects.visible().filter(wanted).exclude(key=item.key).order_by("check_name", "key")[: 2 * RIVALS]
    shown = shown_findings([*rows, *near])
    return PairItem(
        item=item,
        question=shown[0],
        sides=_sides(data, leaves, identities, language),
        doubles=tuple(one for one in shown[1:] if one.check != "pairs"),
        others=tuple(one for one in shown[1:] if one.check == "pairs"),
    )


def _sides(data: dict, leaves: tuple[str, str], identities: dict[str, str], language: str) -> tuple[Side, Side]:
    """Both sides; five queries."""
    wanted = list(identities.values())
    entities = {row.identity_id: row for row in EntityRow.objects.visible().filter(identity__in=wanted)}
    sources = {row.id: row for row in Source.objects.filter(id__in=[leaf.partition("|")[0] for leaf in leaves])}
    place = Window(RowNumber(), partition_by=[F("identity")], order_by=[F("rank"), F("property"), F("key")])
    rows = FactRow.objects.visible().filter(identity__in=wanted, status__in=ESTABLISHED).annotate(place=place)
    facts = list(
        zip(
            said := list(rows.filter(place__lte=FACTS).order_by("property", "rank", "key")),
            shown_facts(said, language),
            strict=True,
        )
    )
    return (
        _side(data["left"], leaves[0], identities, entities, sources, facts, language),
        _side(data["right"], leaves[1], identities, entities, sources, facts, language),
    )


def _side(
    text: str,
    leaf: str,
    identities: dict[str, str],
    entities: dict[str, EntityRow],
    sources: dict[str, Source],
    facts: Sequence[tuple[FactRow, ShownFact]],
    language: str,
) -> Side:
    identity = identities.get(leaf, "")
    entity, source = entities.get(identity), sources.get(leaf.partition("|")[0])
    parts = leaf.split("|")
    return Side(
        leaf=leaf,
        text=text,
        name=name_of(entity, language) if entity else None,
        kind=(entity.type or entity.kind) if entity else (parts[1] if len(parts) == 3 else ""),
        origin=origin_of(source) if source else None,
        names=tuple(name["text"] for name in entity.names if name["text"] != text)[:8] if entity else (),
        identifiers=tuple((scheme, value) for scheme, value in entity.identifiers) if entity else (),
        facts=tuple(shown for row, shown in facts if identity and row.identity_id == identity),
    )
