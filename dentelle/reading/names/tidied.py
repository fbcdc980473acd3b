"""The names of all languages once more, after all rules and the tagger: what stands around a name or inside it and is said alike
everywhere.

Invariants: names of the lexicon stay as they are; names stay apart and in order; a function of the text and the names.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.capital_articles import with_capital_articles
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import forms_of
from dentelle.reading.names.known import OTHER_QUARTER
from dentelle.reading.names.wordlists import closed_set, endings

__all__ = ["tidied_all"]

PARTNERS = re.compile(  # "& Sons", "and Son", "et Fils", "& Cie", "und Söhne", "en Zonen": who trades with the one before
    r"\s?(?:&\s?(?:[Cc]o|[Cc]ie|[Cc]°|[Zz]n|[Zz]oon|[Zz]onen|[Ff]ils|[Ss]öhne?|[Ss]ohn|[Ss]ons?|[Gg]ebr|[Ff]rères|[Bb]ro(?:s|thers)|[Tt]öchter"
    r"|[Dd]aughters?|[Pp]artners?|[Aa]ssoci(?:ates|és)|[Cc]ompany|[Cc]ompagnie|[Kk]omp)|(?:and|et|und|en)\s(?:Sons?|Brothers|Co|Company|Fils"
    r"|Cie|Frères|Sohn|Söhne|Zoon|Zonen|Partners?|Associates|Daughters))\b\.?(?!\w)(?!\s[A-ZÀ-Þ][a-zß-ÿ])"
)
ONLY_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+")
MADE_BY = re.compile(r"\s?[»”“\"'’‘]\s?(?:(?:by|von|par|door|di|de)\s|d['’])")
OWNER = re.compile(r"(?P<who>(?P<given>[A-Z][a-zß-ÿ]+)\s(?:[A-Z]\.\s)?[A-Z][\w-]+)[’']s\s(?=[A-Z])")
QUOTES = frozenset("«“„\"'‘»")
TWO_WORDS = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+\s[A-ZÀ-Þ][a-zß-ÿ]+")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
LETTER_BEHIND = re.compile(r"\s(?:[A-Z]|\d{1,2})(?![\w.,]?\w|['’.]\s?[A-Z]|\s[A-ZÀ-Þ])")
OPEN_END = re.compile(
    r"\s(?:de|du|des|d['’]|et|à|au|aux|of|the|and|for|und|von|der|für|van|het|voor)(?:\s(?:la|le|les|the))?$"
)  # no name ends with a small word
STANDING = frozenset(("building", "site", "venue"))
TRADES = endings("de", "firm_endings")
SITE_PARTS = closed_set("all", "site_parts")
TOLD_BEHIND = "role, saying or life dates behind the name"
SURE = frozenset(("lexicon", "quoted name", "quoted title", "reference"))
PAGE_WORDS = closed_set("all", "page_words")
INNER_CAPITAL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|[-\s]")
MOST_HEADS = 3  # head nouns with capitals in one name; a line of a menu has more
PHOTOGRAPHER = r"[A-ZÀ-Þ](?:[\w’'-]+|\.)\s(?:(?:van|von|de|der|den|du|la|le|ter|ten)\s){0,2}[A-ZÀ-Þ][\w’'-]+"
CREDIT = re.compile(  # who took a picture: "© Ann Example", "Foto: Jan Voorbeeld/Agentur", "(Musée X / Léa EXEMPLE)"
    r"(?:©|(?i:photos?|photographs?|fotos?|fotografie|photographie|bilder|bild|beeld|images?|crédits?|credits?)"
    r"(?:\s?(?:credits?|par|by|von|door|de|©|:)){1,3})\s?"
    rf"(?:(?=(?P<taker>{PHOTOGRAPHER})\s?/)|)(?:(?:[^\n/©()]{{2,30}}\s?/\s?)?(?P<name>{PHOTOGRAPHER})(?![\w-])|(?=[A-ZÀ-Þ]))"
)
CREDITING = ("©", "oto", "ild", "eeld", "mage", "edit", "édit")  # what is in every word for a picture and its credit
LEAST_GAPS = 2  # between a role and the given name and surname of who has it
LONGEST_WORD = 3  # letters of such a word before these
ROW = re.compile(r"\s?(?:,|&|,?\s(?:and|et|und|en|sowie))\s")


def tidied_all(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, each cut, split, lengthened, dropped or given another kind by what stands in it or beside it."""
    text = clauses.text
    kept: list[Candidate] = []
    for position, candidate in enumerate(found):
        if kept and candidate.start < kept[-1].end:
            if candidate.rule == "legal form" and kept[-1].kind == "person" and candidate.end > kept[-1].end:
                kept[-1] = replace(candidate, start=kept[-1].start, name="")  # a firm is called by its owner's whole name
            continue  # a longer name before took it
        following = found[position + 1] if position + 1 < len(found) else None
        for tidied in _tidied(clauses, text, candidate, following):
            _add(text, kept, tidied)
    return with_capital_articles(clauses, _with_credits(clauses, text, list(_rows(clauses, text, kept))))


