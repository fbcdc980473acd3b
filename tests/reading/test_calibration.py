"""Confidence as a probability: rising with the rule's own, shifted by property, and fitted by a tool that can be run again."""

import importlib.util
import random
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from dentelle.model import Document
from dentelle.reading import build_lexicon, read
from dentelle.reading.calibration import Calibration, packaged
from dentelle.vocabulary import properties

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("calibrate_claims", ROOT / "tools" / "calibrate_claims.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_between_two_points_the_curve_is_straight_and_level_beyond_them() -> None:
    curve = Calibration((0.5, 0.7), (0.4, 0.8))
    assert [curve.probability(one, "founded", "x") for one in (0.1, 0.5, 0.6, 0.7, 1.0)] == [0.4, 0.4, 0.6, 0.8, 0.8]


def test_a_shift_moves_one_property_and_never_reaches_certainty() -> None:
    curve = Calibration((0.5,), (0.5,), {"founded": 1.0, "closed": 90.0}, {"p": -1.0})
    assert curve.probability(0.5, "hosts", "x") == 0.5
    assert curve.probability(0.5, "founded", "x") == 0.731
    assert curve.probability(0.5, "founded", "p") == 0.5
    assert curve.probability(0.5, "closed", "x") == 0.99


def test_without_points_a_rule_is_believed() -> None:
    assert Calibration().probability(0.85, "founded", "x") == 0.85


def test_the_packaged_calibration_rises_for_every_property() -> None:
    made = packaged()
    patterns = ["", *(made.patterns or {})]
    for prop in properties():
        for pattern in patterns:
            shares = [made.probability(step / 50, prop.id, pattern) for step in range(51)]
            assert shares == sorted(shares)
            assert 0 < shares[0] < shares[-1] < 1
    assert set(made.properties or {}) <= {prop.id for prop in properties()}


def test_the_reader_writes_probabilities() -> None:
    document = Document("s", "a.txt", "text", "", "The Morvane Institute was founded in 1962.", language="en")
    raw, probable = (read(document, build_lexicon(()), calibration=one).claims[0] for one in (Calibration(), None))
    assert probable.confidence == packaged().probability(raw.confidence, raw.property, raw.pattern)


def test_the_fit_finds_the_shares_that_made_the_cases(tool: ModuleType) -> None:
    chance = random.Random(4)
    truth = {("founded", 0.6): 0.4, ("founded", 0.8): 0.7, ("hosts", 0.6): 0.7, ("hosts", 0.8): 0.9}
    made = [
        tool.Case(f"{number % 40}.txt", prop, "p", said, chance.random() < share)
        for (prop, said), share in truth.items()
        for number in range(800)
    ]
    fitted = tool.fit(made)
    for (prop, said), share in truth.items():
        assert fitted.probability(said, prop, "p") == pytest.approx(share, abs=0.06)
    assert tool.error(tool.bins(made, tool.left_out(made))) < 0.05
    assert tool.brier(made, tool.left_out(made)) < tool.brier(made, [case.said for case in made])


def test_the_curve_never_falls(tool: ModuleType) -> None:
    chance = random.Random(5)
    made = [tool.Case("a", "founded", "p", round(chance.random(), 2), chance.random() < 0.5) for _ in range(300)]
    said, right = tool.isotonic(made)
    assert list(said) == sorted(set(said))
    assert list(right) == sorted(right)


def test_what_the_tool_writes_is_what_the_reader_reads(tool: ModuleType) -> None:
    made = Calibration((0.5, 0.8), (0.4, 0.9), {"founded": -0.4}, {"fondé-en": 0.2})
    data = tomllib.loads(tool.as_toml(made, 12))
    assert data["curve"] == {"said": [0.5, 0.8], "right": [0.4, 0.9]}
    assert (data["properties"], data["patterns"]) == ({"founded": -0.4}, {"fondé-en": 0.2})
