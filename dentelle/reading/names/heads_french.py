"""Names that a French head noun opens: "Université de …", "Centre d'essais …", "rue …", also in texts of other languages.

Weights: a head noun with its complement 82 (strong), a small one before a name 72, a département 56.
"""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause, HeadAt, headed_candidate
from dentelle.reading.names.wordlists import closed_set, endings, word_bundle

__all__ = ["FRENCH_ADJECTIVES", "NO_ADJECTIVES", "french_name"]

FRENCH_LINKS = closed_set("fr", "links")
NEEDS_CAPITAL = closed_set("fr", "needs_capital")
FRENCH_ADJECTIVES = endings("fr", "adjectives")
NO_ADJECTIVES = closed_set("fr", "no_adjectives")
NAMED_SMALL = closed_set("all", "named_small")
NEVER_SMALL = closed_set("fr", "never_small")
INSTITUTIONS = frozenset({"ville", "region", "departement", "commune"})
TOWNLIKE = closed_set("all", "townlike")
HEAD_STAYS = closed_set("all", "head_stays")
STAYING = closed_set("fr", "staying")
QUARTERS = frozenset({"nord", "sud", "est", "ouest", "centre", "midi"})
DESCRIBING = frozenset({"de", "d", "du", "des", "la", "l", "en", "a"})
WHERE = frozenset({"a", "au", "aux"})
UNFIT = (
    "ee",
    "ees",
    "es",
    "ent",
    "ant",
    "er",
    "i",
    "it",
    "ait",
    "is",
    "us",
    "u",
    "era",
    "ra",
    "ront",
    "e\u0301",
)  # of participles and verbs


def french_name(clause: Clause, found: HeadAt) -> Iterator[Candidate]:
    """The names that the French head noun ``found`` opens."""
    if clause.forms[found.first].capital:
        yield from _capital_head(clause, found)
        return
    if clause.language != "fr" and found.head.type != "street":
        return
    if found.head.kind == "programme" and clause.namelike(found.last) and _participle_inside(clause, found.last):
        last, proper = _french_extent(clause, HeadAt(found.head, found.first, found.last + 2), 0)
        if proper:
            yield headed_candidate(clause, found.last, last, found, 73, "head noun before a name")
            return
    yield from _described(clause, found)
    staying = found.head.words[0] in STAYING or (found.head.type == "school" and _adjective_at(clause, found.last))
    named_small = staying or (
        found.head.type in NAMED_SMALL and not (len(found.head.words) == 1 and found.head.words[0] in NEVER_SMALL)
    )
    told = found.head.kind in ("programme", "event", "work") and clause.namelike(found.last)
    small_words = 1 if found.head.type == "street" else 2 if named_small else int(told)  # "cours d’art et de dessin" is no street
    last, proper = _french_extent(clause, found, small_words)
    if not proper or _of_style(clause, found.last, last):
        return
    if found.head.type == "district" and clause.forms[found.last].bare == "des":
        yield headed_candidate(clause, found.first, last, found, SMALL_HEAD, "small head noun and proper complement")
        return
    article = (
        last > found.last + 1 and clause.forms[found.last].capital and clause.forms[found.last].bare in ("le", "la", "les", "l")
    )
    if clause.namelike(found.last) or article:
        borne = found.head.type == "award" and clause.given(found.last) and clause.namelike(found.last + 1)
        if found.head.type in HEAD_STAYS or staying or borne:
            weight = 88 if clause.given(found.last) else 72  # it bears somebody's name
            yield headed_candidate(clause, found.first, last, found, weight, "head noun before a name")
        elif not (clause.is_known(found.last, last) or clause.begins_longer(found.last, last)):
            yield headed_candidate(clause, found.last, last, found, 72, "head noun before a name")
    elif named_small:
        vague = found.head.words == ("agglomeration",)  # "l’agglomération de X" is its towns as well
        yield headed_candidate(
            clause, found.first, last, found, 72 if vague else SMALL_HEAD, "small head noun and proper complement"
        )
    elif found.head.type == "departement":
        yield headed_candidate(clause, found.first, last, found, 56, "département")


STYLES = frozenset({"style", "type", "facture", "inspiration", "epoque"})


