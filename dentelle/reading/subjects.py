"""Whom a match speaks of, where its pattern does not say.

Invariant: the answer is a name of the line, or the topic that the lines before left; nothing is guessed beyond them.
"""

import re
from functools import cache

from dentelle.model import Mention
from dentelle.reading.names.wordlists import plain, word_bundle
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import LETTERS, NAMES, Slot

__all__ = ["coordinated", "subject_of", "that_of"]

OPENING_WORD = re.compile(r"([A-ZÀ-Þ][\w-]{3,})\s")
OWNS = re.compile(r"'s? ?<[OEGWL]")  # "X's mill was built" tells of the mill
CLOSING = re.compile(r"[()]")
RELATIVE = re.compile(r"(?:,|\()\s?(?:qui|which|that|die|der|das|dat)\s")
APPOSED = re.compile(
    r"\s?(?:(?:of|in|de|du|d'|à|von|aus|in|van|uit|te)\s?<L\d+>\s?)?(?:\(<[A-Z]\d+>\)\s?)?(?:,|\(|[–—]\s?)\s?"
    r"(?:(?:qui|which|that|die|der|das|dat|est|is|a été|was)\s)?(?:[^<>,;()–—\s]+\s){0,7}"
)


HEADS = re.compile(r"(?:[^<>\s]{1,6}[\s'])?(?:[^<>,;.:]{2,40}\s(?:of|de|du|von|van)\s)?", re.IGNORECASE)
ACTS = re.compile(
    r"\s(?:is|was|were|are|has|est|était|fut|a été|ist|war|wurde|werd|wordt)\b|\s?,\s(?:which|that|qui|die|das|dat)\s"
)
RELATIVE_OF = re.compile(r"\s?,\s(?:which|who|that|qui|dont|die|der|das|dat|wat)\s")
CLAUSE_OVER = re.compile(r"[^<>,;.:]{0,30},\s")
WIDE = ("continent", "country", "region", "departement", "province")
NOUN_OF = re.compile(r",\s(?:[a-zà-ÿ'’-]+\s|[A-Z][a-zäöüß-]+\s){1,5}(?:[dl]['’])?")  # German nouns have capitals
APPOSITION = re.compile(r",\s(?:an?|the|une?|l[ea]|eine?|d(?:er|ie|as)|een|de|het)\s(?:[^<>,;:()–—\s]+\s){1,6}", re.IGNORECASE)
INSERTED = re.compile(
    r"(?:[^<>,]{1,12}\s)?<[OEGWP]\d+>(?:\s\([^()]*\))?,\s[^,;:]+,\s?$"
)  # "X, the studio behind the game Y, moved"
BEHIND_IT = re.compile(r"\s?,\s(?:(?:qui|which|who|die|das|dat)\s(?:[^<>,;:()\s]+\s)?)?")  # "the portal X, opened in 2016, …"
ASIDE = re.compile(r"\s?,\s(?:which|that)\s[^<>,;:()]{3,60}\s")  # "X, which stands on the bank in <L1>, was built"
SOME_PEOPLE = re.compile(  # a plural noun and its verb open the line: it is they who do what follows
    r"(?:(?:The|These|Those|Some|Many|Most|Several|More|Other|All|Both|Local|New|Former|Young|Two|Three|Four|Five) )?"
    r"(?:[a-z-]+ ){0,2}?"
    r"[A-Za-z]{4,}(?<!s)s (?:who |that |also |then |now )?(?:can|could|will|would|have|had|are|were|may|must|said|[a-z]{3,}ed)\b"
)
Subject = tuple[Mention, Slot | None]


