"""A row of a list as it is compared: the cells of its columns, repaired where spreadsheets and programs spoil them.

Invariants: what is written out is never changed here; an identifier is used only if it is valid, and one that is not is told
with its row and what is wrong with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dentelle.errors import IdentifierError
from dentelle.exchange.lists.mapping import IDENTIFIERS, ColumnMapping
from dentelle.gazetteer import commune
from dentelle.linking.lists import ListRow
from dentelle.registers import lookup_place, validate
from dentelle.sources.listing import plain

__all__ = ["Prepared", "Preparing"]

FRANCE = frozenset({"", "france", "fr", "fra"})
BEHIND = re.compile(
    r"^(?P<street>.*?)[\s,;-]*\b(?:[A-Z]{1,2}-)?(?P<code>\d{5})\s+(?P<town>[^\d,;]{2,60}?(?:\s+cedex(?:\s+\d+)?)?)$", re.I
)
CODE_FIRST = re.compile(r"^(?:[A-Z]{1,2}-)?(?P<code>\d{4,5})\s+(?P<town>\D.*)$")
CUT = re.compile(r"\d[.,]\d+[eE]\+?\d{1,2}")  # a long number of which a spreadsheet kept a few digits
MOJIBAKE = re.compile("[ÂÃâÅ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
NOTHING = frozenset(
    {"-", "--", "/", ".", "?", "n/a", "na", "nc", "n.c.", "nd", "null", "none", "neant", "néant", "#n/a", "#ref!", "xxx"}
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """``row`` ready to be compared, ids of the register that it gives, ``(what, why)`` of identifiers that are not valid."""

    row: ListRow
    register_ids: tuple[str, ...] = ()
    invalid: tuple[tuple[str, str], ...] = ()


class Preparing:
    """Prepares the rows of one list, whose columns ``mapping`` says."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self._at = {field: mapping.positions(field) for field in dict.fromkeys(field for _, field in mapping.fields if field)}

    def prepare(self, number: int, cells: Sequence[str]) -> Prepared:
        """The row of ``number`` with these ``cells``, as written."""
        address, postcode, city = self._where(cells)
        country = self._first(cells, "country")
        identifiers, invalid = self._identifiers(cells)
        row = ListRow(
            row=str(number),
            name=self._first(cells, "name"),
            other_names=tuple(part for cell in self._all(cells, "other_names") for part in _parts(cell)),
            address=address,
            postcode=_with_zero(postcode, city, country),
            city=city,
            country=country,
            identifiers=identifiers,
            kind="; ".join((*self._all(cells, "kind"), *self._all(cells, "activity"))),
        )
        return Prepared(row, tuple(self._all(cells, "register_id")), invalid)

    def _all(self, cells: Sequence[str], field: str) -> list[str]:
        found = (_clean(cells[at]) for at in self._at.get(field, ()))
        return [cell for cell in found if cell]

    def _first(self, cells: Sequence[str], field: str) -> str:
        return next(iter(self._all(cells, field)), "")

    def _where(self, cells: Sequence[str]) -> tuple[str, str, str]:
        """Address, postcode and city, from columns of their own or out of one another."""
        address = " ".join(self._all(cells, "address"))
        postcode, city = self._first(cells, "postcode"), self._first(cells, "city")
        if found := CODE_FIRST.match(city):
            postcode, city = postcode or found["code"], found["town"]
        behind = BEHIND.match(address) if address and not (postcode and city) else None
        if behind and (not city or city.casefold() in behind["town"].casefold()):
            address, postcode, city = behind["street"], postcode or behind["code"], city or behind["town"]
        if (code := self._first(cells, "insee")) and not (postcode and city) and (place := commune(code.zfill(5))):
            city = city or place.name
            postcode = postcode or (place.postal_codes[0] if len(place.postal_codes) == 1 else "")
        return address, postcode or self._department(cells), city

    def _department(self, cells: Sequence[str]) -> str:
        """The code of the département, which stands for a postcode where there is none."""
        text = self._first(cells, "department")
        if found := re.match(r"(?:\D*\()?(\d{1,3}|2[abAB])\b", text):
            return found[1].upper().zfill(2)
        return _department_code(text) if text else ""

    def _identifiers(self, cells: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        valid, invalid = [], []
        for scheme in IDENTIFIERS:
            for at in self._at.get(scheme, ()):
                written = " ".join(cells[at].split())
                if not _clean(written):
                    continue
                try:
                    valid.append((scheme, validate(scheme, _clean(written)).value))
                except IdentifierError as error:
                    wanted = error.detail.rpartition("; ")[2]
                    why = "a spreadsheet has cut its digits; format the column as text" if CUT.fullmatch(written) else wanted
                    invalid.append((f"{scheme.upper()} {written[:40]}", why))
        return tuple(valid), tuple(invalid)


def _clean(cell: str) -> str:
    """``cell`` on one line, its digits back, its accents too where UTF-8 was once read as cp1252; "" for a word for nothing."""
    text = plain(cell)
    if MOJIBAKE.search(text):
        text = _repaired(text)
    return "" if text.casefold() in NOTHING else text


def _repaired(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s*[|;]\s*", cell) if part.strip()]


def _with_zero(postcode: str, city: str, country: str) -> str:
    """``postcode`` with the zero that a spreadsheet ate, when the town is one that has the code, or none is known."""
    if not re.fullmatch(r"\d{4}", postcode) or country.casefold() not in FRANCE:
        return postcode
    return f"0{postcode}" if _has_code(city, f"0{postcode}") else postcode


@lru_cache(maxsize=20_000)
def _has_code(city: str, code: str) -> bool:
    """Whether a French town called ``city`` has the postal ``code``, or another of its département."""
    codes = [known for place in lookup_place(city) if place.kind == "commune" for known in place.postal_codes] if city else []
    return any(known[:2] == code[:2] for known in codes)


@lru_cache(maxsize=500)
def _department_code(name: str) -> str:
    refs = [place.ref for place in lookup_place(name) if place.kind == "departement"]
    return refs[0].partition(":")[2] if refs else ""
