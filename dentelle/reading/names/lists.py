"""Names that a page's layout gives away: activities with names in brackets, lists behind a label, quoted titles, acronyms.

Weights: names in an activity list 74; behind a label 60; an acronym in brackets 84; a quoted title 60.
"""

import re
from collections.abc import Iterator

from dentelle.reading.boxes import BOX_LINE
from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.inflected import inflected_head
from dentelle.reading.names.run_heads import head_inside
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wholes_dutch import apposed_show
from dentelle.reading.names.wordlists import Head, closed_set, heads_at, legal_forms, plain

__all__ = ["acronyms", "bracketed", "built_from", "comma_list", "labelled", "quoted", "references", "spelled_out", "titled"]

BRACKET = re.compile(r"\((?P<items>[^()\n]{2,160})\)")
BEFORE_BRACKET = re.compile(r"[^\W\d_][^\n()\[\],;:.!?«»“”]{0,60}\s$")
ITEM = re.compile(r"[^,;/]+")
NAME_SHAPE = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ0-9][\w’'.&+-]*)(?:\s(?:&\s)?(?:[A-ZÀ-ÖØ-Þ0-9][\w’'.&+-]*|[dl]['’][A-ZÀ-ÖØ-Þ][\w’'.&+-]*|de|du|des|la|et|van|von|der|den|en|and|of|und)){0,5}"
)
LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n.!?;«»()]{1,50}?)\s?:\s(?=[A-ZÀ-ÖØ-Þ0-9])")
QUOTE = re.compile(
    r"«\s?(?P<a>[^«»\n]{2,70}?)\s?»|“(?P<b>[^“”\n]{2,70}?)\s?”|„(?P<c>[^„“”\n]{2,70}?)[“”]|»(?P<d>[^«»\n]{2,70}?)«|\"\s?(?P<e>[^\"\n]{2,70}?)\s?\"|‘(?P<f>[^‘’\n]{2,50}?)’"
    r"|(?<![\w’'])'(?P<plain>[^'\n]{2,50}?)'(?![\w’'])"
)
SENTENCE_LIKE = re.compile(r"[.!?,;…]$|[.!?]\s")
ONE_OF = re.compile(r"\b[Kk]?[Ee]ine?[nmrs]?\s[„»\"“]?$")
YEARS = re.compile(r"^[\s\d–-]+$")
ACRONYM = re.compile(r"\s?\((?P<acronym>[A-Z][A-Za-zÀ-ÿ&-]{1,14}|[A-Z]{2,6} [A-ZÀ-ÖØ-Þ][\w-]{2,20})\)")


def _enumerated(items: str, start: int) -> list[tuple[int, int]]:
    """The spans of the comma-separated items of a list, without space."""
    spans = []
    for match in ITEM.finditer(items):
        body = match.group()
        left = len(body) - len(body.lstrip())
        stripped = body.strip()
        if stripped:
            spans.append((start + match.start() + left, start + match.start() + left + len(stripped)))
    return spans


def bracketed(clause: Clause, text: str, start: int, end: int) -> Iterator[Candidate]:
    """Names in brackets behind activities: "éditeur (X), multimédia (Y, Z)"; at least two such brackets make the list."""
    found = [
        m
        for m in BRACKET.finditer(text, start, end)
        if (label := BEFORE_BRACKET.search(text, max(start, m.start() - 62), m.start()))
        and _is_activity(clause, label.group().strip())
        and not YEARS.match(m.group("items"))
    ]
    if any(clause.known_within(m.start("items"), m.end("items")) for m in found):
        return  # towns and their countries
    lists = [
        m
        for m in found
        if all(
            NAME_SHAPE.fullmatch(text[a:b]) and not text[a].isdigit() for a, b in _enumerated(m.group("items"), m.start("items"))
        )
    ]
    if len(lists) < 2:
        return
    for match in lists:
        for first, last in _enumerated(match.group("items"), match.start("items")):
            yield Candidate(first, last, "organisation", "company", "activity list", 86, True)


def _is_activity(clause: Clause, label: str) -> bool:
    """Whether the words before a bracket are an activity: their last word is no name."""
    last = label.split()[-1]
    if plain(last) in legal_forms() or plain(last.partition(" ")[0]) in clause.words.roles:
        return False  # "Adler OHG (Adorf)"
    return last[0].islower() or label.split()[0].isupper() or clause.language == "de" or len(label.split()) == 1


