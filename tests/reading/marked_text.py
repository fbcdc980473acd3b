"""Texts with their names marked, "[O:Harland School] opened in 1903", so that claims are tested apart from names; a slash
gives a name its type: "[L/country:Belgium]"."""

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from dentelle.model import PASSAGE_LIMIT, Document, Mention, Modality, Value, ValueType
from dentelle.reading.claims import Found, find_claims
from dentelle.reading.dates import find_dates
from dentelle.reading.figures import find_figures
from dentelle.reading.prepared import Prepared, prepare

KINDS = {"O": "organisation", "P": "person", "L": "place", "G": "programme", "E": "event", "W": "work"}
MARK = re.compile(r"\[([OPLGEW])(?:/(\w+))?:([^]]+)\]")


@dataclass(frozen=True)
class Case:
    """One marked text and what it must give: "subject | property | value"; ``denied`` and ``planned`` claims apart."""

    text: str
    claims: tuple[str, ...]
    denied: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    weak: bool = False


def cases(language: str) -> list[Case]:
    """The cases of ``claim_cases/LANGUAGE.toml``."""
    path = Path(__file__).parent / "claim_cases" / f"{language}.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return [
        Case(c["text"], tuple(c["claims"]), tuple(c.get("denied", ())), tuple(c.get("planned", ())), c.get("tier") == "weak")
        for c in listed
    ]


def read_marked(marked: str, language: str) -> Found:
    """The claims of a marked text."""
    pieces: list[str] = []
    names: list[tuple[str, str, str, int]] = []
    position = size = 0
    for match in MARK.finditer(marked):
        pieces += [marked[position : match.start()], match[3]]
        size += match.start() - position
        names.append((KINDS[match[1]], match[2] or "", match[3], size))
        size += len(match[3])
        position = match.end()
    text = "".join([*pieces, marked[position:]])
    document = Document("s", "s.txt", "text", "test", text, language=language)
    prepared = prepare(document)
    mentions = tuple(_mention(prepared, *name) for name in names)
    dates = find_dates(prepared, "")
    return find_claims(prepared, mentions, dates, find_figures(prepared, dates), document)


def _mention(prepared: Prepared, kind: str, typed: str, name: str, start: int) -> Mention:
    """The mention at ``start`` of the document, moved to where the prepared text (hyphens joined) has it."""
    first = bisect_left(prepared.offsets, start)
    last = bisect_left(prepared.offsets, start + len(name))
    return Mention(
        kind, prepared.text[first:last].replace("\n", " "), prepared.text[first:last], first, last, "marked", type=typed
    )


def said(found: Found) -> set[str]:
    """The claims of ``found`` as "subject | property | value"."""
    return {line(claim.subject, claim.property, claim.value) for claim in found.claims}


def line(subject: str, prop: str, value: Value) -> str:
    """One claim as a line of a case."""
    text = value.edtf if value.type == ValueType.DATE else value.text
    return f"{subject} | {prop} | {text}"


def check(case: Case, language: str) -> None:
    """Asserts what the case says, and the rule of passages for everything that was found."""
    found = read_marked(case.text, language)
    denied = {line(claim.subject, claim.property, claim.value) for claim in found.denied}
    planned = {line(c.subject, c.property, c.value) for c in found.claims if c.modality == Modality.PLANNED}
    assert set(case.denied) <= denied
    assert not set(case.denied) & said(found)
    assert set(case.planned) <= planned
    if not case.weak:
        assert set(case.claims) <= said(found)
    for claim in (*found.claims, *found.denied):
        assert len(claim.passage.quote) <= PASSAGE_LIMIT
        assert 0 < claim.confidence <= 1
        assert claim.pattern
