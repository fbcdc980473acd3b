"""How well does the search find what people mean, in four languages, and how fast?

    python benchmarks/search.py [--write] [--cases]          the judged queries over examples/valenciennes
    python benchmarks/search.py --speed [--entities N] [--facts N]

Weaves a copy of the example and asks the queries of ``benchmarks/search_gold/`` by the code of the pages, and by SQLite FTS5 in
the same run: one table of entities (their names, the labels of their kind in four languages, the values of their facts) and one
of passages, ``unicode61`` without accents, words joined by OR with the last as a beginning, ordered by BM25. Prints for each
language and sort of query recall@5 (whether one of the first five answers is an expected one) and the mean reciprocal rank
among ten.

Ends with status 1 where ours misses what is asked of it (``GOOD``). ``--cases`` tells each query; ``--write`` keeps the figures
in ``benchmarks/results/search.json`` and in the tables of ``docs/explanation/searching.md``.
"""

import argparse
import csv
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from result_pages import between, table

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "valenciennes"
GOLD = HERE / "search_gold"
RESULTS = HERE / "results" / "search.json"
PAGE = HERE.parent / "docs" / "explanation" / "searching.md"
AT, DEPTH = 5, 10
GOOD = {"recall@5": 0.85, "MRR": 0.75}  # of all queries
ENTITY = "entity"
SETS = ("queries", "fresh")  # judged before any search was run on them; written later and asked once


@dataclass(frozen=True)
class Judged:
    """A query; ``expected`` names of entities, or words of passages."""

    language: str
    what: str
    sort: str
    query: str
    expected: tuple[str, ...]


