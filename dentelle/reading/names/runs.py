"""Runs of capitalised words: where they begin and end, in the three languages that do not capitalise nouns, and in German where
legal forms, foreign letters, brands' shapes or two nouns side by side give a name away. What a run is, ``run_kinds`` says.
"""

import re
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.cues import apposed, enumerated
from dentelle.reading.names.guess import guess
from dentelle.reading.names.heads_french import FRENCH_ADJECTIVES, NO_ADJECTIVES
from dentelle.reading.names.pairs import listed_complement, paired
from dentelle.reading.names.run_ends import english_whole, heads_run, named_body, place_end, seat, two_heads
from dentelle.reading.names.run_kinds import LINKS, named
from dentelle.reading.names.sentence import Clause, HeadAt
from dentelle.reading.names.wordlists import endings

__all__ = ["runs"]

FOREIGN_LETTER = re.compile(r"[éèêëàâçîïôûùœæøåñíóáúãõ]", re.I)
AGENTS = endings("de", "agents")
PLURALS = endings("de", "plurals")


def runs(clause: Clause) -> Iterator[Candidate]:
    """Every run of capitalised words in ``clause`` that may be a name."""
    last = 0
    for index, form in enumerate(clause.forms):
        if form.nameable and index >= last and _starts(clause, index):
            last = max(_end(clause, index), index + 1)
            yield from named(clause, _with_small(clause, index), last)


def _with_small(clause: Clause, index: int) -> int:
    """Where a run begins that a capitalised small word opens inside a sentence ("het project Samen Sterk")."""
    if clause.language == "de" or clause.closed(index) or index < 2:
        return index
    before = clause.tokens[index - 1]
    if not before.form.word or not before.form.capital or before.opens or before.closed or len(before.form.low.strip()) < 2:
        return index
    small = before.form.low in clause.words.function and before.form.low not in clause.words.articles
    return index - 1 if small else index


def _bare_place(clause: Clause, index: int) -> bool:
    """Whether an unknown German word behind "in", "aus", "nach" has the letters of a town's name."""
    token = clause.tokens[index]
    if (
        not index
        or token.closed
        or len(token.form.low) < 5
        or " " in token.form.low
        or clause.forms[index - 1].low not in clause.words.place_prepositions
    ):
        return False
    kind, lead = guess(clause, index, index + 1)
    return kind == "place" and lead >= TOWNLIKE


TOWNLIKE = 60  # the model's points


def _starts(clause: Clause, index: int) -> bool:
    if not clause.namelike(index):
        return False
    token = clause.tokens[index]
    if (
        token.form.upper
        and len(token.form.text) == 2
        and clause.forms[index - 1].text.isdigit()
        and len(clause.forms[index - 1].text) == 4
    ):
        return False  # a Dutch postal code
    if (
        token.form.upper
        and token.opens
        and clause.language == "en"
        and clause.common(token)
        and not clause.forms[index + 1].capital
    ):
        return False  # a first word in capitals ("ONE of the …")
    if clause.language != "de" or token.form.odd:
        return True
    if _ampersand(clause, index):
        return True
    company = _company_ahead(clause, index)
    if clause.common(token):
        return company > index + 1 and not _agent(token.form.low) and token.form.low not in clause.words.roles
    if company:
        return not _agent(token.form.low)
    following = clause.tokens[index + 1] if index + 1 < len(clause.tokens) else None
    if (
        following is not None
        and clause.namelike(index + 1)
        and not following.closed
        and not clause.common(following)
        and not following.form.odd
    ):
        return True
    if token.opens and (enumerated(clause, index + 1) or apposed(clause, index + 1)):
        return True
    if _bare_place(clause, index) or _behind_noun(clause, index) or _bare_object(clause, index):
        return True
    return _foreign(clause, index) or clause.starts_known(index)


def _agent(low: str) -> bool:
    """Whether a German noun says what a company does before its name ("Softwareanbieter X GmbH")."""
    return low.endswith(AGENTS)


def _ampersand(clause: Clause, index: int) -> bool:
    return clause.forms[index + 1].text == "&" and index + 2 < len(clause.tokens) and clause.forms[index + 2].capital


def _behind_noun(clause: Clause, index: int) -> bool:
    """Whether a German noun stands right before an unknown word: two nouns side by side are a noun and a name."""
    if not index or clause.tokens[index].closed or clause.tokens[index].opens:
        return False
    before = clause.tokens[index - 1]
    return (
        before.form.word
        and before.form.capital
        and not before.opens
        and not before.form.odd
        and clause.common(before)
        and before.form.low not in clause.words.function
        and len(before.form.low) > 4
        and before.form.low not in clause.words.never
    )


def _bare_object(clause: Clause, index: int) -> bool:
    """Whether an unknown German word stands without an article behind "bei", "von", "mit", and looks like no plural."""
    token = clause.tokens[index]
    if not index or token.closed or token.form.low.endswith(PLURALS) or len(token.form.low) < 4 or " " in token.form.low:
        return False
    return clause.forms[index - 1].low in ("bei", "von", "mit", "durch", "gegen")


