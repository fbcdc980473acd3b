"""What is handed out of an entity: its card.

Invariants: a card holds what the entity's page shows anybody, never the words of a passage; it names the publishers and licences
of all sources that speak of the entity. Cards come some hundreds at a time, so that a selection of any size needs little memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dentelle.atlas.browsing.names import name_of, names_of
from dentelle.atlas.models import ClaimRow, EntityRow, FacetRow, FactRow
from dentelle.atlas.projecting.areas import place_of
from dentelle.atlas.projecting.facets import ESTABLISHED
from dentelle.atlas.projecting.stated import BY_HAND
from dentelle.gazetteer import Place
from dentelle.vocabulary import Scheme

__all__ = ["About", "Card", "Credit", "cards"]

TOLD = ("website", "email", "phone", "address", "postal_code", "identifier", "founded", "activity_code")
ASKED = 400  # entities in one question to the database


@dataclass(frozen=True, slots=True)
class About:
    """What the files say of themselves. ``address`` gives the page of an entity, ``made`` is a moment in ISO 8601.

    ``source`` is the address of the selection's own page; ``rights`` where licences are named.
    """

    title: str
    territory: str
    language: str
    source: str
    rights: str
    made: str
    address: Callable[[str], str]
    scheme: Scheme


@dataclass(frozen=True, slots=True, order=True)
class Credit:
    """Who published a source, under which licence."""

    publisher: str
    licence: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.publisher, f"({self.licence})" if self.licence else "")))


@dataclass(frozen=True, slots=True)
class Card:
    """An entity. ``facts``: property → values as sources write them, the preferred first; ``facets``: facet → values."""

    id: str
    page: str
    name: str
    language: str
    names: tuple[tuple[str, str], ...]  # text, language
    kind: str
    type: str
    facts: Mapping[str, tuple[str, ...]]
    facets: Mapping[str, tuple[str, ...]]
    labels: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    credits: tuple[Credit, ...]
    domains: tuple[str, ...] = ()
    towns: tuple[Place, ...] = field(default=())

    def first(self, name: str) -> str:
        """The preferred value of a property, "" for none."""
        return self.facts.get(name, ("",))[0]


def cards(ids: Sequence[str], about: About) -> Iterator[Card]:
    """The cards of the entities ``ids`` in their order; those that nobody may see any more are left out."""
    for start in range(0, len(ids), ASKED):
        yield from _cards(ids[start : start + ASKED], about)


def _cards(ids: Sequence[str], about: About) -> Iterator[Card]:
    rows = {row.identity_id: row for row in EntityRow.objects.visible().filter(identity__in=ids)}
    facets = _grouped(FacetRow.objects.visible().filter(identity__in=ids).values_list("identity_id", "facet", "value"))
    told = FactRow.objects.visible().filter(identity__in=ids, status__in=ESTABLISHED)
    ordered = told.order_by("rank", "-confidence", "key").values_list("identity_id", "property", "value", "qualifiers")
    facts = _grouped(  # the property is looked at here: by its index the database would read most of all facts
        (identity, name, _said(name, value, qualifiers)) for identity, name, value, qualifiers in ordered if name in TOLD
    )
    labels = names_of((value for one in facets.values() for value in one.get("label", ())), about.language)
    credits_ = _credits(ids)
    domains = {concept.id: concept.label(about.language) for concept in about.scheme.concepts}
    for identity in ids:
        if identity not in rows:
            continue
        row, own = rows[identity], facets.get(identity, {})
        name = name_of(row, about.language)
        yield Card(
            id=identity,
            page=about.address(identity),
            name=name.text,
            language=name.language,
            names=tuple((one["text"], one.get("language", "")) for one in row.names),
            kind=row.kind,
            type=row.type or row.kind,
            facts={one: tuple(dict.fromkeys(values)) for one, values in facts.get(identity, {}).items()},
            facets={facet: tuple(sorted(values)) for facet, values in own.items()},
            labels=tuple(sorted(labels[value].text for value in own.get("label", ()) if value in labels)),
            identifiers=tuple((scheme, value) for scheme, value in row.identifiers),
            credits=credits_.get(identity, ()),
            domains=tuple(domains.get(value, value) for value in sorted(own.get("domain", ()))),
            towns=tuple(place for code in sorted(own.get("area", ())) if (place := _town(code))),
        )


def _said(name: str, value: Mapping[str, str], qualifiers: Iterable[Sequence[str]]) -> str:
    if name == "identifier":
        scheme = dict(tuple(pair) for pair in qualifiers).get("scheme", "")
        return f"{scheme}:{value['text']}" if scheme else value["text"]
    return value.get("edtf") or value["text"]


def _grouped(rows: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for identity, name, value in rows:
        found.setdefault(identity, {}).setdefault(name, []).append(value)
    return found


def _credits(ids: Sequence[str]) -> dict[str, tuple[Credit, ...]]:
    said = ClaimRow.objects.visible().filter(subject__in=ids).exclude(verdict="hide").exclude(source_id=BY_HAND)
    columns = ("subject_id", "source__publisher", "source__licence")
    found: dict[str, set[Credit]] = {}
    for identity, publisher, licence in said.order_by().values_list(*columns).distinct():
        found.setdefault(identity, set()).add(Credit(publisher, licence))
    return {identity: tuple(sorted(there)) for identity, there in found.items()}


def _town(code: str) -> Place | None:
    """The commune or town ``code``; nothing for a wider area."""
    place = place_of(code)
    return place if place is not None and place.kind == "commune" else None
