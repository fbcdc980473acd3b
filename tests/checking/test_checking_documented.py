"""Every check and every reason for a link stands in the documentation."""

import tomllib
from pathlib import Path

from dentelle.checking import CHECKS, MESSAGES

ROOT = Path(__file__).parents[2]


def test_every_check_and_outcome_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "checks.md").read_text(encoding="utf-8")
    outcomes = [name for name in MESSAGES if not name.startswith("reason.")]
    assert [name for name in (*CHECKS, *outcomes) if f"`{name}`" not in page] == []


def test_every_piece_of_evidence_is_documented_and_has_its_sentence() -> None:
    page = (ROOT / "docs" / "explanation" / "linking.md").read_text(encoding="utf-8")
    tables = tomllib.loads((ROOT / "dentelle" / "linking" / "data" / "weights.toml").read_text(encoding="utf-8"))
    codes = [code for name, table in tables.items() if name != "thresholds" for code in table]
    assert [code for code in codes if f"`{code}`" not in page or f"reason.{code}" not in MESSAGES] == []
