"""An import that is killed at any moment goes on where it was and ends in the same register, byte for byte."""

import random
from pathlib import Path

from registers.killed_imports import outlast


def test_a_few_kills_change_nothing(tmp_path: Path) -> None:
    assert outlast(tmp_path, kills=5, seed=random.randrange(10**6), places=6_000) == 5
