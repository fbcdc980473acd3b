"""What the matches of declarative patterns give as values: names, terms, counts in words, towns.

Invariant: a value is in the match's line, or is the topic, a person or a town that the pattern means by a mark such as "=town".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dentelle.model import Mention, Value
from dentelle.reading.drafts import name_value, slot_value, text_value
from dentelle.reading.enumerations import mentions_word
from dentelle.reading.patterns_loader import Pattern, word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot
from dentelle.reading.terms import enumerated, terms
from dentelle.reading.towns import demonym, town_near

__all__ = ["split_list", "values_of"]

MADE_BY = frozenset(("created_by", "author"))
HOUSES = ("building", "museum", "")  # types of places that somebody heads as a house
TERMS = frozenset(("works_in", "offers", "covers"))  # their values are terms, as short as they can be said
WORD_ON = re.compile(r"\w*")  # the rest of a word of which only the first part is a value
ALONE = re.compile(r"\s?(?:[^\W\d_]{1,3}['\s]\s?)?<[A-Z]\d+>\s?")
FIELD_OPENS = 4  # characters before a name that is a field of work by itself
COMMA = re.compile(r"\s?[,;]\s")
CAPITAL_BEFORE = re.compile(r"(?<![\w-])([A-ZÀ-Þ][\w-]{3,30})\s$")
Found = tuple[Value, tuple[str, ...], tuple[int, int]]  # a value, its forms, where it stands


def values_of(scene: Scene, line: Line, pattern: Pattern, match: re.Match[str]) -> Iterator[Found]:
    """The values that the match names, each of the kind that the pattern wants."""
    kind = pattern.value
    before = line.slots.within(0, match.start(), "O") if kind == "=nearest" else []
    if before and (nearest := slot_value(scene, line, before[-1])):
        yield (*nearest, (before[-1].start, before[-1].end))
        return
    if kind in ("=topic", "=nearest"):
        if line.topic is not None and (line.topic.kind != "place" or line.topic.type in HOUSES):
            yield (*name_value(scene, line.topic), line.slots.span(match.start(), match.end()))
        return
    if kind == "=person":
        if (whose := _person(line, match.start())) is not None and whose.kind == "person":
            yield (*name_value(scene, whose), line.slots.span(match.start(), match.end()))
        return
    if kind in ("=town", "=demonym"):
        yield from _town(scene, line, kind, match)
        return
    if kind in ("text", "texts", "=group", "=grouplist", "=groupeach"):
        yield from _texts(scene, line, pattern, match)
    else:
        yield from _names(scene, line, pattern, match)


def _texts(scene: Scene, line: Line, pattern: Pattern, match: re.Match[str]) -> Iterator[Found]:
    """The values that the match gives in words that are no names."""
    kind = pattern.value
    start, end = match.span("V")
    many = kind in ("texts", "=grouplist")
    end = (
        enumerated(line.text, start, end, line.language, pattern.property == "works_in")
        if many and pattern.property in TERMS
        else end
    )
    spans = split_list(line.text, start, end, line.language) if many else [(start, end)]
    spans = list(_each(line, start, end)) if kind == "=groupeach" else spans
    if pattern.property in TERMS:
        spans = [span for at in range(len(spans)) for span in _terms(line, spans, at)]
    for first, last in spans:
        if pattern.property == "offers" and line.language == "nl" and line.slots.within(first, last - 1, "OP"):
            continue  # "geven de vrijwilligers van X demonstraties": who gives stands behind the verb
        last = _before_place(line, first, last) if pattern.property == "works_in" else last
        if pattern.property not in ("offers", "created_by") and line.slots.within(first, last, "N"):
            continue  # a count is a claim of its own
        if pattern.property == "works_in" and line.language == "fr":
            last = _before_name(line, first, last)
        counted = pattern.property == "created_by"  # "founded by three brothers"
        found = _text(scene, line, first, last, counted) if last > first else None
        if found is not None and pattern.property == "works_in" and line.language == "de":
            found = _nominative(line.text[:first], found)
        if found is not None and not (
            pattern.property in ("offers", "works_in") and found[0].kind in ("organisation", "person", "place")
        ):
            yield found


def _names(scene: Scene, line: Line, pattern: Pattern, match: re.Match[str]) -> Iterator[Found]:
    """The values that the match gives by name."""
    kind = pattern.value
    start, end = match.span("V")
    slots = line.slots.within(start, end, kind.strip("*?") + "T")
    if "*" in kind and len(slots) > 1:
        slots = slots[:1] if not _closed(line, start, end) else _to_the_last(line, slots)
    for slot in slots:
        if _in_brackets(match["V"], slot.at - start):
            continue
        if (
            slot.letter == "T"
            and pattern.property in MADE_BY
            and (meant := scene.mention_of(slot, line))
            and meant.kind == "place"
        ):
            continue  # "they built it": whoever they are, the town spoken of is not
        if slot.letter == "O" and _employs(line, line.text[start : slot.at]):
            continue  # "by A, head of B, and C": B is where A works
        if pattern.value_type and not (isinstance(slot.item, Mention) and slot.item.type == pattern.value_type):
            continue
        if found_value := slot_value(scene, line, slot):
            yield (*found_value, (slot.start, slot.end))


def _terms(line: Line, spans: list[tuple[int, int]], number: int) -> Iterator[tuple[int, int]]:
    """The terms of one of ``spans``, the items of an enumeration; the span itself where it is one name."""
    first, last = spans[number]
    if ALONE.fullmatch(line.text, first, last):
        yield first, last
        return
    yield from terms(line.text, first, last, line.language, listed=0 < number == len(spans) - 1)


def _before_place(line: Line, first: int, last: int) -> int:
    """The end of a field without the place where somebody works in it: "glass and light in <L1>"."""
    match = _in_place(line.language).search(line.text, first, last)
    return match.start() if match is not None and match.start() - first > 2 else last


@cache
def _in_place(language: str) -> re.Pattern[str]:
    before, article = word(language, "at"), word(language, "article")
    return re.compile(rf"\s(?:{before})\s(?:{article}\s?)?<L\d+>(?:,?\s(?:{word(language, 'and')}\s)?<L\d+>){{0,4}}\s?$", re.I)


OF_SOMEBODY = re.compile(r"(?<!\w)des\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
AN_OBJECT = re.compile(r"(?<!\w)(?:des|dem|den|einem|einen|vom|zum|beim)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
WEAK = re.compile(r"(?:ist|ent|ant|at|et|arch|log|graf|graph|soph|nom|ekt)(?P<ending>en)$")  # "um den Journalisten X"
GENITIVE_S = re.compile(r"(?<=er|or|ar|är|ur|rt|st|eg)e?s$")


def _nominative(before: str, found: Found) -> Found:
    """A German trade as it is called, behind "des": "des Baumeisters"."""
    value, forms, span = found
    if " " not in value.text and AN_OBJECT.search(before) is not None and (weak := WEAK.search(value.text)) is not None:
        return replace(value, text=value.text[: weak.start("ending")]), forms, span
    if " " in value.text or OF_SOMEBODY.search(before) is None:
        return found
    return replace(value, text=GENITIVE_S.sub("", value.text)), forms, span


def _person(line: Line, at: int) -> Mention | None:
    """Whose "her" at ``at`` is: the first person of the line before it, else the last person named, else the topic."""
    before = line.slots.within(0, at, "P")
    if before and isinstance(before[0].item, Mention):
        return before[0].item
    return line.person or line.topic


def _town(scene: Scene, line: Line, kind: str, match: re.Match[str]) -> Iterator[Found]:
    """The town that the match means without naming it as such: by its adjective, which is its form, or as the one at hand."""
    if kind == "=town":
        span = line.slots.span(*match.span())
        said = CAPITAL_BEFORE.search(line.text, 0, match.start())  # "Erlangens Oberbürgermeister", "de Gentse burgemeester"
        if (near := demonym(scene, said[1]) if said else None) or (near := town_near(scene, line)) is not None:
            yield (*name_value(scene, near), span)
        return
    slots = line.slots.within(*match.span("V"), "L")  # the adjective may have been taken for a place
    if slots and (town := demonym(scene, slots[0].name)) is not None:
        value, forms = name_value(scene, town)
        yield value, (*forms, slots[0].name), (slots[0].start, slots[0].end)
    elif not slots and (town := demonym(scene, match["V"])) is not None:
        value, forms = name_value(scene, town)
        yield value, (*forms, match["V"]), line.slots.span(*match.span("V"))


def _employs(line: Line, before: str) -> bool:
    """Whether a title stands right before a name of an enumeration, behind another name and a comma."""
    between = before.rsplit(">", 1)
    return len(between) > 1 and "," in between[1] and mentions_word(between[1], line.language, "title")


def _closed(line: Line, start: int, end: int) -> bool:
    """Whether the enumeration ``start``..``end`` is one: it has an "and", or ends where the clause ends."""
    joined = re.search(rf"(?<!\w){word(line.language, 'and')}(?!\w)", line.text[start:end], re.IGNORECASE)
    behind = re.match(rf"\s?,?\s{word(line.language, 'and')}\s", line.text[end : end + 8], re.IGNORECASE)  # "… and four firms"
    return bool(joined or behind) or line.text[end : end + 2].strip()[:1] in (".", ";", ":", ")", "…", "")


def _to_the_last(line: Line, slots: list[Slot]) -> list[Slot]:
    """``slots`` up to the one behind the last "and": what follows it after a comma is none of the enumeration any more."""
    both = re.compile(rf"(?<!\w){word(line.language, 'and')}(?!\w)", re.IGNORECASE)
    ands = [i for i in range(1, len(slots)) if both.search(line.text[slots[i - 1].at : slots[i].at])]
    return slots[: ands[-1] + 1] if ands else slots


def _text(scene: Scene, line: Line, first: int, last: int, counted: bool = False) -> Found | None:
    """The words ``first``..``last`` of the slotted line as a text, or as the name that they are; where they are ``counted``, a
    number may open them."""
    inside = line.slots.within(first, last)
    start, end = line.slots.span(first, last)
    if line.text.startswith("<", last) or line.text.startswith(" <", last):
        end = start + len(_dangling(line.language).sub("", scene.prepared.text[start:end]))
    written = scene.prepared.text[start:end]
    if len(inside) == 1 and not counted and (whole := slot_value(scene, line, inside[0])):
        rest = line.text[first : inside[0].at] + line.text[line.text.index(">", inside[0].at) + 1 : last]
        if not text_value(rest, line.language):
            return (*whole, (inside[0].start, inside[0].end))
    found = text_value(written, line.language)
    if found is None or line.slots.within(first, last, "D"):
        return None
    if not counted and any(line.text.startswith("<N", at) for at in (first, first + 1)):
        return None  # a count is a claim of its own
    onward = WORD_ON.match(scene.prepared.text, end)
    if onward is not None and onward.end() > end:
        return found[0], (scene.prepared.text[start : onward.end()],), (start, onward.end())  # "lijm" of "lijmbedrijf"
    return (*found, (start, end))


def _before_name(line: Line, first: int, last: int) -> int:
    """Where a field of work ends that runs on to a name: "printing in <L1>", "voyages of <O2>" end before it; ``first`` where
    the name opens it. A field that is one name stays."""
    inside = line.slots.within(first, last)
    if not inside or (len(inside) == 1 and last - inside[0].at <= len("<L00>") and inside[0].at - first < FIELD_OPENS):
        return last
    return first + len(_dangling(line.language).sub("", line.text[first : inside[0].at].rstrip()))


def split_list(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The items of the enumeration ``text[start:end]``.

    "a, b and c" has three items, "a and b" is one ("sound and vision"); behind the item of the last "and" the list is over,
    and without "and" only four items or more make a list.
    """
    both = re.compile(rf"\s?,?\s(?:{word(language, 'and')}|sowie)\s(?:(?:enfin|finally),?\s)?", re.IGNORECASE)
    commas = [match for match in COMMA.finditer(text, start, end) if not _in_brackets(text[start:end], match.start() - start)]
    if not commas:
        return [(start, end)]
    ands = list(both.finditer(text, commas[0].start(), end))
    if not ands:
        cuts = [match.span() for match in commas] if len(commas) >= 3 else []
        stop = end if cuts else commas[0].start()
    else:
        last = ands[-1]
        stop = next((match.start() for match in commas if match.start() >= last.end()), end)
        cuts = [match.span() for match in commas if match.end() <= last.start()] + [last.span()]
    spans: list[tuple[int, int]] = []
    position = start
    for first, second in cuts:
        spans.append((position, first))
        position = second
    spans.append((position, stop))
    return [(first, second) for first, second in spans if text[first:second].strip()]


@cache
def _dangling(language: str) -> re.Pattern[str]:
    """Prepositions at the end of a text, which govern what is behind it: "spinning of linen in <D1>"."""
    return re.compile(rf"(?:\s(?:{word(language, 'governing')}|{word(language, 'since')}))+\s?$", re.IGNORECASE)


def _each(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items between commas and "and": "painter and engraver" are two trades."""
    position = start
    for match in _joint(line.language).finditer(line.text, start, end):
        yield position, match.start()
        position = match.end()
    yield position, end


@cache
def _joint(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s?,\s(?:(?:{word(language, 'and')})\s)?|\s(?:{word(language, 'and')}|puis)\s", re.IGNORECASE)


def _in_brackets(text: str, at: int) -> bool:
    """Whether position ``at`` of ``text`` stands in brackets: a short form behind its name."""
    return text.count("(", 0, at) > text.count(")", 0, at)
