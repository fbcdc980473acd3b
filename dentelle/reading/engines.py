"""Engines: what finds the names of a document, behind one protocol.

Invariants: an engine points at places of the prepared text and never brings words of its own; whatever it points at is looked
up in the text, and every claim it proposes goes through ``passage`` like those of the reader's own rules. So an engine can
be wrong, but it cannot make the reader quote what nobody wrote. Dates, figures and the pattern claims are the reader's with
every engine.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from dentelle.errors import EngineError
from dentelle.model import Mention, Modality
from dentelle.reading.lexicon import Lexicon
from dentelle.reading.names.finding import find_names
from dentelle.reading.prepared import Prepared
from dentelle.reading.slots import LETTERS

__all__ = ["BUILTIN", "Engine", "Given", "Pointed", "builtin", "engine_called", "sound", "warm"]

BUILTIN = "builtin"
ENGINE_NAMES = f"{BUILTIN}, spacy (the pipeline installed for the text's language) or spacy:PIPELINE (a package or a folder)"


@dataclass(frozen=True, slots=True)
class Pointed:
    """A claim that an engine proposes: ``subject`` and ``value`` are (start, end) in the prepared text.

    The subject must touch a mention; the value is the mention, date or figure that it touches, else its words.
    """

    property: str
    subject: tuple[int, int]
    value: tuple[int, int]
    confidence: float = 0.5
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True)
class Given:
    """What an engine found in a prepared text: mentions (positions in the prepared text) and, if it makes any, claims."""

    mentions: tuple[Mention, ...]
    claims: tuple[Pointed, ...] = ()


class Engine(Protocol):
    """A function from a prepared text and the known names to what it found; ``__name__`` is shown in the rule of its mentions."""

    def __call__(self, prepared: Prepared, lexicon: Lexicon) -> Given: ...


def builtin(prepared: Prepared, lexicon: Lexicon) -> Given:
    """The reader's own grammars and lexicon; its claims are made by the patterns, so it proposes none."""
    return Given(find_names(prepared, lexicon))


def engine_called(name: str) -> Engine:
    """The engine of that name: "builtin", "spacy" or "spacy:PIPELINE". Raises EngineError, which says what to install."""
    family, _, pipeline = name.partition(":")
    if name == BUILTIN:
        return builtin
    if family == "spacy":
        from dentelle.reading.engines_spacy import spacy_engine

        return spacy_engine(pipeline)
    raise EngineError(f"There is no reading engine {name!r}. Use {ENGINE_NAMES}.")


def warm(name: str) -> None:
    """Loads what the engine ``name`` needs, so that processes forked from this one share it. Raises EngineError."""
    family, _, pipeline = name.partition(":")
    if family == "spacy":
        from dentelle.reading.engines_spacy import warm as warm_spacy

        warm_spacy(pipeline)


def sound(prepared: Prepared, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Those of a foreign engine's ``mentions`` that lie in the text, in order and without overlaps, with the text's own words.

    A ``name`` that the text does not hold becomes the words of the mention; ``strong`` is for our own rules alone.
    """
    text, position = prepared.text, 0
    looked_up: dict[str, bool] = {}
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        start, end = mention.start, mention.end
        if not position <= start < end <= len(text) or mention.kind not in LETTERS:
            continue
        body = text[start:end]
        start, end = start + len(body) - len(body.lstrip()), end - len(body) + len(body.rstrip())
        if start >= end:
            continue
        words = " ".join(text[start:end].split())
        name = mention.name if mention.name == words or _written(mention.name, text, looked_up) else words
        kept.append(replace(mention, start=start, end=end, text=text[start:end], name=name, strong=False))
        position = end
    return tuple(kept)


def _written(name: str, text: str, looked_up: dict[str, bool]) -> bool:
    """Whether ``text`` holds ``name``; each is looked up once."""
    if name not in looked_up:
        looked_up[name] = bool(name.strip()) and name in text
    return looked_up[name]
