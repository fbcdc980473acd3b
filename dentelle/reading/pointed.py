"""Claims that an engine points at, made claims by the reader.

Invariants: subject, value and passage are the text's own; the property and its kinds are the vocabulary's; a sentence that denies
or plans is never asserted, whatever the engine says. What breaks a rule is dropped, never mended.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dentelle.errors import PassageError
from dentelle.model import Claim, DateMention, Figure, Mention, Modality, Passage, Value, ValueType
from dentelle.reading.claims import Found
from dentelle.reading.drafts import date_value, figure_value, text_value
from dentelle.reading.engines import Pointed
from dentelle.reading.modality import modality_of
from dentelle.reading.passage import cut_to_fit, passage
from dentelle.reading.prepared import Prepared, Sentence
from dentelle.reading.scene import Line
from dentelle.reading.slots import slotted
from dentelle.vocabulary import properties

__all__ = ["Items", "with_pointed"]

Item = TypeVar("Item", Mention, DateMention, Figure)


@dataclass(frozen=True, slots=True)
class Items:
    """What the reader knows of a prepared text, each in the order of the text."""

    prepared: Prepared
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    figures: tuple[Figure, ...]


def with_pointed(found: Found, pointed: Iterable[Pointed], items: Items) -> Found:
    """``found`` with those of the engine's claims that hold and that it does not have; positions in the prepared text."""
    told = {_key(claim) for claim in (*found.claims, *found.denied)}
    more: list[Claim] = []
    for one in pointed:
        claim = _claim(one, items)
        if claim is not None and _key(claim) not in told:
            told.add(_key(claim))
            more.append(claim)
    if not more:
        return found
    denied = (*found.denied, *(claim for claim in more if claim.modality is Modality.DENIED))
    stated = (*found.claims, *(claim for claim in more if claim.modality is not Modality.DENIED))
    return replace(found, claims=tuple(sorted(stated, key=lambda claim: claim.passage.start)), denied=denied)


def _key(claim: Claim) -> tuple[str, str, str]:
    return claim.subject, claim.property, claim.value.key


def _claim(one: Pointed, items: Items) -> Claim | None:
    subject, sentence = _touched(items.mentions, one.subject), _sentence(items.prepared, one.value)
    if subject is None or sentence is None or sentence.role == "furniture":
        return None
    value, forms = _value(one.value, sentence, items)
    known = next((known for known in properties() if known.id == one.property), None)
    if value is None or known is None or not known.describes(subject.kind) or value.type not in known.value_types:
        return None
    if value.kind and (value.text == subject.name or not known.accepts(value.kind)):
        return None
    said = _passage(items.prepared, sentence, subject, one.value, forms)
    if said is None:
        return None
    return Claim(
        subject.name,
        subject.kind,
        one.property,
        value,
        said,
        modality=_modality(items.prepared, sentence, one.modality),
        confidence=one.confidence if 0 <= one.confidence <= 1 else 0.0,
        pattern=subject.rule or "engine",
        language=sentence.language,
    )


def _touched(items: Sequence[Item], span: tuple[int, int]) -> Item | None:
    """The first of ``items``, which stand in order and apart, that shares a character with ``span``."""
    index = bisect_right(items, span[0], key=lambda item: item.end)
    return items[index] if index < len(items) and items[index].start < span[1] else None


def _sentence(prepared: Prepared, span: tuple[int, int]) -> Sentence | None:
    """The sentence that holds ``span``."""
    index = bisect_right(prepared.sentences, span[0], key=lambda sentence: sentence.start) - 1
    sentence = prepared.sentences[index] if index >= 0 else None
    return sentence if sentence is not None and sentence.start <= span[0] < span[1] <= sentence.end else None


def _value(span: tuple[int, int], sentence: Sentence, items: Items) -> tuple[Value | None, tuple[str, ...]]:
    """The value at ``span`` and the forms in which the text writes it."""
    date, figure, mention = _touched(items.dates, span), _touched(items.figures, span), _touched(items.mentions, span)
    if date is not None:
        return date_value(date)
    if figure is not None:
        return figure_value(figure, sentence.language)
    if mention is not None:
        return Value(ValueType.ENTITY, mention.name, kind=mention.kind), (mention.text, mention.name)
    return text_value(items.prepared.text[slice(*span)], sentence.language) or (None, ())


def _passage(
    prepared: Prepared, sentence: Sentence, subject: Mention, value: tuple[int, int], forms: Iterable[str]
) -> Passage | None:
    """The value's sentence, behind the subject's as lead-in where that is another; None where the gate lets nothing through."""

    def length(start: int, end: int) -> int:
        first, last = prepared.span(start, end)
        return max(last - first, end - start)

    named = (subject.start, subject.end)
    other = None if sentence.start <= named[0] < sentence.end else _sentence(prepared, named)
    cut = cut_to_fit(prepared.text, sentence.start, sentence.end, [value] if other else [value, named], length)
    before = cut_to_fit(prepared.text, other.start, other.end, [named], length) if other else None
    if cut is None or (other is not None and before is None):
        return None
    try:
        lead = passage(prepared.text, *before, value=(), subject_forms=()) if before else None
        return passage(prepared.text, *cut, value=forms, subject_forms=(subject.text, subject.name), lead=lead)
    except PassageError:
        return None


def _modality(prepared: Prepared, sentence: Sentence, claimed: Modality) -> Modality:
    """``claimed``, unless the sentence holds a word of planning or denial and the engine asserts all the same."""
    if claimed is not Modality.ASSERTED:
        return claimed
    line = Line(0, sentence, slotted(prepared.text, sentence.start, sentence.end, ()))
    return modality_of(line, 0, len(line.text))
