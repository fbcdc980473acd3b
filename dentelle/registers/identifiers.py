"""Identifiers of organisations and places: what is valid, in one written form.

Invariant: an ``Identifier`` can only be had from ``validate`` (or ``recognise``), so its value is checked and normalised, and two
identifiers of one thing in one scheme are equal.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stdnum import isni, lei
from stdnum.be import vat as be_vat
from stdnum.ch import uid as ch_uid
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret
from stdnum.gb import vat as gb_vat

from dentelle.errors import IdentifierError
from dentelle.gazetteer import by_ref, commune, todays_commune

_UAI_LETTERS = "abcdefghjklmnprstuvwxyz"  # without i, o, q: an establishment's letter is its number modulo 23
_SPACES = re.compile(r"[\s.\-/]+")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A checked identifier: its ``scheme`` (see ``SCHEMES``) and its value in the form that is compared and stored."""

    scheme: str
    value: str


def _bare(value: str) -> str:
    return _SPACES.sub("", value).upper()


def _padded(value: str, length: int) -> str:
    """``value`` with the leading zeros that spreadsheets drop, when what is left is plausible."""
    digits = _bare(value)
    return digits.zfill(length) if digits.isdecimal() and length - 3 <= len(digits) < length else digits


def _siren(value: str) -> str:
    return str(siren.validate(_padded(value, 9)))


def _siret(value: str) -> str:
    """La Poste's establishments are checked by the sum of their digits, a multiple of five (Insee)."""
    return str(siret.validate(_padded(value, 14)))


def _vat(value: str) -> str:
    bare = _bare(value)
    if bare.startswith("GB"):
        return "GB" + str(gb_vat.validate(bare))
    return str(eu_vat.validate(bare))


def _belgian(value: str) -> str:
    bare = _bare(value).removeprefix("BE")
    return str(be_vat.validate(bare.zfill(10)))


def _swiss(value: str) -> str:
    return str(ch_uid.validate(_bare(value)))


def _pattern(written: str) -> Callable[[str], str]:
    compiled = re.compile(written)

    def check(value: str) -> str:
        bare = _bare(value)
        if not compiled.fullmatch(bare):
            raise ValueError
        return bare

    return check


def _uai(value: str) -> str:
    """Seven digits and the letter that their remainder modulo 23 gives (French ministry of education)."""
    bare = _bare(value)
    if not re.fullmatch(r"\d[\dAB]\d{5}[A-Z]", bare):
        raise ValueError
    number = int(bare[:7].replace("A", "0").replace("B", "0"))
    if bare[1].isdecimal() and bare[7].lower() != _UAI_LETTERS[number % 23]:
        raise ValueError
    return bare


def _insee(value: str) -> str:
    """Today's code: that of a merged commune leads to the one it went into."""
    code = _bare(value)
    code = todays_commune(code.zfill(5) if len(code) == 4 and code.isdecimal() else code)
    if commune(code) is None:
        raise ValueError
    return code


def _area(scheme: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        code = _bare(value)
        if by_ref(f"{scheme}:{code}") is None:
            raise ValueError
        return code

    return check


def _wikidata(value: str) -> str:
    found = re.fullmatch(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)", value.strip(), re.IGNORECASE)
    if not found:
        raise ValueError
    return found[1].upper()


def _ror(value: str) -> str:
    """Nine characters, the last two a checksum modulo 97 over Crockford's base 32 (ROR)."""
    found = re.fullmatch(r"(?:https?://)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d{2})", value.strip().lower())
    if not found:
        raise ValueError
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    number = 0
    for character in found[1][:7]:
        number = number * 32 + digits.index(character)
    if 98 - (number * 100) % 97 != int(found[1][7:]):
        raise ValueError
    return found[1]


_CHECKS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "siren": (_siren, "nine digits with a valid check digit"),
    "siret": (_siret, "fourteen digits with a valid check digit"),
    "vat": (_vat, "a VAT number of the European Union or the United Kingdom, with its country"),
    "rna": (_pattern(r"W\d[\dAB]\d{7}"), "W and nine characters, such as W592001234"),
    "uai": (_uai, "seven digits and their check letter"),
    "insee": (_insee, "the code of a present or merged French commune"),
    "departement": (_area("departement"), "the code of a French département"),
    "region": (_area("region"), "the code of a French région"),
    "bce": (_belgian, "ten digits with a valid check number"),
    "kvk": (_pattern(r"\d{8}"), "eight digits"),
    "uid": (_swiss, "CHE and nine digits with a valid check digit"),
    "rcsl": (_pattern(r"[A-Z]\d{1,6}"), "a letter and up to six digits"),
    "lei": (lambda value: str(lei.validate(_bare(value))), "twenty characters with a valid check number"),
    "isni": (lambda value: str(isni.validate(_bare(value))), "sixteen characters with a valid check digit"),
    "ror": (_ror, "nine characters with a valid checksum"),
    "wikidata": (_wikidata, "Q and digits"),
}
SCHEMES: tuple[str, ...] = tuple(_CHECKS)

_TELLING = ("siret", "siren", "vat", "rna", "uai", "uid", "lei", "isni", "ror", "wikidata")  # their form or check tells them


def validate(scheme: str, value: str) -> Identifier:
    """``value`` as an identifier of ``scheme`` (see ``SCHEMES``), spaces and dots removed, leading zeros restored.

    Raises IdentifierError, which says what the scheme wants, when the scheme is unknown or the value is not valid.
    """
    if scheme not in _CHECKS:
        raise IdentifierError(f"{scheme!r} is no known kind of identifier; known are {', '.join(SCHEMES)}")
    check, wanted = _CHECKS[scheme]
    try:
        return Identifier(scheme, check(value))
    except (ValidationError, ValueError) as problem:
        raise IdentifierError(f"{value!r} is not a valid {scheme}; it must be {wanted}") from problem


def recognise(value: str) -> Identifier | None:
    """The identifier that ``value`` alone shows to be, or nothing: schemes without a check of their own are never guessed."""
    for scheme in _TELLING:
        try:
            return validate(scheme, value) if len(_bare(value)) >= 2 else None
        except IdentifierError:
            continue
    return None
