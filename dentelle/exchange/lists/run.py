"""From a list and a register to the list with its decisions: rows go through in their order, a window of them in memory.

Invariants: rows come out in the order they came; a row that cannot be compared comes out with the decision none and the reason;
with ``one_to_one`` all decisions are held, because the last row may have the better claim, else a window of them.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

from dentelle.errors import SourceError
from dentelle.exchange.lists.mapping import load_mapping, saved
from dentelle.exchange.lists.opening import OpenList, open_list
from dentelle.exchange.lists.preparing import Prepared, Preparing
from dentelle.exchange.lists.report import Report, list_lines
from dentelle.exchange.lists.writing import ADDED, added_names, decided_cells, written
from dentelle.linking.lists import Decided, ListRow, Settings, link_together, one_to_one, usual_settings
from dentelle.linking.lists.identified import Identified, identified, merged
from dentelle.registers.staging import ensure_index
from dentelle.registers.store import Register, open_register
from dentelle.sources.rows import Row

__all__ = ["Options", "link_list"]

BATCH = 2_000  # rows whose identifiers are looked up together
NAMELESS = "the row has no name"
TOLD = 100  # rows between two signs of progress
Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked of ``dentelle link``: at most ``candidates`` lines a reviewed row, ``strict``: the higher threshold."""

    list: Path
    register: str
    out: Path
    mapping: Path | None = None
    save_mapping: Path | None = None
    sheet: str = ""
    candidates: int = 1
    strict: bool = False
    one_to_one: bool = False


@dataclass(slots=True)
class _Item:
    """A row on its way: why it is not compared (``left_out``), else how it is compared and what its identifiers say."""

    row: Row
    left_out: str = ""
    prepared: Prepared | None = None
    found: Identified | None = None
    decided: Decided | None = None


def link_list(options: Options, tell: Callable[[str], None], progress: Progress | None = None) -> Report:
    """Links the list to the register and writes the result; ``tell`` takes each line of how the list was read.

    Raises SourceError when list, mapping or output cannot be used, RegisterError when the register cannot.
    """
    started = time.monotonic()
    told = load_mapping(options.mapping) if options.mapping else None
    if options.out.resolve() == options.list.resolve():
        raise SourceError(
            "unsupported", f"{options.out} is the list itself, which is never written over. Name another file with --out."
        )
    with open_register(options.register) as register:
        ensure_index(register.folder, progress)
        opened = open_list(options.list, told, options.sheet)
        for line in list_lines(opened):
            tell(line)
        if options.save_mapping:
            _save(options.save_mapping, saved(opened.mapping, opened.listing, told))
            tell(f"Wrote {options.save_mapping}; give it to --mapping next time.")
        settings = replace(usual_settings(), strict_only=options.strict, shown=max(options.candidates, usual_settings().shown))
        report = Report(out=str(options.out))
        _write(options, opened, _decided(opened, register, settings, report, progress), report)
    report.seconds = time.monotonic() - started
    return report


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SourceError(
            "unreadable", f"{path} cannot be written: {error.strerror}. Name another file with --save-mapping."
        ) from error


def _write(options: Options, opened: OpenList, items: Iterable[_Item], report: Report) -> None:
    columns = opened.listing.columns
    names = added_names(columns)
    report.renamed = tuple((name, instead) for name, instead in zip(ADDED, names, strict=True) if name != instead)
    if options.one_to_one:
        items = _apart(list(items))
    with written(options.out, opened.listing.sheet or "Liste") as write:
        write((*columns, *names))
        for item in items:
            assert item.decided is not None
            for cells in decided_cells(item.decided, options.candidates, _remark(item)):
                write((*item.row.cells, *cells))
            report.rows += 1
            report.decisions[item.decided.decision] += 1


def _remark(item: _Item) -> str:
    invalid = item.prepared.invalid if item.prepared else ()
    return "; ".join(f"{what} is not valid" for what, _ in invalid)


def _apart(items: list[_Item]) -> Iterator[_Item]:
    compared = [item for item in items if item.decided is not None]
    for item, decided in zip(compared, one_to_one(item.decided for item in compared if item.decided), strict=True):
        item.decided = decided
    return iter(items)


def _decided(
    opened: OpenList, register: Register, settings: Settings, report: Report, progress: Progress | None
) -> Iterator[_Item]:
    """Every row of the list with its decision, in order; the progress is of rows compared, which wait for one another."""
    waiting: deque[_Item] = deque()
    taken = count()

    def compared() -> Iterator[ListRow]:
        for batch in _batches(_items(opened, report)):
            _identify(batch, register, report)
            for item in batch:
                waiting.append(item)
                if progress and (done := next(taken)) % TOLD == 0:
                    progress("linking", done, opened.listing.count)
                if item.decided is None and item.prepared:
                    contradicted = item.found and item.found.against  # then the names alone are to speak
                    yield replace(item.prepared.row, identifiers=()) if contradicted else item.prepared.row

    for decided in link_together(compared(), register, settings, spent=report.spent):
        while waiting[0].decided is not None:
            yield waiting.popleft()
        item = waiting.popleft()
        item.decided = merged(item.found or Identified(), decided, settings.shown)
        if decided.skipped:
            report.skipped.append((item.row.number, decided.skipped))
        if item.found and item.found.against and item.decided is not decided:
            report.contradicted.append((item.row.number, item.found.against.reason))
        yield item
    yield from waiting


def _items(opened: OpenList, report: Report) -> Iterator[_Item]:
    preparing = Preparing(opened.mapping)
    for row, reason in opened.listing.rows():
        item = _Item(row, reason)
        if not reason:
            item.prepared = preparing.prepare(row.number, row.cells)
            report.invalid += [(row.number, f"{what}: {why}") for what, why in item.prepared.invalid]
            row_of = item.prepared.row
            item.left_out = "" if row_of.name or row_of.identifiers or item.prepared.register_ids else NAMELESS
        if item.left_out:
            item.decided = Decided(str(row.number), "none", skipped=item.left_out)
            report.skipped.append((row.number, item.left_out))
        yield item


def _identify(batch: Sequence[_Item], register: Register, report: Report) -> None:
    """What the identifiers of the rows of ``batch`` say; those that they settle are decided."""
    asked = [item for item in batch if item.decided is None and item.prepared]
    carrying = [item for item in asked if item.prepared and (item.prepared.row.identifiers or item.prepared.register_ids)]
    for item, found in zip(carrying, identified([item.prepared for item in carrying if item.prepared], register), strict=True):
        item.found = found
        if found.decided:
            item.decided = found.decided
            report.identified += 1
        elif item.prepared and not item.prepared.row.name:
            nameless = Decided(str(item.row.number), "none", skipped=NAMELESS)
            item.decided = merged(found, nameless, 1)
            report.skipped += [(item.row.number, NAMELESS)] if item.decided is nameless else []


def _batches(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    while batch := list(islice(items, BATCH)):
        yield batch