def judged(name: str) -> list[Judged]:
    lines = [line for line in (GOLD / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t")
    return [Judged(row["language"], row["what"], row["sort"], row["query"], tuple(row["expected"].split(";"))) for row in rows]


def woven(folder: Path) -> None:
    """A copy of the example in ``folder``, woven and open in this process."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("var"))
    from dentelle.atlas.opening import open_atlas

    open_atlas(folder, to_write=True)
    from dentelle.territory import load
    from dentelle.weaving.run import weave

    weave(load(folder))


# ---- ours


def ours(one: Judged) -> list[list[str]]:
    """The texts of the first answers: all names of an entity, or the words of a passage."""
    from dentelle import search
    from dentelle.atlas.models import ClaimRow, EntityRow

    looking = search.look()
    assert looking is not None
    asked = looking.parse(one.query)
    if one.what == ENTITY:
        ids = [found.owner[2:] for found in search.entities(asked, looking.searcher).found]
        rows = {row.identity_id: row for row in EntityRow.objects.visible().filter(identity__in=ids)}
        return [[rows[key].label, *(name["text"] for name in rows[key].names)] for key in ids if key in rows][:DEPTH]
    keys = [found.claim for found in search.passages(asked, looking.searcher).found][:DEPTH]
    quotes = dict(ClaimRow.objects.visible().filter(key__in=keys).values_list("key", "quote"))
    return [[quotes[key]] for key in keys if key in quotes]


# ---- the peer


class Fts5:
    """The same texts in SQLite's own full-text search."""

    def __init__(self) -> None:
        from dentelle import vocabulary
        from dentelle.atlas.models import ClaimRow, EntityRow, FactRow
        from dentelle.model import LANGUAGES

        self._base = sqlite3.connect(":memory:")
        options = "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4'"
        for name in ("entity", "passage"):
            self._base.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(said, told UNINDEXED, {options})")
        values = defaultdict(list)
        for identity, value in (
            FactRow.objects.visible().filter(status__in=("accepted", "proposed")).values_list("identity_id", "value")
        ):
            values[identity].append(value.get("text", ""))
        for row in EntityRow.objects.visible():
            names = [row.label, *(name["text"] for name in row.names)]
            kinds = [
                said(row.type or row.kind, language) for language in LANGUAGES for said in (vocabulary.label, vocabulary.plural)
            ]
            self._put("entity", " ".join((*names, *kinds, *values[row.identity_id])), json.dumps(names))
        shown = ClaimRow.objects.visible().exclude(verdict="hide").exclude(fact_key="").exclude(source__publish="none")
        for quote, lead in dict.fromkeys(shown.values_list("quote", "lead_quote")):
            self._put("passage", f"{lead} {quote}", json.dumps([quote]))

    def _put(self, name: str, said: str, told: str) -> None:
        self._base.execute(f"INSERT INTO {name} VALUES (?, ?)", (said, told))

    def __call__(self, one: Judged) -> list[list[str]]:
        words = [
            "".join(letter for letter in word if letter.isalnum())
            for word in one.query.replace("-", " ").replace("'", " ").split()
        ]
        said = [f'"{word}"' for word in words if word]
        asked = " OR ".join((*said[:-1], f"{said[-1]}*"))
        rows = self._base.execute(f"SELECT told FROM {one.what} WHERE {one.what} MATCH ? ORDER BY rank LIMIT ?", (asked, DEPTH))
        return [json.loads(told) for (told,) in rows]


# ---- scores


def rank(answers: Sequence[Sequence[str]], one: Judged) -> int:
    """Where the first expected answer stands, from 1; 0 for nowhere."""
    from dentelle.folding import fold

    wanted = [fold(text) for text in one.expected]
    for place, texts in enumerate(answers, start=1):
        said = [fold(text) for text in texts]
        if any(text in said if one.what == ENTITY else any(text in each for each in said) for text in wanted):
            return place
    return 0


def scores(ranks: Iterable[int]) -> dict[str, float]:
    every = list(ranks)
    return {
        "recall@5": round(sum(0 < place <= AT for place in every) / len(every), 3),
        "MRR": round(sum(1 / place for place in every if place) / len(every), 3),
    }


def compare(name: str, cases: bool) -> dict[str, dict[str, dict[str, float]]]:
    """The scores of both over all queries of ``name``, and by language and sort."""
    from dentelle.search import rebuild

    rebuild()
    peer = Fts5()
    queries = judged(name)
    ranks = {"Dentelle": [rank(ours(one), one) for one in queries], "FTS5": [rank(peer(one), one) for one in queries]}
    if cases:
        for at, one in enumerate(queries):
            print(f"{one.language} {one.what:8} {one.sort:10} {ranks['Dentelle'][at]:2} {ranks['FTS5'][at]:2}  {one.query}")
    parts = [("all", [True] * len(queries))]
    parts += [(name, [one.language == name for one in queries]) for name in ("fr", "en", "de", "nl")]
    parts += [(name, [one.sort == name for one in queries]) for name in dict.fromkeys(one.sort for one in queries)]
    return {
        f"{part} ({sum(chosen)})": {
            system: scores(place for place, mine in zip(found, chosen, strict=True) if mine) for system, found in ranks.items()
        }
        for part, chosen in parts
    }


def lines(found: dict[str, dict[str, dict[str, float]]]) -> str:
    head = ("queries", "recall@5", "MRR", "FTS5 recall@5", "FTS5 MRR")
    rows = [
        (part, *(f"{systems[name][score]:.2f}" for name in ("Dentelle", "FTS5") for score in ("recall@5", "MRR")))
        for part, systems in found.items()
    ]
    return table(head, rows)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cases", action="store_true", help="tell each query: its rank by ours and by FTS5")
    options.add_argument("--write", action="store_true", help="keep the figures")
    options.add_argument("--speed", action="store_true", help="time pages and suggestions of a large atlas instead")
    options.add_argument("--entities", type=int, default=50_000)
    options.add_argument("--facts", type=int, default=500_000)
    options.add_argument("--territory", type=Path, help="where the large atlas is made, or lies already")
    chosen = options.parse_args()
    if chosen.speed:
        from search_speed import speed

        return speed(chosen.entities, chosen.facts, chosen.territory, RESULTS if chosen.write else None)
    with tempfile.TemporaryDirectory() as folder:
        woven(Path(folder) / "example")
        found = {name: compare(name, chosen.cases) for name in SETS}
    for name, one in found.items():
        print(f"\n{name}\n{lines(one)}")
    if chosen.write:
        kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps(kept | found, indent=1) + "\n", encoding="utf-8")
        for name, one in found.items():
            between(PAGE, name, lines(one))
    whole = next(iter(found["queries"].values()))["Dentelle"]
    return 0 if all(whole[name] >= least for name, least in GOOD.items()) else 1


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    sys.exit(main())
