"""What a person is told about the linking of a list: how it was read, what was decided, what was left out and why.

Invariant: what is not shown is counted, and the output says of each such row what was wrong with it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dentelle.exchange.lists.mapping import ColumnMapping
from dentelle.exchange.lists.opening import OpenList
from dentelle.sources.listing import Listing

__all__ = ["Report", "list_lines"]

SHOWN = 20  # lines of one sort
CELLS = 60  # characters of a row above the header


@dataclass(slots=True)
class Report:
    """``decisions`` by word; ``skipped``, ``invalid`` and ``contradicted``: (row number, what is to say of it)."""

    decisions: Counter[str] = field(default_factory=Counter)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    invalid: list[tuple[int, str]] = field(default_factory=list)
    contradicted: list[tuple[int, str]] = field(default_factory=list)
    identified: int = 0
    rows: int = 0
    spent: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    out: str = ""
    renamed: tuple[tuple[str, str], ...] = ()

    def lines(self) -> Iterator[str]:
        """The report as a person reads it."""
        decided = ", ".join(f"{word} {self.decisions[word]:,}" for word in ("match", "review", "none"))
        yield f"{decided}: {self.rows:,} rows in {self.seconds:.1f} s."
        if self.identified:
            yield f"Linked by an identifier with which name or town agree: {self.identified:,}."
        yield from _some("Findings: identifiers that contradict both name and town, for review", self.contradicted)
        yield from _some("Identifiers that are not valid, so the row was linked by its name", self.invalid)
        yield from _some("Not compared, and written with the decision none", self.skipped)
        if self.spent:
            ways = ", ".join(f"{way} {count:,}" for way, count in sorted(self.spent.items()))
            total = sum(self.spent.values())
            yield f"Touched in the register to find candidates: {total:,} rows, {total / max(1, self.rows):,.0f} each ({ways})."
        for name, instead in self.renamed:
            yield f"The list has a column {name} of its own; the one that was added is called {instead}."
        yield f"Wrote {self.out}."


def list_lines(opened: OpenList) -> Iterator[str]:
    """How the list was read: file, sheet, header, what was left out above it, which column holds what."""
    listing = opened.listing
    sheet = f", sheet “{listing.sheet}”" if listing.sheet else ""
    how = f" ({listing.encoding}, {_separator(listing.separator)})" if listing.encoding else ""
    yield f"{listing.name}{sheet}{how}: {listing.count:,} rows below {_header(listing)}."
    if opened.others:
        names = ", ".join(
            f"“{other.sheet}” ({other.count:,} rows{', hidden' if other.hidden else ''})" for other in opened.others
        )
        yield f"Sheets that were not read: {names}. Choose another with --sheet."
    if listing.above:
        above = "; ".join(f"row {row.number} “{' '.join(filter(None, row.cells))[:CELLS]}”" for row in listing.above[:SHOWN])
        yield f"Above the header, left out: {above}."
    if listing.blank:
        yield f"Blank rows left out: {listing.blank:,}."
    if listing.damaged:
        rows = ", ".join(map(str, listing.damaged[:SHOWN])) + (", …" if len(listing.damaged) > SHOWN else "")
        yield f"Rows with letters that could not be read, shown as \ufffd: {len(listing.damaged):,} ({rows})."
    yield from _columns(listing, opened.mapping)


def _columns(listing: Listing, mapping: ColumnMapping) -> Iterator[str]:
    used = [(column, held) for column, held in mapping.fields if held]
    yield f"Columns{f' by {mapping.source}' if mapping.source else ', as guessed'}:"
    width = max(len(column) for column, _ in used)
    for column, held in used:
        at = listing.columns.index(column)
        example = next((row.cells[at] for row in listing.sample if at < len(row.cells) and row.cells[at]), "")
        such = f"such as “{example[:40]}”" if example else "empty"
        yield f"  {column:<{min(width, 40)}}  {held}   ({such})"
    unused = [column for column, held in mapping.fields if not held]
    if unused:
        yield f"Not used: {', '.join(unused)}."
    if not mapping.source:
        yield "If a column is understood wrongly: --save-mapping FILE, correct the file, --mapping FILE."


def _header(listing: Listing) -> str:
    if not listing.header:
        return "no header"
    return (
        f"the header in row {listing.header[0]}"
        if len(listing.header) == 1
        else f"the header in rows {listing.header[0]} and {listing.header[-1]}"
    )


def _separator(sign: str) -> str:
    return "tabs" if sign == "\t" else f"separator {sign}"


def _some(what: str, rows: Sequence[tuple[int, str]]) -> Iterator[str]:
    if not rows:
        return
    yield f"{what}: {len(rows):,}."
    yield from (f"  row {number}: {said}" for number, said in rows[:SHOWN])
    if len(rows) > SHOWN:
        yield f"  and {len(rows) - SHOWN:,} more; the column of reasons says it in each row."
