"""One kind for a name in the whole document, by all that stands around its places together.

Invariants: names of the lexicon, with a legal form and streets keep theirs; what one place says counts for all; a kind yields
only to evidence that outweighs the rule that gave it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.document import fold
from dentelle.reading.names.kind_evidence import Cue, cues
from dentelle.reading.names.lists import built_from
from dentelle.reading.names.sentence import Clause

__all__ = ["with_kinds"]

JOINED = re.compile(r"\s?,\s(?:(?:and|et|und|en)\s)?|\s(?:and|et|und|en|&)\s")

FIXED = frozenset(("lexicon", "legal form", "street", "street and number", "reference", "address of a site"))
NOUNS = ("head noun", "compound")  # rules that a noun in the name or beside it gave
OF_OTHERS = frozenset(
    ("noun behind", "nouns before")
)  # beside a person: "the architects Ann and Jan Example", "Example tours the pits"
SURE, LIKELY, GUESSED = 4, 2, 1  # what the rule that gave a kind is worth against evidence
NAMED_BY_NOUN = 70  # the weight from which a head noun beside or in the name is as good as sure
PLAIN = 90  # the weight from which a rule is sure by itself
HOUSES = frozenset(("building", "site", "incubator"))  # where a body may have its seat and its name
ENOUGH = 1  # by which evidence has to outweigh the rule
COUNTED = 2  # times that the same cue counts


def with_kinds(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, each with the kind that the document as a whole says."""
    text = clauses.text
    forms = [fold(text[candidate.start : candidate.end]) for candidate in found]
    places: dict[str, list[Candidate]] = defaultdict(list)
    for form, candidate in zip(forms, found, strict=True):
        places[form].append(candidate)
    said = _gathered(clauses, forms, found)
    for long, short in _spelled_out(text, found):
        said[forms[short]].append(Cue(found[long].kind, found[long].type, _worth(found[long]), "spelled out"))
    told = {form: better for form, same in places.items() if (better := _better(same, said.get(form, [])))}
    if not told:
        return found
    return [_told(candidate, told.get(form)) for form, candidate in zip(forms, found, strict=True)]


def _spelled_out(text: str, found: list[Candidate]) -> Iterator[tuple[int, int]]:
    """The places in ``found`` of each name and of the acronym in brackets right behind it."""
    for index in range(1, len(found)):
        long, short = found[index - 1], found[index]
        if text[long.end : short.start] != " (" or text[short.end : short.end + 1] != ")" or long.rule in FIXED:
            continue
        if built_from(text[short.start : short.end], text[long.start : long.end]):
            yield index - 1, index


def _told(candidate: Candidate, better: tuple[str, str] | None) -> Candidate:
    if better is None or candidate.rule in FIXED or candidate.type == "street" or candidate.kind == better[0]:
        return candidate
    return replace(candidate, kind=better[0], type=better[1], rule="words around it", name="")


def _gathered(clauses: Clauses, forms: Iterable[str], found: Iterable[Candidate]) -> dict[str, list[Cue]]:
    """The cues around all places of each name."""
    gathered: dict[str, list[Cue]] = defaultdict(list)
    number, clause = -1, None
    listed: Cue | None = None
    reached = 0
    for form, candidate in zip(forms, found, strict=True):
        goes_on = listed is not None and JOINED.fullmatch(clauses.text, reached, candidate.start) is not None
        reached = candidate.end
        if candidate.rule in FIXED or (at := clauses.token_at(candidate.start)) is None:
            continue
        if clause is None or at[0] != number:
            number, clause = at[0], clauses[at[0]]
        said = list(cues(clause, at[1], _last(clause, at[1], candidate.end)))
        if candidate.kind == "person":
            said = [cue for cue in said if cue.what not in OF_OTHERS]
        told = next((cue for cue in said if cue.what == "list"), None)
        if told is None and goes_on and listed is not None:
            said.append(listed)
        else:
            listed = told
        gathered[form] += said
    return gathered


def _last(clause: Clause, first: int, end: int) -> int:
    """The token behind the name that begins at token ``first`` and ends at ``end``."""
    last = first + 1
    while last < len(clause.tokens) and clause.tokens[last].end <= end:
        last += 1
    return last


def _better(same: list[Candidate], said: list[Cue]) -> tuple[str, str] | None:
    """Kind and type that ``said`` gives the name of ``same``, None where its own stands."""
    if not said or all(cue.kind == same[0].kind for cue in said):
        return None
    worth: Counter[str] = Counter()
    for (kind, _, points), times in Counter((cue.kind, cue.what, cue.worth) for cue in said).items():
        worth[kind] += points * (min(times, COUNTED) if points > 1 else 1)
    kind = max(worth, key=lambda one: (worth[one], one))
    own = same[0].kind
    named = own == "person" and kind != "organisation" and any(candidate.strong for candidate in same)
    ruled = SURE if named else 0  # only firms and schools are called like persons
    if kind == own or worth[kind] - worth[own] - max(ruled, *map(_worth, same)) < ENOUGH:
        return None
    return kind, "person" if kind == "person" else next((cue.type for cue in said if cue.kind == kind and cue.type), "")


def _worth(candidate: Candidate) -> int:
    """What the rule that gave the kind counts."""
    if candidate.rule.startswith(NOUNS) and candidate.weight >= NAMED_BY_NOUN:
        return LIKELY if candidate.type in HOUSES else SURE
    if candidate.weight >= PLAIN:
        return SURE
    return LIKELY if candidate.strong else GUESSED