def labelled(clause: Clause, text: str, start: int, end: int) -> Iterator[Candidate]:
    """Names behind a label in a list line: "Robotik: Eifel Robotics GmbH", "games: Noordlicht, Knikker & Zoon"."""
    match = LABEL.match(text, start, end) if clause.role in ("item", "heading", "sentence") else None
    if match is None or (clause.role == "sentence" and end - start > 160):
        return
    spans = _enumerated(text[match.end() : end].rstrip(" ."), match.end())
    where = plain(match["label"]) in PLACE_LABELS
    told = clause.role == "item" or (where and BOX_LINE.match(text, start) is not None)
    if not spans or not told or not all(NAME_SHAPE.fullmatch(text[a:b]) for a, b in spans):
        return
    for first, last in spans:
        if not clause.known_within(first, last) and plain(text[first:last]) not in heads_at():
            kind = "place" if where else "organisation"
            yield Candidate(first, last, kind, "", "list behind a label", 60, True)


def comma_list(clause: Clause, text: str, start: int, end: int) -> Iterator[Candidate]:
    """A line that is nothing but names between commas (partners, sponsors): organisations unless a stronger rule knows better."""
    if clause.role == "byline" or text[end - 1] in ".!?" or end - start > 600:
        return
    spans = _enumerated(re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), text[start:end]), start)
    named = [span for span in spans if NAME_SHAPE.fullmatch(text[span[0] : span[1]])]
    if len(spans) < 3 or len(named) < 0.8 * len(spans):
        return
    for first, last in named:
        if not any(c.isdigit() for c in text[first:last]):
            yield Candidate(first, last, "organisation", "", "list of names", 48, False)


REFERENCE = re.compile(
    r"(?P<author>[^,\n«“\"]{4,60}),\s(?P<title>[A-ZÀ-ÖØ-Þ][^,\n«»“”\"]{5,90}),\s(?:(?P<publisher>[A-ZÀ-ÖØ-Þ][^,\n]{2,60}),\s)?(?:[A-ZÀ-ÖØ-Þ][\w-]+,?\s)?1?\d{3}\b"
)


COLON_REFERENCE = re.compile(  # "Jane Hart: Mills and millers. River Press, Leeds 1931"
    r"[A-ZÀ-ÖØ-Þ][^\n:«“„(]{4,60}:\s(?P<title>[A-ZÀ-ÖØ-Þ][^\n:«»“”„\"]{5,110}?)\.\s(?:[A-ZÀ-ÖØ-Þ0-9][^\n]{2,100}?,\s)?"
    r"[A-ZÀ-ÖØ-Þ][\w-]+(?:[/ ][\w.()-]+){0,3}\s(?:1[5-9]|20)\d\d\b"
)


def titled(clause: Clause, text: str, start: int, end: int) -> Iterator[Candidate]:
    """The title of a bibliographic reference with a colon behind its author."""
    match = COLON_REFERENCE.match(text, start)
    if match is not None and match.end("title") <= end and (clause.given(0) or clause.forms[0].initials):
        yield Candidate(*match.span("title"), "work", "book", "reference", 90, True)


def references(clause: Clause, text: str, start: int, end: int) -> Iterator[Candidate]:
    """Title and publisher of a bibliographic reference: "A. Author, Title of the book, Publisher, 1931"."""
    if clause.role != "item":
        return
    first = next((token.start for token in clause.tokens if token.form.word), start)
    match = REFERENCE.match(text, first, end)
    if match is None or not (
        match.group("author")[1:2] == "." or any(clause.given(i) for i in range(min(2, len(clause.tokens))))
    ):
        return
    yield Candidate(*match.span("title"), "work", "book", "reference", 90, True)
    if match.group("publisher"):
        yield Candidate(*match.span("publisher"), "organisation", "company", "reference", 90, True)


EDITED = re.compile(  # "Light and lace, edited by Jane Hart, River Press, Leeds 1931, 96 pages"
    r"(?P<title>[A-ZÀ-ÖØ-Þ][^,;:\n]{3,90}), (?:hrsg\.|hg\.|herausgegeben|edited by|eds?\.|sous la dir|dirigé par|dir\."
    r"|textes réunis|onder redactie|red\.|samengesteld)(?=\s|ection)"
)