def _foreign(clause: Clause, index: int) -> bool:
    """Whether a capitalised word in a German sentence is of another language by its letters or by what links it."""
    token = clause.tokens[index]
    if FOREIGN_LETTER.search(token.form.text):
        return True
    following = clause.forms[index + 1].bare
    linked = following in ("du", "de", "des", "d", "la", "of") and not clause.forms[index + 1].capital
    behind = index + 2
    while linked and clause.forms[behind].bare in ("la", "l", "the"):
        behind += 1
    if (
        linked
        and behind < len(clause.tokens)
        and (clause.forms[behind].capital or following in ("du", "d", "of"))
        and following != "des"
    ):
        return not token.opens or clause.forms[behind].capital
    return (
        index + 1 < len(clause.tokens)
        and not clause.tokens[index + 1].closed
        and clause.forms[index + 1].capital
        and bool(FOREIGN_LETTER.search(clause.forms[index + 1].text))
    )


def _company_ahead(clause: Clause, index: int) -> int:
    """The token behind a legal form that ends the capitalised words from ``index`` on, 0 if none does."""
    if not clause.company:
        return 0
    tokens = clause.tokens
    position = index
    while position < len(tokens) and position - index < 7:
        token = tokens[position]
        if position > index and token.closed and clause.forms[position - 1].text != "&":
            return 0
        if token.form.text == "&":
            position += 1
            continue
        if position > index and clause.forms[position].legal:
            return _partnership(clause, position + 1)
        if not clause.namelike(position):
            return 0
        position += 1
    return 0


def _partnership(clause: Clause, position: int) -> int:
    """The token behind "& Co. KG", which may go on behind a legal form; ``position`` where it does not."""
    if clause.forms[position].text != "&" or clause.forms[position + 1].low not in ("co", "cie"):
        return position
    behind = position + 2 + (clause.forms[position + 2].text == ".")
    return behind + 1 if clause.forms[behind].legal else position + 2


def _end(clause: Clause, index: int) -> int:
    """The token behind the run that begins at ``index``."""
    if company := _company_ahead(clause, index):
        return company
    if addressed := _addressed(clause, index):
        return addressed
    head = clause.head_at(index)
    headed = head is not None
    position = last = _behind_head(clause, index, head)
    while position < len(clause.tokens):
        token = clause.tokens[position]
        if not token.form.word:
            if token.form.text == "," and (listed := listed_complement(clause, index, position)):
                return listed
            possessor = _possessor(clause, position)
            if not possessor and not (token.form.text == "&" and clause.namelike(position + 1)):
                break
            headed = headed or possessor
            position = last = position + 2
            continue
        if token.closed and clause.forms[position - 1].text[-1:] not in ("'", "’", "&"):
            break
        if clause.namelike(position):
            if _german_noun(clause, position):
                break
            headed = headed or clause.head_at(position) is not None
            position = last = position + 1
        elif token.form.capital and clause.forms[position + 1].capital and len(token.form.low) > 1:
            position += 1  # a capitalised small word inside a title
        elif token.form.text.isdigit() and len(token.form.text) == 1 and clause.forms[index - 1].low in clause.words.naming:
            return position + 1
        elif (following := _joined(clause, index, position, headed)) is not None:
            position = following
        elif (seated := seat(clause, index, position)) is not None:
            return seated
        else:
            return _small_complement(clause, index, position, headed) or last
    return last


def _addressed(clause: Clause, index: int) -> int:
    """The token behind the known town that begins at ``index`` behind a postal code ("2018 Antwerpen"), 0 if none does."""
    code = clause.forms[index - 1].text
    if not (code.isdigit() and len(code) in (4, 5)) or not clause.starts_known(index):
        return 0
    return place_end(clause, index)


def _behind_head(clause: Clause, index: int, head: HeadAt | None) -> int:
    """The token behind the first word of a run, or behind the head noun of several words that opens it."""
    if head is None or head.last <= index + 1 or clause.closed(index + 1):
        return index + 1
    return head.last if clause.namelike(head.last) or clause.forms[head.last - 1].capital else index + 1


def _possessor(clause: Clause, position: int) -> bool:
    """Whether an English genitive joins a run to a head noun ("King's College")."""
    if clause.language != "en" or clause.forms[position].text not in ("'s", "’s") or not clause.forms[position + 1].capital:
        return False
    if clause.head_at(position + 1) is not None:
        return True
    return clause.forms[position - 2].low in ("st", "saint") and _head_ahead(clause, position + 1)


def _german_noun(clause: Clause, position: int) -> bool:
    """Whether an ordinary German noun ends a run."""
    token = clause.tokens[position]
    if clause.language != "de" or token.form.odd or not clause.common(token):
        return False
    return clause.head_at(position) is None and not clause.starts_known(position) and clause.forms[position - 1].text != "&"


