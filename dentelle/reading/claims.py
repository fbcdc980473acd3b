"""Claims: what a document states about the names it mentions.

Invariants: every claim has a passage that the gate ``passage`` let through; no claim appears twice; what the text denies is
kept apart; all positions are in the prepared text. The rules that find claims are in the ``claims_*`` modules; each yields
drafts, and only this module turns drafts into claims.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dentelle.errors import PassageError
from dentelle.model import THE_DOCUMENT, Claim, DateMention, Document, Figure, ItemList, Mention, Modality, Passage
from dentelle.reading.claims_chains import chain_drafts
from dentelle.reading.claims_columns import column_drafts
from dentelle.reading.claims_counts import count_drafts
from dentelle.reading.claims_document import document_drafts
from dentelle.reading.claims_happened import happened_drafts
from dentelle.reading.claims_honours import honour_drafts
from dentelle.reading.claims_lists import list_drafts
from dentelle.reading.claims_offices import office_drafts
from dentelle.reading.claims_patterns import pattern_drafts
from dentelle.reading.claims_places import place_drafts
from dentelle.reading.claims_profile import profile_drafts
from dentelle.reading.claims_timing import add_times, said_until
from dentelle.reading.claims_weighed import second_opinion
from dentelle.reading.claims_words import Listed, listed_words, service_drafts
from dentelle.reading.drafts import Draft
from dentelle.reading.enumerations import Enumeration, enumerations
from dentelle.reading.lists import item_lists
from dentelle.reading.modality import announced, in_the_present, modality_of
from dentelle.reading.passage import cut_to_fit, holds, passage, prepared_length
from dentelle.reading.prepared import Prepared
from dentelle.reading.scene import Line, Scene, scene

__all__ = ["Found", "find_claims", "ruled"]

BESIDES = ("role-besides",)  # patterns of a role at the topic that somebody has beside the one at the house named with them
HONOURS = ("received", "holds_label")
PRIZES = ("award", "label")  # types of what is received and held, and receives and holds nothing itself
LOOK_BACK = 12  # lines in which a lead-in that names the subject is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """The claims of a document; ``denied`` what it says is not so; ``lists`` its lists that go with a stated count."""

    claims: tuple[Claim, ...] = ()
    denied: tuple[Claim, ...] = ()
    lists: tuple[ItemList, ...] = ()


def find_claims(
    prepared: Prepared,
    mentions: tuple[Mention, ...],
    dates: tuple[DateMention, ...],
    figures: tuple[Figure, ...],
    document: Document,
) -> Found:
    """Everything ``prepared`` states, given its names, dates and figures; ``document`` gives its own metadata."""
    made = scene(prepared, mentions, dates, figures, document)
    listed, enumerated = list(listed_words(made)), list(enumerations(made))
    drafts = second_opinion(made, _ruled(made, listed, enumerated))
    _join_parties(made, drafts)
    claims = _distinct(made, drafts)
    return Found(
        tuple(claim for claim in claims if claim.modality != Modality.DENIED),
        tuple(claim for claim in claims if claim.modality == Modality.DENIED),
        tuple(item_lists(made, enumerated, listed)),
    )


def ruled(made: Scene) -> list[Draft]:
    """What the rules find."""
    return _ruled(made, list(listed_words(made)), list(enumerations(made)))


def _ruled(made: Scene, listed: list[Listed], enumerated: list[Enumeration]) -> list[Draft]:
    told = {words.figure.start for words in listed}
    drafts = [
        *document_drafts(made),
        *list_drafts(made, enumerated),
        *honour_drafts(made),
        *(draft for words in listed for draft in words.drafts(made)),
        *service_drafts(made),
        *pattern_drafts(made),
        *office_drafts(made),
        *count_drafts(made, told),
        *place_drafts(made),
        *profile_drafts(made),
        *column_drafts(made),
    ]
    drafts += list(chain_drafts(made, drafts))
    drafts += happened_drafts(made, drafts)
    _hold_events(drafts)
    add_times(drafts)
    _join_parties(made, drafts)
    drafts = _settled(drafts)
    labels = {(draft.subject.name, draft.value_key) for draft in drafts if draft.subject and draft.property == "holds_label"}
    drafts = [d for d in drafts if d.property != "received" or d.subject is None or (d.subject.name, d.value_key) not in labels]
    return [d for d in drafts if d.property not in HONOURS or d.subject is None or d.subject.type not in PRIZES]


def _join_parties(made: Scene, drafts: list[Draft]) -> None:
    """Makes members of those whom a bracket with a party seemed to give a role ("X (VVD)")."""
    parties = {mention.name for mention in made.mentions if mention.type == "party"}
    for draft in drafts if parties else ():
        if draft.property == "role" and draft.value.text in parties and not draft.qualifiers:
            draft.property = "member_of"


def _hold_events(drafts: list[Draft]) -> None:
    """Makes holdings of the days on which events seemed to be founded: "the exhibition opens on 4 May"."""
    for draft in drafts:
        if draft.property == "founded" and draft.subject and draft.subject.kind == "event" and draft.value.edtf.count("-") >= 2:
            draft.property = "takes_place"


def _settled(drafts: list[Draft]) -> list[Draft]:
    """``drafts`` without those that another of the same line makes unlikely: a role at the topic where the person has one at a
    name of the line, a membership where it is a role, a holding on the day of a founding."""
    roles = {(d.line.number, d.subject.name, d.value_key) for d in drafts if d.property == "role" and d.subject}
    named = {(d.line.number, d.subject.name) for d in drafts if d.property == "role" and d.subject and _in_line(d)}
    held = {(number, value) for number, _, value in roles}
    begun = {(d.line.number, d.value_key) for d in drafts if d.property in ("founded", "closed")}
    kept: list[Draft] = []
    crossed = _crossed(drafts)
    for draft in drafts:
        if (draft.line.number, draft.property, draft.value.key) in crossed:
            continue
        name = draft.subject.name if draft.subject else ""
        if (
            draft.property == "role"
            and (draft.line.number, name) in named
            and not _in_line(draft)
            and draft.pattern not in BESIDES
        ):
            continue
        if draft.property == "member_of" and (draft.line.number, name, draft.value_key) in roles:
            continue
        by_another = draft.property == "member_of" and (draft.line.number, draft.value_key) in held
        if by_another and draft.subject and draft.subject.kind != "person":
            continue  # "X, chair of Y and member of Z": nobody else of the line is one
        if draft.property == "founded" and said_until(draft):
            continue
        if draft.property in ("takes_place", "happened") and (draft.line.number, draft.value_key) in begun:
            continue
        kept.append(draft)
    return kept


def _crossed(drafts: list[Draft]) -> set[tuple[int, str, str]]:
    """Foundings and closings that took each other's date ("founded in 1840 and closed in 1957"), by line, property and value:
    where a line gives one date for both and another for one of them, the first founds and the last closes."""
    dates: dict[int, dict[str, set[str]]] = {}
    for draft in drafts:
        if draft.property in ("founded", "closed") and draft.value.edtf:
            dates.setdefault(draft.line.number, {"founded": set(), "closed": set()})[draft.property].add(draft.value.edtf)
    found: set[tuple[int, str, str]] = set()
    for number, told in dates.items():
        both, every = told["founded"] & told["closed"], told["founded"] | told["closed"]
        if both and len(every) > 1:
            found |= {(number, "founded", f"date:{edtf}") for edtf in both if edtf != min(every)}
            found |= {(number, "closed", f"date:{edtf}") for edtf in both if edtf != max(every)}
    return found


def _in_line(draft: Draft) -> bool:
    """Whether the value is a name of the draft's own line."""
    return any(slot.name == draft.value.text for slot in draft.line.slots.slots)


