"""What the whole document says about the names that its sentences gave away.

Invariants: one spelling has one kind in a document unless two strong rules disagree; a name found somewhere is found wherever
the document writes it as a whole word.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from dentelle.folding import fold as folded
from dentelle.reading.names.arrivals import parted
from dentelle.reading.names.candidates import Candidate, chosen
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.defined import DEFINED
from dentelle.reading.names.forms import forms_of
from dentelle.reading.names.recurring import widened
from dentelle.reading.names.series import of_one_kind
from dentelle.reading.prepared import Prepared

__all__ = ["fold", "settle", "spread"]

fold = lru_cache(maxsize=20_000)(folded)  # the mentions of a name are compared again and again

FIRST_WORD = re.compile(r"\w+")
WEAK = 60  # the weight under which a candidate bows to what other sentences say


def settle(prepared: Prepared, clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found`` with kinds agreed on over the document, and the further places where the same names stand."""
    text = prepared.text
    found = parted(text, of_one_kind(text, [_whole(text, candidate) for candidate in found]))
    by_form: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        by_form[fold(text[candidate.start : candidate.end])].append(candidate)
    best = {form: _likeliest(same) for form, same in by_form.items()}
    _name_surnames(text, best)
    found = _surnames_like_towns(text, found, best)
    agreed = [_agreed(candidate, best[fold(text[candidate.start : candidate.end])]) for candidate in found]
    longer = [*_recurring(prepared, clauses, agreed), *widened(prepared, clauses, agreed)]
    for candidate in longer:
        best.setdefault(fold(text[candidate.start : candidate.end]), candidate)
    agreed += longer
    standing = {candidate.start: candidate for candidate in agreed}
    agreed += [c for c in _elsewhere(prepared, clauses, best) if not _outdone(c, standing.get(c.start))]
    return chosen(agreed)


def _outdone(candidate: Candidate, standing: Candidate | None) -> bool:
    """Whether the same place was taken for a name with more weight."""
    return standing is not None and standing.end == candidate.end and standing.weight > candidate.weight


FIRST_HALF = re.compile(r"[^\W\d_a-zß-ÿ][\w’'.-]{0,30}\s$")


def _whole(text: str, candidate: Candidate) -> Candidate:
    """``candidate`` with the word before the "&" that it begins with: an ordinary one at the head of a sentence."""
    if text[candidate.start] != "&":
        return candidate
    half = FIRST_HALF.search(text, max(candidate.start - 32, 0), candidate.start)
    return replace(candidate, start=half.start(), name="") if half else candidate


TAIL = re.compile(r" (?:en|de|du|des|d[’']|sur|sous|à|au|aux|pour|von|für|van|in|of) ?[a-zß-ÿ][\wß-ÿ’'-]+")
FORMS_TRIED = 200  # of one document; a longer one is searched for the tails of its first names only


