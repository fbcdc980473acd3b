"""Names that end in a number: standards ("ISO 9001"), products ("HS 100"), parts of a site ("Halle 4").

Weights: a standard 88, a part of a site 72, a product 66. A year is no such number, nor one with a unit of measure.
"""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set

__all__ = ["numbered"]

STANDARDS = closed_set("all", "standards")
PARTS = closed_set("all", "site_parts")
NO_PRODUCT = closed_set("all", "register_words")


def numbered(clause: Clause) -> Iterator[Candidate]:
    """Every name in ``clause`` that a number ends."""
    for index, form in enumerate(clause.forms):
        if not form.digits or not clause.forms[index - 1].capital or clause.tokens[index].closed:
            continue
        number, before = clause.tokens[index], clause.tokens[index - 1]
        if before.form.low in STANDARDS:
            first = index - 1
            while first and clause.word(first - 1) in STANDARDS and not clause.closed(first):
                first -= 1
            if any(clause.word(i) == "iso" for i in range(first, index)):
                yield Candidate(clause.tokens[first].start, number.end, "programme", "label", "standard", 88, True)
        elif before.form.low in PARTS and len(number.form.text) < 4 and not (before.opens and clause.role == "sentence"):
            yield Candidate(before.start, number.end, "place", "building", "part of a site", 72, True)
        elif _product(clause, index):
            yield Candidate(before.start, number.end, "work", "product", "name and number", 66, False)


def _product(clause: Clause, index: int) -> bool:
    """Whether two or three capitals and a number of two to four digits, no year, stand together ("HS 100")."""
    number, before = clause.tokens[index], clause.tokens[index - 1]
    if not (
        before.form.upper and before.form.text.isalpha() and 2 <= len(before.form.text) <= 3 and 2 <= len(number.form.text) <= 4
    ):
        return False
    if (
        before.form.low in NO_PRODUCT
        or clause.legal(index - 1)
        or number.form.text[0] == "0"
        or "1000" <= number.form.text <= "2100"
    ):
        return False
    return not (clause.capital(index - 2) and not before.closed) and not clause.word(index + 1)[:1].isdigit()
