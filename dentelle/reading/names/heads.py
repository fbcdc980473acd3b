"""Names that a head noun opens, in French and German. English and Dutch ones are runs of capitals and read in ``runs``."""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.heads_french import french_name
from dentelle.reading.names.heads_german import german_name
from dentelle.reading.names.sentence import Clause

__all__ = ["headed"]


def headed(clause: Clause) -> Iterator[Candidate]:
    """Every name in ``clause`` that a head noun opens."""
    for index, form in enumerate(clause.forms):
        found = clause.head_at(index) if form.headlike else None
        if found is None:
            continue
        if found.head.language == "fr":
            yield from french_name(clause, found)
        elif found.head.language == "de" and form.capital and not _inside_english(clause, index):
            yield from german_name(clause, found)


def _inside_english(clause: Clause, index: int) -> bool:
    """Whether an English name goes on with the word ("Harbour Fest Europe"): no German head noun opens a name there."""
    return clause.language == "en" and not clause.closed(index) and clause.forms[index - 1].capital
