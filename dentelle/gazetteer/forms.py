"""The written forms of a place in several languages, as the cells of a table hold them.

A cell lists forms with ";" between them. A form with "*" is also an ordinary word of that language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dentelle.model import LANGUAGES


@dataclass(frozen=True, slots=True)
class Forms:
    """``by_language``: the forms, the usual one first; ``common``: (form, language) pairs that are ordinary words too."""

    by_language: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    common: frozenset[tuple[str, str]] = frozenset()


def forms_of(names: Sequence[str]) -> Forms:
    """The forms in ``names``, one cell for each of the four languages."""
    by_language: dict[str, tuple[str, ...]] = {}
    common: set[tuple[str, str]] = set()
    for language, cell in zip(LANGUAGES, names, strict=True):
        written = [form.strip() for form in cell.split(";") if form.strip()]
        common |= {(form.removesuffix("*"), language) for form in written if form.endswith("*")}
        if written:
            by_language[language] = tuple(form.removesuffix("*") for form in written)
    return Forms(by_language, frozenset(common))
