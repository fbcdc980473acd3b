"""Names of people: given names, initials, order, particles, titles, and rulers known by a byname.

Invariant: a person's name is split the same way whatever source it comes from. "Charles le Chauve", "Karl der Kahle",
"Karls des Kahlen" and "Charles the Bald" have one ``ruler`` key because given names and bynames have equivalents
in the data files, not because anyone listed that king.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dentelle.folding import fold, squash
from dentelle.gazetteer import translated
from dentelle.linking.tables import dignities, equivalents, formerly, generations, spaced, titles

__all__ = ["PersonName", "given_fit", "person"]

_PARTICLES = frozenset(
    (
        *("de", "du", "des", "d", "la", "le", "di", "da", "del", "dos"),
        *("van", "von", "der", "den", "vander", "vanden", "ter", "ten", "zu", "zum", "zur"),
    )
)
_OF = frozenset(("de", "du", "d", "des", "of", "von", "van"))
_ARTICLES = frozenset(("le", "la", "l", "les", "the", "der", "die", "das", "des", "dem", "den", "de", "het"))
_LONGEST_SURNAME = 3  # words of a surname, its particles among them
_LATIN = re.compile(r"(?<=[a-z]{4})(?:i?us|is)$")  # endings of a saint's name in Latin, and often in German and Dutch
_LEAST_LATIN = 4  # letters of a name known in every language
_COMPOUND = 8  # letters of a byname that needs no article: Löwenherz, Eisenarm
_ROMAN = re.compile(r"^(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})\.?$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """``given`` folded given names or initials, ``surname`` its letters with particles, ``ruler`` the key of a ruler or "".

    ``core`` the parts of the surname without particles ("Dupont-Durand" has two); ``she_or_he`` and ``generation`` what a title
    or a word behind the name tells ("she", "he"; "older", "younger"), "" where nothing does; ``other_surname`` the one behind
    "née" or "épouse", "" where none is given.
    """

    text: str
    given: tuple[str, ...]
    surname: str
    ruler: str
    core: frozenset[str] = frozenset()
    she_or_he: str = ""
    generation: str = ""
    other_surname: str = ""

    @property
    def bare(self) -> bool:
        """Whether it is a surname alone."""
        return not self.given and not self.ruler

    @property
    def key(self) -> str:
        """Given names and surname glued, or the ruler's key."""
        return self.ruler or "".join(self.given) + "/" + self.surname

    @property
    def numbered(self) -> str:
        """The part of a ruler's or pope's key that names him without realm or office: given name and number; "" for others."""
        parts = self.ruler.removeprefix("pope:").split(":")
        return ":".join(parts[:2]) if len(parts) > 1 and parts[1].isdigit() else ""

    @property
    def bag(self) -> str:
        """Its names in alphabetical order, whichever is the surname."""
        return " ".join(sorted((*self.given, *self.core)))

    @property
    def stem(self) -> str:
        """The first letters of the surname, the same for Müller and Mueller."""
        return re.sub(r"([aou])e", r"\1", self.surname)[:3]

    @property
    def abbreviated(self) -> bool:
        """Whether any given name is only an initial."""
        return any(len(name) == 1 for name in self.given)


@lru_cache(maxsize=100_000)
def person(text: str) -> PersonName:
    """``text`` as a person's name; "Carpeaux, J.-B." and "CARPEAUX Jean-Baptiste" are read in their order."""
    ruler = _ruler(text)
    text, other_surname = _other_surname(text)
    rest, she_or_he, generation = _without_titles(_ordered(text))
    given: list[str] = []
    while len(rest) > 1 and fold(rest[0]).strip(".") not in _PARTICLES:
        given.extend(_given_parts(rest.pop(0)))
    parts = {squash(part) for word in rest for part in re.split(r"[-‑'’]", word)}
    core = frozenset(part for part in parts if part and part not in _PARTICLES)
    return PersonName(text, tuple(given), squash("".join(rest)), ruler, core, she_or_he, generation, other_surname)


def _other_surname(text: str) -> tuple[str, str]:
    """``text`` without "née Carlier" or "(geb. Huber)" at its end, and the letters of that other surname, "" for none."""
    words = text.replace("(", " ").replace(")", " ").split()
    for at in range(2, len(words) - 1):
        behind = words[at + 1 :]
        if fold(words[at]).strip(".") in formerly() and behind[-1][:1].isupper() and len(behind) <= _LONGEST_SURNAME:
            return " ".join(words[:at]).rstrip(","), squash("".join(behind))
    return text, ""


def _without_titles(words: list[str]) -> tuple[list[str], str, str]:
    """``words`` without titles at the front and "père", "Jr" at the end, what the titles tell, and the generation.

    Elsewhere such a word is a name: Stephen King, Anna Graf.
    """
    words, said = list(words), set()
    while len(words) > 1 and (role := titles().get(fold(words[0]).strip("."))):
        said.add(role)
        words.pop(0)
    generation = generations().get(fold(words[-1]).strip("."), "") if len(words) > 2 else ""
    said.discard("title")
    return words[:-1] if generation else words, said.pop() if len(said) == 1 else "", generation


