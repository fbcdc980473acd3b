"""Rows of a list as leaves and claims.

Invariant: each row makes one leaf or one reason why not; a claim quotes the row's own cells ("Commune: Denain"), at most
``PASSAGE_LIMIT`` characters, its passage's start and end are the row's number. An identifier whose check fails is claimed
with little confidence and never identifies; e-mails and telephones that look personal are left where they are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dentelle.errors import IdentifierError
from dentelle.folding import fold
from dentelle.linking.sheets import Sheet, sheet_of
from dentelle.model import PASSAGE_LIMIT, Claim, Leaf, Passage, Record, Skipped, Value, ValueType, leaf_id, record_leaf_id

__all__ = ["BROKEN", "RecordReading", "record_leaves"]

_SURE = 0.9  # that a list says what its cells say
_LISTED = 12  # columns named in a message
_SHOWN = 60  # characters of a cell in a message
_SHOULD = {"date": "no date; write 2020, 2020-12 or 2020-12-31", "number": "no whole number; write 1200"}
_DIGITS = 9  # of a number of people
BROKEN = 0.2  # an identifier with a wrong check digit
_ROLE_BOXES = frozenset(  # mailboxes of a body, not of a person
    (
        *("contact", "info", "infos", "information", "accueil", "bonjour", "secretariat", "communication", "direction", "mairie"),
        *(
            "hello",
            "office",
            "mail",
            "service",
            "press",
            "sales",
            "kontakt",
            "empfang",
            "post",
            "presse",
            "commercial",
            "onthaal",
        ),
    )
)
_MOBILE = re.compile(r"^(?:\+33|0033|0)[67]|^(?:\+32|0032|0)4[5-9]|^(?:\+49|0049|0)1[567]|^(?:\+31|0031|0)6")
_ENTITIES = {  # field of a row → property, kind of its value
    "town": ("located_in", "place"),
    "located_in": ("located_in", "place"),
    "holds_label": ("holds_label", "programme"),
    "part_of": ("part_of", "organisation"),
    "member_of": ("member_of", "organisation"),
    "received": ("received", "programme"),
}
_TEXTS = {  # field of a row → property
    "works_in": "works_in",
    "address": "address",
    "postcode": "postal_code",
    "website": "website",
    "legal_form": "legal_form",
    "activity_code": "activity_code",
    "short_name": "short_name",
}


@dataclass(frozen=True, slots=True)
class Unclear:
    """A cell of which no claim could be made. ``code``: date or number, what it should hold."""

    code: str
    column: str
    text: str

    def sentence(self) -> str:
        """What is wrong, and what would be right."""
        return f"“{self.text}” in the column “{self.column}” is {_SHOULD[self.code]}"


@dataclass(frozen=True, slots=True)
class RecordReading:
    """What one row says: its ``leaf`` (None: skipped), ``claims`` about it, ``values`` the leaves of entities they name.

    ``skipped`` says why there is no leaf, or what of the row was not understood; of the first row also what of the list was not.
    ``unclear`` are the cells that were not understood.
    """

    key: str
    leaf: Leaf | None
    claims: tuple[Claim, ...] = ()
    values: tuple[Leaf, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unclear: tuple[Unclear, ...] = ()


def record_leaves(
    records: Iterable[Record], columns: Iterable[tuple[str, str]] = (), *, language: str = ""
) -> tuple[RecordReading, ...]:
    """One reading for each of ``records``, in their order. ``columns`` are (column, field) as declared; the rest is guessed."""
    rows, given = tuple(records), tuple(columns)
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in rows:
        groups.setdefault((record.source, record.sheet), []).append(record)
    sheets = {place: sheet_of(group, given) for place, group in groups.items()}
    readings = [_read(record, sheets[record.source, record.sheet], language) for record in rows]
    if readings:
        notes = (*_missing(rows, given), *(note for sheet in sheets.values() for note in sheet.notes))
        readings[0] = replace(readings[0], skipped=(*notes, *readings[0].skipped))
    return tuple(readings)


def _missing(rows: tuple[Record, ...], given: tuple[tuple[str, str], ...]) -> tuple[Skipped, ...]:
    """What to say of the declared fields none of whose columns the list has: on some other sheet there may be one."""
    columns = tuple(dict.fromkeys(column for record in rows for column, _ in record.fields))
    known = {fold(column) for column in columns}
    found = {field for column, field in given if fold(column) in known}
    listed = ", ".join(f"“{column}”" for column in columns[:_LISTED]) + (", …" if len(columns) > _LISTED else "")
    return tuple(
        Skipped(rows[0].source, "unclear", f"[sources.columns] says {field} = “{column}”, but the filled columns are {listed}")
        for column, field in given
        if field not in found
    )


def _read(record: Record, sheet: Sheet, language: str) -> RecordReading:
    fields = sheet.fields
    cells: dict[str, list[tuple[str, str]]] = {}
    for column, text in record.fields:
        if column in fields and text.strip():
            cells.setdefault(fields[column], []).append((column, " ".join(text.split())))
    if "name" not in fields.values():
        return _skip(record, "unsupported", "no column of the list holds a name; name it in [sources.columns]")
    if "name" not in cells or not re.search(r"[^\W_]", cells["name"][0][1]):
        return _skip(record, "empty", "the row has no name")
    spoken = language or (cells["language"][0][1][:2].casefold() if "language" in cells else "")
    row = _Row(record, cells, spoken, sheet.kind(cells))
    claims = tuple(row.claims())
    unclear = tuple(row.unclear())
    notes = tuple(Skipped(record.source, "unclear", one.sentence(), record.row) for one in unclear)
    return RecordReading(record.key, row.leaf(), claims, tuple(row.values(claims)), notes, unclear)


def _skip(record: Record, reason: str, detail: str) -> RecordReading:
    return RecordReading(record.key, None, skipped=(Skipped(record.source, reason, detail, record.row),))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row whose columns are understood: ``cells`` by field, each (column, text)."""

    record: Record
    cells: dict[str, list[tuple[str, str]]]
    language: str
    kind: tuple[str, str]  # coarse and finer

    @property
    def name(self) -> str:
        return self.cells["name"][0][1]

    def first(self, field: str) -> str:
        return self.cells[field][0][1] if field in self.cells else ""

    def leaf(self) -> Leaf:
        kind, type_ = self.kind
        others = (part for _, text in self.cells.get("other_names", ()) for part in _parts(text))
        names = {self.name, *(text for _, text in self.cells.get("short_name", ())), *others}
        found = {(scheme, value) for scheme, _, text in self._identifiers() if (value := _identifier(scheme, text))}
        return Leaf(
            id=record_leaf_id(self.record.source, self.record.key),
            source=self.record.source,
            kind=kind,
            name=self.name,
            names=tuple(sorted(names)),
            type=type_,
            language=self.language,
            identifiers=tuple(sorted(found)),
            place=self._town(),
            strong=True,
        )

    def claims(self) -> Iterator[Claim]:
        for field, column, text in self._all(_ENTITIES):
            name, kind = _ENTITIES[field]
            words = _town_name(text) if field == "town" else text
            if (self.kind[0], fold(self.name)) == (kind, fold(words)):
                continue  # a town does not lie in itself
            yield self._claim(name, Value(ValueType.ENTITY, words, kind=kind), column, text, field)
        if "town" not in self.cells and (name := self._town()) and "insee" in self.cells:
            column, text = self.cells["insee"][0]
            yield self._claim("located_in", Value(ValueType.ENTITY, name, kind="place"), column, text, "insee")
        for field, column, text in self._all(_TEXTS):
            for part in _parts(text) if field == "works_in" else (text,):
                yield self._claim(_TEXTS[field], Value(ValueType.TEXT, part, language=self.language), column, text, field)
        for scheme, column, text in self._identifiers():
            value = _identifier(scheme, text)
            made = Value(ValueType.TEXT, value or text)
            yield self._claim("identifier", made, column, text, scheme, (("scheme", scheme),), _SURE if value else BROKEN)
        yield from self._reachable()
        yield from self._dated()

    def _reachable(self) -> Iterator[Claim]:
        for field, column, text in self._all({"email": "", "phone": ""}):
            if field == "email" and fold(text.partition("@")[0]) not in _ROLE_BOXES:
                continue
            if field == "phone" and _MOBILE.match(re.sub(r"[\s().-]", "", text)):
                continue
            yield self._claim(field, Value(ValueType.TEXT, text), column, text, field)

    def _dated(self) -> Iterator[Claim]:
        for field, column, text in self._all({"founded": "", "staff_size": ""}):
            if field == "founded" and (edtf := _date(text)):
                yield self._claim("founded", Value(ValueType.DATE, text, edtf=edtf), column, text, field)
            if field == "staff_size" and (digits := _whole(text)):
                value = Value(ValueType.NUMBER, text, number=float(digits), unit="employees", language=self.language)
                yield self._claim("staff_size", value, column, text, field)

    def unclear(self) -> Iterator[Unclear]:
        """What cells say that no claim can hold: nothing that a clerk wrote is passed over in silence."""
        for _, column, text in self._all({"founded": ""}):
            if not _date(text):
                yield Unclear("date", column, text[:_SHOWN])
        for _, column, text in self._all({"staff_size": ""}):
            if not _whole(text):
                yield Unclear("number", column, text[:_SHOWN])

    def values(self, claims: Iterable[Claim]) -> Iterator[Leaf]:
        """A leaf for each entity that is a value: towns, labels, groups."""
        source = self.record.source
        found = {(claim.value.kind, claim.value.text) for claim in claims if claim.value.type is ValueType.ENTITY}
        for kind, text in sorted(found):
            yield Leaf(leaf_id(source, kind, text), source, kind, text, (text,), language=self.language, strong=kind == "place")

    def _all(self, fields: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        for field in fields:
            for column, text in self.cells.get(field, ()):
                yield field, column, text

    def _identifiers(self) -> Iterator[tuple[str, str, str]]:
        yield from self._all(("siret", "siren", "uai"))

    def _town(self) -> str:
        if town := self.first("town"):
            return _town_name(town)
        if code := self.first("insee"):
            from dentelle.gazetteer import commune

            known = commune(code.zfill(5))
            return known.name if known else code
        return self.first("postcode")

    def _claim(
        self,
        name: str,
        value: Value,
        column: str,
        text: str,
        field: str,
        qualifiers: tuple[tuple[str, str], ...] = (),
        confidence: float = _SURE,
    ) -> Claim:
        return Claim(
            subject=self.name,
            subject_kind=self.kind[0],
            property=name,
            value=value,
            passage=self._passage(column, text),
            confidence=confidence,
            pattern=f"records.{field}",
            language=self.language,
            qualifiers=qualifiers,
        )

    def _passage(self, column: str, text: str) -> Passage:
        """The name's cell and the value's, shortened from the end of the name so that the value stays."""
        said = f"{column}: {text}"[:PASSAGE_LIMIT]
        head = f"{self.cells['name'][0][0]}: {self.name}"
        room = PASSAGE_LIMIT - len(said) - 2
        quote = f"{head}; {said}" if len(head) <= room else f"{head[: room - 1]}…; {said}" if room > 20 else said
        return Passage(self.record.row, self.record.row, quote)


def _identifier(scheme: str, text: str) -> str:
    """The identifier in its one written form, "" when its check fails; a spreadsheet's "81412345600012.0" is cut."""
    from dentelle.registers import validate

    try:
        return validate(scheme, re.sub(r"\.0+$", "", text)).value
    except IdentifierError:
        return ""


def _town_name(text: str) -> str:
    """A town without postal code, CEDEX and shouting: "59300 VALENCIENNES CEDEX 9" → Valenciennes."""
    bare = re.sub(r"\bcedex\b(?:\s*\d+)?", "", text, flags=re.IGNORECASE)
    bare = re.sub(r"^\s*(?:[A-Z]{1,2}-)?\d{4,5}\s+", "", bare).strip(" ,;-")
    if bare.isupper():
        bare = re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), bare)
        bare = re.sub(
            r"(?<=[- ])(?:Sur|Sous|Les?|Las?|L|D|De|Du|Des|Lez|Lès|En|Et|Aux?|Am|An|Der)(?=[- '])",
            lambda w: w.group().lower(),
            bare,
        )
    return bare or text


def _whole(text: str) -> str:
    """The digits of a whole number, with or without blanks between thousands; "" for anything else."""
    digits = "".join(text.split())
    return digits if digits.isdecimal() and digits.isascii() and len(digits) <= _DIGITS else ""


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"\s*[;|]\s*", text) if part.strip())


def _date(text: str) -> str:
    """A date of a list as EDTF: 2013, 2013-02-01 00:00:00, 01/02/2013 (day first), 02/2013; "" for anything else."""
    from dentelle.edtf import is_valid

    if found := re.match(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[ T].*)?$", text):
        made = "-".join(part for part in found.groups() if part)
    elif found := re.match(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$", text):
        made = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    elif found := re.match(r"^(\d{1,2})[/.-](\d{4})$", text):
        made = f"{found[2]}-{int(found[1]):02d}"
    else:
        return ""
    return made if is_valid(made) else ""