def _add(text: str, kept: list[Candidate], candidate: Candidate) -> None:
    """Adds ``candidate`` to ``kept``; where it reaches back over the last of them ("Noord- en Midden-Limburg") that goes, or
    takes it in: "Kamer van Koophandel Noord" is the chamber of both."""
    before = kept[-1] if kept else None
    beside = (
        before is not None
        and candidate.rule == "two quarters"
        and before.kind == "organisation"
        and text[before.end : candidate.start] == " "
    )
    if before is None or (before.end <= candidate.start and not beside):
        kept.append(candidate)
    elif before.start >= candidate.start:
        kept[-1] = candidate
    else:
        kept[-1] = replace(before, end=candidate.end, name="")


def _with_credits(clauses: Clauses, text: str, found: list[Candidate]) -> list[Candidate]:
    """``found`` and the photographers whom the credits of pictures name, wherever on the page these stand."""
    made: dict[int, Candidate] = {}
    ends = [candidate.end for candidate in found]
    for start, end in (match.span(group) for match in _credits(text) for group in ("name", "taker") if match[group]):
        first, _, last = text[start:end].partition(" ")
        at = clauses.token_at(start)
        if at is None or not ((last and clauses.form(*at).given) or first.endswith(".")) or first.casefold() in PAGE_WORDS:
            continue
        index = bisect_left(ends, start + 1)
        if index == len(found) or found[index].start >= end:
            made[start] = Candidate(start, end, "person", "person", "credit of a picture", 70, True)
    return sorted([*found, *made.values()], key=attrgetter("start")) if made else found


def _credits(text: str) -> Iterator[re.Match[str]]:
    """The credits of pictures in ``text``, each perhaps more than once."""
    for part in CREDITING:
        at = text.find(part)
        while at >= 0:
            for start in range(at, max(at - LONGEST_WORD, -1) - 1, -1):
                if (match := CREDIT.match(text, start)) is not None:
                    yield match
                    break
            at = text.find(part, at + 1)


