"""What a draft would change, as its page shows it: by kind, with the names of the atlas and each sentence marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dentelle.weaving.difference import KINDS, Actor, Change, Result, Words
from dentelle.weaving.drafts import Decision, Draft
from dentelle.web.queries.names import Name, names_of
from dentelle.web.queries.quotes import sentence_after, sentence_before

MOST = 100  # changes of a kind on the page; all of a kind are decided on by its buttons


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage with at most one sentence either side."""

    text: str
    before: str
    after: str
    lead: str
    language: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change, what is decided on it so far, and who it is about where the atlas has a page for that."""

    change: Change
    subject: Name | None
    entity: Name | None
    sentence: Sentence
    decision: Decision

    @property
    def editable(self) -> bool:
        """Whether another value can be written in its place."""
        return self.change.value["type"] != "concept"


@dataclass(frozen=True, slots=True)
class Kind:
    """All changes of a kind: ``total`` of them, the first ``shown``."""

    id: str
    total: int
    shown: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class ShownActor:
    actor: Actor
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Drafted:
    """``decided`` counts the decisions by verdict."""

    actors: tuple[ShownActor, ...]
    total_actors: int
    kinds: tuple[Kind, ...]
    decided: int


def drafted(found: Result, draft: Draft, language: str) -> Drafted:
    """What ``found`` says of ``draft``, with names in ``language``. One query."""
    parts = {kind: [one for one in found.changes if one.kind == kind] for kind in KINDS}
    first = [one for kind in KINDS for one in parts[kind][:MOST]]
    names = names_of([entity or None for one in first for entity in (one.entity, one.value_entity)], language)
    return Drafted(
        actors=tuple(ShownActor(actor, _sentence(actor.words)) for actor in found.actors[:MOST]),
        total_actors=len(found.actors),
        kinds=tuple(Kind(kind, len(part), _shown(part[:MOST], draft, names)) for kind, part in parts.items() if part),
        decided=len(draft.decisions),
    )


def _shown(changes: list[Change], draft: Draft, names: Mapping[str, Any]) -> tuple[ShownChange, ...]:
    return tuple(
        ShownChange(
            one,
            names.get(one.entity),
            names.get(one.value_entity),
            _sentence(one.words),
            draft.decisions.get(one.key, Decision("")),
        )
        for one in changes
    )


def _sentence(words: Words) -> Sentence:
    return Sentence(words.quote, sentence_before(words.before), sentence_after(words.after), words.lead, words.language)