def _recurring(prepared: Prepared, clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """Names that go on in small letters, because the document goes on so every other time: "Escaut en fête"."""
    text = prepared.text[:100_000]
    tried: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.kind != "person" and candidate.end < len(text):
            tried.setdefault(text[candidate.start : candidate.end], candidate)
    spans: list[Candidate] = []
    for form, candidate in list(tried.items())[:FORMS_TRIED]:
        if text.count(form) < 2:
            continue
        tails = [following.group() for at in _places(text, form) if (following := TAIL.match(text, at + len(form)))]
        tail, count = min(Counter(tails).items(), key=lambda item: (-item[1], item[0])) if tails else ("", 0)
        if count < 2 or count * 2 < text.count(form):
            continue
        whole = form + tail
        if not any(CLOSED.match(text, at + len(whole)) for at in _places(text, whole)):
            continue
        kind, kind_type = _introduced(clauses, text, whole) or (
            (candidate.kind, candidate.type) if candidate.kind != "place" else ("organisation", "")
        )
        spans += [
            replace(
                candidate, start=at, end=at + len(whole), kind=kind, type=kind_type, rule="recurring words", weight=83, name=""
            )
            for at in _places(text, whole)
            if not WORD.match(text, at + len(whole))
        ]
    return spans


LEGAL_END = re.compile(r"\s+(?:e\. ?[VG]\.|\S+)$")  # "e. V.", or the last word
CLOSED = re.compile(r"\s?(?:[:.,;!?»)\n”\"]|$)")
WORD = re.compile(r"\w")


def _places(text: str, form: str) -> Iterator[int]:
    """Where ``form`` stands in ``text``, without overlaps."""
    at = text.find(form)
    while at >= 0:
        yield at
        at = text.find(form, at + len(form))


def _introduced(clauses: Clauses, text: str, name: str) -> tuple[str, str] | None:
    """Kind and type by a small head noun that stands right before ``name`` anywhere."""
    for number, index in filter(None, map(clauses.token_at, _places(text, name))):
        if index and not clauses.form(number, index - 1).capital:
            clause = clauses[number]
            found = clause.head_at(index - 1)
            if found is not None and found.head.language == clause.language:
                return found.head.kind, found.head.type
    return None


PARTICLED = re.compile(r"\s((?:(?:van|de|der|den|ten|ter|te|het|in|op|’t|'t|vander|vanden)\s)+[A-ZÀ-ÖØ-Þ].*)", re.IGNORECASE)


def _surname(name: str) -> str:
    """The surname of a person with its Dutch particles, as it is written alone: "Van den Berg" of "An van den Berg"."""
    found = PARTICLED.search(name)
    body = found[1] if found else name.split()[-1]
    return body[0].upper() + body[1:]


def _name_surnames(text: str, best: dict[str, Candidate]) -> None:
    """Makes persons of single words that were taken for organisations, where they are a strong person's surname."""
    surnames = {fold(_surname(text[c.start : c.end])): c for c in best.values() if c.kind == "person" and c.strong}
    for form, candidate in best.items():
        person = surnames.get(form)
        if person is not None and candidate.kind in ("organisation", "work") and candidate.weight < WEAK:
            name = person.name or " ".join(text[person.start : person.end].split())
            best[form] = replace(candidate, kind="person", type="person", rule="surname", weight=52, name=name)


WHERE = re.compile(r"(?:\b(?:in|at|to|from|near|à|au|nach|aus|bei|te|naar|uit|près de|de|von|van)|,)\s$")


NOBLE = re.compile(r"\s(?:von|zu|of)\s\S+$")  # "Otto von Bremen" is called Otto: Bremen alone is the town


def _surnames_like_towns(text: str, found: list[Candidate], best: dict[str, Candidate]) -> list[Candidate]:
    """``found`` with a town's name made a person's where a person of the document has that surname and nothing says "where"."""
    surnames = {
        fold(text[c.start : c.end].split()[-1]): c
        for c in found
        if c.kind == "person" and c.strong and " " in text[c.start : c.end] and NOBLE.search(text, c.start, c.end) is None
    }
    made = []
    for candidate in found:
        person = surnames.get(fold(text[candidate.start : candidate.end])) if candidate.rule == "lexicon" else None
        if (
            person is None
            or candidate.type not in ("commune", "company", "province")
            or WHERE.search(text, max(candidate.start - 10, 0), candidate.start)
        ):
            made.append(candidate)
            continue
        name = person.name or " ".join(text[person.start : person.end].split())
        made.append(replace(candidate, kind="person", type="person", rule="surname", weight=52, name=name, strong=False))
        best[fold(text[candidate.start : candidate.end])] = made[-1]
    return made


def _likeliest(same: list[Candidate]) -> Candidate:
    """Of the candidates of one spelling the strongest one of the kind that has the most weight in all."""
    weights: dict[str, int] = defaultdict(int)
    same = [c for c in same if c.rule == DEFINED and c.type != "initiative"] or same  # a house may be called a project
    for candidate in same:
        weights[candidate.kind] += candidate.weight**2
    kind = max(weights, key=lambda k: (weights[k], k))
    return max((c for c in same if c.kind == kind), key=lambda c: (c.weight, -c.start))


def _agreed(candidate: Candidate, best: Candidate) -> Candidate:
    if candidate.rule == "lexicon" or (best.kind == candidate.kind and best.type == candidate.type):
        return candidate
    return replace(candidate, kind=best.kind, type=best.type, strong=best.strong, name=candidate.name or best.name)


def _elsewhere(prepared: Prepared, clauses: Clauses, best: dict[str, Candidate]) -> Iterator[Candidate]:
    """The names of ``best`` at places where no rule saw them, mostly at the beginning of sentences."""
    text = prepared.text
    forms = {text[c.start : c.end]: c for c in best.values()}
    for candidate in best.values():
        body = text[candidate.start : candidate.end]
        words = body.split()
        if candidate.kind == "person" and len(words) > 1 and len(words[-1]) > 3 and words[-1][0].isupper():
            surname = _surname(" ".join(words))
            told = replace(candidate, weight=58, rule="surname", strong=False, name=candidate.name or body)
            forms.setdefault(surname, told)
            if surname == words[-1] or prepared.language != "nl":
                forms.setdefault(words[-1], replace(told, weight=52))
        elif candidate.type == "company" and candidate.rule == "legal form" and len(words) > 1:
            short = LEGAL_END.sub("", body) if body[-1] == "." else " ".join(words[:-1])
            forms.setdefault(short, replace(candidate, weight=66, name=body))
    return _places_of(clauses, forms)


def spread(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, with the free places at which names of several words stand that only the tagger saw elsewhere: it
    judges each sentence by itself and misses headings."""
    text = clauses.text
    seen = {text[c.start : c.end]: c for c in found if c.rule == "tagger" and " " in text[c.start : c.end]}
    taken = sorted((c.start, c.end) for c in found)
    free = []
    for candidate in _places_of(clauses, seen) if seen else ():
        at = bisect_left(taken, (candidate.end, 0))
        if not at or taken[at - 1][1] <= candidate.start:
            free.append(candidate)
    return sorted([*found, *chosen(free)], key=attrgetter("start")) if free else found


def _places_of(clauses: Clauses, forms: dict[str, Candidate]) -> Iterator[Candidate]:
    """Each place at which a token begins one of ``forms`` that ends with a word."""
    text = clauses.text
    lengths: dict[str, set[int]] = defaultdict(set)
    for written in forms:
        first = FIRST_WORD.match(written)
        if first and len(written) > 2:
            lengths[first.group()].add(len(written))
    for match in FIRST_WORD.finditer(text):
        opening = match[0]
        if opening not in lengths:
            continue
        start = match.start()
        said = {end: known for end in (start + length for length in lengths[opening]) if (known := forms.get(text[start:end]))}
        place = clauses.token_at(start) if said else None
        if place is None:
            continue
        number, index = place
        sentence, form = clauses.sentences[number], clauses.form(number, index)
        if sentence.role == "furniture" or form.opening != opening:
            continue
        for end, known in said.items():
            after = text[end : end + 1]
            if end > sentence.end or after.isalnum() or after in ("-", "’", "_"):
                continue
            one_word = end - start <= len(form.text)
            if one_word and not known.strong and clauses.opens(number, index) and forms_of(sentence.language).is_ordinary(form):
                continue
            sure = known.rule == DEFINED and _told_apart(clauses, number, index, end)
            yield known.moved(start, end, min(known.weight, 82 if sure else 49 if one_word else 64))


def _told_apart(clauses: Clauses, number: int, index: int, end: int) -> bool:
    """Whether the token, of a name that a sentence defines, is that name there: alone in its line, or behind an article."""
    before = clauses.form(number, index - 1) if index else None
    return before.article if before is not None else end == clauses.sentences[number].end
