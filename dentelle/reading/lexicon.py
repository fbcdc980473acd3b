"""Names known beforehand, found in one pass over a text however many there are.

Invariants: a lexicon never changes once built; ``digest`` is a function of its entries, whatever their order; a match
starts and ends at a word's edge and is the longest at its place. Texts are compared letter by letter without case and
accents, every other sign as a space, so that positions stay those of the text.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from dentelle.folding import digest, fold
from dentelle.given import LexiconEntry
from dentelle.reading.tables import table

if TYPE_CHECKING:
    from dentelle.gazetteer import Place

__all__ = ["WELL_KNOWN", "Known", "Lexicon", "build_lexicon", "default_entries"]


class _Flat(dict[int, str]):
    """Each character's flat form, always one character: a lower-case letter or digit without accent, else a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKD", character)[0].lower() if character.isalnum() else " "
        self[code] = flat = plain if len(plain) == 1 and plain.isalnum() else character if character.isalnum() else " "
        return flat


_FLAT = _Flat()


def flat(text: str) -> str:
    """``text`` as the lexicon compares it: as long as ``text``, character for character."""
    if text.isascii() and text.isalpha():
        return text.lower()  # as most words are
    return text.translate(_FLAT)


@dataclass(slots=True)
class Known:
    """A known name at one place of a text, and the entries that it may be, the likeliest first."""

    start: int
    end: int
    entries: tuple[LexiconEntry, ...]


class Lexicon:
    """Known names in one table, with an optional thin layer of further names on top (see ``extended``).

    The table holds each form, and each beginning of a form that ends with a word (with no entries): from each word of a
    text on, as many words are looked up as some name goes on with, so that neither the number of names nor a state
    machine for them, which took ten times the memory and longer to load than to build, counts for anything.
    """

    def __init__(self, entries: Iterable[LexiconEntry], below: "Lexicon | None" = None) -> None:
        self._by_form: dict[str, tuple[LexiconEntry, ...]] = {}
        self._below = below
        ordered = sorted(set(entries), key=lambda e: (fold(e.name), e.kind, e.type, e.language, e.ref, e.name, e.forms))
        self.digest: str = _digest(ordered, below)
        for entry in ordered:
            for form in dict.fromkeys(_keys(entry)):
                self._by_form[form] = (*self._by_form.get(form, ()), entry)
        self._length = len(self._by_form)
        for form in [*self._by_form]:
            space = form.find(" ")
            while space > 0:
                self._by_form.setdefault(form[:space], ())
                space = form.find(" ", space + 1)

    def __len__(self) -> int:
        return self._length + (len(self._below) if self._below else 0)

    def extended(self, names: Iterable[LexiconEntry]) -> "Lexicon":
        """This lexicon with ``names`` on top; cheap, because what is below is shared. Its digest tells the two apart."""
        added = tuple(names)
        return Lexicon(added, below=self) if added else self

    def entries(self, name: str) -> tuple[LexiconEntry, ...]:
        """The entries of which ``name`` is a form, those of the upper layer first."""
        key = " ".join(flat(name).split())
        below = self._below.entries(name) if self._below else ()
        return (*self._by_form.get(key, ()), *below)

    def find(self, text: str, accept: "Callable[[Known, str], bool] | None" = None) -> tuple[Known, ...]:
        """The known names in ``text``, longest first where they overlap, in order; case is not looked at.

        A match that ``accept(match, text)`` refuses gives way to shorter ones at its place.
        """
        found: list[Known] = []
        position = 0
        spans = sorted(self._spans(flat(text) + " "), key=lambda span: (span[0], -span[1]))
        for start, end, entries in spans:
            known = Known(start, end, entries)
            if start >= position and (accept is None or accept(known, text)):
                found.append(known)
                position = end
        return tuple(found)

    def present(self, text: str) -> set[str]:
        """The folded names of all known names in ``text``, also of those inside longer ones: what an index of documents needs."""
        return {fold(entry.name) for _, _, entries in self._spans(flat(text) + " ") for entry in entries}

    def _spans(self, flattened: str) -> Iterator[tuple[int, int, tuple[LexiconEntry, ...]]]:
        """Each (start, end, entries) in the text that was flattened and closed by a space."""
        if self._below is not None:
            yield from self._below._spans(flattened)
        if not self._by_form:
            return
        by_form = self._by_form
        start = 0
        while start < len(flattened):
            stretch = flattened.find(" ", start + STRETCH)
            for word in flattened[start : stretch if stretch >= 0 else len(flattened)].split(" "):
                entries = by_form.get(word)
                end = start + len(word)
                while entries is not None:
                    if entries:
                        yield start, end, entries
                    following = flattened.find(" ", end + 1)
                    if following <= end + 1:
                        break  # the text ends, or a mark stands here too
                    end = following
                    entries = by_form.get(flattened[start:end])
                start += len(word) + 1


