"""Fifty kills of an import at random moments: each resumes to the same register."""

from pathlib import Path

import pytest
from registers.killed_imports import outlast


@pytest.mark.endurance
def test_many_kills_of_an_import_change_nothing(tmp_path: Path) -> None:
    assert outlast(tmp_path, kills=50, seed=20_26, places=30_000) == 50
