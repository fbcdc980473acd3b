"""How far a run of capitalised words goes: what may stand behind a head noun, mostly in Dutch."""

from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set

__all__ = ["english_whole", "heads_run", "named_body", "place_end", "seat", "two_heads"]

SEATED = frozenset({"school", "university", "laboratory", "hospital", "museum", "library", "venue"})


def seat(clause: Clause, first: int, position: int) -> int | None:
    """The token behind the town that a Dutch institution's name ends with ("Academie voor Schone Kunsten te Gent")."""
    if clause.language != "nl" or clause.forms[position].low != "te" or not clause.starts_known(position + 1):
        return None
    heads = [found for i in (first, first + 1) if (found := clause.head_at(i)) is not None]
    if not heads or heads[0].head.type not in SEATED or (position == first + 1 and heads[0].head.language != "nl"):
        return None
    if any(clause.starts_known(i) for i in range(first, position)):
        return None
    return place_end(clause, position + 1)


ENGLISH_HEADS = closed_set("en", "of_heads")


def english_whole(clause: Clause, position: int) -> int:
    """Where an English name goes on in a Dutch sentence behind "of" or "of the" at ``position``, 0 if it does not."""
    if clause.forms[position].low != "of" or clause.closed(position) or clause.word(position - 1) not in ENGLISH_HEADS:
        return 0
    behind = position + 1 + (clause.forms[position + 1].low == "the")
    return behind if clause.namelike(behind) and not clause.closed(behind) else 0


def two_heads(clause: Clause, position: int) -> int:
    """Where the second of two head nouns stands that share what follows ("Museum en Archief voor …"), 0 if none does."""
    if clause.forms[position].low != "en" or clause.closed(position) or clause.closed(position + 1):
        return 0
    halves = [clause.head_at(i) for i in (position - 1, position + 1)]
    if not all(half is not None and half.head.kind == "organisation" and half.last == half.first + 1 for half in halves):
        return 0
    shared = clause.forms[position + 1].capital and clause.forms[position + 2].low in ("van", "voor")
    return position + 1 if shared and not clause.starts_known(position + 3) else 0


def place_end(clause: Clause, index: int) -> int:
    """The token behind the known place that begins at ``index``."""
    end = clause.known[clause.tokens[index].start]
    return next(i for i in range(index, len(clause.tokens)) if clause.tokens[i].end >= end) + 1


def named_body(clause: Clause, position: int) -> bool:
    """Whether a name with a head noun of its own stands at ``position`` ("… van de Koninklijke Musea")."""
    if clause.head_at(position) is not None:
        return True
    return clause.language == "nl" and clause.namelike(position + 1) and clause.head_at(position + 1) is not None


def heads_run(clause: Clause, first: int) -> bool:
    """Whether the run begins with a head noun of an organisation, programme or event, so that "van …" may go on; an adjective
    may stand before it ("Stedelijke Commissie voor … van …")."""
    head = clause.head_at(first)
    if head is None and clause.forms[first].low.endswith(ADJECTIVAL) and not clause.starts_known(first):
        head = clause.head_at(first + 1)
    return head is not None and head.head.kind != "place"


ADJECTIVAL = (
    "lijke",
    "lijk",
    "sche",
    "ale",
    "aal",
    "ieve",
    "ische",
    "ele",
    "eel",
    "aire",
    "air",
    "nse",
    "dse",
    "rse",
    "tse",
    "gse",
    "mse",
)
