"""Names known beforehand, found in one pass over a text however many there are.

Invariants: a lexicon never changes once built; ``digest`` is a function of its entries, whatever their order; a match
starts and ends at a word's edge and is the longest at its place. Texts are compared letter by letter without case and
accents, every other sign as a space, so that positions stay those of the text.
"""

import hashlib
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from dentelle.folding import digest, fold
from dentelle.given import LexiconEntry
from dentelle.reading.tables import table

if TYPE_CHECKING:
    from dentelle.gazetteer import Place

__all__ = ["WELL_KNOWN", "Known", "Lexicon", "build_lexicon", "default_entries"]


class _Flat(dict[int, str]):
    """Each character's flat form, always one character: a lower-case letter or digit without accent, "&", else a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKD", character)[0].lower() if character.isalnum() else " "
        self[code] = flat = plain if len(plain) == 1 and plain.isalnum() else character if character.isalnum() else " "
        return flat


_FLAT = _Flat({ord("&"): "&"})  # part of a firm's name; other marks part two names


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
        ordered = sorted(set(entries), key=lambda e: (fold(e.name), e.kind, e.type, e.language, e.ref, e.name, e.forms))
        self._below = below
        self._table = _Table(ordered)
        self.digest: str = _digest(ordered, below)

    def __len__(self) -> int:
        return len(self._table) + (len(self._below) if self._below else 0)

    def extended(self, names: Iterable[LexiconEntry]) -> "Lexicon":
        """This lexicon with ``names`` on top; cheap, because what is below is shared. Its digest tells the two apart."""
        added = tuple(names)
        return Lexicon(added, below=self) if added else self

    def entries(self, name: str) -> tuple[LexiconEntry, ...]:
        """The entries of which ``name`` is a form, those of the upper layer first."""
        key = " ".join(flat(name).split())
        below = self._below.entries(name) if self._below else ()
        return (*(self._table.get(key) or ()), *below)

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
        get = self._table.get
        begin = 0
        while begin < len(flattened):
            stretch = flattened.find(" ", begin + STRETCH)
            stretch = stretch if stretch >= 0 else len(flattened)
            words = flattened[begin:stretch].split(" ")
            for start, word in self._table.openings(words, begin):
                entries = get(word)
                end = start + len(word)
                while entries is not None:
                    if entries:
                        yield start, end, entries
                    following = flattened.find(" ", end + 1)
                    if following <= end + 1:
                        break  # the text ends, or a mark stands here too
                    end = following
                    entries = get(flattened[start:end])
            begin = stretch + 1


STRETCH = 100_000  # characters that are cut into words at a time
UNIT = "\x1f"  # between the parts of an entry that is written out
KEPT = 50_000  # forms of one table whose entries stay made: a document must not hold one entry many times


class _Table:
    """Entries by their forms, in a sixth of the room that they would take as objects.

    All entries are written out as one text; for each form there is its hash, in order, and beside it the number of an entry. The
    hashes have 64 bits: that any two of two million forms agree has a chance of one in ten million. They differ from process to
    process, so that a table cannot be passed to one that was not forked from its own.
    """

    def __init__(self, ordered: Iterable[LexiconEntry]) -> None:
        hashes, numbers, beginnings = array("q"), array("i"), array("q")
        self._written, self._ends = bytearray(), array("q", [0])
        self._odd: dict[int, LexiconEntry] = {}  # those that cannot be told again from what is written
        for number, entry in enumerate(ordered):
            written = _written(entry)
            if written.count(UNIT) == len(entry.forms) + PARTS:
                self._written += written.encode("utf-8", "surrogatepass")
            else:
                self._odd[number] = entry
            self._ends.append(len(self._written))
            for form in dict.fromkeys(_keys(entry)):
                hashes.append(hash(form))
                numbers.append(number)
                space = form.find(" ")
                while space > 0:
                    beginnings.append(hash(form[:space]))
                    space = form.find(" ", space + 1)
        forms, opening = np.array(hashes), np.unique(np.array(beginnings))
        self._length = len(np.unique(forms))
        every = np.concatenate([forms, opening])
        numbered = np.concatenate([np.array(numbers), np.full(len(opening), BEGINNING, np.int32)])
        order = np.lexsort((numbered, every))
        self._hashes, self._numbers = array("q", every[order].tobytes()), array("i", numbered[order].tobytes())
        self._made: dict[str, tuple[LexiconEntry, ...]] = {}

    def __len__(self) -> int:
        return self._length

    def openings(self, words: list[str], begin: int) -> Iterator[tuple[int, str]]:
        """Those of ``words`` that are a form or begin one, each with its place; ``begin`` is that of the first."""
        if not self._hashes:
            return
        known: Any = np.frombuffer(self._hashes, np.int64)
        wanted = np.fromiter(map(hash, words), np.int64, len(words))
        at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        hits = np.flatnonzero(known[at] == wanted)
        lengths = np.fromiter(map(len, words), np.int64, len(words)) + 1
        starts = np.cumsum(lengths)[hits] - lengths[hits] + begin
        yield from zip(starts.tolist(), [words[hit] for hit in hits.tolist()], strict=True)

    def get(self, form: str) -> tuple[LexiconEntry, ...] | None:
        """The entries of ``form`` in order; none for the beginning of a form, None for anything else."""
        made = self._made.get(form)
        if made is not None:
            return made
        wanted = hash(form)
        first = last = bisect_left(self._hashes, wanted)
        while last < len(self._hashes) and self._hashes[last] == wanted:
            last += 1
        if last == first:
            return None
        if len(self._made) >= KEPT:
            self._made.clear()
        self._made[form] = made = tuple([self._entry(number) for number in self._numbers[first:last] if number != BEGINNING])
        return made

    def _entry(self, number: int) -> LexiconEntry:
        if number in self._odd:
            return self._odd[number]
        written = self._written[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")
        kind, name, *forms, type_, language, ref = written.split(UNIT)
        return LexiconEntry(kind, name, tuple(forms), type_, language, ref)


BEGINNING = -1  # instead of the number of an entry
PARTS = 4  # of an entry beside its forms, and marks between them and its forms


def _digest(entries: Iterable[LexiconEntry], below: Lexicon | None) -> str:
    """What tells one lexicon from another: the digest of all its entries, in order, and of what is below."""
    hashed = hashlib.sha256()
    empty = True
    for part in chain([below.digest] if below else (), map(_written, entries)):
        hashed.update(part.encode("utf-8", "surrogatepass") + b"\0")
        empty = False
    return digest("empty lexicon") if empty else hashed.hexdigest()[:16]


def _written(entry: LexiconEntry) -> str:
    return UNIT.join((entry.kind, entry.name, *entry.forms, entry.type, entry.language, entry.ref))


def _keys(entry: LexiconEntry) -> Iterator[str]:
    """The flat forms of an entry, those with ß, œ and æ also as two letters, those with "&" with spaces beside it and without."""
    for form in (entry.name, *entry.forms):
        key = " ".join(flat(form).split())
        if len(key) > 1:
            yield key
        if "&" in key:
            yield AMPERSAND.sub("&" if " & " in key else " & ", key)
        if not form.isascii() and (spelled := form.translate(LIGATURES)) != form:
            yield " ".join(flat(spelled).split())


AMPERSAND = re.compile(r" ?& ?")
LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "Œ": "Oe", "Æ": "Ae"})


def build_lexicon(entries: Iterable[LexiconEntry]) -> Lexicon:
    """A lexicon of ``entries``, built at once (about a second for 100,000 forms)."""
    return Lexicon(entries)


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
