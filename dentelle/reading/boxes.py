"""The boxes beside articles, as plain text has them: "Founded 1834" in a run of such lines, and rows "Founded | 1834 | ||".

Invariants: only runs of at least ``RUN`` lines are boxes, and of their lines only those that begin with a key that
``data/infobox.toml`` lists get a colon; a row of more than two cells stays as it is. Work is linear in the text.
"""

import re
from collections.abc import Iterator

from dentelle.reading.tables import table

__all__ = ["BOX_KEY", "BOX_LINE", "KEYS", "box_pieces"]

BOXES = table("infobox").values()
KEYS = "|".join(sorted((key for part in BOXES for key in part["keys"].split()), key=len, reverse=True))
PHRASES = sorted((" ".join(key.split()) for part in BOXES for key in part["phrases"].split(";")), key=len, reverse=True)
LABELS = "|".join([*(re.escape(key).replace("'", "['’]") for key in PHRASES), KEYS])
RUN = 3
SMALL = (  # words that go on with a sentence, whatever it opens with
    "in|en|by|par|von|vom|im|door|depuis|since|seit|sinds|de|du|des|of|van|at|am|an|and|und|et|für|for|voor|pour|is|ist|est|was|war"
)
BRACKET = r"(?:\(\w{1,3}\)|\s\([^\W\d_]{4,10}\))?"  # "Founder(s)", "Besucher (jährlich)"
KEYED = re.compile(rf"\n(?P<key>(?:{LABELS}){BRACKET})(?=[ \t]+(?!(?:{SMALL})\b)[^\s:|=–—-])[^\n]{{1,240}}(?<![.:!?])(?=\n|\Z)")
BOX_KEY = re.compile(rf"(?:{LABELS}){BRACKET}")
BOX_LINE = re.compile(rf"(?:{LABELS}){BRACKET}\s?:\s")
ROW = re.compile(r"\n(?=[^\n|]{0,80}\|)(?P<row>[^\n]{1,400})(?=\n|\Z)")
ROW_KEY = re.compile(rf"[|\s]*(?:{LABELS}){BRACKET}\s*\|")
CELL = re.compile(r"[^|\s](?:[^|\n]*[^|\s])?")
RULE = re.compile(r"[-:=]{2,}")

Piece = tuple[int, int, str]


def box_pieces(text: str) -> list[Piece]:
    """Start, end and kind of what is put right in boxes, in order: behind a "label" a colon is put, a "gap" becomes a colon and
    a blank, "bars" are dropped."""
    padded = "\n" + text  # every line has a line end before it; positions are one less in the text
    found = [piece for run in _runs(padded, KEYED) for piece in _labels(run)]
    if "|" in text:
        rows = (run for run in _runs(padded, ROW) if sum(ROW_KEY.match(row["row"]) is not None for row in run) > 1)
        found += [piece for run in rows for row in run for piece in _cells(row)]
    return sorted(found)


def _runs(padded: str, line: re.Pattern[str]) -> Iterator[list[re.Match[str]]]:
    """The runs of lines that match, with at most one other line between two of them and no blank one."""
    run: list[re.Match[str]] = []
    for match in line.finditer(padded):
        between = padded[run[-1].end() : match.start()] if run else ""
        if run and (between.count("\n") > 1 or between.endswith("\n") or len(between) > 250):
            if len(run) >= RUN:
                yield run
            run = []
        run.append(match)
    if len(run) >= RUN:
        yield run


def _labels(run: list[re.Match[str]]) -> Iterator[Piece]:
    for match in run:
        end = match.end("key") - 1
        yield end - 1, end, "label"


def _cells(row: re.Match[str]) -> Iterator[Piece]:
    """What becomes of a row: nothing of a rule, one cell alone, or a key with its value."""
    start, end = row.start("row") - 1, row.end("row") - 1
    cells = [(m.start() + start, m.end() + start) for m in CELL.finditer(row["row"]) if not RULE.fullmatch(m.group())]
    if len(cells) > 2:
        return
    edges = [start, *(edge for cell in cells for edge in cell), end]
    for number in range(0, len(edges), 2):
        first, last = edges[number], edges[number + 1]
        if first < last:
            yield first, last, "gap" if 0 < number < len(edges) - 2 else "bars"
