"""One tombstone: the forms of a person's name as keyed hashes, so that they are found again and read by nobody.

Invariant: a stone holds no name. Its key stands in it: who has the stones can test a name that they know already, and a key kept
elsewhere that gets lost would bring everybody back (docs/decisions/0014-tombstones.md).
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

__all__ = ["ERASED", "HIDDEN", "Form", "Stone", "make"]

HIDDEN, ERASED = "hidden", "erased"
START = 3  # letters by which a place of a text is looked at more closely


class Form(msgspec.Struct, frozen=True, array_like=True):
    """One written form: ``start`` a short hash of its first letters, ``hash`` of all. It holds in ``source``, "" everywhere."""

    start: int
    hash: str
    source: str = ""


class Stone(msgspec.Struct, frozen=True):
    """``spared`` forms are names of others that hold a form of this one; ``spared_sources`` and ``spared_leaves`` (hashes of ids)
    speak of a namesake. ``identities`` had a page. ``longest`` letters of a form, ``words`` at most.
    """

    id: str
    key: str
    level: str
    made_at: str  # ISO, UTC
    forms: tuple[Form, ...]
    spared: tuple[Form, ...] = ()
    spared_sources: tuple[str, ...] = ()
    spared_leaves: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    longest: int = 0
    withdrawn: bool = False

    @property
    def mark(self) -> str:
        """What stands in a sentence where the name stood."""
        return f"[†{self.id[:8]}]"


def make(
    level: str,
    forms: Iterable[tuple[str, str]],
    *,
    key: str = "",
    spared: Iterable[str] = (),
    spared_sources: Iterable[str] = (),
    spared_leaves: Iterable[str] = (),
    identities: Iterable[str] = (),
) -> Stone:
    """A stone for ``forms`` (glued form, source or ""); ``key`` is that of the territory's other stones, if there are any."""
    key = key or secrets.token_hex(16)
    forms, spared = sorted(set(forms)), sorted(set(spared))
    return Stone(
        id=secrets.token_hex(6),
        key=key,
        level=level,
        made_at=datetime.now(UTC).isoformat(timespec="microseconds"),
        forms=tuple(sorted((form(key, text, source) for text, source in forms), key=lambda one: (one.hash, one.source))),
        spared=tuple(sorted((form(key, text) for text in spared), key=lambda one: one.hash)),
        spared_sources=tuple(sorted(set(spared_sources))),
        spared_leaves=tuple(sorted(keyed(key, leaf) for leaf in set(spared_leaves))),
        identities=tuple(sorted(set(identities))),
        longest=max((len(text) for text in (*(text for text, _ in forms), *spared)), default=0),
    )


def form(key: str, text: str, source: str = "") -> Form:
    """The hashes of the glued form ``text``."""
    return Form(beginning(key, text), keyed(key, text), source)


def beginning(key: str, text: str) -> int:
    """A hash of 16 bits of the first letters of ``text``: many beginnings share one."""
    return int.from_bytes(_hash(key, f"start {text[:START]}")[:2], "big")


def keyed(key: str, text: str) -> str:
    """The keyed hash of ``text`` in hexadecimal digits."""
    return _hash(key, text).hex()


def _hash(key: str, text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=bytes.fromhex(key), digest_size=16).digest()
