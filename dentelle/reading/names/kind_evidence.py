"""What the words around a name say of its kind: nouns that describe it, who is "founder of" it, what it does, where it stands.

Invariant: a cue looks at its own sentence alone, and at no more than a dozen tokens beside the name or the list it stands in.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dentelle.reading.names.cues import AND, INDEFINITE, LIST_REACH
from dentelle.reading.names.forms import Form
from dentelle.reading.names.sentence import Clause, HeadAt
from dentelle.reading.names.wordlists import Head, compound_heads, heads_at, plain
from dentelle.reading.tables import table

__all__ = ["Cue", "cues"]

LONGEST_HEAD = 3  # words of a head noun before a name
DESCRIBED = 5  # tokens in which the noun of "X is a small family …" is looked for
TOLD = 7  # tokens in which the participle of "X wurde im Jahr 1888 gegründet" is looked for
CALLED = 6  # tokens before "called" among which that noun stands
HELD_REACH = 12  # tokens in which the rest of "findet … statt" is looked for
LEAST = 8  # letters of a noun that is told by its ending
QUOTES = frozenset("«»“”„\"‘’'")
MOST = {"en": ("est",), "de": ("ste", "sten"), "nl": ("ste",)}  # endings of superlatives
NEVER = ("\0",)
OWNING = frozenset(("'s", "’s"))


class Cue(NamedTuple):
    """A kind that something around a name speaks for, the type that a noun gives it, how much that counts, and what it is."""

    kind: str
    type: str
    worth: int
    what: str


@cache
def _said(section: str) -> dict[str, str]:
    """Each word of the section with the kind that it speaks for."""
    return {plain(word.replace("+", " ")): kind for kind, words in table("kinds")[section].items() for word in words.split()}


@cache
def _links(name: str) -> frozenset[str]:
    return frozenset(table("kinds")["links"][name].split())


def cues(clause: Clause, first: int, last: int) -> Iterator[Cue]:
    """All that speaks for a kind of the name of tokens ``first``..``last`` (exclusive)."""
    before, quoted, articled = _before(clause, first)
    if before >= 0:
        if before == first - 1 and last - first == 2 and clause.forms[last - 1].surname and _is_role(clause, before):
            yield Cue("person", "person", 5, "role before")
        yield from _ahead(clause, before, quoted, articled)
        if (listed := _listed(clause, first)) is not None:
            yield Cue(listed.kind, listed.type, 3, "list")
    behind = last + (clause.forms[last].text in QUOTES)
    whole = before < 0 or clause.forms[before].text != ","  # not the town that ends "the Museum, Town is a …"
    yield from _described(clause, behind, whole)
    if before < 0 or not clause.forms[before].function or clause.forms[before].low in AND:
        yield from _told(clause, behind)
        if _takes_place(clause, behind):
            yield Cue("event", "", 3, "takes place")


def _is_role(clause: Clause, index: int) -> bool:
    """Whether the token is a role, or ends with one ("interim-directeur")."""
    form = clause.forms[index]
    return form.role or form.low.rpartition(" ")[2] in clause.words.roles


def _before(clause: Clause, first: int) -> tuple[int, bool, bool]:
    """The token before the name, its quotation mark and its article, and whether these stand there."""
    before, forms = first - 1, clause.forms
    quoted = before >= 0 and forms[before].text in QUOTES
    before -= quoted
    article = before >= 0 and forms[before].bare in clause.words.articles and forms[before].bare not in _links("of")
    own = article and forms[before].capital and not clause.tokens[before].opens  # "theater De Schuur" is called so
    return before - article, quoted, article and not own


def _ahead(clause: Clause, before: int, quoted: bool, articled: bool) -> Iterator[Cue]:
    """What the words before the name say."""
    forms = clause.forms
    told = _by_ending(clause, before)
    if told == "person":
        if forms[before + 1].given and clause.namelike(before + 2):
            yield Cue(told, told, 3, "maker")
        return
    found = _head_before(clause, before)
    if found is None and told:
        yield Cue(told, "", 2 if articled else 3, "noun before")
        return
    if found is not None:
        several = forms[before].low.endswith("s") and clause.language in ("en", "fr")
        yield Cue(found.head.kind, found.head.type, 2 if articled or several else 3, "nouns before" if several else "noun before")
        return
    low = forms[before].bare
    earlier = before - 1 - (before > 1 and forms[before - 1].bare in clause.words.articles)
    if before and low in _links("of") and earlier >= 0 and (kind := _role(forms[earlier])) is not None:
        yield Cue(kind, "", 3, "of")
    if before and low in _links("by") and (kind := _said("by").get(forms[before - 1].low)) is not None:
        yield Cue(kind, "", 2, "by")
    if low in _links("called") and not forms[before + 1].given and (named := _called(clause, before)) is not None:
        yield Cue(named.kind, named.type, 3, "called")
    stated = _said("before").get(f"{forms[before - 1].low} {low}" if before else low) or _said("before").get(low)
    if stated is not None:
        weak = stated == "place" or (stated == "event" and forms[before + 1].upper)  # "during the RHS" tells little
        yield Cue(stated, "", 1 if weak else 2, "before")
    elif not articled and not quoted and low in clause.words.place_prepositions:
        yield Cue("place", "", 1, "in")


def _called(clause: Clause, before: int) -> Head | None:
    """The noun of "a conference in Leeds called X", "un festival baptisé X"."""
    for index in range(before - 1, max(before - CALLED, -1), -1):
        form = clause.forms[index]
        if form.text in (",", ";", ":") and index < before - 1:
            return None
        found = clause.head_at(index) if form.word and form.capital == (clause.language == "de") else None
        if found is not None and found.head.language == clause.language and found.head.kind != "place":
            return found.head
    return None


def _by_ending(clause: Clause, index: int) -> str:
    """The kind that the ending of a German or Dutch noun before the name tells ("Steuerberatung", "snoepfabrikant"), else ""."""
    form = clause.forms[index]
    if clause.language not in ("de", "nl") or form.capital != (clause.language == "de") or len(form.low) < LEAST:
        return ""
    return next((kind for ending, kind in _said("endings").items() if form.low.endswith(ending)), "")


def _role(form: Form) -> str | None:
    """The kind of what somebody is ``form`` of; of a double role ("président-fondateur") the last counts."""
    said = _said("of")
    return said.get(form.low) or said.get(form.low.rpartition(" ")[2])


def _head_before(clause: Clause, before: int) -> HeadAt | None:
    """The small head noun that ends with token ``before``; none that is somebody's role."""
    forms = clause.forms
    for length in range(LONGEST_HEAD, 0, -1):
        start = before - length + 1
        found = clause.head_at(start) if start >= 0 else None
        if found is not None and found.last == before + 1 and found.head.language == clause.language and not forms[before].role:
            return found if forms[start].capital == (clause.language == "de") else None
    return None


