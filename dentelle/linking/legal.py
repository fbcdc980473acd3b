"""The legal form at either end of a name, taken off.

Invariant: a form is taken off only where something is left, and a short one only where it is written as a form: "SE Valenciennes"
and "Sas van Gent" keep their words.
"""

from functools import cache

from dentelle.folding import fold
from dentelle.gazetteer import legal_forms
from dentelle.linking.words import chunks

__all__ = ["without_legal_form"]

_FORM_BEFORE_NAME = frozenset(("FR", "BE", "LU", "NL"))  # "SARL Praxys", "vzw Pixelkaai"; in the other countries always behind


@cache
def _forms() -> dict[tuple[str, ...], tuple[str, bool]]:
    """Each legal form as words: the usual form that stands for it in all languages, and whether it also precedes names."""
    table: dict[tuple[str, ...], tuple[str, bool]] = {}
    for one in legal_forms():
        before = not _FORM_BEFORE_NAME.isdisjoint(one.countries)
        for form in one.forms:
            if form not in one.common:
                usual, was_before = table.get(tuple(chunks(form)), (one.same_as or one.name, False))
                table[tuple(chunks(form))] = (usual, before or was_before)
    return table


@cache
def _written() -> frozenset[str]:
    """The legal forms of one word exactly as they are written: Ltd, e.V., vzw."""
    return frozenset(form.strip(".") for one in legal_forms() for form in one.forms if " " not in form and form not in one.common)


@cache
def _sizes(at_end: bool) -> dict[str, tuple[int, ...]]:
    """How many words the forms have that end (or begin) with each word, the longest first."""
    table: dict[str, set[int]] = {}
    for words in _forms():
        table.setdefault(words[-1] if at_end else words[0], set()).add(len(words))
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in table.items()}


def without_legal_form(words: list[str], text: str) -> tuple[list[str], str]:
    """``words`` (chunks of ``text``) without a legal form at either end, and the usual written form of it, or "".

    A form that embraces the name ("Coöperatie Windvogel U.A.") goes at both ends, and so does a second one ("SARL Renard SCOP").
    """
    rest, usual = _without_one(words, text)
    if usual:
        inner, again = _without_one(rest, text)
        rest = inner if again == usual or (again and len(inner) > 1) else rest
    return rest, usual


def _without_one(words: list[str], text: str) -> tuple[list[str], str]:
    """``words`` without the longest form that stands at an end, the last words before the first."""
    longest = (0, "", words)
    for at_end in (True, False):
        for size in _sizes(at_end).get(words[-1] if at_end else words[0], ()) if words else ():
            if not longest[0] < size < len(words):
                continue
            part, rest = (words[-size:], words[:-size]) if at_end else (words[:size], words[size:])
            usual, before = _forms().get(tuple(part), ("", False))
            letters = "".join(part)
            if usual and (at_end or before) and (len(letters) > 3 or _written_as_form(letters, text)):
                longest = (size, usual, rest)
    return longest[2], longest[1]


def _written_as_form(letters: str, text: str) -> bool:
    """Whether the short ``letters`` stand in ``text`` as a form is written: capitals, dots, exactly so (Ltd), or small (vzw)."""
    for chunk in (*text.split(), *(text.replace(". ", ".").split() if ". " in text else ())):
        bare = chunk.strip("(),;")
        plain = fold(bare).replace(".", "")
        if plain == letters and (
            bare.isupper() or "." in bare.rstrip(".") or bare.strip(".") in _written() or (len(letters) > 2 and bare.islower())
        ):
            return True
    return False
