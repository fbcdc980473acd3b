"""The formats of a selection, and how many entities each takes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dentelle.exchange.selections import geojson, linked_data, tables, vcards
from dentelle.exchange.selections.card import About, Card

__all__ = ["FORMATS", "MOST", "Format", "written"]


@dataclass(frozen=True, slots=True)
class Format:
    """``media``: its media type; ``most``: entities in one file, beyond which programs that read it fail or wait too long."""

    media: str
    most: int
    write: Callable[[Iterable[Card], About], Iterator[bytes]]


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", 100_000, tables.csv_table),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 20_000, tables.workbook),
    "geojson": Format("application/geo+json", 100_000, geojson.features),
    "jsonld": Format("application/ld+json", 50_000, linked_data.graph),
    "vcf": Format("text/vcard; charset=utf-8", 20_000, vcards.address_book),
}
MOST = {name: one.most for name, one in FORMATS.items()}


def written(format: str, cards: Iterable[Card], about: About) -> Iterator[bytes]:
    """The file of ``cards`` in ``format``, part by part. Raises KeyError for a format that there is not."""
    return FORMATS[format].write(cards, about)
