"""The rows of a list as a table to be downloaded, with what became of each and why.

Invariant: the cells are those of the file, whole; none is one that a spreadsheet runs.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from dentelle.atlas.models import ListImport
from dentelle.errors import SourceError
from dentelle.spreadsheet import harmless
from dentelle.territory import load
from dentelle.weaving import drafts
from dentelle.weaving.imports import accepting
from dentelle.weaving.imports.prepare import compared, sheets
from dentelle.weaving.imports.rows import BLANK, RECORD, ReadRow, ReadSheet
from dentelle.web.access import needs
from dentelle.web.queries.list_words import FATE_NAMES, REASONS, remark
from dentelle.web.refusals import refusal

SKIPPED, ALL = "skipped", "all"
Became = Mapping[tuple[int, int], str]  # position of a sheet, number of a row → its fate


@needs("import_list")
def rows(request: HttpRequest, token: str, which: str) -> HttpResponseBase:
    """The rows that are left out, or all rows, of a list that waits or was taken in."""
    if which not in (SKIPPED, ALL):
        raise Http404
    held = ListImport.objects.filter(pk=token).first()
    try:
        read, became, name = _taken(held) if held else _waiting(token)
    except (SourceError, OSError) as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(reverse("workbench:list", args=[token]))
    lines = _lines(read, became, everything=which == ALL)
    mark = "\ufeff"  # by which spreadsheets know UTF-8
    response = StreamingHttpResponse(chain([mark], map(_line, lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{Path(name).stem}-{which}.csv"'
    return response


def _waiting(token: str) -> tuple[Sequence[ReadSheet], Became, str]:
    draft = drafts.load(settings.TERRITORY, token)
    found, read = compared(settings.TERRITORY, token), sheets(settings.TERRITORY, token)
    if found is None or read is None:
        raise Http404
    places = [(at, row.number) for at, sheet in enumerate(read) for row in sheet.rows]
    return read, {places[fate.at]: accepting.fate_of(fate, draft.decisions) for fate in found.rows}, draft.name


def _taken(held: ListImport) -> tuple[Sequence[ReadSheet], Became, str]:
    read = accepting.reread(load(settings.TERRITORY), held)
    return read, {(row.sheet, row.number): row.what for row in accepting.kept_rows(held).rows}, held.name


def _lines(read: Sequence[ReadSheet], became: Became, *, everything: bool) -> Iterator[Sequence[str]]:
    columns = list(dict.fromkeys(column for sheet in read for column in sheet.columns))
    several = len(read) > 1
    first = [gettext("Row"), *([gettext("Sheet")] if several else []), gettext("What becomes of it"), gettext("Why")]
    yield [*first, *columns]
    for at, sheet in enumerate(read):
        named = [sheet.name] if several else []
        for number, until, row in _places(sheet, everything=everything):
            cells = _cells(sheet, row, columns) if row else []
            where = f"{number}–{until}" if until > number else str(number)
            yield [where, *named, *_said(row, became.get((at, number), "")), *cells]


def _places(sheet: ReadSheet, *, everything: bool) -> Iterator[tuple[int, int, ReadRow | None]]:
    """First and last number of what stands in one line of the table, in order; blank rows have no cells."""
    found: list[tuple[int, int, ReadRow | None]] = [
        (row.number, 0, row) for row in sheet.rows if everything or row.what != RECORD
    ]
    found += [(first, last, None) for first, last in sheet.blank]
    yield from sorted(found, key=lambda one: one[0])


def _said(row: ReadRow | None, fate: str) -> tuple[str, str]:
    """What becomes of a row, and why."""
    if row is None:
        return gettext("left out"), str(REASONS[BLANK])
    if row.what != RECORD:
        return gettext("left out"), str(REASONS[row.what])
    return str(FATE_NAMES.get(fate, "")), "; ".join(remark(one) for one in row.remarks)


def _cells(sheet: ReadSheet, row: ReadRow, columns: Sequence[str]) -> list[str]:
    """The cells under ``columns``; those of a hidden sheet, which has none, in their order."""
    if not sheet.columns:
        return list(row.cells)
    by_column = dict(zip(sheet.columns, row.cells, strict=False))
    return [by_column.get(column, "") for column in columns] + list(row.cells[len(sheet.columns) :])


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";").writerow([harmless(cell) for cell in cells])
    return line.getvalue()
