"""The benchmark of linking: its made registers, its scores, its peers, and the page that it writes."""

import csv
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import duckdb
import linking_engine
import linking_report
import pytest
from linking_scores import Counts, read_decisions, read_truth, score, total
from process_memory import watched
from synthetic_names import siret
from synthetic_register import COLUMNS, make, to_parquet

ROOT = Path(__file__).parents[2]
REGISTER = [
    ("r1", "Forge Dilermo SARL", "", "3 rue du Port", "59300", "Denbury", "", "", ""),
    ("r2", "Forge Dilermo", "", "9 rue Haute", "62000", "Orvain", "", "", ""),
    ("r3", "Collège Saint-Aubrin", "", "", "62000", "Orvain", "", "", ""),
    ("r4", "Collège Saint-Aubrin", "", "", "59300", "Denbury", "", "", ""),
]
LISTED = [
    ("1", "FORGE DILERMO", "", "59300", "Denbury"),
    ("2", "Collège St Aubrin", "", "", "Orvain"),
    ("3", "Tissage Vormant", "", "59300", "Denbury"),
    ("4", "Forge Dilermo", "", "62000", "Orvain"),
    ("5", "Clg Saint-Aubrin", "", "", "Orvain"),
]
TRUTH = [("1", "r1"), ("2", "r3|r4"), ("3", ""), ("4", ""), ("5", "r3")]


