"""Values in the form in which they are compared.

Invariant: equal keys mean equal values, in whatever language they were said; texts alone are equal only within one language.
A date contains another when every day of the other is one of its own.
"""

import re
from collections.abc import Iterable

from dentelle.folding import fold
from dentelle.model import LinkedClaim, Value, ValueType
from dentelle.vocabulary import counted, days

__all__ = ["TEMPORAL", "about", "contains", "value_key", "value_of"]

TEMPORAL = frozenset({"from", "to", "as_of"})  # the qualifiers that say when
_PLAIN = frozenset({"website", "email", "phone", "identifier", "postal_code", "activity_code"})


def value_of(one: LinkedClaim) -> Value:
    """The value that counts: what a person put instead, else what the source says."""
    return one.corrected if one.verdict == "correct" and one.corrected is not None else one.claim.value


def value_key(one: LinkedClaim) -> str:
    """The key of the claim's value: the linked entity where there is one, else the normalised words, number or date."""
    value = value_of(one)
    if value.type is ValueType.ENTITY and one.value_entity and value is one.claim.value:
        return f"entity:{one.value_entity}"
    if value.type is ValueType.NUMBER and value.number is not None:
        return f"number:{value.number:g}:{counted(value.unit).key}"
    if value.type is ValueType.TEXT:
        text = _plain(value.text) if one.claim.property in _PLAIN else fold(value.text).strip(" .,;:!?\"'«»“”()")
        return f"text:{'' if one.claim.property in _PLAIN else value.language}:{text}"
    return value.key


def _plain(text: str) -> str:
    """An address of the net, a number or a code without the ways of writing it."""
    text = re.sub(r"^[a-z]+://(?:www\.)?|^www\.|/+$", "", text.strip().casefold())
    return re.sub(r"[\s.()/-]", "", text) if re.fullmatch(r"[\d\s.()+/-]+", text) else text


def about(qualifiers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The qualifiers that say what a value is about (not when), sorted, in the form in which they are compared."""
    said = ((name, counted(text).key if name == "what" else fold(text)) for name, text in qualifiers)
    return sorted((name, text) for name, text in said if name not in TEMPORAL)


def contains(wide: Value, narrow: Value) -> bool:
    """Whether the date ``narrow`` lies within ``wide`` and says more; open ends contain nothing."""
    first, last = days(wide)
    start, end = days(narrow)
    return bool(first and last and start and end) and first <= start and end <= last and (first, last) != (start, end)