def _distinct(made: Scene, drafts: list[Draft]) -> list[Claim]:
    """The surest claim of drafts that say the same, in the order of the text; drafts that no passage can state give none.

    Empties ``drafts``: of a long document, they and the claims together take much room.
    """
    same: dict[tuple[str, str, str], list[Draft]] = {}
    for draft in drafts:
        subject = draft.subject.name if draft.subject else THE_DOCUMENT
        same.setdefault((subject, draft.property, draft.value_key), []).append(draft)
    drafts.clear()
    best: list[tuple[int, int, str, str, Claim]] = []
    for said in [*same]:
        (_, name, value), rivals = said, same.pop(said)
        rivals.sort(key=lambda draft: -draft.confidence)
        claim = next((claim for draft in rivals if (claim := _claim(made, draft)) is not None), None)
        if claim is not None:
            best.append((claim.passage.start, claim.passage.end, name, value, claim))
    best.sort(key=lambda entry: entry[:4])
    return [entry[4] for entry in best]


def _claim(made: Scene, draft: Draft) -> Claim | None:
    """The claim of ``draft``, or None where no passage can state it."""
    said = draft_passage(made, draft)
    if said is None:
        return None
    modality = draft.modality
    if modality == Modality.ASSERTED and draft.subject is not None:
        modality = modality_of(draft.line, *draft.trigger, draft.property)
    if modality == Modality.ASSERTED and draft.property in ("founded", "closed") and announced(draft.value, made.document.date):
        modality = Modality.PLANNED if in_the_present(draft.line, *draft.trigger) else modality
    return Claim(
        subject=draft.subject.name if draft.subject else THE_DOCUMENT,
        subject_kind=draft.subject.kind if draft.subject else "document",
        property=draft.property,
        value=draft.value,
        passage=said,
        modality=modality,
        confidence=draft.confidence,
        pattern=draft.pattern,
        language=draft.line.language,
        qualifiers=tuple(sorted(draft.qualifiers.items())),
    )