def _of_style(clause: Clause, first: int, last: int) -> bool:
    """Whether the complement ``first``..``last`` only says how a thing looks: "piscine de style Art déco"."""
    behind = first + (clause.forms[first].bare in ("de", "d"))
    return clause.word(behind) in STYLES or clause.generic(first, last)


SMALL_HEAD = 82
DEMONSTRATIVES = frozenset({"celle", "celles", "celui", "ceux", "ce", "ces", "cette", "cet"})
DESCRIPTION = 6  # words between a head noun and the name that it describes


def _capital_head(clause: Clause, found: HeadAt) -> Iterator[Candidate]:
    """The names that a French head noun with a capital opens."""
    head = clause.tokens[found.first]
    if clause.language != "fr" and not _french_goes_on(clause, found):
        return
    last, proper = _french_extent(clause, found, small_words=4)
    if last == found.last:
        if len(found.head.words) > 2 and clause.forms[last - 1].capital:
            yield headed_candidate(clause, found.first, last, found, 82, "head noun")
        return
    giver = clause.head_at(found.first - 1) if found.first else None
    small = giver is not None and giver.last == found.first and not clause.forms[found.first - 1].capital
    if giver is not None and small and giver.head.kind == "programme" and giver.head.language == "fr":
        yield headed_candidate(clause, found.first, last, giver, 83, "head noun before a name")
        return
    if clause.given(found.first) and clause.namelike(found.last) and not clause.starts_known(found.last):
        return  # "the historian Greta Lind": a person
    closed = last >= len(clause.tokens) or not clause.forms[last].word
    foreign = clause.language != "fr" and closed and last > found.last + 1
    if head.opens and not proper and clause.forms[last].text != "(" and not foreign:
        return
    if found.head.kind == "place" and found.head.type in TOWNLIKE and proper:
        if found.head.words[0] in INSTITUTIONS and (not head.opens or clause.role != "sentence") and clause.language == "fr":
            start, end = clause.tokens[found.first].start, clause.tokens[last - 1].end
            yield Candidate(start, end, "organisation", "public_body", "town as an institution", 82, True)
        return
    if not proper and " ".join(clause.forms[i].bare for i in range(found.first, last)) in word_bundle("fr").generic:
        return
    yield headed_candidate(clause, _french_adjective_before(clause, found.first), last, found, 82, "head noun")


def _described(clause: Clause, found: HeadAt) -> Iterator[Candidate]:
    """The name behind a small head noun with its own complement: "le fonds d’amorçage X", "un cluster allemand X"."""
    if found.head.type in TOWNLIKE or found.head.language != clause.language:
        return
    position, linked = found.last, False
    while position < len(clause.tokens) and position - found.last < DESCRIPTION:
        token = clause.tokens[position]
        if not token.form.word or (token.closed and not clause.text(position - 1).endswith(("’", "'"))):
            return
        if clause.namelike(position):
            break
        link = token.form.low.strip() in DESCRIBING
        if (
            not link
            and not linked
            and token.form.low not in clause.words.never
            and not _small_word(clause, position, False, False)
        ):
            return
        linked, position = link, position + 1
    if position == found.last or linked or not clause.namelike(position) or clause.given(position):
        return
    last, _ = _french_extent(clause, HeadAt(found.head, found.first, position), 0)
    if last > position and not clause.starts_known(position) and clause.head_at(position) is None:
        yield headed_candidate(clause, position, last, found, 71, "described by a head noun")


BEFORE_HEADS = closed_set("fr", "before_heads")
PRENOMINAL = closed_set("fr", "prenominal")


def _french_adjective_before(clause: Clause, first: int) -> int:
    """Where a French name begins whose head noun has a capitalised adjective before it ("Seconde Guerre mondiale")."""
    before = first - 1
    if before >= 0 and clause.forms[before].capital and clause.forms[before].low in BEFORE_HEADS and not clause.closed(first):
        return before
    return first


def _participle_inside(clause: Clause, position: int) -> bool:
    """Whether a small word and a link to a capital follow ("Main tendue du Nord")."""
    tokens = clause.tokens
    if position + 3 >= len(tokens) or any(tokens[i].closed for i in (position + 1, position + 2)):
        return False
    small, link = tokens[position + 1], tokens[position + 2]
    return (
        not small.form.capital
        and small.form.low not in clause.words.function
        and small.form.low not in FRENCH_LINKS
        and link.form.low in ("du", "de", "des")
        and clause.forms[position + 3].capital
    )


