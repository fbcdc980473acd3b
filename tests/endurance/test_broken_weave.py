"""300 broken files and a good one: the weave ends, memory stays under 1 GB, each refused file has its finding."""

import json
import random
from pathlib import Path

import pytest
from broken_files import COUNT, make
from killed_weaves import Round
from test_broken_files import MEMORY, MemoryWatch

GOOD = "L'Institut Zolamon des Mobilités est situé à Valenciennes. Il a été fondé en 1994.\n"
TERRITORY = """name = "Broken"

[[sources]]
glob = "texts/**"
licence = "CC0-1.0"
"""


@pytest.mark.endurance
def test_a_weave_of_broken_files_ends_and_says_what_it_left_out(tmp_path: Path) -> None:
    one = Round(tmp_path / "territory", random.Random(1))
    (one.folder / "territory.toml").write_text(TERRITORY, encoding="utf-8")
    one.lay_out({"good.txt": GOOD})
    broken = make(one.folder / "texts")
    assert len(broken) == COUNT
    watch = MemoryWatch()
    watch.start()
    one.run("weave")
    watch.ended.set()
    watch.join()
    assert watch.most < MEMORY
    rows = [json.loads(line) for line in one.run("export").splitlines()]
    read = {row["path"] for row in rows if row["is"] == "source"}
    assert any(row["is"] == "claim" and row["quote"] in GOOD for row in rows)
    assert {f"texts/{file.path.relative_to(one.folder / 'texts').as_posix()}" for file in broken} <= read
    findings = [line for line in one.run("findings", "--check", "skipped").splitlines() if line]
    for file in broken:
        if file.reasons:
            assert any(file.path.name in line for line in findings), file
    assert "Nothing to do" in weave_again(one)


def weave_again(one: Round) -> str:
    with one.start("weave") as process:
        _, messages = process.communicate()
    return messages
