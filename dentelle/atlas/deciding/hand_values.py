"""What may be stated of an entity, and what people wrote in a form as a value: the vocabulary decides.

Invariant: a wording that ``wording`` returns is one that the vocabulary allows for the entity's kind; whatever does not fit is
refused with what would.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dentelle.atlas.projecting.rules import Rules
from dentelle.edtf import is_valid
from dentelle.errors import JudgementError
from dentelle.model import LANGUAGES, Value, ValueType
from dentelle.vocabulary import DOCUMENT, Property, prop, properties

DATED = ("from", "to", "as_of")  # qualifiers that are dates
BOUNDS = ("", "~", ">", "<")
LONGEST = 2_000  # characters of a text
OF_DOMAINS = frozenset({"works_in", "covers"})  # properties whose concepts are the territory's domains


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form. ``type`` is a value type; ``entity`` the id of the entity chosen, ``concept`` of the concept."""

    property: str
    type: str
    text: str = ""
    entity: str = ""
    concept: str = ""
    number: str = ""
    unit: str = ""
    bound: str = ""
    edtf: str = ""
    language: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entity that is a value: its name, its coarse and finest kind."""

    label: str
    kind: str
    type: str


def sayable(kind: str) -> tuple[Property, ...]:
    """The properties that can be stated of an entity of the kind ``kind``, in the order of the vocabulary."""
    return tuple(one for one in properties() if one.describes(kind) and one.subjects != (DOCUMENT,))


def value_types(name: str) -> tuple[ValueType, ...]:
    """How a value of the property ``name`` can be given; concepts only where the territory's domains are meant."""
    allowed = prop(name).value_types
    return tuple(
        one
        for one in (ValueType.ENTITY, ValueType.CONCEPT, ValueType.DATE, ValueType.NUMBER, ValueType.TEXT)
        if one in allowed and (one is not ValueType.CONCEPT or name in OF_DOMAINS)
    )


def wording(written: Written, kind: str, rules: Rules, chosen: Chosen | None) -> tuple[Value, tuple[tuple[str, str], ...]]:
    """The value and qualifiers of ``written`` about an entity of ``kind``; ``chosen`` is the entity given as the value.

    Raises JudgementError for what the vocabulary does not allow.
    """
    if written.property not in {one.id for one in sayable(kind)}:
        raise JudgementError(
            "“%(property)s” cannot be said of such an entity. Choose another property.", property=written.property
        )
    said = prop(written.property)
    if written.type not in value_types(written.property):
        raise JudgementError("Choose what sort of value it is.")
    value = _value(ValueType(written.type), written, said, rules, chosen)
    return value, _qualifiers(written.qualifiers, said)


def _value(type_: ValueType, written: Written, said: Property, rules: Rules, chosen: Chosen | None) -> Value:
    match type_:
        case ValueType.ENTITY:
            if chosen is None:
                raise JudgementError("Choose an entity: search for its name, then mark it.")
            if not said.accepts(chosen.type or chosen.kind):
                raise JudgementError("“%(name)s” is of a kind that cannot stand here. Choose another one.", name=chosen.label)
            return Value(type_, chosen.label, kind=chosen.kind)
        case ValueType.CONCEPT:
            concept = rules.scheme().concept(written.concept)
            if concept is None:
                raise JudgementError("Choose one of the domains.")
            language = next(iter(concept.labels))
            return Value(type_, concept.labels[language], concept=concept.id, language=language)
        case ValueType.DATE:
            return Value(type_, date(written.edtf), edtf=date(written.edtf))
        case ValueType.NUMBER:
            return _number(written)
    text = " ".join(written.text.split())
    if not text or len(text) > LONGEST:
        raise JudgementError("Write a text of at most %(most)s characters.", most=LONGEST)
    if written.language not in ("", *LANGUAGES):
        raise JudgementError("Choose one of the languages.")
    return Value(type_, text, language=written.language)


def _number(written: Written) -> Value:
    plain = "".join(written.number.split()).replace(",", ".")
    try:
        number = float(plain)
    except ValueError as error:
        raise JudgementError("“%(text)s” is no number. Write digits, such as 120 or 4.5.", text=written.number) from error
    if number in (float("inf"), float("-inf")) or number != number:
        raise JudgementError("“%(text)s” is no number. Write digits, such as 120 or 4.5.", text=written.number)
    if written.bound not in BOUNDS:
        raise JudgementError("Choose whether the number is exact.")
    unit = " ".join(written.unit.split())
    text = f"{number:g} {unit}".strip()
    return Value(ValueType.NUMBER, text, number=number, unit=unit, language=written.language, bound=written.bound)


def _qualifiers(given: Mapping[str, str], said: Property) -> tuple[tuple[str, str], ...]:
    found = []
    for name, text in sorted(given.items()):
        plain = " ".join(text.split())
        if not plain:
            continue
        if name not in said.qualifiers:
            raise JudgementError("“%(name)s” cannot stand beside this property.", name=name)
        found.append((name, date(plain) if name in DATED else plain[:LONGEST]))
    return tuple(found)


def date(text: str) -> str:
    """``text`` as an EDTF date. Raises JudgementError that shows how dates are written."""
    plain = text.strip()
    if not is_valid(plain):
        raise JudgementError(
            "“%(text)s” is no date. Write 2019, 2019-05, 2019-05-03, 2019-05~ (about), 199X (the nineties) or 2015/2019.",
            text=plain,
        )
    return plain