def _french_goes_on(clause: Clause, found: HeadAt) -> bool:
    """Whether a head noun that is French among others is French here: by a link or a small adjective behind it."""
    position = found.last
    if position >= len(clause.tokens) or not clause.forms[position].word:
        return False
    token = clause.tokens[position]
    if token.form.bare in ("de", "du", "des", "d") and clause.language != "nl":
        return True
    if token.form.bare in ("de", "du", "des", "d"):
        return (
            token.form.bare != "de"
            or clause.forms[position + 1].bare in ("la", "l")
            or (position + 1 < len(clause.tokens) and clause.forms[position + 1].capital)
        )
    if _small_word(clause, position, False, True) or (found.head.type == "street" and token.form.capital):
        return True
    behind = clause.forms[position + 1].low
    if (
        token.form.capital
        and behind.endswith(FRENCH_ADJECTIVES)
        and not clause.forms[position + 1].capital
        and not found.head.written.isascii()
    ):
        return True
    return (token.form.capital and found.head.written[:3] in token.form.text.casefold()) or (
        clause.forms[position + 1].bare in ("de", "du", "des", "d", "en") and token.form.capital
    )


def _french_extent(clause: Clause, found: HeadAt, small_words: int) -> tuple[int, bool]:
    """Where the complement of a French head noun ends, and whether it holds a proper name."""
    tokens = clause.tokens
    position = last = found.last
    proper = linked = False
    smalls = nouns = 0
    while position < len(tokens):
        token = tokens[position]
        glued = position > 0 and clause.forms[position - 1].text[-1:] in "'’"
        if token.form.text == "&" and position + 1 < len(tokens) and clause.forms[position + 1].capital:
            position, linked = position + 1, True
            continue
        if not token.form.word or (token.closed and not glued and clause.forms[position - 1].text != "&"):
            break
        article = position == found.last and token.form.capital and token.form.bare in ("le", "la", "les", "l")
        if article and position + 1 < len(tokens) and clause.namelike(position + 1):
            position += 1
            continue
        if found.head.type == "venue" and nouns and clause.starts_known(position):
            break
        if clause.namelike(position) and not (clause.forms[position].legal and proper is False and position == found.last):
            if proper and not linked and clause.forms[position].given and found.head.kind in ("programme", "event", "work"):
                break
            proper, linked, position = True, False, position + 1
            last = position
            if token.form.text.isdigit():
                break
        elif linked and token.form.capital and token.form.low in QUARTERS and found.head.kind != "person":
            proper, linked, position = True, False, position + 1  # "canal de l’Est"
            last = position
        elif token.form.bare in FRENCH_LINKS and not token.form.capital:
            following = _after_links(clause, position)
            if following is None and position == found.last and found.head.kind == "place":
                following = _for_what(clause, found.first, position)
            if following is None or (proper and not linked and _another(clause, found, position, following)):
                break
            linked, position = True, following
        elif nouns and _ends_it(clause, position):
            position = last = position + 1
        elif linked and token.form.low in PRENOMINAL and not token.form.capital and smalls < small_words:
            position += 1  # "Prix de la première œuvre": the noun follows
        elif smalls < small_words and _small_word(clause, position, linked, position == found.last):
            nouns += linked
            smalls, linked, position = smalls + 1, False, position + 1
            last = position
        else:
            break
    return last, proper


def _another(clause: Clause, found: HeadAt, position: int, following: int) -> bool:
    """Whether the links behind a whole name lead to something else: to whose the prize, plan or fair is ("Trophée X du Crédit
    Y"), or to a second thing ("l’usine X et de la minoterie")."""
    if clause.forms[position].bare == "et" and not clause.forms[found.first].capital and not clause.forms[following].capital:
        return following > position + 1
    if found.head.kind not in ("programme", "event") or clause.forms[position].bare not in ("de", "du", "des", "d"):
        return False
    head = clause.head_at(following)
    return head is not None and head.head.kind == "organisation" and clause.forms[following].capital


