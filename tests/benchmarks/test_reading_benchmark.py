"""The benchmark of reading: what it measures of an engine, and the page that it writes."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
import spacy

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """``benchmarks/reading.py``; by its path, for tests/reading has the same name."""
    spec = importlib.util.spec_from_file_location("benchmark_of_reading", ROOT / "benchmarks" / "reading.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for name, town in (("a", "Denbury"), ("b", "Saint-Orvain")):
        (tmp_path / f"{name}.txt").write_text(f"La société Forge Dilermo a été fondée en 1987 à {town}.\n", encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(
            f"document: {name}.txt\nlanguage: fr\nnames:\n- {{kind: organisation, name: Forge Dilermo}}\n"
            f"- {{kind: place, name: {town}}}\ndates: ['1987']\nclaims:\n"
            "- {subject: Forge Dilermo, property: founded, value: '1987'}\n",
            encoding="utf-8",
        )
    return tmp_path


def pipeline(folder: Path) -> str:
    nlp = spacy.blank("fr")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Denbury"}, {"label": "LOC", "pattern": "Dilermo"}])
    nlp.to_disk(folder)
    return str(folder)


def test_builtin_and_a_pipeline_are_measured_on_the_same_texts(
    benchmark: ModuleType, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "RUNS", 1)
    monkeypatch.setattr(benchmark, "ROOT", tmp_path)
    monkeypatch.setattr(benchmark, "FROZEN", tmp_path / "results" / "reading.json")
    monkeypatch.setattr(benchmark, "PAGE", tmp_path / "page.md")
    benchmark.PAGE.write_text("before\n<!-- benchmark -->\nold\n<!-- end of benchmark -->\nafter\n", encoding="utf-8")
    assert benchmark.main([str(texts), "--spacy", pipeline(tmp_path / "fr_small"), "--write"]) == 0
    kept = json.loads(benchmark.FROZEN.read_text(encoding="utf-8"))["engines"]
    assert kept["builtin"]["scores"]["fr"]["dates"]["f1"] == 1.0
    assert kept["builtin"]["scores"]["all"]["claims"]["r"] == 1.0
    assert kept["fr_small"]["scores"]["fr"]["names"] == {"p": 0.333, "r": 0.25, "f1": 0.286, "gold": 4}
    assert set(kept["fr_small"]["scores"]["fr"]) == {"names", "names+kind"}
    assert kept["fr_small"]["kinds"]["fr"]["place"]["r"] == 0.5
    for result in kept.values():
        assert result["tokens_per_second"]["fr"] > 0
        assert result["peak_megabytes"] > 10
    page = benchmark.PAGE.read_text(encoding="utf-8")
    assert page.startswith("before\n<!-- benchmark -->\n2 documents of ")
    assert page.endswith("<!-- end of benchmark -->\nafter\n")
    assert "| French | `fr_small` | 0.33 / 0.25 / **0.286** |" in page
    assert str(tmp_path) not in page.replace(f"`{tmp_path.name}`", "")
    assert "old" not in page
    assert page.split("<!-- benchmark -->\n")[1].split("\n<!--")[0] in capsys.readouterr().out


def test_without_spacy_the_reader_is_scored_alone(
    benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spacy.util, "get_installed_models", list)
    assert benchmark.installed([]) == []
    assert "No spaCy pipeline is installed: the reader is scored alone." in capsys.readouterr().out
    assert benchmark.installed(["fr_none_at_all"]) == []
    assert "spacy download fr_none_at_all The reader is scored alone" in capsys.readouterr().out


def test_the_page_shows_the_kept_result(benchmark: ModuleType) -> None:
    kept = json.loads(benchmark.FROZEN.read_text(encoding="utf-8"))
    assert benchmark.report(kept) in benchmark.PAGE.read_text(encoding="utf-8")