def _listed(clause: Clause, first: int) -> Head | None:
    """The noun of "festivals such as X, Y and Z" for each of the names."""
    forms, index = clause.forms, first - 1
    low = forms[index].bare
    if not (low == "," or low in AND or low in _links("like")):
        return None
    while index > max(first - LIST_REACH, 1) and forms[index].bare not in _links("like"):
        low = forms[index].bare
        if not (clause.namelike(index) or low in (",", "&") or low in AND or low in clause.words.articles):
            return None
        index -= 1
    if forms[index].bare not in _links("like"):
        return None
    while index > 1 and (forms[index].bare in _links("like") or forms[index].text == "," or forms[index].low == "such"):
        index -= 1
    if forms[index].capital and clause.language != "de":
        return None
    noun = forms[index].low
    for stem in (noun[:-1], noun[:-2]):
        for head in heads_at().get(stem, ()):
            if head.language == clause.language and len(head.words) == 1:
                return head
    return None


def _described(clause: Clause, behind: int, whole: bool) -> Iterator[Cue]:
    """What ", a small town in …", "is an app" (of a ``whole`` subject), " group" or "'s founder" behind the name says."""
    forms = clause.forms
    mark, low = forms[behind].text, forms[behind].low
    article = forms[behind + 1].low
    if mark == "(":
        if (found := _noun(clause, behind + 1, 2)) is not None:
            yield Cue(found.head.kind, found.head.type, 2, "bracket")
    elif mark == "," or (whole and low in _links("named")):
        if article in INDEFINITE and (found := _noun(clause, behind + 2, DESCRIBED)) is not None:
            yield Cue(found.head.kind, found.head.type, 1 if forms[found.first].low in _links("vague") else 3, "what it is")
        elif article in clause.words.articles and (found := _superlative(clause, behind + 2)) is not None:
            yield Cue(found.head.kind, found.head.type, 1 if forms[found.first].low in _links("vague") else 2, "what it is most")
    elif clause.language == "en" and mark in OWNING and (kind := _role(forms[behind + 1])) is not None:
        yield Cue(kind, "", 2, "'s")
    elif clause.language in ("en", "nl") and not clause.closed(behind):
        found = clause.head_at(behind)
        if found is not None and found.head.kind != "place" and found.head.language == clause.language and _ends(clause, found):
            yield Cue(found.head.kind, found.head.type, 3, "noun behind")
        elif clause.language == "en" and _role(forms[behind]) == "organisation":
            yield Cue("organisation", "", 3, "role behind")