def _tidied(clauses: Clauses, text: str, candidate: Candidate, following: Candidate | None) -> Iterator[Candidate]:
    written = text[candidate.start : candidate.end]
    if "(" in written and ")" not in written and candidate.rule == "tagger":
        candidate = replace(candidate, end=candidate.start + len(written[: written.index("(")].rstrip()), name="")
    if candidate.rule == "tagger" and (open_end := OPEN_END.search(text, candidate.start, candidate.end)) is not None:
        candidate = replace(candidate, end=open_end.start(), name="")
    if candidate.kind == "person" and ONLY_INITIALS.fullmatch(text, candidate.start, candidate.end):
        return
    if candidate.rule != "lexicon" and _no_name(clauses, text, candidate):
        return
    if candidate.kind in ("person", "organisation") and (partners := PARTNERS.match(text, candidate.end)) is not None:
        yield replace(
            candidate, end=partners.end(), kind="organisation", type="company", rule="partners", weight=88, strong=True, name=""
        )
        return
    if candidate.rule == "lexicon" and candidate.kind != "place":
        yield candidate
        return
    if candidate.kind == "person" and (firm := _firm(clauses, text, candidate)) is not None:
        yield firm
        return
    if (person := _behind_role(clauses, text, candidate)) is not None:
        yield from person
        return
    if (halves := _owner_and_owned(clauses, text, candidate)) is not None:
        yield from halves
        return
    if following is not None and _title_before(text, candidate, following):
        candidate = replace(candidate, kind="work", type="", rule="title and author", strong=False)
    if (
        candidate.kind == "place"
        and (other := OTHER_QUARTER.search(text, max(candidate.start - 14, 0), candidate.start)) is not None
    ):
        candidate = replace(candidate, start=other.start(), rule="two quarters", name="")
    yield _lettered(text, candidate)


def _no_name(clauses: Clauses, text: str, candidate: Candidate) -> bool:
    """Whether the name is what a menu says, or a single word behind an article that only what follows made a person."""
    written = text[candidate.start : candidate.end]
    if candidate.kind == "place" and written.casefold() in PAGE_WORDS:
        return True  # "on Instagram"
    parts = INNER_CAPITAL.split(written)
    if len(parts) > 1 and len(written) < 24 and all(part.casefold() in PAGE_WORDS for part in parts if part):
        return True  # "WebsiteE-Mail"
    at = clauses.token_at(candidate.start)
    if at is None:
        return False
    number, index = at
    if candidate.rule == TOLD_BEHIND and " " not in written:
        return index > 0 and clauses.form(number, index - 1).bare in forms_of(clauses.sentences[number].language).words.articles
    if len(written) < 60 or candidate.kind in ("work", "event") or candidate.rule in SURE:
        return False
    forms = forms_of(clauses.sentences[number].language)
    return sum(forms[word].capital and forms[word].headlike for word in WORD.findall(written)) > MOST_HEADS


def _firm(clauses: Clauses, text: str, candidate: Candidate) -> Candidate | None:
    """The firm that is called by a person and what it makes ("Anna Beispiel Maschinenbau"), None where it is no German one."""
    words = text[candidate.start : candidate.end].split()
    at = clauses.token_at(candidate.start)
    if at is None or len(words) < 2 or clauses.sentences[at[0]].language != "de":
        return None
    forms = forms_of("de")
    last = forms[words[-1]]
    told = any(head.kind == "organisation" for _, head in last.compound) or (len(last.low) > 7 and last.low.endswith(TRADES))
    if not told or last.surname:
        return None
    return replace(candidate, kind="organisation", type="company", rule="person and trade", weight=80, strong=True, name="")


def _title_before(text: str, candidate: Candidate, following: Candidate) -> bool:
    """Whether the name stands in quotation marks before a "by" and the person ``following`` ("“Still Water” by Ann Example")."""
    if following.kind != "person" or candidate.kind in ("work", "event") or not candidate.start:
        return False
    return text[candidate.start - 1] in QUOTES and MADE_BY.fullmatch(text, candidate.end, following.start) is not None


