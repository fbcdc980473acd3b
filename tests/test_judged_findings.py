"""Findings as a person judged them: four of five are right, contradictions are found, and what only looks like one is not."""

import csv
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from small_territory import Here

ROOT = Path(__file__).parents[1]
CHECKED = ROOT / "tests" / "checking"
TERRITORIES = {"example": ROOT / "examples" / "valenciennes", "held": CHECKED / "held", "planted": CHECKED / "planted"}
PLANTED = tomllib.loads((CHECKED / "planted" / "planted.toml").read_text(encoding="utf-8"))
PLANTED_FOUND = 21  # of those contradictions; raise it when the checks or the reader learn one more
WRITTEN = (ROOT / "docs" / "reference" / "judged-findings.csv").read_text(encoding="utf-8")
SHEET = list(csv.DictReader(WRITTEN.splitlines()))

Key = tuple[str, ...]


def key(check: str, message: str) -> Key:
    """What makes a finding the same, whichever of its two sides is named first."""
    return (check, *sorted(re.findall(r"[\w'’-]+", message)))


@pytest.fixture
def woven(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    def weave_copy(name: str) -> dict[Key, str]:
        from dentelle.atlas.models import FindingRow
        from dentelle.territory import load
        from dentelle.weaving.run import weave

        folder = tmp_path / name
        shutil.copytree(TERRITORIES[name], folder, ignore=shutil.ignore_patterns("var"))
        settings.TERRITORY = folder
        monkeypatch.setattr("dentelle.weaving.run.Pool", Here)
        weave(load(folder))
        return {key(row.check_name, row.message): row.message for row in FindingRow.objects.visible()}

    return weave_copy


@pytest.mark.parametrize("name", TERRITORIES)
def test_findings_are_those_that_were_judged(woven: Any, name: str) -> None:
    judged = {key(row["check"], row["finding"]): row["verdict"] for row in SHEET if row["territory"] == name}
    found = woven(name)
    unjudged = sorted(message for one, message in found.items() if one not in judged)
    assert len(unjudged) * 10 <= len(found), f"judge these: {unjudged}"
    right = [one for one in found if judged.get(one) == "right"]
    assert len(right) * 5 >= len(found) * 4, f"{len(right)} of {len(found)} are right"
    assert len(right) * 5 >= list(judged.values()).count("right") * 4, "findings that were right are made no more"


def test_four_of_five_judged_findings_are_right() -> None:
    for name in {row["territory"] for row in SHEET}:
        verdicts = [row["verdict"] for row in SHEET if row["territory"] == name]
        assert set(verdicts) <= {"right", "wrong"}
        assert verdicts.count("right") * 5 >= len(verdicts) * 4
    assert all(row["reason"] for row in SHEET)


CONTRADICTIONS = (
    "4 Themenfelder stated, but 3 listed",
    "Maison du Lin d'Orvelle: received (2001) comes before founded",
    "Brockdorf: closed (1899) comes before founded (1902)",
    "Silver Anchor Award is dated 2011 and 2012",
    "310 people / 280 employees",
    "mai 2004 / 2006",
    "1968 / 1964",
)
NONE = re.compile(
    r"volunteers|visit|bezoekers|245|400|1889|1893|m²|ateliers|1985|1998|Filature|laboratory"
)  # bounds, roundings, other years, plans, other scopes, what all tell alike


def test_held_documents(woven: Any) -> None:
    found = list(woven("held").values())
    missing = [said for said in CONTRADICTIONS if not any(said in message or _turned(said) in message for message in found)]
    assert missing == []
    assert [message for message in found if NONE.search(message)] == []


def test_planted_contradictions(woven: Any) -> None:
    found = [message for (check, *_), message in woven("planted").items() if check != "counts"]
    reached = [
        one
        for one in PLANTED["planted"]
        if any(any(name in message for name in one["about"]) and _says(message, one["said"]) for message in found)
    ]
    assert len(reached) >= PLANTED_FOUND, [one for one in PLANTED["planted"] if one not in reached]
    assert [message for message in found if any(_says(message, [word]) for word in PLANTED["decoys"]["words"])] == []


def _says(message: str, words: list[str]) -> bool:
    """Whether each of ``words`` (a regular expression) stands in ``message`` as a whole."""
    return all(re.search(rf"(?<!\w)(?:{word})(?!\w)", message) for word in words)


def _turned(said: str) -> str:
    """ "a / b" as "b / a"."""
    return " / ".join(reversed(said.split(" / ")))