def subject_of(
    scene: Scene, line: Line, start: int, end: int, letters: str, prefer: str = "", value_at: int = 0
) -> Subject | None:
    """The subject of the match ``start``..``end`` (in the slotted line) among names of ``letters``, and its slot, if in the line.

    First the name that the match stands behind in apposition, then the grammatical subject of its clause, then a name right
    behind the match ("Founded in 2009, X …"), then the topic. ``prefer``: "topic" skips the line, "speaker" too, for
    the person who spoke last, "after" looks behind first,
    "before" never does, "near" takes a place as gladly, "verb" takes an apposition only behind a relative pronoun, "first"
    takes the name that opens the sentence, place or not.
    ``value_at`` is where the match's value begins: German and Dutch put the subject between verb and object.
    """
    if prefer == "topic":
        return _topic(line, letters)
    if prefer == "speaker":
        return (line.speaker, None) if line.speaker is not None else None
    nearest = _in_line(line, start, end, letters, prefer, value_at)
    mention = scene.mention_of(nearest, line) if nearest is not None else None
    if mention is not None and nearest is not None and nearest.letter == "T" and LETTERS.get(mention.kind, "") not in letters:
        return None  # what "it" stands for cannot be the subject
    if mention is None and nearest is not None and scene.is_somebody(nearest, line):
        return None  # "she" is nobody whom the text has named
    if mention is None and _unread(line, start):
        return None  # "Optea began in 2009": a name that is not known is the subject, not what was spoken of before
    if prefer != "topic" and _of_an_apposition(line, start, letters):
        return None  # "moved to X Dock, a warehouse owned by Y": the warehouse is owned
    if mention is None and line.language == "en" and SOME_PEOPLE.match(line.text, 0, start):
        return None  # "Organisers thanked visitors and offered tours": not what was spoken of before
    if mention is None and _told_of_another(line, start, letters):
        return None  # "Chardin paints scenes" says nothing of the museum that was spoken of before
    return (mention, nearest) if mention is not None else _topic(line, letters.replace("L", ""))


def _told_of_another(line: Line, start: int, letters: str) -> bool:
    """Whether a person whom the pattern cannot be about is the subject of the clause before ``start``."""
    if "P" in letters:
        return False
    cut = max(line.text.rfind(mark, 0, start) for mark in (";", ":"))
    people = line.slots.within(max(cut, 0), start, "P")
    return any(not line.governed(slot) and _reaches(line.text, slot.at, start) for slot in people)


def _of_an_apposition(line: Line, start: int, letters: str) -> bool:
    """Whether ``start`` stands in the apposition of a name that the pattern cannot be about."""
    before = [slot for slot in line.slots.slots if slot.at < start]
    if not before or before[-1].letter not in NAMES or before[-1].letter in letters:
        return False
    behind = line.text.index(">", before[-1].at) + 1
    said_of_it = before[-1].letter != "L" and BEHIND_IT.fullmatch(line.text, behind, start) is not None
    said_of_it = said_of_it and INSERTED.match(line.text, 0, start) is None
    return said_of_it or APPOSITION.fullmatch(line.text, behind, start) is not None


def _unread(line: Line, start: int) -> bool:
    """Whether the line begins with one capitalised word that is no word of its language, right before the match."""
    first = OPENING_WORD.fullmatch(line.text[:start])
    return first is not None and plain(first[1]) not in word_bundle(line.language).common


def _in_line(line: Line, start: int, end: int, letters: str, prefer: str, value_at: int) -> Slot | None:
    """The slot of the line that is the subject of the match."""
    slots = [slot for slot in line.slots.slots if slot.letter in letters + "T"]
    outside = [slot for slot in slots if not start <= slot.at < end]
    kept = _outside_clauses(line.text, [slot for slot in outside if slot.at < start], start)
    outside = [slot for slot in outside if slot.at >= start or slot in kept]
    free = [slot for slot in slots if not line.governed(slot) and not _owns(line.text, slot)]
    before = [slot for slot in free if slot.at < start and _reaches(line.text, slot.at, start)]
    before = [slot for slot in before if slot.letter != "L" or prefer == "near" or _may_act(line.text, slot.at, start)]
    before = _outside_clauses(line.text, before, start)
    after = [slot for slot in free if slot.at >= end and (slot.letter != "L" or _behind_comma(line.text, end, slot.at))]
    if after and prefer == "" and line.text[:start].rstrip().endswith((":", ";")):
        prefer = "after"  # "…: created by X, the Y …"
    inner = [slot for slot in free if slot.letter != "L" and start <= slot.at < value_at]
    if inner and (inner[0].letter == "T" or not before) and prefer != "after" and line.language in ("de", "nl"):
        return inner[0]
    told = line.told_of()
    if told is not None and told in before and prefer != "after":
        return told
    if prefer != "after" and (one := that_of(line, letters, start)) is not None:
        return one
    verb = prefer in ("verb", "before") or _finite(line.language).match(line.text, start) is not None
    if prefer not in ("after", "first") and (own := _apposed(line, outside, start, verb)) is not None:
        return own
    if prefer == "near" and before:
        return before[-1]
    if prefer == "first":
        opening = [slot for slot in free if slot.at < start and _reaches(line.text, slot.at, start)]
        return opening[0] if opening else None
    behind = after[0] if after and (prefer == "after" or (prefer != "before" and _opens(line.text, start))) else None
    first = _grammatical(line, before, start)
    return behind or first if prefer == "after" else first or behind


