"""One document in, everything that it says out: the door of this room.

Invariants: the reading is a function of (document, lexicon, engine) alone; every position in it is in ``Document.text``
and every mention, date and figure quotes it; mentions are in the order of the text.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dentelle.model import PASSAGE_LIMIT, Claim, DateMention, Document, Figure, Mention, Modality, Passage, Reading
from dentelle.reading.calibration import Calibration, calibrated, packaged
from dentelle.reading.claims import Found, find_claims
from dentelle.reading.collection import keep_loaded, uncollected
from dentelle.reading.dates import find_dates
from dentelle.reading.engines import BUILTIN, Engine, builtin, engine_called, sound
from dentelle.reading.figures import find_figures
from dentelle.reading.lexicon import Lexicon
from dentelle.reading.pointed import Items, with_pointed
from dentelle.reading.prepared import Prepared, prepare

__all__ = ["gathered", "read"]

ENOUGH_TOLD = 2  # claims of one document after which their subject is a name to keep


def read(document: Document, lexicon: Lexicon, engine: str | Engine = BUILTIN, calibration: Calibration | None = None) -> Reading:
    """All that ``document`` says, found with the known names of ``lexicon``; positions in ``document.text``.

    ``engine`` finds the names: one of ours by name (see ``engine_called``; raises EngineError) or a function of your own.
    ``calibration`` makes probabilities of the confidences of rules; None is the packaged one.
    """
    with uncollected():
        reading = _reading(document, *gathered(document, lexicon, engine, calibration))
        keep_loaded(reading.language)
    return reading


def _reading(document: Document, items: Items, found: Found) -> Reading:
    mentions = _told(items.mentions, found.claims)
    back = _Back(document, items.prepared)
    return Reading(
        source=document.source,
        path=document.path,
        language=items.prepared.language,
        mentions=tuple(back.mention(m) for m in mentions),
        dates=tuple(back.date(d) for d in items.dates),
        figures=tuple(back.figure(f) for f in items.figures),
        claims=back.claims(found.claims),
        denied=back.claims(found.denied),
        lists=tuple(replace(found_list, passage=back.passage(found_list.passage)) for found_list in found.lists),
    )


def gathered(
    document: Document, lexicon: Lexicon, engine: str | Engine = BUILTIN, calibration: Calibration | None = None
) -> tuple[Items, Found]:
    """The document's names, dates and figures and its claims, with positions in the prepared text. Raises EngineError."""
    finds = engine_called(engine) if isinstance(engine, str) else engine
    prepared = prepare(document)
    given = finds(prepared, lexicon)
    mentions = given.mentions if finds is builtin else sound(prepared, given.mentions)
    dates = find_dates(prepared, document.date)
    items = Items(prepared, mentions, dates, find_figures(prepared, dates))
    found = find_claims(prepared, mentions, dates, items.figures, document)
    using = calibration or packaged()
    found = replace(found, claims=calibrated(found.claims, using), denied=calibrated(found.denied, using))
    return items, with_pointed(found, given.claims, items) if given.claims else found


def _told(mentions: Iterable[Mention], claims: Iterable[Claim]) -> Iterable[Mention]:
    """``mentions``, strong also where the document asserts several things of their name, or says when or where their event is."""
    told = Counter((claim.subject_kind, claim.subject) for claim in claims if claim.modality is Modality.ASSERTED)
    held = {(claim.subject_kind, claim.subject) for claim in claims if claim.property == "takes_place"}
    for mention in mentions:
        name = mention.kind, mention.name
        known = mention.strong or (told[name] < ENOUGH_TOLD and name not in held)
        yield mention if known else replace(mention, strong=True)


class _Back:
    """The way from positions in the prepared text back to ``Document.text``."""

    def __init__(self, document: Document, prepared: Prepared) -> None:
        self._text = document.text
        self._prepared = prepared
        self._same = prepared.text == document.text  # nothing was repaired: every position stays

    def _quote(self, start: int, end: int) -> tuple[int, int, str]:
        first, last = self._prepared.span(start, end)
        return first, last, self._text[first:last]

    def mention(self, mention: Mention) -> Mention:
        if self._same:
            return mention
        start, end, text = self._quote(mention.start, mention.end)
        m = mention  # written out: ``replace`` takes four times as long, and a page has hundreds of names
        return Mention(m.kind, m.name, text, start, end, m.rule, m.type, m.strong, m.described)

    def date(self, date: DateMention) -> DateMention:
        if self._same:
            return date
        start, end, text = self._quote(date.start, date.end)
        return replace(date, start=start, end=end, text=text)

    def figure(self, figure: Figure) -> Figure:
        if self._same:
            return figure
        start, end, text = self._quote(figure.start, figure.end)
        return replace(figure, start=start, end=end, text=text)

    def passage(self, passage: Passage) -> Passage:
        if self._same:
            return passage
        start, end, quote = self._quote(passage.start, passage.end)
        return Passage(start, end, quote, None if passage.lead is None else self.passage(passage.lead))

    def claims(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """``claims`` with their passages in the document; one that the way back makes too long is dropped."""
        if self._same:
            return tuple(claims)
        mapped = (replace(claim, passage=self.passage(claim.passage)) for claim in claims)
        return tuple(claim for claim in mapped if len(claim.passage.quote) <= PASSAGE_LIMIT)