def edited(text: str, start: int, end: int) -> Iterator[Candidate]:
    """The title of a book that a line names with its editor behind it."""
    if (match := EDITED.match(text, start, end)) is not None:
        yield Candidate(*match.span("title"), "work", "book", "reference", 90, True)


def quoted(clause: Clause, text: str, start: int, end: int) -> Iterator[Candidate]:
    """Titles and names between quotation marks, told from speech by length, capitals and the lack of a sentence's marks."""
    for match in QUOTE.finditer(text, start, end):
        group = match.lastgroup or "a"
        first, last = match.span(group)
        body = match.group(group)
        if not (body[0].isupper() or body[0].isdigit()) or len(body.split()) > 10:
            continue
        kind, kind_type, certain = _cue(clause, match.start())
        if kind_type == "award" and text[max(start, match.start() - 3) : match.start()].rstrip().endswith(":"):
            kind, kind_type = "work", ""  # "Grand Prix : « X »": the one who won it
        if not certain and (prize := _own_prize(clause, first)) is not None:
            kind, kind_type, certain = prize.kind, prize.type, True
        elif (SENTENCE_LIKE.search(body) or len(body.split()) > 7) and not (certain and _named_so(clause, match.start())):
            continue
        before = text[max(start, match.start() - 40) : match.start()]
        if not certain:
            kind, kind_type, certain = _cue_behind(clause, match.end())
        if not certain and ONE_OF.search(before):
            continue  # "ein „Extra“"
        if group == "plain" and not certain:
            continue  # an apostrophe is no sure mark
        if not certain and (before.rstrip().endswith((":", ",")) or not before.strip()) and len(body.split()) > 4:
            continue
        if (
            not certain
            and text[match.end() : match.end() + 2].lstrip()[:1] in (",",)
            and clause.text(-1) not in (")",)
            and _says_behind(clause, match.end())
        ):
            continue
        if certain:
            yield Candidate(first, last, kind, kind_type, "quoted name", 92, True)
        elif _names_only(clause, first, last):
            yield Candidate(first, last, "work", "", "quoted title", 60 if len(body.split()) > 1 else 28, False)
        else:
            yield Candidate(first, last, "work", "", "quoted title", 62, False)


def _own_prize(clause: Clause, first: int) -> Head | None:
    """The noun of a prize or label that opens a quotation, which is then its name ("« Prix national du paysage »")."""
    index = next((i for i, token in enumerate(clause.tokens) if token.start == first), None)
    found = clause.head_at(index) if index is not None and clause.language in ("fr", "nl") else None
    return found.head if found is not None and found.head.type in ("award", "label") and not clause.closed(found.last) else None


def _named_so(clause: Clause, position: int) -> bool:
    """Whether a head noun of what is held or made stands right before a quotation, which is then what it is called, whatever its
    marks."""
    index = next(
        (i for i in range(len(clause.tokens) - 1, -1, -1) if clause.tokens[i].end <= position and clause.forms[i].word), -1
    )
    found = clause.head_at(index) if index >= 0 and clause.tokens[index].end + 1 >= position else None
    return found is not None and (clause.language == "de" or found.head.kind in ("event", "work", "programme"))


def _says_behind(clause: Clause, end: int) -> bool:
    near = [token.form.low for token in clause.tokens if end <= token.start < end + 25]
    return any(low in clause.words.says for low in near)


def _names_only(clause: Clause, first: int, last: int) -> bool:
    return all(token.form.capital or not token.form.word for token in clause.tokens if first <= token.start < last)


def _cue(clause: Clause, position: int) -> tuple[str, str, bool]:
    """Kind, type and certainty that the words before a quotation give."""
    before = [index for index, token in enumerate(clause.tokens) if token.end <= position and token.form.word]
    for index in reversed(before[-5:]):
        if clause.forms[index].low in AWARDED:
            return "programme", "award", True
        found = inflected_head(clause, index)
        if (
            found is not None
            and found.head.language == clause.language
            and found.head.kind in ("programme", "event", "work", "organisation")
        ):
            return found.head.kind, found.head.type, len(before) - before.index(index) <= 2 or found.head.kind != "organisation"
        if clause.forms[index].low in clause.words.function and clause.forms[index].low not in (
            "of",
            "de",
            "du",
            "le",
            "la",
            "des",
            "the",
            "der",
            "das",
            "die",
            "het",
            "un",
            "une",
        ):
            break
    return "work", "", False


