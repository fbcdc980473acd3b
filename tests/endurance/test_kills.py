"""A weave that is killed at any moment, and one that finishes it in any order, end in the atlas of one that was left alone.

``DENTELLE_KILLS`` sets how many kills the long test makes.
"""

import os
import random
import shutil
from pathlib import Path

import pytest
from killed_weaves import play, weave_before

KILLS = int(os.environ.get("DENTELLE_KILLS", "200"))


def outlast(folder: Path, kills: int, seed: int) -> int:
    """How many weaves were really killed: a moment may come after the weave's end, so rounds go on until it is ``kills``."""
    dice = random.Random(seed)
    woven = weave_before(folder / "woven", dice)
    alone = {begin: play(folder / f"alone-{begin is None}", dice, woven=begin) for begin in (None, woven)}
    assert alone[None].found.count('"is": "claim"') > 10
    killed = 0
    for number in range(3 * kills):
        if killed == kills:
            break
        begin = woven if number % 2 else None
        moment = dice.uniform(0.1, alone[begin].seconds)
        outcome = play(folder / str(number), dice, woven=begin, moment=moment)
        assert outcome.found == alone[begin].found, f"round {number} (seed {seed}) differs after a kill at {moment:.2f} s"
        killed += outcome.killed
        shutil.rmtree(folder / str(number))
    return killed


def test_a_few_kills_change_nothing(tmp_path: Path) -> None:
    assert outlast(tmp_path, kills=3, seed=random.randrange(10**6)) == 3


@pytest.mark.endurance
def test_many_kills_change_nothing(tmp_path: Path) -> None:
    assert outlast(tmp_path, kills=KILLS, seed=20_26) == KILLS
