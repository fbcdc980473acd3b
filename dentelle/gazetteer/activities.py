"""Legal forms and the classification of activities (NAF rév. 2 and NAF 2025 in France, NACE rev. 2 and 2.1 in Europe)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dentelle.gazetteer.place import cells
from dentelle.model import LANGUAGES

_LEGAL = ("countries", "kind", "forms", "same_as")
Nomenclature = Literal["NAFRev2", "NAF2025"]


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
    code = _dotted(code)
    if language == "fr" and code in _naf():
        return _naf()[code]
    labels = nace().get(code) or nace().get(code[:5], {})
    return labels.get(language, "")


def _dotted(code: str) -> str:
    code = code.strip().upper()
    return f"{code[:2]}.{code[2:]}" if len(code) > 2 and "." not in code else code


@dataclass(frozen=True, slots=True)
class ActivityLabel:
    """The label of an activity and the language it is in, which is not always the one that was asked for."""

    text: str
    language: str


@lru_cache
def nace_2_1() -> Mapping[str, str]:
    """The English labels of NACE rev. 2.1, on which NAF 2025 is built, by code ("C", "62", "62.1", "62.10")."""
    return {row[0]: row[1] for row in cells("nace_2_1.tsv.gz", ("code", "en"))}


def activity_label(code: str, nomenclature: str, language: str) -> ActivityLabel | None:
    """The label of an activity code of ``nomenclature``, in ``language`` or, where there is none, in another; None when unknown.

    NAFRev2 has labels in four languages (see ``naf``). NAF2025 has the English labels of NACE rev. 2.1, its class's for a
    sub-class. Codes of older nomenclatures have none here.

    >>> activity_label("62.10Y", "NAF2025", "fr")
    ActivityLabel(text='Computer programming activities', language='en')
    """
    if nomenclature == "NAFRev2":
        tried = (ActivityLabel(naf(code, spoken), spoken) for spoken in dict.fromkeys((language, *LANGUAGES)))
        return next((label for label in tried if label.text), None)
    if nomenclature == "NAF2025":
        dotted = _dotted(code)
        label = nace_2_1().get(dotted) or nace_2_1().get(dotted[:5])
        return ActivityLabel(label, "en") if label else None
    return None


def nomenclature_of(code: str) -> Nomenclature | Literal[""]:
    """The nomenclature of a French sub-class: their last letters differ (Z, A–F in NAF rév. 2; Y, G and on in NAF 2025).

    >>> nomenclature_of("62.01Z"), nomenclature_of("6210Y"), nomenclature_of("62")
    ('NAFRev2', 'NAF2025', '')
    """
    dotted = _dotted(code)
    if dotted in _naf() and len(dotted) == 6:
        return "NAFRev2"
    return "NAF2025" if len(dotted) == 6 and dotted[5] in "YGHIJKLMNPQRS" and dotted[:5] in nace_2_1() else ""


@lru_cache
def legal_categories() -> Mapping[str, str]:
    """The French labels of the legal categories of Insee, third level, by code ("5710")."""
    return {row[0]: row[1] for row in cells("legal_categories.tsv", ("code", "fr"))}
