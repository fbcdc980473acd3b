"""How the reader's answers are compared with annotated documents.

Invariants: names, dates and claims count once a document, however often they are found; what is found and not annotated is wrong,
what is annotated and not found is missed; case, accents, typographic marks and a leading article never matter.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ARTICLE = re.compile(
    r"^(?:the|a|an|le|la|les|l'|du|de la|des|de l'|der|die|das|den|dem|des|ein|eine|het|een|de)\s*(?<=[\s'])", re.IGNORECASE
)
EDGES = " .,;:()\"“”«»'"
PARTS = ("names", "names+kind", "dates", "claims")


@dataclass(slots=True)
class Tally:
    """How many answers were right, wrong and missing; adds up over documents."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        return self

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        counts = f"right {self.right} wrong {self.wrong} missed {self.missed}"
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  ({counts})"


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document: ``names`` (kind, name, also), ``dates`` as EDTF, ``claims`` (subject, property, value)."""

    document: str
    language: str
    names: Sequence[Mapping[str, Any]] = ()
    dates: frozenset[str] = frozenset()
    claims: Sequence[Mapping[str, Any]] = ()

    def forms(self) -> list[tuple[set[str], str]]:
        """For each name every folded form and its kind."""
        return [({fold(form) for form in (name["name"], *name.get("also", ()))}, name["kind"]) for name in self.names]


@dataclass(slots=True)
class Scores:
    """Tallies by (language or "all", part of ``PARTS``) and, of names with their kind, by (language or "all", kind)."""

    parts: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    kinds: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))


def load_gold(folder: Path) -> dict[str, Gold]:
    """The annotations of ``folder`` (one YAML file a document) by document name."""
    found: dict[str, Gold] = {}
    for path in sorted(folder.glob("*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[said["document"]] = Gold(
            said["document"],
            said["language"],
            said["names"],
            frozenset(str(date) for date in said["dates"]),
            said.get("claims") or (),
        )
    return found


def score(pairs: Iterable[tuple[Gold, Mapping[str, Any]]]) -> Scores:
    """The scores of answers (as ``dentelle read --format jsonl`` prints them), each beside its annotation."""
    scores = Scores()
    for gold, found in pairs:
        dates = {date["edtf"] for date in found.get("dates", ())}
        tallies = {
            "names": names(gold, found["names"], with_kind=False),
            "names+kind": names(gold, found["names"], with_kind=True),
            "dates": Tally(len(gold.dates & dates), len(dates - gold.dates), len(gold.dates - dates)),
            "claims": claims(gold, found.get("claims", ()))[0],
        }
        for scope in ("all", gold.language):
            for part, tally in tallies.items():
                scores.parts[scope, part] += tally
            for kind in {name["kind"] for name in (*gold.names, *found["names"])}:
                scores.kinds[scope, kind] += names(gold, found["names"], with_kind=True, only=kind)
    return scores


def names(gold: Gold, found: Iterable[Mapping[str, Any]], *, with_kind: bool, only: str = "") -> Tally:
    """The tally of names; any form of a name will do. ``only``: names of that kind alone."""
    forms = [entry for entry in gold.forms() if only in ("", entry[1])]
    hit: set[int] = set()
    wrong: set[tuple[str, str]] = set()
    for text, kind in {(fold(name["text"]), name["kind"]) for name in found if only in ("", name["kind"])}:
        fitting = (i for i, (written, right) in enumerate(forms) if text in written and (not with_kind or kind == right))
        index = next(fitting, None)
        if index is None:
            wrong.add((text, kind if with_kind else ""))
        else:
            hit.add(index)
    return Tally(len(hit), len(wrong), len(forms) - len(hit))


def claims(gold: Gold, found: Iterable[Mapping[str, Any]]) -> tuple[Tally, list[bool | None]]:
    """The tally of claims and, for each found, whether it is right (None: it says again what one before it said)."""
    fullest = {form: fold(name["name"]) for name in gold.names for form in map(fold, (name["name"], *name.get("also", ())))}

    def key(text: object) -> str:
        return fullest.get(fold(str(text)), fold(str(text)))

    waiting = [(key(claim["subject"]), claim["property"], str(claim["value"])) for claim in gold.claims]
    seen: set[tuple[str, str, str]] = set()
    verdicts: list[bool | None] = []
    for claim in found:
        said = key(claim["subject"]), claim["property"], key(claim["value"])
        if said in seen:
            verdicts.append(None)
            continue
        seen.add(said)
        index = next((i for i, wanted in enumerate(waiting) if _same(wanted, said, key(wanted[2]))), None)
        verdicts.append(index is not None)
        if index is not None:
            waiting.pop(index)
    return Tally(verdicts.count(True), verdicts.count(False), len(waiting)), verdicts


def _same(wanted: tuple[str, str, str], said: tuple[str, str, str], value: str) -> bool:
    """Whether ``said`` is the annotated claim ``wanted``, whose value is ``value`` in its fullest form."""
    return wanted[1] == said[1] and alike(wanted[0], said[0]) and (value == said[2] or alike(wanted[2], said[2]))


def alike(one: str, other: str) -> bool:
    """Whether two literals agree: equal when folded, or one holds every word of the other and is at most twice as long."""
    one, other = fold(one), fold(other)
    if one == other:
        return True
    first, second = set(re.findall(r"\w+", one)), set(re.findall(r"\w+", other))
    fewer, more = sorted((len(first), len(second)))
    return fewer > 0 and (first <= second or second <= first) and fewer * 2 >= more


def fold(text: str) -> str:
    """``text`` without case, accents, typographic marks, repeated spaces, marks at its ends and a leading article."""
    text = text.replace("’", "'").replace("‐", "-").replace("–", "-")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return ARTICLE.sub("", re.sub(r"\s+", " ", plain).strip(EDGES).casefold()).strip()
