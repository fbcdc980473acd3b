"""The simple ways to link a list to a register, each as its users would write it: exact names, rapidfuzz, BM25, recordlinkage.

A peer is two functions: ``prepare(folder)`` reads register.csv and builds what can be kept; ``answer(state, entries)`` decides
the entries of a list. Both get names that are folded (case, accents, punctuation) and have lost their legal form. Each peer has
one threshold for all tasks: the one that gave the best mean F1 on the real lists of docs/explanation/linking-quality.md.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from linking_scores import MATCH, MOST_REVIEWED, NONE, REVIEW, read

from dentelle import gazetteer

TOKEN_SET, TOKEN_SORT, BM25, MEAN = 74.3, 67.4, 1.91, 0.79
LARGE = 100_000  # register rows from which on recordlinkage compares within postcode or town, no longer within the department
COLUMNS = ("name", "address", "postcode", "city")
WEIGHTS = {"name": 3.0, "address": 1.0, "postcode": 1.0, "city": 1.0}

Answer = tuple[str, str, list[tuple[str, float]]]
"""(list row, decision, the ids given with their scores, the best first)."""


class Entry(NamedTuple):
    """What is known of one row, of a list or a register; ``key`` is the row or the id."""

    key: str
    name: str
    address: str
    postcode: str
    city: str

    @property
    def department(self) -> str:
        return self.postcode[:2]

    @property
    def code(self) -> str:
        """The postcode, "" when it is no more than a department."""
        return self.postcode if len(self.postcode) > 3 else ""


def fold(text: str) -> str:
    """``text`` in small letters without accents and marks."""
    plain = "".join(c for c in normalize("NFKD", text) if not combining(c)) if not text.isascii() else text
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower()))


def _forms() -> frozenset[str]:
    return frozenset(fold(form) for entry in gazetteer.legal_forms() for form in entry.forms if form not in entry.common) - {""}


def entries(path: Path, key: str) -> Iterator[Entry]:
    """The rows of a list or register, folded, their names without the legal form at either end."""
    forms = _forms()
    for row in read(path):
        name = fold(row["name"])
        kept = [word for word in name.split() if word not in forms]
        postcode = row["postcode"].replace(" ", "")
        yield Entry(row[key], " ".join(kept) or name, fold(row["address"]), postcode, fold(row["city"]))


def register(folder: Path) -> Iterator[Entry]:
    return entries(folder / "register.csv", "id")


# ---- the same name; the place breaks ties -----------------------------------------------------------------------------


def prepare_exact(folder: Path) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in register(folder):
        found[entry.name].append(entry)
    return found


def answer_exact(state: dict[str, list[Entry]], asked: Sequence[Entry]) -> Iterator[Answer]:
    for entry in asked:
        ranked = sorted(((_near(entry, other), other.key) for other in state.get(entry.name, ())), reverse=True)
        given = [(key, near) for near, key in ranked[:MOST_REVIEWED]]
        if not ranked:
            yield entry.key, NONE, []
        elif len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            yield entry.key, REVIEW, given
        else:
            yield entry.key, MATCH, given[:1]


def _near(one: Entry, other: Entry) -> float:
    return (
        4.0 * (one.code == other.code != "")
        + 2.0 * (one.city == other.city != "")
        + (one.department == other.department != "")
        + 0.5 * (one.address == other.address != "")
    )


# ---- rapidfuzz: the likest name of the same postcode, else department, else city, else of all ---------------------------


class Blocks:
    """Register rows by postcode, department and city."""

    def __init__(self, folder: Path) -> None:
        self.ids: list[str] = []
        self.names: list[str] = []
        self.by: dict[str, dict[str, array[int]]] = {
            sort: defaultdict(lambda: array("I")) for sort in ("code", "department", "city")
        }
        for number, entry in enumerate(register(folder)):
            self.ids.append(entry.key)
            self.names.append(entry.name)
            for sort, rows in self.by.items():
                rows[getattr(entry, sort)].append(number)

    def of(self, entry: Entry) -> Iterable[int]:
        for sort, rows in self.by.items():
            value = getattr(entry, sort)
            if value and value in rows:
                return rows[value]
        return range(len(self.ids))


def answer_rapidfuzz(scorer: str, least: float, state: Blocks, asked: Sequence[Entry]) -> Iterator[Answer]:
    from rapidfuzz import fuzz, process

    for entry in asked:
        rows = state.of(entry)
        likest = process.extractOne(
            entry.name, (state.names[row] for row in rows), scorer=getattr(fuzz, scorer), score_cutoff=least
        )
        if likest is None:
            yield entry.key, NONE, []
        else:
            yield entry.key, MATCH, [(state.ids[rows[likest[2]]], likest[1])]  # type: ignore[index]


# ---- tantivy: BM25 over all fields, the top hit ------------------------------------------------------------------------


def prepare_bm25(folder: Path) -> Any:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    schema.add_text_field("text", tokenizer_name="default")
    index = tantivy.Index(schema.build())
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for entry in register(folder):
        writer.add_document(tantivy.Document(id=entry.key, text=" ".join(entry[1:])))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def answer_bm25(state: Any, asked: Sequence[Entry]) -> Iterator[Answer]:
    from tantivy import Occur, Query

    searcher = state.searcher()
    for entry in asked:
        words = sorted(set(" ".join(entry[1:]).split()))
        query = Query.boolean_query([(Occur.Should, Query.term_query(state.schema, "text", word)) for word in words])
        hits = searcher.search(query, 1, count=False).hits if words else []
        if hits and hits[0][0] / len(words) >= BM25:
            yield entry.key, MATCH, [(searcher.doc(hits[0][1])["id"][0], hits[0][0] / len(words))]
        else:
            yield entry.key, NONE, []


# ---- recordlinkage: the weighted mean of Jaro-Winkler ------------------------------------------------------------------


def prepare_recordlinkage(folder: Path) -> Any:
    import recordlinkage  # noqa: F401 - says that it is not there before anything is read

    return _frame(register(folder))


def answer_recordlinkage(state: Any, asked: Sequence[Entry]) -> Iterator[Answer]:
    import recordlinkage

    listed = _frame(asked)
    indexer = recordlinkage.Index()
    if len(state) <= LARGE:
        indexer.block("department")
    else:
        indexer.block("code")
    indexer.block("city")
    pairs = indexer.index(listed, state)
    if len(state) <= LARGE:
        nowhere = listed[listed["department"].isna() & listed["city"].isna()]
        pairs = pairs.union(recordlinkage.index.Full().index(nowhere, state))
    compare = recordlinkage.Compare()
    for column in COLUMNS:
        compare.string(column, column, method="jarowinkler", label=column)
    features = compare.compute(pairs, listed, state)
    known = {
        column: (listed[column].reindex(features.index.get_level_values(0)).notna()).to_numpy()
        & (state[column].reindex(features.index.get_level_values(1)).notna()).to_numpy()
        for column in COLUMNS
    }
    weight = sum(known[column] * WEIGHTS[column] for column in COLUMNS)
    features["mean"] = sum(features[column].to_numpy() * known[column] * WEIGHTS[column] for column in COLUMNS) / weight
    best = features["mean"].groupby(level=0).idxmax()
    found = {row: (key, features.loc[(row, key), "mean"]) for row, key in best}
    for entry in asked:
        key, mean = found.get(entry.key, ("", 0.0))
        yield (entry.key, MATCH, [(key, float(mean))]) if mean >= MEAN else (entry.key, NONE, [])


def _frame(rows: Iterable[Entry]) -> Any:
    import pandas

    frame = pandas.DataFrame.from_records(
        [(*entry, entry.code, entry.department) for entry in rows], columns=("key", *COLUMNS, "code", "department"), index="key"
    )
    return frame.mask(frame == "")


PEERS: dict[str, tuple[Callable[[Path], Any], Callable[[Any, Sequence[Entry]], Iterable[Answer]]]] = {
    "exact name": (prepare_exact, answer_exact),
    "rapidfuzz token_set": (Blocks, partial(answer_rapidfuzz, "token_set_ratio", TOKEN_SET)),
    "rapidfuzz token_sort": (Blocks, partial(answer_rapidfuzz, "token_sort_ratio", TOKEN_SORT)),
    "BM25 (tantivy)": (prepare_bm25, answer_bm25),
    "recordlinkage": (prepare_recordlinkage, answer_recordlinkage),
}