def _behind_role(clauses: Clauses, text: str, candidate: Candidate) -> list[Candidate] | None:
    """The person, and what stands before the role, of a name that runs from a body over a role to who has it ("Chamber CEO Ann
    Example", "Stadtrat Jan Beispiel"); None where it does not."""
    if candidate.kind not in ("organisation", "programme", "place") or candidate.rule in SURE:
        return None
    at = clauses.token_at(candidate.start)
    if at is None:
        return None
    number, first = at
    if TWO_WORDS.fullmatch(text, candidate.start, candidate.end):
        if first and clauses.form(number, first - 1).role and clauses.form(number, first).given:
            return [replace(candidate, kind="person", type="person", rule="role before the name", strong=True)]
        return None
    if text.count(" ", candidate.start, candidate.end) < LEAST_GAPS:
        return None
    clause = clauses[number]
    last = first
    while last < len(clause.tokens) and clause.tokens[last].end <= candidate.end:
        last += 1
    forms = clause.forms
    offices = closed_set("all", "councils_and_councillors")
    for index in range(first, last - 2):
        low = forms[index].low
        told = forms[index].role or low in offices
        if not told or not forms[index + 1].given or not forms[index + 2].capital or forms[index + 2].headlike:
            continue
        end = index + 3
        while end < last and (forms[end].surname or forms[end].low in clause.words.particles):
            end += 1
        if end < last and clause.language != "de":
            continue
        made = []
        if index > first:
            made.append(replace(candidate, end=clause.tokens[index - 1].end, name=""))
        start, behind = clause.tokens[index + 1].start, clause.tokens[end - 1].end
        made.append(Candidate(start, behind, "person", "person", "role before the name", 68, True))
        return made
    return None


def _owner_and_owned(clauses: Clauses, text: str, candidate: Candidate) -> tuple[Candidate, Candidate] | None:
    """The person and the work of a name that is both ("Ann Example’s Still Water"), None where it is one."""
    if candidate.rule != "tagger" or (owner := OWNER.match(text, candidate.start, candidate.end)) is None:
        return None
    forms = forms_of("en")
    if not forms[owner["given"]].given or any(forms[word].headlike for word in WORD.findall(text, owner.end(), candidate.end)):
        return None
    whose = replace(candidate, end=owner.end("who"), kind="person", type="person", strong=True, name="")
    kind = "work" if candidate.kind == "person" else candidate.kind
    return whose, replace(candidate, start=owner.end(), kind=kind, type="", rule="title and author", name="")


def _lettered(text: str, candidate: Candidate) -> Candidate:
    """``candidate`` with the capital or small number that tells one hall from the next ("Hangar K", "Schacht 4")."""
    if candidate.kind != "place" or candidate.type not in STANDING:
        return candidate
    last = text[candidate.start : candidate.end].split()[-1].casefold()
    behind = LETTER_BEHIND.match(text, candidate.end) if last in SITE_PARTS else None
    return replace(candidate, end=behind.end(), name="") if behind is not None else candidate


def _rows(clauses: Clauses, text: str, found: list[Candidate]) -> Iterator[Candidate]:
    """``found`` with what stands in a row of persons and is written as they are made one of them."""
    for position, candidate in enumerate(found):
        if candidate.kind == "person" or candidate.rule in SURE or " " not in text[candidate.start : candidate.end]:
            yield candidate
            continue
        before, after = found[position - 1] if position else None, found[position + 1] if position + 1 < len(found) else None
        rows = (
            before is not None and before.kind == "person" and ROW.fullmatch(text, before.end, candidate.start) is not None
        ) + (after is not None and after.kind == "person" and ROW.fullmatch(text, candidate.end, after.start) is not None)
        if rows and _like_a_person(clauses, text, candidate, given=rows < 2):
            candidate = replace(candidate, kind="person", type="person", rule="row of persons", strong=True)
        yield candidate


def _like_a_person(clauses: Clauses, text: str, candidate: Candidate, given: bool) -> bool:
    """Whether the name is two or three capitalised words, none of them an ordinary one, the first, if asked for, a given name."""
    at = clauses.token_at(candidate.start)
    written = text[candidate.start : candidate.end]
    words = WORD.findall(written)
    if at is None or not 2 <= len(words) <= 3 or " ".join(words) != written:
        return False
    forms = forms_of(clauses.sentences[at[0]].language)
    return (not given or forms[words[0]].given) and not any(
        word[0].islower() or word.isupper() or forms[word].odd or (forms.is_common(forms[word]) and not forms[word].given)
        for word in words
    )
