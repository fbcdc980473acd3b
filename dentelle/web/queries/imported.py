"""What becomes, or became, of the rows of a list, as its pages show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from dentelle.atlas.models import EntityRow, FactRow, IdentityLeaf
from dentelle.checking import sentence
from dentelle.weaving.drafts import Decision
from dentelle.weaving.imports.accepting import KeptRows, fate_of
from dentelle.weaving.imports.fates import FATES, PERHAPS, Fate, Fates, Question
from dentelle.weaving.imports.rows import BLANK, HEADER, RECORD, ReadRow, ReadSheet, Remark
from dentelle.web.queries.facts import ESTABLISHED, ShownFact, shown_facts
from dentelle.web.queries.list_words import REASONS, remark
from dentelle.web.queries.names import Name, names_of

PAIRS, LINES = 25, 100  # on a page
FACTS = 10  # shown of an actor
LONGEST_CELL = 160  # characters shown of a cell


@dataclass(frozen=True, slots=True)
class Line:
    """A row as its file has it: ``cells`` (column, text), shortened. ``last`` of a run of blank rows, else 0."""

    sheet: str
    number: int
    what: str
    name: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    last: int = 0
    remarks: tuple[Remark, ...] = ()

    @property
    def why(self) -> object:
        """Why it is left out."""
        return REASONS.get(self.what, "")

    @property
    def said(self) -> str:
        """What is wrong with its cells."""
        return "; ".join(remark(one) for one in self.remarks)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what stands on its other side: an actor with its facts, or another row."""

    question: Question
    why: str
    decision: str
    name: Name | None
    identifiers: tuple[tuple[str, str], ...] = ()
    facts: tuple[ShownFact, ...] = ()
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row and what becomes of it; ``entity`` whose it is, where that has a page; ``double`` the row that it repeats."""

    line: Line
    fate: str
    entity: Name | None = None
    double: Line | None = None
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows became what: ``fates`` and ``left`` by code, largest first of the latter; ``total`` is the sum of all."""

    fates: tuple[tuple[str, int], ...]
    left: tuple[tuple[str, int], ...]
    header: int
    blank: int

    @property
    def records(self) -> int:
        return sum(number for _, number in self.fates)

    @property
    def skipped(self) -> int:
        return sum(number for _, number in self.left)

    @property
    def total(self) -> int:
        return self.records + self.skipped + self.header + self.blank


def tally(counts: Mapping[str, int]) -> Tally:
    """``counts`` as ``accepting.counted`` gives them."""
    left = [(what, number) for what, number in counts.items() if what not in (*FATES, HEADER, BLANK)]
    return Tally(
        tuple((fate, counts.get(fate, 0)) for fate in (PERHAPS, "same", "double", "new")),
        tuple(sorted(left, key=lambda one: (-one[1], one[0]))),
        counts.get(HEADER, 0),
        counts.get(BLANK, 0),
    )


