"""What the whole document says about the names that its sentences gave away.

Invariants: one spelling has one kind in a document unless two strong rules disagree; a name found somewhere is found wherever
the document writes it as a whole word.
"""

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from dentelle.model import fold as folded
from dentelle.reading.names.candidates import Candidate, chosen
from dentelle.reading.names.sentence import Clause
from dentelle.reading.prepared import Prepared, Sentence

__all__ = ["settle"]

fold = lru_cache(maxsize=20_000)(folded)

WEAK = 60  # the weight under which a candidate bows to what other sentences say


def settle(prepared: Prepared, clauses: list[tuple[Sentence, Clause]], found: list[Candidate]) -> list[Candidate]:
    """``found`` with kinds agreed on over the document, and the further places where the same names stand."""
    text = prepared.text
    by_form: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        by_form[fold(text[candidate.start : candidate.end])].append(candidate)
    best = {form: max(same, key=lambda c: (c.weight, -c.start)) for form, same in by_form.items()}
    agreed = [_agreed(candidate, best[fold(text[candidate.start : candidate.end])]) for candidate in found]
    return chosen([*agreed, *_elsewhere(prepared, clauses, best, agreed)])


def _agreed(candidate: Candidate, best: Candidate) -> Candidate:
    if candidate.weight >= 70 or best.kind == candidate.kind and best.type == candidate.type:
        return candidate
    return replace(candidate, kind=best.kind, type=best.type, strong=best.strong, name=candidate.name or best.name)


def _elsewhere(
    prepared: Prepared, clauses: list[tuple[Sentence, Clause]], best: dict[str, Candidate], found: list[Candidate]
) -> list[Candidate]:
    """The names of ``best`` at places where no rule saw them, mostly at the beginning of sentences."""
    text = prepared.text
    forms = {text[c.start : c.end]: c for c in best.values()}
    for candidate in best.values():
        body = text[candidate.start : candidate.end]
        words = body.split()
        if candidate.kind == "person" and len(words) > 1 and len(words[-1]) > 3 and words[-1][0].isupper():
            forms.setdefault(words[-1], replace(candidate, weight=52, rule="surname", strong=False, name=candidate.name or body))
        elif candidate.type == "company" and candidate.rule == "legal form" and len(words) > 1:
            forms.setdefault(" ".join(words[:-1]), replace(candidate, weight=66, name=body))
    by_first: dict[str, list[tuple[str, Candidate]]] = defaultdict(list)
    for form, candidate in forms.items():
        first = re.match(r"\w+", form)
        if first and len(form) > 2:
            by_first[first.group()].append((form, candidate))
    more: list[Candidate] = []
    for sentence, clause in clauses:
        if sentence.role == "furniture":
            continue
        for token in clause.tokens:
            first = re.match(r"\w+", token.text)
            if not first or first.group() not in by_first:
                continue
            for form, candidate in by_first[first.group()]:
                end = token.start + len(form)
                if (
                    text.startswith(form, token.start)
                    and end <= sentence.end
                    and not text[end : end + 1].isalnum()
                    and text[end : end + 1] not in ("-", "’", "_")
                ):
                    if len(form.split()) == 1 and token.opens and clause.common(token) and not candidate.strong:
                        continue
                    more.append(
                        replace(
                            candidate,
                            start=token.start,
                            end=end,
                            weight=min(candidate.weight, 64 if " " in form else 49),
                            name=candidate.name,
                        )
                    )
    return more
