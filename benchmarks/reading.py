"""How well and how fast does the reader read, beside spaCy pipelines that find names on the same texts in the same run?

    python benchmarks/reading.py [TEXTS:GOLD…] [--spacy PIPELINE…] [--write]

TEXTS is a folder of .txt files, GOLD one of annotations (the same folder may be both: TEXTS alone); by default
``benchmarks/reading_gold``. PIPELINE is a package or a folder; by default the medium pipeline installed for each language. Only
what finds names is loaded of a pipeline. Every engine runs in processes of its own (see ``reading_engine.py``): three times
over each half of the texts, after the other half; the best time counts. Tokens are words and marks, the same for all.

Prints precision, recall and F1 by language and by kind, tokens and MB a second and the peak of memory. With the default texts
and a pipeline to compare with (or with ``--write``) it writes the tables into docs/explanation/reading-quality.md and the figures
into benchmarks/results/reading.json, so that a change of quality shows in the difference.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from result_pages import between, table
from scoring import PARTS, Gold, Scores, Tally, load_gold, score

from dentelle.errors import EngineError
from dentelle.model import LANGUAGES
from dentelle.reading.engines import BUILTIN

HERE = Path(__file__).parent
ROOT = HERE.parent
GOLD = HERE / "reading_gold"
FROZEN = HERE / "results" / "reading.json"
PAGE = ROOT / "docs" / "explanation" / "reading-quality.md"
RUNS = 3
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
TOKEN = re.compile(r"\w+|[^\w\s]")
KINDS = ("person", "organisation", "place", "programme", "event", "work")
WORDS = {"fr": "French", "en": "English", "de": "German", "nl": "Dutch", "all": "all"}


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folders", nargs="*", metavar="TEXTS:GOLD", help="default: benchmarks/reading_gold")
    options.add_argument("--spacy", nargs="+", default=[], metavar="PIPELINE", help="default: what is installed")
    options.add_argument("--write", action="store_true", help="write page and frozen result, whatever was read")
    chosen = options.parse_args(arguments)
    pairs = [(Path(t), Path(g or t)) for t, _, g in (entry.partition(":") for entry in chosen.folders)] or [(GOLD, GOLD)]
    texts = list(annotated(pairs))
    pipelines = installed(chosen.spacy)
    engines = {BUILTIN: LANGUAGES} | {f"spacy:{path}": (language,) for language, path in pipelines}
    results = {engine: measured(engine, [one for one in texts if one[1].language in of]) for engine, of in engines.items()}
    figures = frozen(results, pairs, texts)
    tables = report(figures)
    print(tables)
    if chosen.write or (not chosen.folders and pipelines):
        FROZEN.parent.mkdir(exist_ok=True)
        FROZEN.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        between(PAGE, "benchmark", tables)
        print(f"\nWrote {FROZEN.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}.")
    return 0


def annotated(pairs: Sequence[tuple[Path, Path]]) -> Iterator[tuple[Path, Gold]]:
    """Every text that has an annotation."""
    for texts, golds in pairs:
        for name, gold in load_gold(golds).items():
            yield texts / name, gold


def installed(named: Sequence[str]) -> list[tuple[str, str]]:
    """(language, pipeline) to compare with; says so where there is none."""
    try:
        from dentelle.reading import engines_spacy

        if not named:
            found = [(language, name) for language, name in engines_spacy.installed().items() if language in LANGUAGES]
        else:
            found = [(engines_spacy.language_of(name), name) for name in named]
    except EngineError as error:
        print(f"{error.detail} The reader is scored alone.\n")
        return []
    if not found:
        print(
            "No spaCy pipeline is installed: the reader is scored alone. Install one: python -m spacy download fr_core_news_md\n"
        )
    return found


def measured(engine: str, texts: Sequence[tuple[Path, Gold]]) -> dict[str, Any]:
    """Scores, best speeds by language and the peak of memory of ``engine`` over ``texts``, each half timed after the other."""
    halves = texts[0::2], texts[1::2]
    spent: dict[str, float] = defaultdict(float)
    answers: list[dict[str, Any]] = []
    peak = 0
    for others, timed in (halves, halves[::-1]):
        runs = [run(engine, others, timed) for _ in range(RUNS)]
        for language in {gold.language for _, gold in timed}:
            spent[language] += min(one["seconds"][language] for one in runs)
        answers += runs[0]["documents"]
        peak = max(peak, *(one["peak_bytes"] for one in runs))
    golds = {str(path): gold for path, gold in texts}
    return {
        "scores": score((golds[answer["path"]], answer) for answer in answers),
        "tokens": {language: sum(map(tokens, of(texts, language))) / seconds for language, seconds in spent.items()},
        "megabytes": {language: sum(map(len, of(texts, language))) / 1e6 / seconds for language, seconds in spent.items()},
        "peak": peak / 1e6,
    }


def of(texts: Sequence[tuple[Path, Gold]], language: str) -> Iterator[bytes]:
    return (path.read_bytes() for path, gold in texts if gold.language == language)


def tokens(raw: bytes) -> int:
    return len(TOKEN.findall(raw.decode("utf-8-sig")))


def run(engine: str, others: Sequence[tuple[Path, Gold]], timed: Sequence[tuple[Path, Gold]]) -> dict[str, Any]:
    """What one process of ``engine`` answers for ``timed``."""
    listed = [*(str(path) for path, _ in others), "--", *(f"{gold.language}={path}" for path, gold in timed)]
    command = [sys.executable, str(HERE / "reading_engine.py"), engine, *listed]
    alone = os.environ | dict.fromkeys(THREADS, "1")
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=alone)
    return json.loads(ended.stdout)


# ---- what is kept and shown -----------------------------------------------------------------------------------------


def frozen(results: Mapping[str, Any], pairs: Sequence[tuple[Path, Path]], texts: Sequence[Any]) -> dict[str, Any]:
    """The figures to keep: rounded, so that only what moved shows in a difference."""
    return {
        "texts": {"folders": [golds.name for _, golds in pairs], "documents": len(texts)},
        "machine": {"processor": processor(), "python": platform.python_version()},
        "engines": {
            shown(engine): {
                "scores": nested(result["scores"], "parts", PARTS if engine == BUILTIN else PARTS[:2]),
                "kinds": nested(result["scores"], "kinds", KINDS),
                "tokens_per_second": {language: round(speed, -2) for language, speed in result["tokens"].items()},
                "megabytes_per_second": {language: round(speed, 3) for language, speed in result["megabytes"].items()},
                "peak_megabytes": round(result["peak"]),
            }
            for engine, result in results.items()
        },
    }


def shown(engine: str) -> str:
    """An engine without the folder that its pipeline may lie in."""
    return engine if engine == BUILTIN else Path(engine.partition(":")[2]).name


def nested(scores: Scores, which: str, order: Sequence[str]) -> dict[str, dict[str, dict[str, float]]]:
    """Tallies by scope and part, as numbers."""
    tallies: Mapping[tuple[str, str], Tally] = getattr(scores, which)
    scopes = [scope for scope in ("all", *LANGUAGES) if any(one == scope for one, _ in tallies)]
    return {
        scope: {
            part: {
                "p": round(tally.precision, 3),
                "r": round(tally.recall, 3),
                "f1": round(tally.f1, 3),
                "gold": tally.right + tally.missed,
            }
            for part in order
            if (tally := tallies.get((scope, part))) is not None
        }
        for scope in scopes
    }


def processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    match = re.search(r"^model name\s*:\s*(.+)$", said, re.MULTILINE)
    return match[1] if match else platform.machine()


def report(figures: Mapping[str, Any]) -> str:
    """The tables of ``figures`` as Markdown."""
    texts, machine = figures["texts"], figures["machine"]
    what = f"{texts['documents']} documents of {', '.join(f'`{name}`' for name in texts['folders'])}"
    head = f"{what}, on one thread of {machine['processor']}, Python {machine['python']}. Precision / recall / **F1**."
    return "\n\n".join((head, quality(figures["engines"]), kinds(figures["engines"]), speed(figures["engines"])))


def quality(engines: Mapping[str, Any]) -> str:
    rows = []
    for scope in ("all", *LANGUAGES):
        for engine, result in engines.items():
            if scope == "all" and engine != BUILTIN:
                continue
            parts = result["scores"].get(scope)
            if parts:
                rows.append((WORDS[scope], f"`{engine}`", *(cell(parts.get(part)) for part in PARTS)))
    return table(("language", "engine", "names", "names with kind", "dates", "claims"), rows)


def kinds(engines: Mapping[str, Any]) -> str:
    rows = []
    for scope in LANGUAGES:
        for engine, result in engines.items():
            if found := result["kinds"].get(scope):
                rows.append((WORDS[scope], f"`{engine}`", *(cell(found.get(kind), short=True) for kind in KINDS)))
    return "F1 of names by kind (annotated names in brackets):\n\n" + table(("language", "engine", *KINDS), rows)


def speed(engines: Mapping[str, Any]) -> str:
    rows = []
    for engine, result in engines.items():
        for language, tokens in result["tokens_per_second"].items():
            ours = engines[BUILTIN]["tokens_per_second"].get(language, 0)
            times = f"{ours / tokens:.1f} ×" if engine != BUILTIN and tokens else ""
            megabytes = result["megabytes_per_second"][language]
            rows.append(
                (WORDS[language], f"`{engine}`", f"{tokens:,.0f}", f"{megabytes:.3f}", f"{result['peak_megabytes']} MB", times)
            )
    rows.sort(key=lambda row: [WORDS[language] for language in LANGUAGES].index(row[0]))
    return table(("language", "engine", "tokens a second", "MB a second", "peak memory", "builtin is faster by"), rows)


def cell(numbers: Mapping[str, float] | None, *, short: bool = False) -> str:
    if not numbers:
        return "–"
    if short:
        return f"{numbers['f1']:.2f} ({numbers['gold']})"
    return f"{numbers['p']:.2f} / {numbers['r']:.2f} / **{numbers['f1']:.3f}**"


if __name__ == "__main__":
    sys.exit(main())
