"""The plain words of a register row: what the candidate index counts and what a linker compares.

Invariant: a pure function of the text; nothing here knows abbreviations, institutions or languages, so that a better table of
words needs no new index. Small words ("de", "und") stay in their place, because initials are made with and without them.
"""

import re
import tomllib
from functools import lru_cache
from importlib import resources

from dentelle.folding import fold

__all__ = ["SMALL", "area", "doors", "initials", "plain", "town"]

_DATA = tomllib.loads(resources.files("dentelle.registers").joinpath("data", "words.toml").read_text(encoding="utf-8"))
SMALL: frozenset[str] = frozenset(_DATA["small"].split())
_WAYS: frozenset[str] = frozenset(_DATA["ways"].split())
_SAINT: dict[str, str] = _DATA["saints"]
_DOTTED = re.compile(r"\b(?:[^\W\d_]\. ?){2,}(?:[^\W\d_]\b(?!['’]))?")
_SPACED = re.compile(r"(?<!['’\w])(?:[^\W\d_] ){1,8}[^\W\d_dlDL](?![\w'’])")
_WORD = re.compile(r"[^\W\d_]+\d*(?:[^\W_])*|\d+[^\W_]*")
_TRAILING_NUMBER = re.compile(r"([^\W\d_]{4,})(\d{2,})")
_FOOTNOTE = re.compile(r"\(\d\)\s*$")
_RING = re.compile(r"\d+(?:er|e|eme|ere|nd|de|ste)?")
_BOX = re.compile(r"\b(?:bp|cs|tsa|b\.p\.|boite postale|postfach|postbus|po box)\s*n?[o°]?\s*\d[\d ]*")
_FIRST = re.compile(r"\s*(\d{1,5})(?!\d)")
_LAST = re.compile(r".*[^\W\d_]\D*?\b(\d{1,3})(?:\s*[a-z])?$")
_GLUED_WAY = re.compile(r"(\w{4,}?)(?:strasse|str|straat|gasse|laan|platz|plein|dreef|steenweg|weg|allee|ring)")


@lru_cache(maxsize=100_000)
def plain(text: str) -> tuple[str, ...]:
    """The folded words of ``text`` in their order: dotted or spaced initials glued, elided letters and "Paris13" parted.

    >>> plain("C.C.I. de l'Aisne"), plain("T C Denain")
    (('cci', 'de', 'l', 'aisne'), ('tc', 'denain'))
    """
    if "." in text:
        text = _DOTTED.sub(lambda found: found.group().replace(".", "").replace(" ", "") + " ", text)
    text = _SPACED.sub(lambda found: found.group().replace(" ", ""), text)
    folded = fold(_FOOTNOTE.sub("", text) if text.endswith(")") else text)
    if not folded.isascii():
        folded = folded.replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l")
    found: list[str] = []
    for word in _WORD.findall(folded):
        parted = _TRAILING_NUMBER.fullmatch(word)
        found += parted.groups() if parted else (word,)
    return tuple(found)


def initials(words: tuple[str, ...]) -> str:
    """The first letters of ``words`` without the small ones, at most ten."""
    return "".join(word[0] for word in words if word not in SMALL)[:10]


@lru_cache(maxsize=100_000)
def town(text: str) -> str:
    """The glued letters by which a town is compared: no CEDEX, no ring, no article, "St" spelled out.

    >>> town("ST MALO CEDEX 2"), town("Paris 5e"), town("La Digne-d'Amont")
    ('saintmalo', 'paris', 'digneamont')
    """
    found = [_SAINT.get(word, word) for word in plain(text)]
    if "cedex" in found:
        found = found[: found.index("cedex")]
    kept = [word for word in found if word not in SMALL and not _RING.fullmatch(word) and word != "arrondissement"]
    return "".join(kept or found)


@lru_cache(maxsize=100_000)
def area(postcode: str, insee: str = "") -> str:
    """The département or the like that a code lies in, "" when unknown: two characters, three overseas.

    A zero that a spreadsheet ate is put back; Corsica is one area, as its postal codes are.
    """
    code = "".join(c for c in (postcode or insee).upper() if c.isalnum())
    if not code:
        return ""
    if code[0].isalpha():
        return code[:2]
    digits = code[: next((at for at, c in enumerate(code) if not c.isdigit()), len(code))]
    if len(digits) != len(code) and len(code) in (2, 5) and code[1] in "AB":  # 2A, 2B004
        return "20"
    if len(digits) in (1, 4):
        digits = "0" + digits
    return digits[:3] if digits[:2] in ("97", "98") else digits[:2]


@lru_cache(maxsize=50_000)
def doors(address: str) -> tuple[str, tuple[str, ...]]:
    """The house number, "" without one, and the core words of the street; post boxes, ways and floors left out.

    >>> doors("18 bis, rue Théodore Botrel BP 17112"), doors("Nieuwstr. 66")
    (('18', ('theodore', 'botrel')), ('66', ('nieuw',)))
    """
    folded = _BOX.sub(" ", fold(address)).strip(" ,;-")
    first = _FIRST.match(folded)
    last = None if first else _LAST.fullmatch(folded)
    number = (first or last or [""] * 2)[1].lstrip("0")
    rest = folded[first.end() :] if first else folded[: last.start(1)] if last else folded
    words = []
    for word in plain(rest):
        glued = _GLUED_WAY.fullmatch(word)
        word = glued[1] if glued else _SAINT.get(word, word)
        if word not in SMALL and word not in _WAYS and len(word) > 1:
            words.append(word)
    return number, tuple(words)
