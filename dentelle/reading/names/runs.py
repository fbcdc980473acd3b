"""New names by their capitals, in the three languages that do not capitalise nouns, and by foreign or branded shape in German.

Weights: a legal form 90; a head noun inside the run 80 or beside it 70; several capitalised words 56, one 30; a brand's shape 42;
an unknown place after a preposition of place 46. What begins a sentence and might be an ordinary word is left to ``document``.
"""

import re
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.heads import FRENCH_ADJECTIVES, NO_ADJECTIVES, is_capital_adjective
from dentelle.reading.names.sentence import Clause, HeadAt

__all__ = ["runs"]

LINKS = {
    "fr": frozenset({"de", "du", "des", "d", "la", "l", "en"}),
    "en": frozenset({"of", "the", "for", "and", "de", "du", "des", "d", "la", "l", "in"}),
    "de": frozenset({"du", "de", "des", "d", "la", "l", "of", "the"}),
    "nl": frozenset({"van", "de", "het", "voor", "en", "du", "des", "d", "la", "l"}),
}
FOREIGN_LETTER = re.compile(r"[éèêëàâçîïôûùœæøåñíóáúãõ]", re.I)
WHOLE_PLACES = frozenset({"building", "site", "district", "street", "river"})
NATIONAL = frozenset({"vlaams", "nederlands", "belgisch", "waals", "deutscher", "europees"})
INDEFINITE = frozenset({"a", "an", "un", "une", "ein", "eine", "een"})
PLACE_TYPES_ALONE = frozenset({"region", "commune", "departement", "province"})


def runs(clause: Clause) -> Iterator[Candidate]:
    """Every run of capitalised words in ``clause`` that may be a name."""
    index = 0
    while index < len(clause.tokens):
        if not _starts(clause, index):
            index += 1
            continue
        last = _end(clause, index)
        yield from _named(clause, index, last)
        index = max(last, index + 1)


def _starts(clause: Clause, index: int) -> bool:
    if not clause.namelike(index):
        return False
    token = clause.tokens[index]
    if clause.language != "de" or token.odd:
        return True
    if _ampersand(clause, index):
        return True
    company = _company_ahead(clause, index)
    if clause.common(token):
        return company > index + 1 and not _agent(token.low) and token.low not in clause.words.roles
    if company:
        return not _agent(token.low)
    if _behind_noun(clause, index) or _bare_object(clause, index):
        return True
    return _foreign(clause, index) or clause.starts_known(index)


AGENTS = (
    "anbieter",
    "hersteller",
    "unternehmen",
    "firma",
    "betrieb",
    "konzern",
    "spezialist",
    "dienstleister",
    "lieferant",
    "tochter",
    "partner",
    "kunde",
    "entwickler",
    "produzent",
    "betreiber",
    "gruppe",
    "wettbewerber",
    "zulieferer",
)
PLURALS = ("en", "n", "er", "e", "ern", "s", "ung", "heit", "keit", "in")


def _agent(low: str) -> bool:
    """Whether a German noun says what a company does before its name ("Softwareanbieter X GmbH")."""
    return low.endswith(AGENTS)


def _ampersand(clause: Clause, index: int) -> bool:
    return clause.text(index + 1) == "&" and index + 2 < len(clause.tokens) and clause.tokens[index + 2].capital


def _behind_noun(clause: Clause, index: int) -> bool:
    """Whether a German noun stands right before an unknown word: two nouns side by side are a noun and a name."""
    if not index or clause.tokens[index].closed or clause.tokens[index].opens:
        return False
    before = clause.tokens[index - 1]
    return (
        before.word
        and before.capital
        and not before.odd
        and clause.common(before)
        and before.low not in clause.words.function
        and len(before.low) > 4
        and before.low not in clause.words.never
    )


def _bare_object(clause: Clause, index: int) -> bool:
    """Whether an unknown German word stands without an article behind "bei", "von", "mit", and looks like no plural."""
    token = clause.tokens[index]
    if not index or token.closed or token.low.endswith(PLURALS) or len(token.low) < 4 or " " in token.low:
        return False
    return clause.word(index - 1) in ("bei", "von", "mit", "durch", "gegen")


