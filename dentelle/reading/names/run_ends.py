"""How far a run of capitalised words goes: what may stand behind a head noun, mostly in Dutch."""

from dentelle.reading.names.sentence import Clause

__all__ = ["heads_run", "named_body", "place_end", "seat"]

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


ADJECTIVAL = ("lijke", "lijk", "sche", "ale", "aal", "ieve", "ische", "ele", "eel", "aire", "air", "nse", "gse", "mse")
