"""The directory: one selection of entities, what it can be narrowed or widened by with counts, one page of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from dentelle.atlas.browsing.facet_index import LETTER, OTHER, FacetIndex, current
from dentelle.atlas.browsing.selection import Chosen, Ignored, letters, read, selected
from dentelle.atlas.models import EntityRow, FacetRow
from dentelle.vocabulary import Scheme
from dentelle.web.facet_words import Words
from dentelle.web.queries.facet_groups import Addresses, Group, groups
from dentelle.web.queries.names import Name, name_of, names_of

PAGE = 60  # entities on one page
PLACES = 100  # communes that the table beside the map names
VIEWS = ("list", "table", "map")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity in a list. ``sources`` is how many sources speak of it; the rest in the reader's language, "" when unknown."""

    name: Name
    sources: int
    towns: str
    domains: str
    sections: str
    labels: tuple[Name, ...]
    state: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value, and the address of the selection without it."""

    facet: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class View:
    id: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Town:
    """How many entities of the selection lie in a commune."""

    code: str
    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Ignoring:
    """A value of the address that is none, with what its facet is called."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Directory:
    chosen: Chosen
    view: str
    total: int
    entities: tuple[Listed, ...]
    page: Page
    letters: tuple[Letter, ...]
    every_letter: str  # the address without a letter
    groups: tuple[Group, ...]
    chips: tuple[Chip, ...]
    ignored: tuple[Ignoring, ...]
    views: tuple[View, ...]
    towns: tuple[Town, ...]
    more_towns: int
    query: str  # the selection alone, as the addresses of exports and of the feed have it

    @property
    def kind(self) -> str:
        """The one kind chosen, "" for none or several."""
        kinds = self.chosen.of("kind")
        return kinds[0] if len(kinds) == 1 else ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What a form must carry along for the selection to stay as it is."""
        return [*self.chosen.pairs(), *([("view", self.view)] if self.view != VIEWS[0] else [])]

    @property
    def columns(self) -> frozenset[str]:
        """Which columns a table of the shown entries has beside those that every one fills."""
        found = {name for one in self.entities for name in ("domains", "sections", "state") if getattr(one, name)}
        return frozenset(found | {"state"} if any(one.disputed for one in self.entities) else found)

    @property
    def plain(self) -> bool:
        """Whether search engines should keep the page: a whole list, or one narrowed once."""
        return self.view == VIEWS[0] and len(self.chosen.pairs()) < 2


def directory(asked: Mapping[str, list[str]], language: str, scheme: Scheme, places: Addresses) -> Directory:
    """What the address with the parameters ``asked`` shows in ``language``; ``places`` writes addresses. Four queries."""
    index = current()
    chosen, ignored = read(asked, index, scheme)
    view = asked.get("view", ["list"])[-1]
    view = view if view in VIEWS else VIEWS[0]
    places = places.viewing(view)
    listed = index.listed(selected(index, chosen))
    paginator = Paginator(listed, PAGE)
    page = paginator.get_page(asked.get("page", ["1"])[-1])
    shown = {} if view == "map" else _shown(page.object_list)
    labels = [value for facet, value in index.totals if facet == "label"]
    words = Words(language, scheme, names_of({*labels, *chosen.of("label")}, language))
    towns = _towns(index, chosen, words, places) if view == "map" else []
    return Directory(
        chosen=chosen,
        view=view,
        total=len(listed),
        entities=tuple(_rows(shown, page.object_list, words)),
        page=page,
        letters=tuple(_letters(index, chosen, places)),
        every_letter=places.of(chosen.at("")),
        groups=groups(index, chosen, words, places),
        chips=tuple(_chips(chosen, words, places)),
        ignored=tuple(_ignoring(ignored, words)),
        views=tuple(View(one, places.viewing(one).of(chosen), one == view) for one in VIEWS),
        towns=tuple(towns[:PLACES]),
        more_towns=max(0, len(towns) - PLACES),
        query=places.query(chosen),
    )


def selection_title(chosen: Chosen, language: str, scheme: Scheme, territory: str) -> str:
    """What a file or feed of the selection is called."""
    words = Words(language, scheme, names_of(chosen.of("label"), language))
    said = [words.of(facet, value) for facet, value in chosen.pairs() if facet != LETTER]
    return " · ".join(filter(None, (territory, gettext("Directory"), *said)))


def _shown(ids: Iterable[str]) -> dict[str, tuple[EntityRow, dict[str, list[str]]]]:
    """The entities ``ids`` with the values of their facets. Two queries."""
    facets: dict[str, dict[str, list[str]]] = {}
    ids = list(ids)
    for identity, facet, value in (
        FacetRow.objects.visible().filter(identity__in=ids).exclude(facet="kind").values_list("identity_id", "facet", "value")
    ):
        facets.setdefault(identity, {}).setdefault(facet, []).append(value)
    columns = ("identity_id", "label", "names", "kind", "type", "sources")
    rows = EntityRow.objects.visible().filter(identity__in=ids).only(*columns)
    return {row.identity_id: (row, facets.get(row.identity_id, {})) for row in rows}


def _rows(shown: Mapping[str, tuple[EntityRow, dict[str, list[str]]]], ids: Iterable[str], words: Words) -> Iterable[Listed]:
    for identity in ids:
        if identity not in shown:
            continue
        row, facets = shown[identity]
        name = name_of(row, words.language)
        towns = {words.area(code) for code in _finest(facets.get("area", ()))}
        yield Listed(
            name=name,
            sources=row.sources,
            towns=", ".join(sorted(towns - {name.text} if row.kind == "place" else towns)),  # a town does not lie in itself
            domains=", ".join(sorted(words.of("domain", value) for value in facets.get("domain", ()))),
            sections=", ".join(words.of("section", value) for value in sorted(facets.get("section", ())) if value.isdigit()),
            labels=tuple(words.labels[value] for value in sorted(facets.get("label", ())) if value in words.labels),
            state=(facets.get("state") or [""])[0],
            disputed="disputed" in facets,
        )


def _finest(codes: Iterable[str]) -> list[str]:
    """The communes and towns among ``codes``; where there is none, the smallest of the areas."""
    towns = [code for code in codes if code[0].isdigit() or (code[0] == "G" and code[1:].isdigit())]
    if towns:
        return towns
    for first in "EDR":
        if wider := [code for code in codes if code[0] == first and len(code) > 2]:
            return wider
    return list(codes)


def _letters(index: FacetIndex, chosen: Chosen, places: Addresses) -> Iterable[Letter]:
    for letter, count in letters(index, chosen):
        yield Letter(letter, count, places.of(chosen.at(letter)), letter == chosen.letter)


def _chips(chosen: Chosen, words: Words, places: Addresses) -> Iterable[Chip]:
    for facet, value in chosen.pairs():
        if facet == LETTER:
            text, address = "#" if value == OTHER else value.upper(), places.of(chosen.at(""))
        else:
            text, address = words.of(facet, value), places.of(chosen.without(facet, value))
        yield Chip(words.facet(facet), text, address)


def _ignoring(ignored: Iterable[Ignored], words: Words) -> Iterable[Ignoring]:
    return (Ignoring(words.facet(one.facet), one.value) for one in ignored)


def _towns(index: FacetIndex, chosen: Chosen, words: Words, places: Addresses) -> list[Town]:
    """The communes and towns in which the selection lies, the fullest first."""
    counted = index.counted(selected(index, chosen), "area")
    fullest = sorted(_finest(counted), key=lambda code: (-counted[code], code)) if counted else []
    return [Town(code, words.area(code), counted[code], places.of(chosen.adding("area", code))) for code in fullest]
