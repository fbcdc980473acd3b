"""The document as the claims see it: its lines with slots, and what each line is about.

Invariants: ``Scene.lines`` are the sentences in order, furniture too (marked by its role); a topic is a name that the text
has mentioned before or in the line, and only ever one of the document's mentions.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from dentelle.model import DateMention, Document, Figure, Mention
from dentelle.reading.life import portrayed
from dentelle.reading.names.wordlists import heads_at
from dentelle.reading.patterns_loader import word
from dentelle.reading.prepared import Prepared
from dentelle.reading.sentences import Sentence
from dentelle.reading.slots import Slot, Slotted, plain, slotted
from dentelle.reading.topics import ACTORS, PEOPLE_ONLY, announced_event, give_speakers, give_topics, is_house, is_row

__all__ = ["Line", "Scene", "scene"]

PARTS = re.compile(r"[\s'’]")
TOWN = re.compile(
    r"(?:.{0,20},\s)?(?:(?:la|the|die|de)\s)?(?:ville|commune|town|city|région|region)\s(?:de|d'|of|du)\s?", re.IGNORECASE
)
THE_FIRM_OF = re.compile(r"(?:firm|company|business|practice|partnership|family)\sof\s$")
THE_TOWN_OF = re.compile(r"(?:(?<=[,;]\s)|^)[Tt]he\s(?:[a-z-]{3,20}\s){0,2}(?:town|city|village|commune|borough)\sof\s$")
GENITIVE = re.compile(r"(?:^|\s)[A-ZÄÖÜ][a-zäöüß-]{3,}\s(?:der|des)\s$")
JOINED = re.compile(r"\s?,\s(?:(?:the|la|le|les|die|der|das|de|het)\s|l')?", re.IGNORECASE)
GOES_ON = re.compile(r"\s?,\s(?:[^<>]{0,6}<|and|et|und|en)|\s(?:and|et|und|en|sowie|&)\s[^<>]{0,6}<[OP]", re.IGNORECASE)
DESCRIBED = ("organisation", "place", "event", "programme")
DEFINITE = {  # what opens a description of something named before
    "fr": "l['’]|(?:le|la|les|cette|cet|ce|ces) ",
    "en": "(?:the|this|these) ",
    "de": "(?:der|die|das|dem|den|des|diese[rmns]?) ",
    "nl": "(?:de|het|deze|dit) ",
}
SPOKEN_BY_NOUN = ("organisation", "place", "event")
BODIES = ("public_body", "media")  # which tell of a firm, and are none
ONE_NAME = re.compile(r"(?:\d{1,2}\.\s)?(?:[^\W\d_]{1,3}\s)?<[OLEGW]\d+>")
AHEAD, BACK = 4, 3  # lines behind and before in which it is looked for
OPENS = 70  # characters of a line in which its subject stands
OWNED = "of|de|du|des|d['’]|von|vom|der|van|for|für|voor|pour"  # words behind a noun that is one of its kind, not the one named
OF_IT = r"(?:(?:of|de|du|des|von|van|der|de la)\s|d'|de l')?"
OCCASIONS = re.compile(  # nouns of a description that only an event has
    r"ausstellung|congr[eè]s|conferentie|colloque|concours|evenement|expo|fachmesse|foire|kongress|konferenz|salon|show|summit|vakbeurs"
    r"|beurs|bi[eë]nnale|biennial|conference|exhibition|exposi(?:tion|tie)|fair|manifestation|messe|schau|tagung|tentoonstelling"
    r"|veranstaltung"
)
LINKED = re.compile(r"\s(?:of|de|du|des|van|von|der|for|für|voor|pour|aux?|zu|zur)\s|\s[dl]['’]")
LETTERS = re.compile(r"[^\W\d_]+")
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
QUALITY = re.compile(
    r"(?:eerste|tweede|erste[rs]?|zweite[rs]?|first|second|premi(?:er|ère)|nouv(?:eau|elle)|neue[rs]?|nieuwe?|new|old|grande?|great"
    r"|royale?|royal|koninklijke?|nationale?[rs]?|national|international[es]*|european|europ[äé]\w+|europese|saint\w*|sankt|sint)"
)
AS_FOR = re.compile(  # "As for the firm X, it has …": what the sentence goes on to tell of
    r"(?:(?:Et |And |Und |En )?(?:quant (?:à|aux?)|as (?:for|to)|was|wat)(?: (?:l[ae]s?|the|d(?:er|ie|as|en)|de|het))?(?: l')?"
    r"(?: ?[a-zà-ÿ-]{3,20}){0,2} ?)",
    re.IGNORECASE,
)
FRONTED = re.compile(
    r"(?:(?:Très|Bien|Longtemps|Aussi|Entièrement) )?[A-ZÉ][a-zà-ÿ]+(?:ée?|ie?|ue?|ise?|ite?|erte?)s?\s[^.;:,]{2,120}"
    r"(?:,[^.;:,]{2,60}){0,3}?,\s(?:l'|la |le |les |cette |ce |cet )?(?:[a-zà-ÿ-]{4,20} ){0,2}(?=<[TOLEGW])"
)


@dataclass(slots=True)
class Line:
    """One sentence, item, heading, byline or piece of furniture with its slots.

    ``topic`` is what the lines before left to speak of, ``person`` the last person named, ``speaker``
    the last one outside quotation marks, ``heading`` the number of the
    heading it stands under (-1: none).
    """

    number: int
    sentence: Sentence
    slots: Slotted
    topic: Mention | None = None
    person: Mention | None = None
    speaker: Mention | None = None
    heading: int = -1
    text: str = field(init=False)  # with slots
    role: str = field(init=False)
    language: str = field(init=False)
    _governed: dict[int, bool] | None = None  # by the place of the slot, once asked

    def __post_init__(self) -> None:
        self.text, self.role, self.language = self.slots.text, self.sentence.role, self.sentence.language

    def governed(self, slot: Slot) -> bool:
        """Whether a preposition stands before the slot (with at most two words between), so that it cannot be the subject."""
        if self._governed is None:
            self._governed = {}
        found = self._governed.get(slot.at)
        if found is None:
            long = self._short_form_of(slot)
            found = self._governed[slot.at] = self.governed(long) if long is not None else _is_governed(self, slot)
        return found

    def forget(self) -> None:
        """Drops what is known of prepositions before its slots: over a long document that would take much room."""
        self._governed = None

    def told_of(self) -> Slot | None:
        """What a French sentence tells of that opens with a participle: the name or pronoun behind its first comma ("Classé X
        depuis 2009, il …")."""
        if self.language != "fr" or (opening := FRONTED.match(self.text)) is None:
            return None
        return next((slot for slot in self.slots.slots if slot.at >= opening.end()), None)

    def _short_form_of(self, slot: Slot) -> Slot | None:
        """The name whose short form ``slot`` is, in brackets right behind it: what governs the one governs both."""
        if not self.text.endswith(("> (", ">("), 0, slot.at):
            return None
        before = self.slots.within(0, slot.at)
        return before[-1] if before and before[-1].letter == slot.letter else None


@dataclass(slots=True)
class Scene:
    """A document prepared for claims."""

    document: Document
    prepared: Prepared
    lines: list[Line]
    mentions: Sequence[Mention]
    main: Mention | None = None
    towns: dict[str, Mention] | None = None  # by adjective; made and read by ``towns.demonym``
    _forms: dict[str, tuple[str, ...]] = field(init=False)  # fullest name → every form in the text
    _nouns: dict[str, list[Mention]] = field(init=False)  # noun → the names, in order, that a description with it may take up
    _read: list[Line] = field(init=False)
    _starts: list[int] = field(init=False)
    _pronouns: dict[tuple[int, int], Mention | None] = field(default_factory=dict)  # (line, slot's place) → whom it stands for

    def __post_init__(self) -> None:
        forms: dict[str, set[str]] = {}
        self._nouns = {}
        for mention in self.mentions:
            forms.setdefault(mention.name, {mention.name}).add(mention.text)
            if mention.kind in DESCRIBED:
                for noun in _nouns(mention.name):
                    self._nouns.setdefault(noun, []).append(mention)
        self._forms = {name: tuple(sorted(written)) for name, written in forms.items()}
        self._read = [line for line in self.lines if line.role != "furniture"]
        self._starts = [line.sentence.start for line in self.lines]

    def forms_of(self, mention: Mention) -> tuple[str, ...]:
        """Every form of the mention's name in the text."""
        return self._forms.get(mention.name) or (mention.name, mention.text)

    def read_lines(self) -> list[Line]:
        """The lines that are prose, items or headings: no furniture."""
        return self._read

    def mention_of(self, slot: Slot, line: Line) -> Mention | None:
        """The name that ``slot`` stands for; for a pronoun the topic it refers to."""
        if isinstance(slot.item, Mention):
            return slot.item
        if slot.letter != "T":
            return None
        key = line.number, slot.at
        if key not in self._pronouns:
            self._pronouns[key] = self._referent(slot, line)
        return self._pronouns[key]

    def is_somebody(self, slot: Slot, line: Line) -> bool:
        """Whether ``slot`` is a pronoun that only persons have: where nobody is known to be meant, nothing else is."""
        said = self.prepared.text[slot.start : slot.end]
        return (
            slot.letter == "T" and line.language in PEOPLE_ONLY and _alone(line.language, "personal").fullmatch(said) is not None
        )

    def _referent(self, slot: Slot, line: Line) -> Mention | None:
        said = self.prepared.text[slot.start : slot.end]
        if _alone(line.language, "first_person").fullmatch(said):
            return self.main if self.main is not None and self.main.kind == "organisation" else None
        if len(PARTS.split(said)) > 1:
            return self._described(line, slot)
        if line.language == "en" and _firm_told_ahead(self.prepared.text, line.sentence) == (slot.start, slot.end):
            return self._told_ahead(line)
        personal = _alone(line.language, "personal").fullmatch(said)
        before = [other for other in line.slots.within(0, slot.at) if not line.governed(other)]
        if before and AS_FOR.fullmatch(line.text, 0, before[0].at) and isinstance(before[0].item, Mention):
            return before[0].item
        people = [other.item for other in before if other.letter == "P" and isinstance(other.item, Mention)] if personal else []
        if people or (personal and line.person is not None):
            return people[0] if people else line.person
        if personal and line.language in PEOPLE_ONLY:
            return self.main if self.main is not None and self.main.kind == "person" else None
        actors = [other.item for other in before if other.letter in ACTORS and isinstance(other.item, Mention)]
        if actors and line.told_of() == slot:
            return line.topic  # "Classé X depuis 2009, il …" says of the topic that it is X
        return actors[0] if actors else line.topic

    def _described(self, line: Line, slot: Slot) -> Mention | None:
        """What a description stands for: the nearest name before it that has its noun ("the hall": the Rolling Hall), else the
        topic, or the page's own subject, if neither is a person."""
        noun = PARTS.split(self.prepared.text[slot.start : slot.end])[-1].casefold()
        if named := self._nouns.get(noun):
            before = bisect_left(named, slot.start, key=lambda mention: mention.start)
            return named[max(before - 1, 0)]
        spoken = [mention for mention in (line.topic, self.main) if mention is not None]
        kind = _noun_kind(line.language, noun)
        if kind and not any(mention.kind == kind for mention in spoken):
            spoken += self._last_named(line, slot, kind)
        spoken.sort(key=lambda mention: bool(kind) and mention.kind != kind)
        kinds = ("event",) if OCCASIONS.fullmatch(noun) else (*SPOKEN_BY_NOUN, kind)
        return next((mention for mention in spoken if mention.kind in kinds), None)

    def _told_ahead(self, line: Line) -> Mention | None:
        """The organisation that the lines right behind name, where a text opens with "A company of that town …"."""
        if line.heading >= 0 and line.topic is not None and ONE_NAME.fullmatch(self.lines[line.heading].text):
            return line.topic  # under the heading that names it
        for other in self.lines[line.number + 1 : line.number + 1 + AHEAD]:
            named = [s for s in other.slots.within(0, OPENS) if s.letter == "O" and not other.governed(s)]
            if named and isinstance(named[0].item, Mention) and named[0].item.type not in BODIES:
                return named[0].item
        return self.main if self.main is not None and self.main.kind == "organisation" and self.main.type not in BODIES else None

    def _last_named(self, line: Line, slot: Slot, kind: str) -> list[Mention]:
        """The last name of ``kind`` in the line before ``slot`` or in the lines right before."""
        for other in reversed(self.lines[max(line.number - BACK, 0) : line.number + 1]):
            until = slot.at if other is line else len(other.text)
            named = [s.item for s in other.slots.within(0, until) if isinstance(s.item, Mention) and s.item.kind == kind]
            if named:
                return named[-1:]
        return []

    def line_at(self, position: int) -> Line | None:
        """The line that holds ``position`` of the prepared text."""
        found = self.lines[bisect_right(self._starts, position) - 1] if self.lines else None
        return found if found is not None and found.sentence.start <= position < found.sentence.end else None


@cache
def _noun_kind(language: str, noun: str) -> str:
    """The kind of name that an English noun stands for ("the project", "the company"), "" where it says none."""
    return next(
        (head.kind for head in heads_at().get(noun, ()) if head.language == language == "en" and len(head.words) == 1), ""
    )


@cache
def _alone(language: str, name: str) -> re.Pattern[str]:
    return re.compile(word(language, name), re.IGNORECASE)


@lru_cache(maxsize=10_000)
def _nouns(name: str) -> frozenset[str]:
    """The words of a name that a description may take up: its first and its last."""
    if len(LETTERS.findall(name)) < 2:
        return frozenset()
    words = [word for word in LONG_WORD.findall(name.casefold()) if not QUALITY.fullmatch(word)]
    return frozenset(words[:1] if LINKED.search(name) else (words[:1] + words[-1:]))


@cache
def _standing(language: str, *, taken_up: bool) -> re.Pattern[str]:
    """Words that stand for a name said before: pronouns, "we", definite descriptions without a name behind them; with
    ``taken_up`` also what opens like such a description, its last word in the group ``noun``."""
    first, described = word(language, "first_person"), word(language, "description").replace("'", "['’]")
    pronoun = word(language, "pronoun").replace("(?P<pronoun>", "(?:")
    taken = (
        rf"|(?<![\w-])(?:{DEFINITE[language]})(?P<noun>[^\W\d_]{{4,60}}+)(?![\w-])(?! (?:{OWNED})(?!\w))"
        rf"(?!\s(?:{word(language, 'title')}))"
        if taken_up
        else "(?P<noun>(?!))"
    )
    both = rf"{pronoun}|(?<![\w-])(?:{first})(?= )|(?<![\w-])(?:{described})(?![\w-]){taken}"
    return re.compile(rf"\b(?:{both})", re.IGNORECASE)  # all begin with a word: saves a try of each at every letter


def _firm_told_ahead(text: str, sentence: Sentence) -> tuple[int, int] | None:
    """Where the noun stands of a firm that opens an English sentence without its name: "A Leeds engineering firm is …"."""
    match = _any_firm().match(text, sentence.start, sentence.end)
    return match.span("noun") if match is not None and sentence.role == "sentence" else None


@cache
def _any_firm() -> re.Pattern[str]:
    return re.compile(
        rf"An? (?:(?!the )[\w’'-]{{2,24}} ){{0,5}}?(?P<noun>{word('en', 'trade_noun')})"
        r"(?= (?:(?i:is|was|are|has|have|had|will|which|that|who|plans"
        r"|aims|hopes|could|says|said|in|based|from|near)|[a-z]{3,}s) )(?! (?:called|named|known))"
    )


def _pronouns(text: str, sentence: Sentence, nouns: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where in the sentence words stand for a name said before; ``nouns`` are those that names of the document have."""
    if sentence.role == "furniture":
        return
    if sentence.language == "en" and (ahead := _firm_told_ahead(text, sentence)) is not None:
        yield ahead
    standing = _standing(sentence.language, taken_up=bool(nouns) and sentence.language in DEFINITE)
    position = sentence.start
    while match := standing.search(text, position, sentence.end):
        noun = match["noun"]
        if noun is not None and (noun.lower() if sentence.language == "de" else noun) not in nouns:
            position = match.start() + 1
            continue
        yield match.span()
        position = match.end()


def scene(
    prepared: Prepared, mentions: Sequence[Mention], dates: Sequence[DateMention], figures: Sequence[Figure], document: Document
) -> Scene:
    """The lines of ``prepared`` with their slots and topics; all positions in the prepared text."""
    items: list[Mention | DateMention | Figure] = sorted([*mentions, *dates, *figures], key=lambda item: item.start)
    starts = [item.start for item in items]
    nouns = {noun for name in {mention.name for mention in mentions if mention.kind in DESCRIBED} for noun in _nouns(name)}
    text = plain(prepared.text)
    lines: list[Line] = []
    for number, sentence in enumerate(prepared.sentences):
        inside = items[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        pronouns = _pronouns(prepared.text, sentence, nouns)
        lines.append(Line(number, sentence, slotted(text, sentence.start, sentence.end, inside, pronouns)))
    made = Scene(document, prepared, lines, mentions)
    made.main = _main(made)
    give_topics(made)
    give_speakers(made)
    return made


def _main(made: Scene) -> Mention | None:
    """The name the document is most about: how often it is mentioned, more in headings and at the start; a person where the
    text is a life; the event that it announces."""
    if (event := announced_event(made.mentions)) is not None:
        return event
    weights: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    prose = [line for line in made.read_lines() if not is_row(line.text)]
    for line in prose:
        named = {slot.name: slot.item for slot in reversed(line.slots.slots) if slot.letter in ACTORS or is_house(slot)}
        for name, item in named.items():
            if isinstance(item, Mention):
                weights[name] += 3 if line.role == "heading" and line.number < 4 else 1
                first.setdefault(name, item)
    most = max(weights.values(), default=0)
    if (person := portrayed(made, most)) is not None:
        return person
    places: Counter[str] = Counter()
    for line in prose:
        weight = 3 if line.role == "heading" and line.number < 4 and "(<L" not in line.text else 1
        places.update(dict.fromkeys([slot.name for slot in line.slots.within(0, len(line.text), "L")], weight))
    place, often = places.most_common(1)[0] if places else ("", 0)
    if often >= 2 * most:
        return next((mention for mention in made.mentions if mention.name == place), None)
    best = max(weights.items(), key=lambda entry: (entry[1], -first[entry[0]].start))
    return first[best[0]]


@cache
def _governing(language: str) -> re.Pattern[str]:
    article = rf"(?:{word(language, 'article')}\s?)?"
    return re.compile(
        rf"(?<!\w)(?:{word(language, 'governing')})(?:\s|(?<='))\s?{article}(?:[\w-]{{3,20}}\s){{0,2}}"
        rf"(?:<[A-Z]\d+>\s{word(language, 'and')}\s?{article}){{0,4}}$",
        re.IGNORECASE,
    )


def _is_governed(line: Line, slot: Slot) -> bool:
    if AS_FOR.fullmatch(line.text, 0, slot.at):
        return False
    before = line.text[max(0, slot.at - 64) : slot.at]
    if slot.letter == "L" and TOWN.fullmatch(before):
        return False
    if slot.letter == "L" and (town := THE_TOWN_OF.search(before)) is not None:
        before = before[: town.start()] + " "  # "the mining town of X" is X
    if _of_its_making(line.language).search(before) or (slot.letter == "O" and THE_FIRM_OF.search(before)):
        return False
    if _governing(line.language).search(before) or (line.language == "de" and GENITIVE.search(before)):
        return True
    return _of_a_governed_list(line, slot)


@cache
def _of_its_making(language: str) -> re.Pattern[str]:
    """What opens a clause and tells of the making of the name behind it: "The design of X was …" is about X."""
    article, noun = rf"(?:{word(language, 'article')}\s?)?", word(language, "making")
    kind = r"|^(?:le|la|l'|un|une|cette|ce)\s?[^\W\d_]+\sd(?:e\s|')[^\W\d_]{4,}\s(?:[^\W\d_]{4,}\s)?$" if language == "fr" else ""
    return re.compile(rf"(?:^|[.;:,]\s){article}{noun}\s{OF_IT}{article}[„“«\"]?\s?${kind}", re.IGNORECASE)


def _of_a_governed_list(line: Line, slot: Slot) -> bool:
    """Whether the slot goes on with a list whose first name a preposition governs: "of A, B and C"."""
    at = next((number for number, other in enumerate(line.slots.slots) if other is slot), 0)
    last = line.slots.slots[at - 1] if at else None
    if last is None or last.letter != slot.letter or last.letter not in "OP" or not line.governed(last):
        return False
    end = line.text.index(">", slot.at) + 1
    if JOINED.fullmatch(line.text, line.text.index(">", last.at) + 1, slot.at) is None:
        return False
    return at > 1 and GOES_ON.match(line.text, end) is not None
