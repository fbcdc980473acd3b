"""A stated count against the list that goes with it.

Invariant: an open list ("…", "among others") proves nothing and gives no finding; of a list whose items are of two kinds only
the lines of the counted kind count ("the capital & the communities": four communities stand in five lines).
"""

from collections import Counter
from collections.abc import Iterable

from dentelle.folding import digest, fold
from dentelle.model import Finding, ItemList, LinkedClaim
from dentelle.vocabulary import counted

__all__ = ["counts"]

_MOST_SHOWN = 6  # names of a list that a sentence shows


def counts(source: str, lists: Iterable[ItemList], claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """A stated count against the list that goes with it: "right" where it holds, else a warning; open lists prove nothing."""
    said = tuple(claims)
    return tuple(_finding(source, one, said) for one in lists if not one.open and _goes_with(one))


def _goes_with(one: ItemList) -> bool:
    """Whether the list can be the one that was counted: three names after "58 people" are not those people."""
    return one.stated * 0.6 <= len(one.items) <= one.stated * 1.5 + 1


def _finding(source: str, one: ItemList, claims: tuple[LinkedClaim, ...]) -> Finding:
    items = list(dict.fromkeys(fold(item) for item in one.items))
    stated, listed = int(one.stated), len(items)
    among = _counted_lines(items, one) if listed != stated else 0
    if among:
        outcome, severity = "right_among", "right"
    elif listed == stated:
        outcome, severity = "right", "right"
    else:
        outcome, severity = "wrong", "warning"
    about = [claim for claim in claims if _states(claim, one)]
    data = {
        "outcome": outcome,
        "subject": one.subject,
        "noun": one.noun,
        "stated": str(stated),
        "listed": str(listed),
        "items": "; ".join(one.items[:_MOST_SHOWN]) + ("; …" if len(one.items) > _MOST_SHOWN else ""),
        "quote": one.passage.quote,
    }
    said = {
        "right": "{subject}: {stated} {noun} stated and {listed} listed",
        "right_among": "{subject}: {stated} {noun} stated, and {stated} of the {listed} lines are such",
        "wrong": "{subject}: {stated} {noun} stated, but {listed} listed",
    }[outcome]
    return Finding(
        key=digest("counts", source, one.subject_kind, fold(one.subject), counted(one.noun).key, str(stated), length=20),
        check="counts",
        severity=severity,
        message=said.format(**data),
        data=tuple(sorted(data.items())),
        claims=tuple(sorted(claim.key for claim in about)),
        entities=tuple(sorted({claim.entity for claim in claims if claim.entity and _speaks_of(claim, one)})),
        sources=(source,),
    )


def _speaks_of(claim: LinkedClaim, one: ItemList) -> bool:
    return fold(claim.claim.subject) == fold(one.subject) and claim.claim.subject_kind == one.subject_kind


def _states(claim: LinkedClaim, one: ItemList) -> bool:
    return _speaks_of(claim, one) and claim.claim.value.number == one.stated


def _counted_lines(items: list[str], one: ItemList) -> int:
    """How many lines begin with the word that is counted, if exactly as many as stated do; else 0."""
    heads = Counter(item.split()[0] for item in items if item.split())
    fitting = [head for head, times in heads.items() if times == int(one.stated)]
    if len(fitting) != 1 or one.stated < 2:
        return 0
    head = fitting[0]
    lead = one.passage.lead.quote if one.passage.lead else ""
    nouns = {counted(word).noun for word in fold(f"{one.noun} {lead} {one.passage.quote}").replace("“", " ").split()}
    return heads[head] if counted(head).noun in nouns or (one.stated >= 3 and len(items) - heads[head] == 1) else 0