def _foreign(clause: Clause, index: int) -> bool:
    """Whether a capitalised word in a German sentence is of another language by its letters or by what links it."""
    token = clause.tokens[index]
    if FOREIGN_LETTER.search(token.text):
        return True
    following = clause.word(index + 1).strip()
    linked = following in ("du", "de", "des", "d", "la", "of") and not clause.tokens[index + 1].capital
    behind = index + 2
    while linked and clause.word(behind).strip() in ("la", "l", "the"):
        behind += 1
    if (
        linked
        and behind < len(clause.tokens)
        and (clause.tokens[behind].capital or following in ("du", "d", "of"))
        and not (following == "des")
    ):
        return not token.opens or clause.tokens[behind].capital
    return (
        index + 1 < len(clause.tokens)
        and not clause.tokens[index + 1].closed
        and clause.tokens[index + 1].capital
        and bool(FOREIGN_LETTER.search(clause.text(index + 1)))
    )


def _company_ahead(clause: Clause, index: int) -> int:
    """The token behind a legal form that ends the capitalised words from ``index`` on, 0 if none does."""
    tokens = clause.tokens
    position = index
    while position < len(tokens) and position - index < 7:
        token = tokens[position]
        if position > index and token.closed and clause.text(position - 1) != "&":
            return 0
        if token.text == "&":
            position += 1
            continue
        if position > index and clause.legal(position):
            return position + 1
        if not clause.namelike(position):
            return 0
        position += 1
    return 0


def _end(clause: Clause, index: int) -> int:
    """The token behind the run that begins at ``index``."""
    tokens = clause.tokens
    if company := _company_ahead(clause, index):
        return company
    position = last = index + 1
    headed = clause.head_at(index) is not None
    while position < len(tokens):
        token = tokens[position]
        glued = tokens[position - 1].text[-1:] in "'’"
        if token.text == "&" and position + 1 < len(tokens) and clause.namelike(position + 1):
            position += 1
            last = position + 1
            continue
        if not token.word or token.closed and not glued and clause.text(position - 1) != "&":
            break
        if clause.namelike(position):
            if (
                clause.language == "de"
                and clause.common(token)
                and not token.odd
                and clause.head_at(position) is None
                and not clause.starts_known(position)
                and clause.text(position - 1) != "&"
            ):
                break
            headed = headed or clause.head_at(position) is not None
            last = position = position + 1
            continue
        if token.text.isdigit() and len(token.text) == 1 and clause.word(index - 1) in clause.words.naming:
            return position + 1
        following = _joined(clause, index, position, headed)
        if following is None:
            following = _small_complement(clause, index, position, headed)
            if following is None:
                break
            last = position = following
            break
        position = following
    return last


def _small_complement(clause: Clause, first: int, position: int, headed: bool) -> int | None:
    """The end of a French name that one capitalised noun opens and small words end: "Lanterne verte", "Lanterne d’or"."""
    tokens = clause.tokens
    token = tokens[first]
    if clause.language != "fr" or position != first + 1 or headed or token.opens or token.odd or clause.starts_known(first):
        return None
    if (
        clause.word(position).strip() == "d"
        and position + 1 < len(tokens)
        and not tokens[position + 1].capital
        and tokens[position + 1].word
    ):
        return position + 2
    small = tokens[position]
    return (
        position + 1
        if not small.closed
        and small.low.endswith(FRENCH_ADJECTIVES)
        and small.low not in NO_ADJECTIVES
        and not small.low.endswith("ment")
        else None
    )