@dataclass
class List:
    """The rows of a list by their places."""

    sheets: Sequence[ReadSheet]
    rows: list[tuple[ReadSheet, ReadRow]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [(sheet, row) for sheet in self.sheets for row in sheet.rows]

    def line(self, at: int, shown: Iterable[str] | None = None) -> Line:
        """The row at ``at``; of the columns ``shown`` only, where they are given."""
        sheet, row = self.rows[at]
        names = None if shown is None else frozenset(shown)
        named = [
            (sheet.columns[place] if place < len(sheet.columns) else "", cell) for place, cell in enumerate(row.cells) if cell
        ]
        cells = tuple((column, _short(cell)) for column, cell in named if names is None or column in names)
        return Line(sheet.name, row.number, row.what, row.name, cells, remarks=row.remarks)

    def left(self) -> list[Line]:
        """All rows that are no records, runs of blank ones among them, in their order."""
        lines = [(sheet, self.line(at)) for at, (sheet, row) in enumerate(self.rows) if row.what != RECORD]
        found = [line for _, line in lines]
        found += [Line(sheet.name, first, BLANK, last=last) for sheet in self.sheets for first, last in sheet.blank]
        order = {sheet.name: at for at, sheet in enumerate(self.sheets)}
        return sorted(found, key=lambda line: (order[line.sheet], line.number))

    def remarked(self) -> list[Line]:
        """The records with a cell of which nothing could be made."""
        return [self.line(at) for at, (_, row) in enumerate(self.rows) if row.remarks]


def _short(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"


def previewed(
    found: Fates, read: Sequence[ReadSheet], decisions: Mapping[str, Decision], columns: Iterable[str], show: str, page: str,
    language: str,
) -> Page:  # fmt: skip
    """One page of the rows whose fate is ``show``, as long as nobody decides otherwise; each with its questions."""
    listed = List(read)
    chosen = [fate for fate in found.rows if fate.fate == show]
    numbered = Paginator(chosen, PAIRS if show == PERHAPS else LINES).get_page(page)
    there: list[Fate] = list(numbered.object_list)
    questions = [one for fate in there for one in fate.questions]
    entities = {one.entity for one in questions if one.entity} | {fate.entity for fate in there if fate.entity}
    names = names_of(entities, language)
    facts, identifiers = _said(entities, language) if show == PERHAPS else ({}, {})
    shown = tuple(columns)

    def asked(one: Question) -> Asked:
        decision = decisions.get(one.key, Decision("")).verdict
        line = listed.line(one.row, shown) if one.row >= 0 else None
        known = (identifiers.get(one.entity, ()), tuple(facts.get(one.entity, ())))
        return Asked(one, why(one, language), decision, names.get(one.entity), *known, line)

    numbered.object_list = [
        ShownRow(
            listed.line(fate.at, shown),
            fate_of(fate, decisions),
            names.get(fate.entity),
            listed.line(fate.double, shown) if fate.double >= 0 else None,
            tuple(asked(one) for one in fate.questions),
        )
        for fate in there
    ]
    return numbered


def why(one: Question, language: str) -> str:
    """Why the two may be the same, in ``language``; "" where only a chain of others says so."""
    data = {"left": "", "right": "", "reason": one.reason} | {f"reason_{name}": text for name, text in one.data}
    asked = sentence("pairs", {"left": "", "right": ""}, language)
    return sentence("pairs", data, language).removeprefix(asked).strip() if one.reason else ""


def _said(entities: set[str], language: str) -> tuple[dict[str, list[ShownFact]], dict[str, tuple[tuple[str, str], ...]]]:
    """The first facts and the identifiers of each of ``entities``; three queries and those of names and quotes."""
    place = Window(RowNumber(), partition_by=[F("identity")], order_by=[F("rank"), F("property"), F("key")])
    rows = FactRow.objects.visible().filter(identity__in=entities, status__in=ESTABLISHED).annotate(place=place)
    said = list(rows.filter(place__lte=FACTS).order_by("property", "rank", "key"))
    facts: dict[str, list[ShownFact]] = {}
    for row, shown in zip(said, shown_facts(said, language), strict=True):
        facts.setdefault(row.identity_id or "", []).append(shown)
    rows = EntityRow.objects.visible().filter(identity__in=entities)
    identifiers = {row.identity_id: tuple((scheme, value) for scheme, value in row.identifiers) for row in rows}
    return facts, identifiers


def became(kept: KeptRows, show: str, page: str, language: str) -> Page:
    """One page of the rows of an import of which ``show`` became; ``left``: of those left out, runs of blank rows among them."""
    if show == "left":
        lines = [Line(kept.sheets[row.sheet], row.number, row.what) for row in kept.rows if row.what not in FATES]
        for at, runs in enumerate(kept.blank):
            lines += [Line(kept.sheets[at], first, BLANK, last=last) for first, last in runs]
        order = {name: at for at, name in enumerate(kept.sheets)}
        return Paginator(sorted(lines, key=lambda line: (order[line.sheet], line.number)), LINES).get_page(page)
    numbered = Paginator([row for row in kept.rows if row.what == show], LINES).get_page(page)
    rows = list(numbered.object_list)
    at = dict(IdentityLeaf.objects.visible().filter(leaf__in=[row.leaf for row in rows]).values_list("leaf", "identity_id"))
    names = names_of(at.values(), language)
    numbered.object_list = [
        ShownRow(
            Line(kept.sheets[row.sheet], row.number, RECORD),
            row.what,
            names.get(at.get(row.leaf, "")),
            Line("", row.double, RECORD) if row.double else None,
        )
        for row in rows
    ]
    return numbered