def that_of(line: Line, letters: str, at: int) -> Slot | None:
    """The name of ``letters`` that "that of" points at ("the works of A, while that of B was founded in 1844"), if what stands
    ``at`` is told of it: in its clause, or behind its apposition."""
    said = [match.end() for match in _that_of(line.language).finditer(line.text, 0, at)]
    slot = next((slot for slot in line.slots.slots if said and slot.at == said[-1] and slot.letter in letters), None)
    if slot is None:
        return None
    end = line.text.index(">", slot.at) + 1
    return slot if "," not in line.text[end:at] or line.text.startswith(",", end) else None


@cache
def _that_of(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{word(language, 'that_of')})(?=<)", re.IGNORECASE)


@cache
def _finite(language: str) -> re.Pattern[str]:
    """Verbs that are no participles, so that what stands before their comma is not their subject."""
    return re.compile(rf"(?:{word(language, 'finite')})(?!\w)", re.IGNORECASE)


def _apposed(line: Line, candidates: list[Slot], start: int, verb: bool) -> Slot | None:
    """The name that what begins at ``start`` is said of by standing right behind it: in brackets, behind a comma or a dash.

    A finite ``verb`` does so only behind a relative pronoun ("X, which hosts").
    """
    before = [slot for slot in candidates if slot.at < start and not _wide(slot)]
    for number in range(len(before) - 1, -1, -1):
        slot = before[number]
        between = line.text[line.text.index(">", slot.at) + 1 : start]
        if APPOSED.fullmatch(between) and (not verb or RELATIVE.search(between)):
            if line.governed(slot) and not RELATIVE.search(between) and _of_a_person(line, slot):
                return None  # "P, leader of X, opened the hall": X was not opened
            owner = before[number - 1] if number else None
            if owner is not None and owner.letter != "L" and not RELATIVE.search(between) and _belongs(line, owner, slot):
                return owner
            return _described_by(line, slot, candidates) or slot
    return None


def _of_a_person(line: Line, slot: Slot) -> bool:
    """Whether ``slot`` only says where somebody works: "P, leader of X"."""
    people = line.slots.within(0, slot.at, "P")
    if not people:
        return False
    return NOUN_OF.fullmatch(line.text, line.text.index(">", people[-1].at) + 1, slot.at) is not None


def _belongs(line: Line, owner: Slot, slot: Slot) -> bool:
    """Whether ``slot`` only says of what the apposition of ``owner`` is: "X, a research group of Y, founded in 2019"."""
    between = line.text[line.text.index(">", owner.at) + 1 : slot.at]
    return line.governed(slot) and NOUN_OF.fullmatch(between) is not None


def _described_by(line: Line, place: Slot, candidates: list[Slot]) -> Slot | None:
    """The name in whose apposition a place only says where: "X, a theatre in <L1>, opened in" tells of X."""
    if place.letter != "L" or not line.governed(place):
        return None
    before = [slot for slot in candidates if slot.at < place.at]
    behind = line.text.index(">", before[-1].at) + 1 if before else 0
    forms = (APPOSITION, ASIDE) if before and before[-1].letter == "L" else (APPOSITION, ASIDE, _stands(line.language))
    owned = (form.fullmatch(line.text, behind, place.at) for form in forms)
    if not before or not any(owned):
        return None
    return before[-1] if line.text.startswith(",", line.text.index(">", place.at) + 1) else None


@cache
def _stands(language: str) -> re.Pattern[str]:
    """What puts a name right behind another in a place: "the mill X in <L1>, which was founded in 1790" tells of the mill."""
    return re.compile(
        rf"\s(?:\(<[A-Z]\d+>\)\s)?(?:{word(language, 'at')})(?:\s|(?<='))(?:{word(language, 'article')}\s?)?", re.IGNORECASE
    )


def _wide(slot: Slot) -> bool:
    """Whether the slot is a land: "in Europe, which opened in 2018" tells of what is there."""
    return slot.letter == "L" and isinstance(slot.item, Mention) and slot.item.type in WIDE


def _grammatical(line: Line, before: list[Slot], start: int) -> Slot | None:
    """The subject of a verb at ``start``: the name right before it, else the first of its clause, else of the sentence."""
    if not before:
        return None
    last = before[-1]
    between = line.text[line.text.index(">", last.at) + 1 : start]
    if len(between) <= 14 and not re.search(rf"(?:,|(?<!\w){word(line.language, 'and')}(?!\w))", between, re.IGNORECASE):
        return last
    cut = max(line.text.rfind(mark, 0, start) for mark in (";", ":"))
    inside = [slot for slot in before if slot.at > cut]
    if not inside and cut >= 0 and (line.text[cut] == ";" or (line.text[cut] == ":" and line.language == "fr")):
        inside = before[:1]  # "X – repair of instruments; also offers classes"
    strong = [slot for slot in inside if slot.letter != "L"] or inside
    return strong[0] if strong else None