def _joined(clause: Clause, first: int, position: int, headed: bool) -> int | None:
    """The capitalised word that the links at ``position`` join to the run from ``first`` on, None if they do not."""
    tokens, links = clause.tokens, LINKS[clause.language]
    left, seen = position, []
    while (
        position < len(tokens) and tokens[position].low.strip() in links and not tokens[position].capital and position - left < 3
    ):
        if tokens[position].closed and tokens[position - 1].text[-1:] not in "'’":
            return None
        seen.append(tokens[position].low.strip())
        position += 1
    if (
        not seen
        or position >= len(tokens)
        or not clause.namelike(position)
        or tokens[position].closed
        and tokens[position - 1].text[-1:] not in "'’"
    ):
        return None
    article = tokens[first].low.strip() in ("les", "la", "le") and left > first + 1
    if clause.legal(left - 1) or not headed and not article and (clause.starts_known(position) or clause.is_known(first, left)):
        return None
    if seen[0] in ("la", "l", "the", "het"):
        return None
    if seen[0] in ("and", "en", "in", "for", "voor") and clause.language != "de":
        inside = {tokens[i].low for i in range(first, left)}
        linked = bool(inside & {"of", "for", "van", "voor"})
        if clause.language == "fr" and seen[0] == "en":
            return position if headed else None
        if seen[0] in ("for", "voor"):
            return position if headed else None
        if (
            seen[0] == "in"
            or len(seen) > 1
            or not linked
            or clause.starts_known(position)
            or clause.head_at(position)
            or clause.given(position)
        ):
            return None
    if clause.language == "nl" and (seen[0] == "van" and not _heads_run(clause, first) or seen == ["de"]):
        return None
    if clause.starts_known(position) and (head := clause.head_at(first)) is not None and head.compound:
        return None
    if seen[0] == "of" and not headed and _head_ahead(clause, position):
        return None
    if clause.given(first) and not headed:
        return None
    if (
        seen[0] in ("de", "d")
        and clause.given(position)
        and clause.surname(position + 1 if position + 1 < len(tokens) else position)
    ):
        return None
    return position


def _heads_run(clause: Clause, first: int) -> bool:
    """Whether the run begins with a head noun of an organisation, programme or event, so that "van …" may go on."""
    head = clause.head_at(first)
    return head is not None and head.head.kind != "place"


def _head_ahead(clause: Clause, position: int) -> bool:
    while position < len(clause.tokens) and clause.namelike(position):
        if clause.head_at(position) is not None:
            return True
        position += 1
    return False


def _named(clause: Clause, first: int, last: int) -> Iterator[Candidate]:
    """What the run ``first``..``last`` is."""
    first = _without_opening(clause, first, last)
    if first >= last:
        return
    legal = clause.legal(last - 1) and last - first > 1
    if legal and all(clause.never(clause.tokens[i]) for i in range(first, last - 1)):
        return
    if legal:
        yield _candidate(clause, first, last, "organisation", "company", "legal form", 90, True)
        return
    if all(clause.never(clause.tokens[i]) or clause.tokens[i].text == "&" for i in range(first, last)):
        return
    if last - first > 2 and all(
        clause.tokens[i].upper and len(clause.tokens[i].text) > 3 or not clause.tokens[i].word for i in range(first, last)
    ):
        return  # a shouted line
    token = clause.tokens[first]
    before = _before(clause, first, last)
    if before is not None and before.kind in ("programme", "work", "event") and last - first > 1:
        before.weight = 81
        yield before
        return
    inside = _head_inside(clause, first, last)
    whole = inside is not None and clause.word(last - 1) == "year"
    if inside is not None and (last - first > inside.last - inside.first or whole):
        yield from _with_head(clause, first, last, inside)
        return
    if (
        inside is not None
        and inside.compound
        and clause.language != "de"
        and (not token.opens or last < len(clause.tokens) and clause.tokens[last].closed)
    ):
        yield _candidate(clause, first, last, inside.head.kind, inside.head.type, "compound", 45 if token.opens else 70, True)
        return
    if inside is not None and inside.head.type == "street" and clause.text(last)[:1].isdigit():
        yield _candidate(clause, first, last, "place", "street", "street and number", 70, True)
        return
    if inside is not None and not token.odd and clause.language != "de":
        return  # a head noun alone: "the University"
    beside = _beside(clause, first, last)
    if beside is not None:
        yield beside
        return
    if clause.is_known(first, last):
        return
    single = last - first == 1
    apposed = _apposed_head(clause, last)
    if apposed is not None and apposed.head.kind != "place" and not (single and token.opens and clause.common(token)):
        yield _candidate(clause, first, last, apposed.head.kind, apposed.head.type, "head noun in apposition", 67, True)
        return
    if single and token.opens and not token.odd:
        if not clause.common(token) and (_venue(clause, last) or _dated_event(clause, first, last)):
            yield from _bare(clause, first, last)
        elif _apposed(clause, last) and not clause.common(token):
            yield _candidate(clause, first, last, "organisation", "", "apposition", 34, False)
        return
    if single and clause.never(token):
        return
    yield from _bare(clause, first, last)