def _adjective_at(clause: Clause, position: int) -> bool:
    """Whether a small adjective stands at ``position``, with "de" behind it: "école vétérinaire de Nantes"."""
    form = clause.forms[position]
    told = form.low.endswith(FRENCH_ADJECTIVES) and form.low not in NO_ADJECTIVES and form.low not in clause.words.never
    return told and not form.capital and not clause.closed(position) and clause.forms[position + 1].bare in ("de", "d", "du")


def _ends_it(clause: Clause, position: int) -> bool:
    """Whether a small word behind the noun of a complement ends name and clause: "Trophée de la donnée utile,"."""
    form, behind = clause.forms[position], clause.forms[position + 1]
    if form.capital or form.low in clause.words.function or not form.text.isalpha() or form.low.endswith(UNFIT):
        return False
    return (
        not behind.word and len(form.low) > 3 and behind.text != "(" if position + 1 < len(clause.tokens) else len(form.low) > 3
    )


def _for_what(clause: Clause, first: int, position: int) -> int | None:
    """The small plural behind "aux" at ``position`` that a capitalised house is called by ("Halle aux grains"), else None."""
    if clause.forms[position].bare != "aux" or not clause.forms[first].capital or clause.closed(position):
        return None
    noun = clause.forms[position + 1]
    plural = noun.word and not noun.capital and noun.low.endswith(("s", "x")) and noun.low not in clause.words.function
    return position + 1 if plural else None


def _after_links(clause: Clause, position: int) -> int | None:
    """The content word behind the links at ``position`` ("de la", "et du"), None if they link nothing that a name may hold."""
    tokens = clause.tokens
    first = position
    seen = []
    while (
        position < len(tokens)
        and clause.forms[position].bare in FRENCH_LINKS
        and not clause.forms[position].capital
        and position - first < 4
    ):
        if tokens[position].closed and clause.forms[position - 1].text[-1:] not in "'’":
            return None
        seen.append(clause.forms[position].bare)
        position += 1
    if position >= len(tokens) or not clause.forms[position].word:
        return None
    if seen[0] == "et" and len(seen) > 1:
        if seen[1] in ("le", "la", "les", "l"):
            return None
        ordinary = clause.forms[position].low in word_bundle("fr").common
        if seen[-1] in ("l", "d", "de") and clause.namelike(position) and not clause.starts_known(position) and not ordinary:
            return None
    if (set(seen) & NEEDS_CAPITAL or seen[0] in ("la", "le", "les", "l")) and not clause.namelike(position):
        return None
    if seen[0] == "et" and len(seen) == 1 and (clause.starts_known(position) or _two_names(clause, first, position)):
        return None
    if seen[0] in WHERE and clause.starts_known(position):
        return None  # where it is
    if seen[0] == "et" and clause.forms[position].low in DEMONSTRATIVES:
        return None  # "le boulevard de X et de celle du canal"
    head = clause.head_at(position) if "et" in seen else None
    if head is not None and (clause.forms[position].capital or (head.head.kind == "place" and len(seen) > 1)):
        return None  # "le canal de X et de la ligne Y" are two
    return position


def _two_names(clause: Clause, first: int, position: int) -> bool:
    """Whether a bare "et" at ``first`` joins two names of one word, of which a common noun heads the first: "le pôle X et Y"."""
    tokens = clause.tokens
    if first < 2 or clause.head_at(first - 2) is None or tokens[first - 2].form.capital or not clause.namelike(first - 1):
        return False
    return clause.namelike(position) and (position + 1 >= len(tokens) or not clause.namelike(position + 1))


def _small_word(clause: Clause, position: int, linked: bool, directly: bool) -> bool:
    token = clause.tokens[position]
    if token.form.capital or token.form.text[0].isdigit() or token.form.low in clause.words.function or len(token.form.low) < 2:
        return False
    if linked:
        return True
    if directly and clause.forms[position + 1].low == "et" and token.form.low in word_bundle("fr").common:
        return True
    return (
        token.form.low.endswith(FRENCH_ADJECTIVES)
        and token.form.low not in NO_ADJECTIVES
        and not token.form.low.endswith(("ement", "ment"))
    )
