"""Actors looked up in a register: by their identifiers, and by name and place where these do not settle it.

Invariant: an answer depends on its question and the register alone. A match is as sure as ``strict`` asks; a contradicted
identifier is told, never obeyed; of a row that its holder keeps from the public nothing is told but its name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dentelle.linking.lists.identified import Identified, alike, identified, merged, same_town
from dentelle.linking.lists.linker import link
from dentelle.linking.lists.rows import Decided, ListRow
from dentelle.linking.lists.settings import usual_settings
from dentelle.registers.schema import RegisterRow
from dentelle.registers.store import Register

__all__ = ["Answer", "Question", "Told", "lookup", "schemes_of"]

FRENCH = ("siret", "siren", "vat")  # an establishment, its legal unit, and the latter's number within the Union


@dataclass(frozen=True, slots=True)
class Question:
    """An actor as one source knows it; ``register_ids`` are ids of the register itself, where they have no scheme."""

    row: ListRow
    register_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the register says of one identifier: whether it is ``known`` there, whose it is, and since when it is ``closed``.

    ``amiss``: what of the actor contradicts it: "name", "town", "name_and_town" or "".
    """

    scheme: str
    value: str
    known: bool
    name: str = ""
    town: str = ""
    closed: str = ""
    amiss: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """``decision`` match, review or none; the ``row`` it is about, how likely (``score``, 0 to 1) and why, in English."""

    decision: str
    row: RegisterRow | None = None
    score: float = 0.0
    reason: str = ""
    told: tuple[Told, ...] = ()


def schemes_of(scheme: str, name: str) -> tuple[str, ...]:
    """The schemes of identifiers that a register ``name`` with ids of ``scheme`` knows."""
    return FRENCH if scheme in FRENCH else (scheme or name,)


def lookup(questions: Sequence[Question], register: Register) -> Iterator[Answer]:
    """The answer to each of ``questions``, in their order; the register is asked for all at once."""
    found = list(identified(questions, register))
    open_ones = [one for one, said in zip(questions, found, strict=True) if said.decided is None]
    settings = replace(usual_settings(), strict_only=True)
    compared = iter(link((one.row for one in open_ones), register, settings, workers=1))
    decided = [said.decided or merged(said, next(compared), settings.shown) for said in found]
    rows = register.by_ids(one.candidates[0].id for one in decided if one.candidates)
    held = _held(questions, register)
    for question, decision, said in zip(questions, decided, found, strict=True):
        told = tuple(_told(question, scheme, value, held[scheme, value]) for scheme, value in _asked(question, register))
        yield _answer(decision, said, rows, told)


def _answer(decided: Decided, said: Identified, rows: Mapping[str, RegisterRow], told: tuple[Told, ...]) -> Answer:
    best = decided.candidates[0] if decided.candidates else None
    row = rows.get(best.id) if best else None
    against = said.against is not None and best is not None and said.against.id == best.id
    likely = decided.decision == "match" or sum(one.score for one in decided.candidates) >= usual_settings().asked
    if best is None or row is None or decided.decision == "none" or not likely or against:  # a contradiction is told elsewhere
        return Answer("none", told=told)
    return Answer(decided.decision, row, best.score, best.reason, told)


def _asked(question: Question, register: Register) -> Iterator[tuple[str, str]]:
    """The identifiers of ``question`` that the register can know."""
    known = schemes_of(register.description.scheme, register.name)
    yield from ((register.name, value) for value in question.register_ids)
    yield from ((scheme, value) for scheme, value in question.row.identifiers if scheme in known and scheme != "vat")


def _held(questions: Sequence[Question], register: Register) -> dict[tuple[str, str], tuple[RegisterRow, ...]]:
    """The rows that bear each identifier: of a legal unit its establishments, where the register holds these."""
    asked = {pair for question in questions for pair in _asked(question, register)}
    ids = {pair: pair[1][:9] if (register.description.scheme, pair[0]) == ("siren", "siret") else pair[1] for pair in asked}
    own = register.by_ids(ids.values())
    units = {id for (scheme, _), id in ids.items() if scheme == "siren" and id not in own}
    under = register.of_parents(units) if units else {}
    return {pair: (own[id],) if id in own else under.get(id, ()) for pair, id in ids.items()}


def _told(question: Question, scheme: str, value: str, held: tuple[RegisterRow, ...]) -> Told:
    if not held:
        return Told(scheme, value, known=False)
    still = [row for row in held if not row.closed]
    first = min(still or held, key=lambda row: row.id)
    if all(row.masked for row in held):
        return Told(scheme, value, known=True, name=first.name)
    closed = "" if still else max(row.closed for row in held)
    return Told(scheme, value, True, first.name, first.city, closed, _amiss(question.row, held))


def _amiss(asked: ListRow, held: tuple[RegisterRow, ...]) -> str:
    """What of ``asked`` agrees with none of ``held``, as far as both say it."""
    names = [name for row in held for name in row.names]
    named = not names or any(alike(mine, name) for mine in (asked.name, *asked.other_names) for name in names)
    says_place = bool(asked.city or len(asked.postcode) == 5) and any(row.city or row.postcode for row in held)
    placed = not says_place or any(same_town(asked, row) for row in held)
    return "_and_".join([*([] if named else ["name"]), *([] if placed else ["town"])])