def draft_passage(made: Scene, draft: Draft) -> Passage | None:
    """The shortest run of whole sentences or items that states the draft, with a lead-in where the subject stands elsewhere."""
    prepared, sentence = made.prepared, draft.line.sentence
    forms = _subject_forms(made, draft)

    length = prepared_length(made.prepared)
    inside = [span for span in draft.needed if sentence.start <= span[0] and span[1] <= sentence.end]
    span = cut_to_fit(prepared.text, sentence.start, sentence.end, inside or [(sentence.start, sentence.start + 1)], length)
    if span is None and draft.needed:
        span = cut_to_fit(prepared.text, sentence.start, sentence.end, draft.needed[:1], length)
    if span is None:
        return None
    leads: list[tuple[int, int]] = [draft.lead] if draft.lead else []
    said = prepared.text[span[0] : span[1]]
    for wanted in (forms, draft.forms):
        if wanted and not any(holds(said, form) for form in wanted):
            leads += _leads(made, draft.line, wanted)
    for lead_span in [*leads, None]:
        try:
            lead = None
            if lead_span is not None:
                cut = cut_to_fit(prepared.text, *lead_span, _places(prepared.text, lead_span, (*forms, *draft.forms)), length)
                lead = passage(prepared.text, *cut, value=(), subject_forms=()) if cut else None
            return passage(prepared.text, *span, value=draft.forms, subject_forms=forms, lead=lead)
        except PassageError:
            continue
    return None


def _places(text: str, span: tuple[int, int], forms: Iterable[str]) -> list[tuple[int, int]]:
    """Where the first of ``forms`` that stands in ``span`` stands; the head of the span where none does."""
    for form in forms:
        at = text.find(form, *span)
        if at >= 0:
            return [(at, at + len(form))]
    return [(span[0], span[0] + 1)]


def _leads(made: Scene, line: Line, forms: tuple[str, ...]) -> list[tuple[int, int]]:
    """Lines that may stand as lead-in because they hold the subject: the item's own, the headings, then what comes before."""
    found: list[tuple[int, int]] = []
    if line.sentence.lead is not None:
        found.append(line.sentence.lead)
    before = [made.lines[line.heading]] if line.heading >= 0 else []
    before += reversed(made.lines[max(0, line.number - LOOK_BACK) : line.number])
    before += made.read_lines()[:3]
    found += [(other.sentence.start, other.sentence.end) for other in before if other.role != "furniture"]
    return [span for span in found if any(holds(made.prepared.text[span[0] : span[1]], form) for form in forms)]


def _subject_forms(made: Scene, draft: Draft) -> tuple[str, ...]:
    """The subject's forms in the text and, where a pronoun or description stands for it in the line, those words."""
    if draft.subject is None:
        return ()
    forms = made.forms_of(draft.subject)
    said = [slot for slot in draft.line.slots.slots if slot.letter == "T"]
    stands = {
        made.prepared.text[slot.start : slot.end]
        for slot in said
        if (mention := made.mention_of(slot, draft.line)) is not None and mention.name == draft.subject.name
    }
    return (*forms, *sorted(stands))
