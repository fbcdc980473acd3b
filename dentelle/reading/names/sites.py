"""Sites that a text names by their address: "havenkrant.nl reports …".

Invariant: an address that only says where something is found is no name: behind "www.", a colon or a bracket, with a path, or
of a mailbox.
"""

import re
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.forms import Form
from dentelle.reading.names.sentence import Clause

__all__ = ["is_site", "sites"]

SITE = re.compile(
    r"(?!www\.)[a-z0-9][\w-]{2,40}(?:\.[\w-]{2,30})?\.(?:at|be|ch|com|de|eu|fr|info|io|lu|net|nl|org)", re.IGNORECASE
)
BEFORE = frozenset("@/:([<")  # marks behind which an address is one
BEHIND = frozenset("@/")
WEIGHT = 80  # the tagger has seen too few to judge: on its pages two of three are names


def is_site(form: Form) -> bool:
    """Whether the word is the address of a site."""
    return "." in form.text and SITE.fullmatch(form.text) is not None


def sites(clause: Clause) -> Iterator[Candidate]:
    """The sites of a sentence."""
    tokens = clause.tokens
    for index, token in enumerate(tokens):
        if not is_site(token.form):
            continue
        before = tokens[index - 1].form.text if index else ""
        behind = tokens[index + 1].form.text if index + 1 < len(tokens) else ""
        if before not in BEFORE and behind not in BEHIND:
            yield Candidate(token.start, token.end, "organisation", "", "address of a site", WEIGHT, strong=True)
