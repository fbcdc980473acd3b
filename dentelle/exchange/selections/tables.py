"""A selection as a table: one line an entity, cells that no spreadsheet runs, and who is to be named with it."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from dentelle.exchange.selections.card import About, Card
from dentelle.spreadsheet import harmless, looks_like_formula
from dentelle.vocabulary import label

__all__ = ["COLUMNS", "csv_table", "workbook"]

COLUMNS = (
    "id", "name", "kind", "kind_label", "other_names", "communes", "commune_codes", "address", "domains", "sections", "labels",
    "state", "disputed", "founded", "website", "email", "phone", "identifiers", "page", "sources",
)  # fmt: skip
MARK = b"\xef\xbb\xbf"  # by which spreadsheets know UTF-8
PART = 200  # lines sent together
LONGEST = 32_767  # characters that a cell of a workbook holds


def csv_table(cards: Iterable[Card], about: About) -> Iterator[bytes]:
    """The selection as CSV in UTF-8, separated by commas, the header first."""
    waiting = io.StringIO()
    writer = csv.writer(waiting, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield MARK
    for number, card in enumerate(cards, start=1):
        writer.writerow([harmless(cell) for cell in _cells(card, about)])
        if number % PART == 0:
            yield waiting.getvalue().encode()
            waiting.seek(0)
            waiting.truncate()
    yield waiting.getvalue().encode()


def workbook(cards: Iterable[Card], about: About) -> Iterator[bytes]:
    """The selection as an XLSX workbook: the table, and a sheet that says where it is from and whom to name."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("selection")
    page.freeze_panes = "C2"
    page.append(list(COLUMNS))
    credits_: set[str] = set()
    for card in cards:
        page.append([_cell(page, text) for text in _cells(card, about)])
        credits_.update(str(one) for one in card.credits)
    origin = book.create_sheet("sources")
    lines = [("title", about.title), ("territory", about.territory), ("page", about.source), ("licences", about.rights)]
    for name, text in (*lines, ("made", about.made), *(("source", one) for one in sorted(credits_))):
        origin.append([name, _cell(origin, text)])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(65_536):
            yield part


def _cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    fitting = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
    if not looks_like_formula(fitting):
        return fitting
    cell = WriteOnlyCell(sheet, value=fitting)
    cell.data_type = "s"
    cell.quotePrefix = True  # the apostrophe, which a workbook keeps apart from the text
    return cell


def _cells(card: Card, about: About) -> list[str]:
    others = [text for text, _ in card.names if text != card.name]
    return [
        card.id,
        card.name,
        card.type,
        label(card.type, about.language),
        "; ".join(dict.fromkeys(others)),
        "; ".join(town.name_in(about.language) for town in card.towns),
        "; ".join(town.code for town in card.towns if town.scheme == "insee"),
        card.first("address"),
        "; ".join(card.domains),
        "; ".join(card.facets.get("section", ())),
        "; ".join(card.labels),
        "".join(card.facets.get("state", ())),
        "".join(card.facets.get("disputed", ())),
        card.first("founded"),
        "; ".join(card.facts.get("website", ())),
        "; ".join(card.facts.get("email", ())),
        "; ".join(card.facts.get("phone", ())),
        "; ".join(f"{scheme}:{value}" for scheme, value in card.identifiers),
        card.page,
        "; ".join(map(str, card.credits)),
    ]