def _ends(clause: Clause, found: HeadAt) -> bool:
    """Whether the head noun is small, and no further noun behind it tells what is meant ("the X project leader")."""
    if clause.forms[found.first].capital:
        return False
    form = clause.forms[found.last]
    return clause.closed(found.last) or form.function or form.capital or not clause.common(clause.tokens[found.last])


def _noun(clause: Clause, index: int, reach: int) -> HeadAt | None:
    """The head noun of the words from token ``index`` on, behind adjectives; in English the last of several nouns."""
    best: HeadAt | None = None
    for at in range(index, min(index + reach, len(clause.tokens))):
        form = clause.forms[at]
        if not form.word or form.function or form.role or (form.capital and clause.language != "de"):
            return None if form.role else best
        found = clause.head_at(at)
        if found is not None and found.head.language == clause.language:
            best = found
            if clause.language != "en":
                return best
        elif clause.language == "nl" and (head := _compound(form.low)) is not None:
            return HeadAt(head, at, at + 1)
    return best


@cache
def _compound(low: str) -> Head | None:
    """The head noun that ends a small Dutch word ("onderwijsbeurs")."""
    if len(low) < LEAST:
        return None
    return next((head for ending, head in compound_heads("nl").get(low[-2:], ()) if low.endswith(ending)), None)


def _superlative(clause: Clause, index: int) -> HeadAt | None:
    """The head noun of "the largest brewery", "la plus ancienne marque"."""
    form = clause.forms[index]
    if form.low == "plus" or form.low in _links("most"):
        return _noun(clause, index + 1, DESCRIBED)
    return _noun(clause, index + 1, DESCRIBED) if form.low.endswith(MOST.get(clause.language, NEVER)) else None


def _takes_place(clause: Clause, behind: int) -> bool:
    """Whether the verb behind the name says that it takes place: "findet vom 3. bis 5. Mai in … statt", "will be held"."""
    if clause.forms[behind].low not in _links("takes"):
        return False
    for at in range(behind + 1, min(behind + HELD_REACH, len(clause.tokens))):
        form = clause.forms[at]
        if form.low in _links("place"):
            return True
        if form.text in (",", ";", ":", "(") or form.low in INDEFINITE:
            return False  # "is a privately held firm"
    return False


def _told(clause: Clause, behind: int) -> Iterator[Cue]:
    """What the verb behind the name, its subject, says."""
    forms = clause.forms
    kind = _said("does").get(forms[behind].low)
    if kind is not None:
        yield Cue(kind, "", 2, "does")
    elif forms[behind].low in _links("be"):
        for at in range(behind + 1, min(behind + TOLD, len(clause.tokens))):
            if not forms[at].word:
                return
            if (kind := _said("done").get(forms[at].low)) is not None:
                yield Cue(kind, "", 2, "done")
                return