def _bare(clause: Clause, first: int, last: int) -> Iterator[Candidate]:
    """A run without a head noun: its kind by the preposition before it, else an organisation."""
    token, before, words = clause.tokens[first], clause.word(first - 1), clause.words
    single = last - first == 1
    region = _region(clause, first, last)
    if region or _venue(clause, last):
        yield _candidate(
            clause,
            first,
            last,
            "place",
            "historic_area" if region else "site",
            "region with article" if region else "venue and town",
            57,
            False,
        )
    elif _dated_event(clause, first, last):
        yield _candidate(clause, first, last, "event", "", "date and town", 57, True)
    elif _awarded(clause, first):
        yield _candidate(clause, first, last, "programme", "award", "verb of award", 57, False)
    elif _by_person(clause, last):
        yield _candidate(clause, first, last, "work", "", "title and author", 57, False)
    elif clause.word(first - 1) in words.naming:
        yield _candidate(clause, first, last, "programme", "initiative", "naming", 57, False)
    elif (
        any(clause.word(i) in words.event_prepositions for i in range(max(first - 3, 0), first))
        and not clause.tokens[first].closed
    ):
        yield _candidate(clause, first, last, "event", "", "preposition of an event", 46, False)
    elif not token.odd and single and (before in words.place_prepositions or (clause.language == "fr" and before == "a")):
        yield _candidate(clause, first, last, "place", "", "preposition of a place", 46, False)
    elif token.odd and single:
        yield _candidate(clause, first, last, "organisation", "", "shape of a brand", 42, True)
    elif single and clause.language == "de":
        yield _candidate(clause, first, last, "organisation", "", "foreign word", 30, False)
    else:
        common = single and clause.common(token) and clause.language != "de"
        if common and clause.titled:
            return
        weight = 30 if single else 66 if any(clause.starts_known(i) for i in range(first, last)) else 56
        yield _candidate(clause, first, last, "organisation", "", "capitals", weight, False)


def _region(clause: Clause, first: int, last: int) -> bool:
    """ "le Denaisis", "du Valenciennois": a French area named after its town."""
    token = clause.tokens[first]
    return (
        clause.language == "fr"
        and last - first == 1
        and clause.word(first - 1).strip() in ("le", "du", "au")
        and token.low.endswith(("ois", "ais", "sis", "esis"))
        and len(token.low) > 5
        and not clause.common(token)
    )


def _venue(clause: Clause, last: int) -> bool:
    """Whether ", Town :" follows in a list of dates."""
    if (
        clause.role not in ("item", "heading")
        or clause.text(last) != ","
        or last + 1 >= len(clause.tokens)
        or not clause.starts_known(last + 1)
    ):
        return False
    end = next((i for i in range(last + 2, min(last + 6, len(clause.tokens))) if clause.tokens[i].text == ":"), 0)
    return bool(end) or _dated(clause) and clause.text(last + 2) in ("(", "–")


def _dated(clause: Clause) -> bool:
    return any(token.text[0].isdigit() for token in clause.tokens[:3])


def _dated_event(clause: Clause, first: int, last: int) -> bool:
    """ "18.–21. September 2018: X, Town" in a list of dates."""
    if clause.role != "item" or not _dated(clause) or clause.text(first - 1) not in (":", "–", "-"):
        return False
    return clause.text(last) == "," and last + 1 < len(clause.tokens) and clause.starts_known(last + 1)


AWARDING = frozenset(
    """decroche decerne decernera remporte recoit recu gagne obtient obtenu wins won awarded received wint won kreeg krijgt ontving ontvangt
    gewann gewinnt erhielt erhalt verliehen""".split()
)


def _awarded(clause: Clause, first: int) -> bool:
    """Whether a verb of winning or awarding stands shortly before, with an article right before the name."""
    if clause.word(first - 1).strip() not in clause.words.articles:
        return False
    return any(clause.word(i) in AWARDING for i in range(max(first - 6, 0), first - 1)) and not any(
        clause.text(i) in ",;:" for i in range(max(first - 4, 0), first) if clause.text(i)
    )


def _by_person(clause: Clause, last: int) -> bool:
    """Whether "de Noémie …", "van Ilyas …" follows."""
    return (
        clause.word(last).strip() in ("de", "d", "van", "by", "von")
        and last + 1 < len(clause.tokens)
        and clause.given(last + 1)
        and last + 2 < len(clause.tokens)
        and clause.tokens[last + 2].capital
    )