def _small_complement(clause: Clause, first: int, position: int, headed: bool) -> int | None:
    """The end of a French name that one capitalised noun opens and small words end: "Lanterne verte", "Lanterne d’or"."""
    tokens = clause.tokens
    token = tokens[first]
    if clause.language != "fr" or position != first + 1 or headed or token.opens or token.form.odd or clause.starts_known(first):
        return None
    if (
        clause.forms[position].bare == "d"
        and position + 1 < len(tokens)
        and not clause.forms[position + 1].capital
        and clause.forms[position + 1].word
    ):
        return position + 2
    small = tokens[position]
    return (
        position + 1
        if not small.closed
        and small.form.low.endswith(FRENCH_ADJECTIVES)
        and small.form.low not in NO_ADJECTIVES
        and not small.form.low.endswith("ment")
        else None
    )


def _joined(clause: Clause, first: int, position: int, headed: bool) -> int | None:
    """The capitalised word that the links at ``position`` join to the run from ``first`` on, None if they do not."""
    tokens, links = clause.tokens, LINKS[clause.language]
    if clause.language == "nl" and (whole := english_whole(clause, position) or two_heads(clause, position)):
        return whole
    left, seen = position, []
    while (
        position < len(tokens)
        and clause.forms[position].bare in links
        and not clause.forms[position].capital
        and position - left < 3
    ):
        if tokens[position].closed and clause.forms[position - 1].text[-1:] not in "'’":
            return None
        seen.append(clause.forms[position].bare)
        position += 1
    if (
        not seen
        or position >= len(tokens)
        or not clause.namelike(position)
        or (tokens[position].closed and clause.forms[position - 1].text[-1:] not in "'’")
    ):
        return None
    if seen == ["and"] and paired(clause, first, left, position):
        return position
    article = clause.forms[first].bare in ("les", "la", "le") and left > first + 1
    if clause.forms[left - 1].legal or (
        not headed and not article and (clause.starts_known(position) or clause.is_known(first, left))
    ):
        return None
    if seen[0] in ("la", "l", "the", "het"):
        return None
    if clause.language == "nl" and clause.forms[position].never and not clause.namelike(position + 1):
        return None  # "Instituut voor Vlaamse kunst"
    if seen[0] in ("and", "en", "in", "for", "voor") and clause.language != "de":
        return _coordinated(clause, first, left, position, seen, headed)
    if seen[0] == "van" and left - first > 1 and (named_body(clause, position) or not headed):
        return position if headed and clause.forms[left - 1].low == "vrienden" else None
    if clause.language == "nl" and clause.forms[first].given and not headed and _head_ahead(clause, position):
        return position  # an award called by a person with a particle
    if clause.language == "nl" and (
        (seen[0] == "van" and not heads_run(clause, first) and not _introduced(clause, first)) or seen == ["de"]
    ):
        return None
    if clause.starts_known(position) and (head := clause.head_at(first)) is not None and head.compound:
        return None
    if seen[0] == "of" and not headed and _head_ahead(clause, position):
        return None
    if clause.forms[first].given and not headed:
        return None
    if (
        seen[0] in ("de", "d")
        and clause.forms[position].given
        and clause.forms[position + 1 if position + 1 < len(tokens) else position].surname
    ):
        return None
    return position


def _coordinated(clause: Clause, first: int, left: int, position: int, seen: list[str], headed: bool) -> int | None:
    """``position`` if "and", "for" or "in" joins it to the run ``first``..``left``, else None."""
    if seen[0] in ("for", "voor") or (clause.language == "fr" and seen[0] == "en"):
        return position if headed or _introduced(clause, first, "programme") else None
    if seen[0] == "in" or len(seen) > 1:
        return None
    titled = clause.head_at(first - 1) if first and not clause.tokens[first].opens else None
    if titled is not None and not clause.forms[first - 1].capital and titled.head.kind in ("work", "event") and left == first + 1:
        return position if not clause.namelike(position + 1) else None  # the sculpture Valour and Cowardice
    if seen == ["and"] and left == first + 1 and clause.forms[first - 1].low == "the" and _head_ahead(clause, position):
        return position  # the Victoria and Albert Museum
    linked = any(clause.forms[i].low in ("of", "for", "van", "voor") for i in range(first, left))
    head = clause.head_at(position)
    if not linked or clause.starts_known(position) or clause.forms[position].given or (head and head.head.type != "company"):
        return None
    return position


def _introduced(clause: Clause, first: int, kind: str = "event") -> bool:
    """Whether a small head noun of a programme, event or work stands right before the run ("het festival Nacht van …")."""
    head = clause.head_at(first - 1) if first else None
    return head is not None and not clause.forms[first - 1].capital and head.head.kind == kind


def _head_ahead(clause: Clause, position: int) -> bool:
    first = position
    while clause.namelike(position):
        if clause.head_at(position) is not None and position > first:
            return True
        position += 1
    return False