def _topic(line: Line, letters: str) -> tuple[Mention, None] | None:
    if line.topic is not None and LETTERS.get(line.topic.kind, "") in letters:
        return line.topic, None
    if letters == "P" and line.person is not None:
        return line.person, None
    return None


def _behind_comma(text: str, end: int, at: int) -> bool:
    """Whether a place at ``at`` opens the clause behind the match ("Opened in 2015, the X hosts …")."""
    return re.fullmatch(r"[^<>]{0,40},\s[^<>]{0,24}", text[end:at]) is not None


def _may_act(text: str, at: int, start: int) -> bool:
    """Whether a place at ``at`` can be the subject of what begins at ``start``: close to it, or the head of the sentence."""
    end = text.index(">", at) + 1
    return _close(text, at, start) or (HEADS.fullmatch(text, 0, at) is not None and ACTS.match(text, end) is not None)


def _outside_clauses(text: str, before: list[Slot], start: int) -> list[Slot]:
    """``before`` without the names of relative clauses that are over at ``start``: "X, which is near Y, was" tells of X."""
    for number, slot in enumerate(before[:-1]):
        opening = RELATIVE_OF.match(text, text.index(">", slot.at) + 1)
        end = text.index(">", before[-1].at) + 1
        if opening is not None and before[-1].at > opening.end() and CLAUSE_OVER.match(text, end, start) is not None:
            return before[: number + 1]
    return before


def _owns(text: str, slot: Slot) -> bool:
    """Whether the slot is a genitive before another name: "X's mill was built" tells of the mill."""
    return OWNS.match(text, text.index(">", slot.at) + 1) is not None


def _close(text: str, at: int, start: int) -> bool:
    """Whether a place at ``at`` can be the subject of what begins at ``start``: right before it, and no genitive."""
    end = text.index(">", at) + 1
    return start - end <= 30 and not text[end:].startswith("'s")


def _reaches(text: str, at: int, start: int) -> bool:
    """Whether no bracket that opened before ``at`` closes between ``at`` and ``start``: names in brackets stay there."""
    depth = 0
    for mark in CLOSING.finditer(text, at, start):
        depth += 1 if mark.group() == "(" else -1
        if depth < 0:
            return False
    return True


def _opens(text: str, start: int) -> bool:
    """Whether the match stands at the head of its sentence, so that its subject may follow."""
    return len(re.sub(r"<[^>]*>", "", text[:start]).split()) <= 6


@cache
def _joint(language: str) -> re.Pattern[str]:
    """What stands between two names of an enumeration."""
    both, article = word(language, "and"), word(language, "article")
    return re.compile(rf"\s?(?:\([^()]{{0,40}}\)\s?)?(?:,|{both}|, {both})\s?(?:{article}\s?)?", re.IGNORECASE)


@cache
def _people(language: str) -> re.Pattern[str]:
    """What may stand between two people joined by "and": where the first works, and the title of the second."""
    return re.compile(
        rf"(?:\s?,\s(?:[^<>.;:(),]|<[OL]\d+>){{2,80}})?\s?,?\s{word(language, 'and')}\s(?:[\w'-]+\s){{0,3}}", re.IGNORECASE
    )


def coordinated(line: Line, slot: Slot, letters: str = "") -> list[Slot]:
    """``slot`` and the names of its kind (or of ``letters``) joined to it by "and" or commas, in order."""
    joints = [_joint(line.language), *([_people(line.language)] if slot.letter == "P" or letters else [])]
    same = [other for other in line.slots.slots if other.letter in (letters or slot.letter)]
    index = same.index(slot)
    found = [slot]
    for first, second in zip(same[index:], same[index + 1 :], strict=False):
        if not _joined(line.text, first, second, joints):
            break
        found.append(second)
    for first, second in zip(reversed(same[:index]), reversed(same[1 : index + 1]), strict=False):
        if not _joined(line.text, first, second, joints):
            break
        found.insert(0, first)
    return found


def _joined(text: str, first: Slot, second: Slot, joints: list[re.Pattern[str]]) -> bool:
    between = text[text.index(">", first.at) + 1 : second.at]
    return any(joint.fullmatch(between) for joint in joints)