def _without_opening(clause: Clause, first: int, last: int) -> int:
    """``first`` moved behind ordinary words and demonyms that only the beginning of a sentence or grammar capitalises."""
    while first < last:
        token = clause.tokens[first]
        opening = token.opens and not token.odd and clause.common(token) and clause.head_at(first) is None
        demonym = token.low in clause.words.never and last - first > 1 and not token.upper and _demonym_alone(clause, first, last)
        title = token.low in clause.words.titles and not token.odd
        if not (opening or demonym or title):
            return first
        first += 1
        while first < last and clause.tokens[first].low.strip() in LINKS[clause.language] and not clause.tokens[first].capital:
            first += 1
    return first


def _demonym_alone(clause: Clause, first: int, last: int) -> bool:
    """Whether the demonym that opens a run is an ordinary adjective there ("French President …"), no part of a name ("French Tech")."""
    following = clause.tokens[first + 1]
    if last - first == 2 and clause.common(following) and clause.head_at(first + 1) is None:
        return True
    return (
        following.low in clause.words.titles
        or following.low in clause.words.roles
        or clause.given(first + 1)
        or clause.legal(first + 1)
        or clause.starts_known(first + 1)
    )


def _head_inside(clause: Clause, first: int, last: int) -> HeadAt | None:
    """The head noun of a run: the first before "of" or "van" and in French, else the last."""
    found = [head for i in range(first, last) if (head := clause.head_at(i)) is not None and head.last <= last]
    if not found:
        return None
    linked = any(
        clause.word(i).strip() in ("of", "van", "voor", "for", "de", "du", "des", "d") and not clause.tokens[i].capital
        for i in range(first, last)
    )
    if linked or clause.language == "fr" and found[0].head.language == "fr":
        return found[0]
    return found[0] if found[0].first == first and clause.language == "nl" else found[-1]


def _with_head(clause: Clause, first: int, last: int, inside: HeadAt) -> Iterator[Candidate]:
    head = inside.head
    if clause.word(last - 1) == "year" and clause.word(last - 3) == "of":
        yield _candidate(clause, first, last, "programme", "award", "of the year", 81, True)
        return
    if head.type == "fund" and inside.last == last and clause.tokens[first].low in NATIONAL:
        yield _candidate(clause, first, last, "organisation", "agency", "national fund", 81, True)
        return
    if head.kind == "place" and head.type in PLACE_TYPES_ALONE:
        start = inside.last if inside.first == first else first
        while start < last and not clause.namelike(start):
            start += 1
        if inside.first > first:
            last = inside.first
        if start < last and not clause.is_known(start, last):
            yield _candidate(clause, start, last, "place", head.type, "head noun", 72, True)
        return
    if (
        inside.first == first
        and clause.tokens[first].opens
        and clause.role == "sentence"
        and clause.language == "fr"
        and clause.word(first + 1) not in ("de", "d", "du")
        and not clause.namelike(first + 1)
    ):
        return
    yield _candidate(clause, first, last, head.kind, head.type, "head noun in the run", 80, True)


def _beside(clause: Clause, first: int, last: int) -> Candidate | None:
    """The run as what a small head noun before or behind it says ("the label X", "X laboratory", "X, a Belgian maker")."""
    if clause.language == "nl" and last - first == 1 and clause.tokens[first].low in clause.words.never:
        found = clause.head_at(last) if last < len(clause.tokens) and clause.tokens[last].word else None
        public = found is not None and found.head.type == "public_body" and found.head.language == "nl"
        return _candidate(clause, first, last + 1, "organisation", "public_body", "national body", 70, True) if public else None
    if clause.language in ("en", "nl"):
        alone = last - first == 1 and clause.tokens[first].opens and not clause.tokens[first].odd
        for position in (last,) if alone else (last, last + 1, last + 2):
            if position >= len(clause.tokens) or clause.tokens[position].closed or clause.tokens[position].capital:
                break
            found = clause.head_at(position)
            if found is not None and found.head.language == clause.language and not found.compound:
                if found.head.type in PLACE_TYPES_ALONE or found.head.type in ("intercommunality", "district"):
                    return (
                        None
                        if clause.is_known(first, last)
                        else _candidate(
                            clause,
                            first,
                            last,
                            found.head.kind if position > last else "place" if found.head.kind == "place" else "organisation",
                            found.head.type,
                            "head noun behind",
                            60,
                            False,
                        )
                    )
                if clause.is_known(first, last) or alone and clause.common(clause.tokens[first]):
                    return None
                until = found.last if found.head.type in WHOLE_PLACES else last
                return _candidate(clause, first, until, found.head.kind, found.head.type, "head noun behind", 70, True)
            if clause.tokens[position].low in clause.words.function:
                break
    return _before(clause, first, last)


