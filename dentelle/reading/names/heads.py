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
        elif found.head.language == "de" and form.capital:
            yield from german_name(clause, found)