def write(path: Path, *lines: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(lines)


@pytest.fixture
def task(tmp_path: Path) -> Path:
    folder = tmp_path / "hamlet"
    folder.mkdir()
    write(folder / "register.csv", COLUMNS, *REGISTER)
    write(folder / "list.csv", ("row", "name", "address", "postcode", "city"), *LISTED)
    write(folder / "truth.csv", ("row", "id"), *TRUTH)
    return folder


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """``benchmarks/linking.py``; by its path, for tests/linking has the same name."""
    spec = importlib.util.spec_from_file_location("benchmark_of_linking", ROOT / "benchmarks" / "linking.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- made registers ---------------------------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_task_and_another_seed_another(tmp_path: Path) -> None:
    made = {}
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        make(tmp_path / name, rows=600, listed=80, seed=seed)
        made[name] = {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
    assert made["a"] == made["b"]
    assert all(made["a"][name] != made["c"][name] for name in made["a"])


def test_a_made_task_holds_what_was_asked_and_its_truth_is_in_the_register(tmp_path: Path) -> None:
    make(tmp_path, rows=2000, listed=400)
    with (tmp_path / "register.csv").open(encoding="utf-8", newline="") as opened:
        ids = [row["id"] for row in csv.DictReader(opened)]
    truth = read_truth(tmp_path)
    absent = sum(not right for right in truth.values())
    assert len(ids) == len(set(ids)) == 2000
    assert len(truth) == pytest.approx(400, abs=30)
    assert absent / len(truth) == pytest.approx(0.25, abs=0.06)
    assert frozenset().union(*truth.values()) <= set(ids)
    kinds = (tmp_path / "kinds.csv").read_text(encoding="utf-8")
    assert all(kind in kinds for kind in ("typing slip", "legal form dropped", "address absent", "postcode absent", "town added"))


def test_a_made_register_can_be_parquet_with_the_columns_of_an_imported_one(tmp_path: Path) -> None:
    make(tmp_path, rows=300, listed=20)
    before = list(csv.DictReader((tmp_path / "register.csv").read_text(encoding="utf-8").splitlines()))
    to_parquet(tmp_path)
    with duckdb.connect() as base:
        found = base.execute(f"SELECT number, id, parent FROM '{tmp_path}/register.parquet' ORDER BY number").fetchall()
    assert [(number, key) for number, key, _ in found] == [(number, row["id"]) for number, row in enumerate(before)]
    assert {parent for _, key, parent in found if key.isdigit()} == {key[:9] for _, key, _ in found if key.isdigit()}
    assert not (tmp_path / "register.csv").exists()


def test_made_numbers_have_their_check_digits() -> None:
    assert siret(73282932, 7) == ("732829320", "73282932000074")


# ---- scores -----------------------------------------------------------------------------------------------------------


def test_scores_count_what_their_definitions_say(task: Path, tmp_path: Path) -> None:
    write(
        tmp_path / "decisions.csv",
        ("row", "id", "score", "decision"),
        ("1", "r1", "0.9", "match"),
        ("2", "r4", "0.8", "match"),
        ("3", "r1", "0.1", "none"),
        ("4", "r2", "0.9", "match"),
        ("5", "r4", "0.3", "review"),
        ("5", "r3", "0.5", "review"),
    )
    counts = score(read_truth(task), read_decisions(tmp_path / "decisions.csv"))
    assert counts == Counts(rows=5, present=3, matched=3, right=2, offered=3, reviewed=1, absent_kept=1)
    assert counts.figures() == {"precision": 0.667, "recall": 0.667, "f1": 0.667, "offered": 1.0, "review": 0.2, "none_kept": 0.5}
    assert total([counts, counts]).figures() == counts.figures()
    assert read_decisions(tmp_path / "decisions.csv")["5"] == ("review", ["r3", "r4"])


def test_a_row_that_nobody_decided_is_an_error(task: Path) -> None:
    with pytest.raises(ValueError, match="4 rows of the list are not decided, the first is '2'"):
        score(read_truth(task), {"1": ("match", ["r1"])})


# ---- engines and the page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("engine", "right"),  # the peers that need nothing the project does not have; the others are installed beside it
    [("exact name", {"1": "r1", "4": "r2"}), ("rapidfuzz token_sort", {"1": "r1", "4": "r2"})],
)
def test_peers_decide_every_row(engine: str, right: dict[str, str], task: Path) -> None:
    answers, seconds = linking_engine.peer(engine, task)
    decided = {row: (decision, [key for key, _ in given]) for row, decision, given in answers}
    assert list(decided) == [row for row, *_ in LISTED]
    assert {row: given[0] for row, (decision, given) in decided.items() if row in right and decision == "match"} == right
    assert seconds.keys() == {"before", "link"}


def test_a_run_measures_ours_and_peers_and_writes_the_page(
    benchmark: ModuleType, task: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "FROZEN", tmp_path / "linking.json")
    monkeypatch.setattr(benchmark, "PAGE", tmp_path / "page.md")
    monkeypatch.setattr(benchmark, "ROOT", tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    benchmark.PAGE.write_text("before\n<!-- benchmark -->\nold\n<!-- end of benchmark -->\nafter\n", encoding="utf-8")
    arguments = [str(task), "--engines", "dentelle", "exact name", "--synthetic", "200", "--list", "30", "--write"]
    assert benchmark.main([*arguments, "--work", str(tmp_path / "work")]) == 0
    kept = json.loads(benchmark.FROZEN.read_text(encoding="utf-8"))
    assert kept["tasks"]["hamlet"]["engines"]["exact name"]["precision"] == 0.5
    ours = kept["synthetic"]["200"]["engines"]["dentelle"]
    assert ours["f1"] > 0.4
    assert ours["megabytes"] > 10
    assert {"before", "index", "link", "lookup_p50", "lookup_p95"} <= ours.keys()
    page = benchmark.PAGE.read_text(encoding="utf-8")
    assert page.startswith("before\n<!-- benchmark -->\nMeasured on ")
    assert "| exact name | 0.400 (0.50 / 0.33) |" in page
    assert "old" not in page
    assert linking_report.report(kept) in page
    assert str(tmp_path) not in capsys.readouterr().out


def test_a_peer_that_is_missing_or_too_slow_is_shown_as_such() -> None:
    task = {
        "register": 4,
        "list": 5,
        "engines": {"Splink": {"missing": "splink"}, "recordlinkage": {"stopped": 1800}},
    }
    figures = {"machine": {"processor": "P", "cores": 2, "python": "3"}, "tasks": {"hamlet": task}, "synthetic": {"200": task}}
    text = linking_report.report(figures)
    assert text.count("`splink` is not installed") == 2
    assert text.count("not done after 1,800 s") == 2


def test_figures_that_were_not_measured_again_stay(tmp_path: Path) -> None:
    old = {"machine": {}, "tasks": {"a": {"engines": {"x": 1, "y": 1}}, "b": {"engines": {}}}, "synthetic": {}}
    (tmp_path / "linking.json").write_text(json.dumps(old), encoding="utf-8")
    new = {"machine": {}, "tasks": {"a": {"engines": {"x": 2}}}, "synthetic": {"1000": {}, "200": {}}}
    assert linking_report.merged(tmp_path / "linking.json", {**new, "synthetic": {}})["tasks"] == {
        "a": {"engines": {"x": 2, "y": 1}},
        "b": {"engines": {}},
    }


def test_the_page_shows_the_kept_result() -> None:
    kept = json.loads(linking_report.FROZEN.read_text(encoding="utf-8"))
    assert linking_report.report(kept) in linking_report.PAGE.read_text(encoding="utf-8")


# ---- memory -----------------------------------------------------------------------------------------------------------


def test_memory_is_that_of_a_process_and_its_children_and_a_slow_one_is_stopped() -> None:
    child = "import time; held = bytearray(60_000_000); time.sleep(0.6)"
    parent = f"import subprocess, sys; held = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {child!r}])"
    peak, status = watched(subprocess.Popen([sys.executable, "-c", parent]), limit=30)
    assert status == 0
    assert 120e6 < peak < 250e6
    assert watched(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]), limit=0.2)[1] is None