def _ordered(text: str) -> list[str]:
    """The words with given names first: a comma or a surname in capitals at the front turns them round."""
    text = re.sub(r"(?<=[^\W\d_]\.)(?=[^\W\d_]\.|[^\W\d_]{2})", " ", text)  # J.B.Carpeaux → J. B. Carpeaux
    if text.count(",") == 1:
        surname, given = text.split(",")
        return [*given.split(), *surname.split()]
    words = text.split()
    lead = 0
    while lead < len(words) and len(words[lead]) > 2 and words[lead].isupper() and "." not in words[lead]:
        lead += 1
    return [*words[lead:], *words[:lead]] if 0 < lead < len(words) else words


def _given_parts(word: str) -> list[str]:
    parts = [fold(part).strip(".'") for part in re.split(r"[-‑.]", word)]
    return [part for part in parts if part]


def given_fit(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """How two runs of given names fit: "same", "initials" (one abbreviates the other), "fewer" (one is the start), or ""."""
    if left == right:
        return "initials" if any(len(name) == 1 for name in left) else "same"
    short, long = sorted((left, right), key=len)
    pairs = list(zip(short, long, strict=False))
    if not pairs or not all(_one_fits(a, b) for a, b in pairs):
        return ""
    if len(short) != len(long):
        return "fewer"
    return "initials" if any(len(a) == 1 or len(b) == 1 for a, b in pairs) else "same"


def _one_fits(left: str, right: str) -> bool:
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return left == right


def _given_key(word: str) -> str:
    """The key of a given name in any language, also in the German genitive (Karls); "" when no table knows it."""
    table = equivalents("given_names.txt")
    if "-" in word:
        both = [_given_key(part) for part in word.split("-")]
        return "-".join(both) if all(both) else ""
    return table.get(word) or (table.get(word[:-1], "") if word.endswith("s") else "")


@cache
def _numeral(word: str) -> int:
    if word in {"ier", "1er"}:
        return 1
    if not _ROMAN.match(word):
        return 0
    values, total, before = {"i": 1, "v": 5, "x": 10}, 0, 0
    for letter in reversed(word.strip(".")):
        value = values[letter]
        total, before = (total - value, before) if value < before else (total + value, value)
    return total


def _ruler(text: str) -> str:
    """The key of a ruler's, pope's or saint's name: given name with byname, number, land or dignity; "" for any other name."""
    words = [
        word
        for word in re.sub(r"^(sint|sankt)-", r"\1 ", fold(text).replace("'", " ")).split()
        if word.strip(".") not in titles()
    ]
    while words and words[0] in _ARTICLES:
        words.pop(0)
    dignity = dignities().get(words[0].strip("."), "") if len(words) > 1 else ""
    if dignity:
        return _churchman(dignity, words[1:])
    if len(words) < 2 or not (given := _given_key(words[0])):
        return ""
    number = 5 if words[1] == "quint" else _numeral(words[1])  # Charles Quint
    rest = words[2:] if number else words[1:]
    parts = [given, *([str(number)] if number else [])]
    if rest:
        byname = _byname(rest)
        if not byname:
            return ""
        parts.append(byname)
    return ":".join(parts)


def _churchman(dignity: str, words: list[str]) -> str:
    """The key of a pope by his names and number, of a saint by one name; "" for other words: "saint Vincent de Paul"."""
    number = _numeral(words[-1]) if len(words) > 1 else 0
    names = [part for word in (words[:-1] if number else words) for part in word.split("-")]
    keys = [_given_key(name) or _LATIN.sub("", name) for name in names]
    if len(keys) > (2 if number else 1) or any(len(key) < _LEAST_LATIN and not _given_key(key) for key in keys):
        return ""
    if (dignity == "pope") != bool(number):
        return ""
    return ":".join((dignity, "-".join(keys), *([str(number)] if number else [])))


@cache
def _lands() -> dict[str, str]:
    """Each folded form of a land by which rulers are named, with the form that stands for it in all languages."""
    known = {fold(form): forms for forms in translated() for form in forms}
    lands = dict(equivalents("realms.txt"))
    for land in sorted(set(lands.values())):
        lands |= {fold(form): land for form in known.get(land, ())}
    return lands


def _byname(words: list[str]) -> str:
    """The key of "the Bald", "der Kahle", "of Flanders"; "" when the words are no byname."""
    bynames = equivalents("epithets.txt")
    if words[0] in _OF:
        land = words[2:] if len(words) > 2 and words[1] in _ARTICLES else words[1:]  # van de Elzas
        if known := _lands().get(" ".join(land)):
            return f"of {known}"
    without = words[1:] if words[0] in _ARTICLES else words
    if not without:
        return ""
    if words[0] in _ARTICLES or len(without) > 1 or (len(without[0]) >= _COMPOUND and without[0] in spaced("epithets.txt")):
        return bynames.get(" ".join(without), "") or bynames.get(" ".join(words), "")
    return ""
