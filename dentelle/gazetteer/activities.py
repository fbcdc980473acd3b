"""Legal forms and the classification of activities (NAF rév. 2 in France, NACE rev. 2 in Europe)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dentelle.gazetteer.place import cells
from dentelle.model import LANGUAGES

_LEGAL = ("countries", "kind", "forms", "same_as")


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form: its usual written form, all of them, the ISO codes of its countries ("EU": any member), a kind of thing.

    ``common``: the forms that say more than the legal form (Stichting) or also mean other things, and so belong to a name.
    ``same_as``: the usual form of the same legal form in another language of its country or of its successor, else "".
    """

    name: str
    forms: tuple[str, ...]
    countries: tuple[str, ...]
    kind: str
    common: frozenset[str] = frozenset()
    same_as: str = ""


@lru_cache
def legal_forms() -> tuple[LegalForm, ...]:
    """The legal forms of France, Belgium, Germany, the Netherlands, Luxembourg, the British Isles, and some of others."""
    made = []
    for countries, kind, written, same_as in cells("legal_forms.tsv", _LEGAL):
        marked = [form.strip() for form in written.split(";")]
        forms = tuple(form.removesuffix("*") for form in marked)
        common = frozenset(form.removesuffix("*") for form in marked if form.endswith("*"))
        made.append(LegalForm(forms[0], forms, tuple(countries.split(",")), kind, common, same_as))
    return tuple(made)


@lru_cache
def _naf() -> Mapping[str, str]:
    return {row[0]: row[1] for row in cells("naf.tsv.gz", ("code", "fr"))}


@lru_cache
def nace() -> Mapping[str, Mapping[str, str]]:
    """The labels of NACE rev. 2 by code ("C", "62", "62.0", "62.01") and language."""
    return {
        code: {language: text for language, text in zip(LANGUAGES, labels, strict=True) if text}
        for code, *labels in cells("nace.tsv.gz", ("code", *LANGUAGES))
    }


def naf(code: str, language: str = "fr") -> str:
    """The label of an activity code in ``language``, "" when the code is unknown.

    Takes a NAF sub-class with or without its dot ("62.01Z", "6201Z") or any NACE code. Sub-classes have French labels of
    their own; in the other languages they get the label of their NACE class.

    >>> naf("6201Z")
    'Programmation informatique'
    """
    code = code.strip().upper()
    if len(code) > 2 and "." not in code:
        code = f"{code[:2]}.{code[2:]}"
    if language == "fr" and code in _naf():
        return _naf()[code]
    labels = nace().get(code) or nace().get(code[:5], {})
    return labels.get(language, "")
