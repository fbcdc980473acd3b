"""Words made comparable: light stemming in four languages, and keys by which cognates of two languages meet.

Invariant: a stem is a beginning of its folded word, but for French plurals in -aux.
"""

import re
from functools import lru_cache

from dentelle.folding import fold

__all__ = ["cognate", "stem", "words"]

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4  # letters that a stem keeps
_ENDINGS = {
    "fr": ("ees", "ee", "es", "er", "ez", "s", "x", "e"),
    "en": ("ings", "ing", "ies", "es", "ed", "s", "y", "e"),
    "de": ("innen", "ern", "en", "er", "es", "em", "e", "n", "s"),
    "nl": ("en", "es", "s", "e", "n"),
}
_ALIKE = (
    ("ph", "f"),
    ("th", "t"),
    ("qu", "k"),
    ("ck", "k"),
    ("x", "ks"),
    ("c", "k"),
    ("z", "k"),
    ("y", "i"),
    ("ij", "i"),
    ("ae", "e"),
)
_COGNATE = 7  # letters that cognates have in common


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The folded ``word`` without what only marks number, gender, case or a verb's form.

    >>> stem("maschinen", "de"), stem("locaux", "fr"), stem("grants", "en")
    ('maschin', 'local', 'grant')
    """
    if language == "fr" and word.endswith("aux") and len(word) > 5:
        return word[:-3] + "al"
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


def words(text: str) -> list[str]:
    """The folded words and numbers of ``text``; what an apostrophe or a hyphen joins are several."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=65_536)
def cognate(word: str) -> str:
    """A key that words of one origin share across languages, "" for words too short to tell.

    >>> cognate("zertifizierung") == cognate("certification") == cognate("certificering")
    True
    """
    if len(word) < _COGNATE or word.isdigit():
        return ""
    for written, plain in _ALIKE:
        word = word.replace(written, plain)
    plain = "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])
    return plain[: _COGNATE - 1]
