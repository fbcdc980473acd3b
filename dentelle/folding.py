"""Texts made comparable: the form of a name without what does not tell names apart, and the digest of what must not change.

Invariant: each is a function of the text alone, the same in every process and on every machine.
"""

import hashlib
import unicodedata
from functools import lru_cache
from itertools import filterfalse

__all__ = ["digest", "fold", "squash"]


def fold(text: str) -> str:
    """``text`` without case, accents, typographic quotes, dashes and repeated spaces: the form in which names are compared.

    >>> fold("L’École  d'Art")
    "l'ecole d'art"
    """
    if not text.isascii():
        text = text.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-").replace("–", "-")
        text = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
    return " ".join(text.casefold().split())


@lru_cache(maxsize=200_000)  # a weave compares the same few thousand forms again
def squash(text: str) -> str:
    """The letters and digits of ``text``, folded: i-Trans → itrans."""
    return "".join(c for c in fold(text) if c.isalnum())


def digest(*parts: str, length: int = 16) -> str:
    """The first ``length`` hex digits of the SHA-256 of ``parts``, each closed by a NUL so that none runs into another."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part.encode("utf-8", "surrogatepass"))
        hashed.update(b"\0")
    return hashed.hexdigest()[:length]
