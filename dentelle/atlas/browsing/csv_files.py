"""Tables that people take away."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

from dentelle.spreadsheet import harmless


def csv_file(name: str, rows: Iterable[Iterable[str]]) -> HttpResponse:
    """``rows`` as the CSV file ``name`` (UTF-8 with a mark, so that spreadsheets read accents); no cell is run as a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