STRETCH = 100_000  # characters that are cut into words at a time


def _digest(entries: Iterable[LexiconEntry], below: Lexicon | None) -> str:
    """What tells one lexicon from another: the digest of all its entries, in order, and of what is below."""
    hashed = hashlib.sha256()
    empty = True
    for part in chain([below.digest] if below else (), map(_written, entries)):
        hashed.update(part.encode("utf-8", "surrogatepass") + b"\0")
        empty = False
    return digest("empty lexicon") if empty else hashed.hexdigest()[:16]


def _written(entry: LexiconEntry) -> str:
    return "\x1f".join((entry.kind, entry.name, *entry.forms, entry.type, entry.language, entry.ref))


def _keys(entry: LexiconEntry) -> Iterator[str]:
    """The flat forms of an entry, those with ß, œ and æ also as two letters."""
    for form in (entry.name, *entry.forms):
        key = " ".join(flat(form).split())
        if len(key) > 1:
            yield key
        if not form.isascii() and (spelled := form.translate(LIGATURES)) != form:
            yield " ".join(flat(spelled).split())


LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "Œ": "Oe", "Æ": "Ae"})


def build_lexicon(entries: Iterable[LexiconEntry]) -> Lexicon:
    """A lexicon of ``entries``, built at once (about a second for 100,000 forms)."""
    return Lexicon(entries)


@lru_cache(maxsize=1)
def default_entries() -> tuple[LexiconEntry, ...]:
    """The places of the gazetteer with their names in the four languages, ``ref`` being the place's own; then the names of
    ``data/wellknown.toml`` that no place has, ``ref`` being ``WELL_KNOWN``."""
    from dentelle import gazetteer

    places = [
        LexiconEntry("place", place.name, _inflected(place), type=place.kind, ref=place.ref) for place in gazetteer.places()
    ]
    taken = {form for place in places for form in (place.name, *place.forms)}
    return (*places, *(entry for entry in _well_known() if entry.name not in taken))


WELL_KNOWN = "well-known"


def _well_known() -> Iterator[LexiconEntry]:
    for section, names in table("wellknown").items():
        kind, _, kind_type = section.partition(":")
        for name in names.split(";"):
            plain = " ".join(name.split())
            genitive = (f"{plain}s",) if kind == "place" and plain.isalpha() and plain[-1] not in "szxß" else ()
            yield LexiconEntry(kind, plain, genitive, type=kind_type, ref=WELL_KNOWN)


WIDE = frozenset({"country", "region", "province", "continent", "historic_area"})
INHABITANTS = 20_000  # a place with fewer is hardly ever written in a German genitive


def _inflected(place: "Place") -> tuple[str, ...]:
    """The further forms of a place: in all languages, in the German genitive, and behind a quarter of the compass if wide."""
    forms = list(place.all_forms())
    wide = place.kind in WIDE
    if not wide and place.kind != "river" and place.population < INHABITANTS:
        return tuple(forms[1:])
    german = [*place.forms.get("de", ()), *place.forms.get("", ())]
    if place.country in ("DE", "AT", "CH", "LU", "BE") or not german:
        german.append(place.name)
    forms += [f"{form}s" for form in german if form[-1:] not in "szxß’" and " " not in form]
    forms += [f"{form}es" for form in german if form.endswith(("land", "reich", "wald"))]
    if wide:
        forms += [
            f"{quarter}{form.lower()}"
            for form in german
            if form.isalpha()
            for quarter in ("Nord", "Süd", "Ost", "West", "Mittel")
        ]
        forms += [
            f"{quarter}-{form}" for form in place.forms.get("nl", ()) for quarter in ("Noord", "Zuid", "Oost", "West", "Midden")
        ]
    return tuple(dict.fromkeys(form for form in forms if form != place.name))
