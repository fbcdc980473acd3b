"""German prizes and awards that one compound names: "der Innovationspreis", in a text that tells of giving them.

Weight 82: German writes every noun with a capital, so that only what the text does with it tells that it is a name; other
languages write prizes like other names.
"""

import re
from collections import Counter
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.wordlists import closed_set, endings

__all__ = ["prizes"]

GIVEN = closed_set("de", "prize_giving")
COMPOUND = re.compile(
    rf"(?<![\w„“”\"»«-])(?P<name>[A-ZÄÖÜ][a-zäöüß-]{{3,40}}?(?:{'|'.join(endings('de', 'prizes'))}))(?P<genitive>e?s)?(?![\w-])"
)
WINNERS = endings("de", "winners")
OTHERWISE = endings("de", "no_prizes")
BEFORE = re.compile(
    r"(?:^|\s)(?:[Dd](?:er|ie|as|en|em|es)|[Bb]eim|[Zz]um|[Vv]om|[Ii]m|[Mm]it|\d{1,2}\.|\d{1,3}\sJahren?|\d{4})\s$"
)
TIMES = 2  # that a text has to name it


def prizes(clauses: Clauses) -> Iterator[Candidate]:
    """Every place of a compound that ends like a prize and that the text names again, where the text tells of giving prizes."""
    text = clauses.text
    if not GIVEN & clauses.small and not any(word in text for word in WINNERS):
        return
    found = [match for match in COMPOUND.finditer(text) if not match["name"].endswith(OTHERWISE)]
    named = Counter(match["name"] for match in found)
    told = {match["name"] for match in found if BEFORE.search(text, max(match.start() - 14, 0), match.start())}
    for match in found:
        name = match["name"]
        place = clauses.token_at(match.start())
        if named[name] < TIMES or name not in told or place is None or clauses.sentences[place[0]].language != "de":
            continue
        yield Candidate(match.start(), match.end(), "programme", "award", "prize that is given", 82, True, name)