def _before(clause: Clause, first: int, last: int) -> Candidate | None:
    """The run as what a small head noun before it says: "the label X", "a service called X", "its main building, the X"."""
    before = first - 1
    while before >= 0 and (clause.word(before) in clause.words.naming or clause.text(before) in '«“„"'):
        before -= 1
    for length in (3, 2, 1):
        start = before - length + 1
        found = clause.head_at(start) if start >= 0 else None
        if (
            found is not None
            and found.last == before + 1
            and found.head.language == clause.language
            and (not clause.tokens[start].capital or clause.language == "de")
            and not clause.tokens[first].opens
        ):
            if clause.is_known(first, last):
                return None
            return _candidate(clause, first, last, found.head.kind, found.head.type, "head noun before", 70, True)
    comma = first - 1 - (clause.word(first - 1).strip() in clause.words.articles)
    if comma > 1 and clause.text(comma) == "," and clause.language != "de" and not clause.tokens[comma - 1].capital:
        found = clause.head_at(comma - 1)
        if (
            found is not None
            and found.head.language == clause.language
            and found.head.type not in PLACE_TYPES_ALONE
            and not clause.is_known(first, last)
        ):
            return _candidate(clause, first, last, found.head.kind, found.head.type, "head noun before the comma", 58, False)
    return None


def _apposed_head(clause: Clause, last: int) -> HeadAt | None:
    """The head noun of ", a Belgian maker …", ", een prijs …" behind a run."""
    if clause.text(last) != "," or clause.word(last + 1) not in INDEFINITE:
        return None
    for position in range(last + 2, min(last + 5, len(clause.tokens))):
        if not clause.tokens[position].word or clause.tokens[position].low in clause.words.function:
            return None
        found = clause.head_at(position)
        if found is not None and found.head.language == clause.language:
            return found
    return None


def _apposed(clause: Clause, last: int) -> bool:
    """Whether ", a …", ", une …", ", eine …" follows."""
    if clause.word(last) in ("is", "est", "ist", "was", "etait", "war") and clause.word(last + 1) in INDEFINITE:
        return True
    return clause.text(last) == "," and clause.word(last + 1) in (
        "a",
        "an",
        "the",
        "un",
        "une",
        "le",
        "la",
        "l",
        "ein",
        "eine",
        "der",
        "die",
        "das",
        "een",
        "de",
        "het",
    )


def _candidate(
    clause: Clause, first: int, last: int, kind: str, kind_type: str, rule: str, weight: int, strong: bool
) -> Candidate:
    return Candidate(clause.tokens[first].start, clause.tokens[last - 1].end, kind, kind_type, rule, weight, strong)


def german_adjective_names(clause: Clause) -> Iterator[Candidate]:
    """ "Aachener Revier", "Grünes Signal": a capitalised adjective and a noun inside a German sentence."""
    if clause.language != "de":
        return
    for index in range(len(clause.tokens) - 1):
        token, noun = clause.tokens[index], clause.tokens[index + 1]
        if not noun.word or not noun.capital or noun.closed or noun.odd:
            continue
        found = clause.head_at(index + 1)
        if (
            token.capital
            and token.low.endswith("er")
            and found is not None
            and found.head.kind == "place"
            and not token.opens
            and len(token.low) > 5
            and not clause.common(token)
        ):
            yield _candidate(clause, index, index + 2, "place", found.head.type, "town's adjective and head noun", 72, True)
        elif (
            is_capital_adjective(clause, index)
            and found is None
            and clause.head_at(index - 1 if index else index) is None
            and not clause.titled
        ):
            yield _candidate(clause, index, index + 2, "organisation", "", "capitalised adjective", 36, False)
