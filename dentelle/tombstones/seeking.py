"""Where names may stand, told quickly: the few texts that have to be looked at closely, out of all there are.

Invariant: a text in which ``Stones`` finds one of the forms is never passed over; one in which they find none may be named. The
forms themselves are needed, which only who leaves somebody out has, for as long as that takes.
"""

import re
from collections.abc import Collection, Iterable

import msgspec

from dentelle.tombstones.finding import glued

__all__ = ["Seeker"]

PIECE = re.compile(r"[^\W_]+")
ESCAPED = re.compile(r"\\(?:u[0-9a-f]{4}|.)")  # in JSON: a line break and the like


class Seeker:
    """Seeks the glued ``forms``; a source among ``sources`` may always name somebody."""

    def __init__(self, forms: Iterable[str], sources: Iterable[str] = ()) -> None:
        self._forms = sorted({form for form in forms if form})
        self._parts = {form[at:end] for form in self._forms for at in range(len(form)) for end in range(at + 1, len(form) + 1)}
        self._pieces: dict[str, tuple[str, ...]] = {}  # what stands between marks → the part of a form that it may be, if any
        self._sources = frozenset(sources)

    def may_name(self, source: str, content: str | bytes) -> bool:
        """Whether a name may stand in ``content`` of ``source``: a text, or MessagePack with texts."""
        if source in self._sources:
            return True
        text = content if isinstance(content, str) else _texts(content)
        there: set[str] = set()
        for piece in set(PIECE.findall(text)):
            parts = self._pieces.get(piece)
            if parts is None:
                parts = self._pieces[piece] = tuple(part for part in (glued(piece),) if part in self._parts)
            there.update(parts)
        return bool(there) and any(_is_made_of(form, there) for form in self._forms)


def _texts(content: bytes) -> str:
    """All texts in ``content``, parted by marks: as JSON, for that takes no loop of ours."""
    return ESCAPED.sub(" ", msgspec.json.encode(msgspec.msgpack.decode(content)).decode())


def _is_made_of(form: str, parts: Collection[str]) -> bool:
    """Whether ``form`` can be put together from ``parts``."""
    reached = [True, *[False] * len(form)]
    for end in range(1, len(form) + 1):
        reached[end] = any(reached[at] and form[at:end] in parts for at in range(end))
    return reached[-1]