def _cue_behind(clause: Clause, end: int) -> tuple[str, str, bool]:
    """What a head noun right behind a quotation says: “X” label; in Dutch also one in apposition."""
    index = next((i for i, token in enumerate(clause.tokens) if token.start >= end), None)
    if index is None or clause.language not in ("en", "nl"):
        return "work", "", False
    if clause.language == "nl" and (shown := apposed_show(clause, index)) is not None:
        return shown.kind, shown.type, True
    found = clause.head_at(index) if clause.forms[index].word else None
    if found is None or found.head.language != clause.language or found.head.kind == "place":
        return "work", "", False
    return found.head.kind, found.head.type, True


def acronyms(clause: Clause, chosen_names: list[Candidate], text: str) -> Iterator[Candidate]:
    """Acronyms in brackets behind a name of several words: they stand for it and share its kind."""
    for name in chosen_names:
        if name.kind == "person" or " " not in text[name.start : name.end].strip():
            continue
        match = ACRONYM.match(text, name.end)
        if match is None:
            continue
        acronym = match.group("acronym")
        if clause.known_within(*match.span("acronym")):
            continue  # the département of a town
        long_name = text[name.start : name.end]
        if (sum(c.isupper() for c in acronym) >= 2 and not acronym.isdigit()) or built_from(acronym, long_name):
            first, last = match.span("acronym")
            if not (name.kind == "place" and name.rule == "lexicon"):
                yield Candidate(first, last, name.kind, name.type, "acronym in brackets", 96, True, name=long_name)


BRACKETED_CAPITALS = re.compile(r"\(([A-ZÀ-Þ]{2,8})\)")
SMALL = closed_set("all", "unspelled")
LEAST_SPELLED = 3  # letters of an acronym that tell a name from its small head noun on
AWARDED = closed_set("all", "awarded")
PLACE_LABELS = closed_set("all", "place_labels")


def spelled_out(clause: Clause, text: str, start: int, end: int) -> Iterator[Candidate]:
    """The words before "(ABC)" whose first letters spell the acronym, with the acronym itself."""
    for match in BRACKETED_CAPITALS.finditer(text, start, end):
        before = [i for i, token in enumerate(clause.tokens) if token.end <= match.start() and token.form.word]
        first = _spelled(clause, text, before, match.group(1), match.start(), False)
        first = _spelled(clause, text, before, match.group(1), match.start(), True) if first < 0 else first
        if first < 0 or first == before[-1]:
            continue
        head = next((at for i in range(first, before[-1] + 1) if (at := clause.head_at(i)) is not None), None)
        if clause.language == "en" and head is not None:
            head = head_inside(clause, first, before[-1] + 1) or head  # "Example Scholarship Trust"
        if not clause.forms[first].capital and (head is None or head.first != first or len(match[1]) < LEAST_SPELLED):
            continue  # "l’école d’ingénieurs de la Baie (EIB)" is a name from its small head noun on
        kind, kind_type = (head.head.kind, head.head.type) if head is not None else ("organisation", "")
        long_end = clause.tokens[before[-1]].end
        yield Candidate(clause.tokens[first].start, long_end, kind, kind_type, "acronym spelled out", 94, True)


def _spelled(clause: Clause, text: str, before: list[int], acronym: str, end: int, small: bool) -> int:
    """The token where the words that spell ``acronym`` begin, -1 if none do; ``small`` words count only if asked."""
    letters = list(acronym.casefold())
    first = -1
    for index in reversed(before[-14:]):
        token = clause.tokens[index]
        if not letters or "," in text[token.end : token.end + 1]:
            break
        for part in reversed([part for part in token.form.low.split(" ") if part]):
            if letters and part[0] == letters[-1] and (small or part not in SMALL):
                letters.pop()
                first = index
            elif part not in SMALL:
                return first if not letters else -1
    return first if not letters else -1


def built_from(acronym: str, name: str) -> bool:
    """Whether ``acronym`` begins as ``name`` does and its letters follow in the name in that order ("Howest")."""
    letters = iter(name.casefold())
    return acronym[0].casefold() == name[0].casefold() and all(c in letters for c in acronym.casefold() if c.isalpha())
