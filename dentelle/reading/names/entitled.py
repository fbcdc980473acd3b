"""Names that a participle gives away: "an exhibition entitled …", "une pièce intitulée …", "unter dem Titel …", "getiteld …".

Invariants: such a name opens with a capital and ends with a mark, a finite verb or its maker; it has no more than nine words.
Weight: 92, as of a name in quotation marks behind its noun.
"""

import re
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.inflected import inflected_head
from dentelle.reading.prepared import Prepared

__all__ = ["entitled"]

MOST_WORDS = 9
REACH = 8  # tokens before the participle among which the noun stands that says what is called so
ENTITLED = re.compile(
    r"(?<!\w)(?:(?:en)?titled|intitulée?s?|getiteld|betitelt|(?:unter|mit) dem Titel|(?:under|with) the title|sous le titre"
    r"|ayant pour titre|(?:onder|met) (?:de|als) titel)[,:]?\s"
    r"(?P<name>[A-ZÀ-Þ0-9][^,;:.!?()«»“”„\"\n–—|]{2,90})(?=[,;:.!?()\n–—|]|$)"
)
GOES_ON = re.compile(  # what follows a name that no mark closes
    r"\s(?:(?:by|par|door)\s(?=[A-ZÀ-Þ])|(?:will|opens?|opened|runs|ran|takes|took|which|that|is|was|were|are|has|had|est|sera|seront|se|qui|ouvre"
    r"|wird|wurde|ist|findet|zeigt|läuft|wordt|werd|loopt|opent|vindt)(?!\w))"
)
KINDS = ("event", "work", "programme")
RULE = "quoted name"  # as sure as one, and treated alike


def entitled(prepared: Prepared, clauses: Clauses) -> Iterator[Candidate]:
    """The names of ``prepared`` behind such a participle; works, unless a noun before it says something else."""
    for match in ENTITLED.finditer(prepared.text):
        start, end = match.span("name")
        more = GOES_ON.search(prepared.text, start, end)
        end = start + len(prepared.text[start : more.start() if more else end].rstrip())
        at = clauses.token_at(match.start())
        if at is None or clauses.sentences[at[0]].role == "furniture" or len(prepared.text[start:end].split()) > MOST_WORDS:
            continue
        clause = clauses[at[0]]
        if end > clauses.sentences[at[0]].end:
            continue
        heads = (inflected_head(clause, index) for index in range(at[1] - 1, max(at[1] - 1 - REACH, -1), -1))
        said = next((h.head for h in heads if h and h.head.kind in KINDS and h.head.language == clause.language), None)
        yield Candidate(start, end, said.kind if said else "work", said.type if said else "", RULE, 92, True)
