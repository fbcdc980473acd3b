"""Train the weights of claims that give the rules a second opinion; see dentelle/reading/claims_weighed.py.

    python tools/train_claim_weights.py

In tools/claims_corpus each "xx.claims" holds the claims of the pages of "xx.txt", beside it or in tools/names_corpus (marked
texts, see train_name_tagger.py): behind a line "=== number of the page, from 0" one claim a line, which is written "line |
subject | property | value", and for names with several forms "= | fullest form | other form | …". Writes
dentelle/reading/data/claim_weights.bin.gz.
"""

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from marked_pages import pages as marked_pages
from marked_pages import unmarked
from numpy.typing import NDArray

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "benchmarks"))

from scoring import alike, fold  # noqa: E402 - benchmarks is no package

from dentelle.model import DateMention, Document, Figure  # noqa: E402
from dentelle.reading import build_lexicon, default_entries  # noqa: E402
from dentelle.reading.claim_evidence import Evidence  # noqa: E402
from dentelle.reading.claim_pairs import Pair, pairs  # noqa: E402
from dentelle.reading.claim_weights import NOTHING, Network, packed  # noqa: E402
from dentelle.reading.claims import ruled  # noqa: E402
from dentelle.reading.claims_weighed import said_of  # noqa: E402
from dentelle.reading.dates import find_dates  # noqa: E402
from dentelle.reading.drafts import Draft, slot_value  # noqa: E402
from dentelle.reading.engines import builtin  # noqa: E402
from dentelle.reading.figures import find_figures  # noqa: E402
from dentelle.reading.lexicon import Lexicon  # noqa: E402
from dentelle.reading.prepared import prepare  # noqa: E402
from dentelle.reading.scene import Scene, scene  # noqa: E402

TARGET = HERE.parent / "dentelle" / "reading" / "data" / "claim_weights.bin.gz"
OFTEN = 15  # pairs that must have a feature
RARE = 20  # pairs of a property under which it is not learnt
UNITS = 64
EPOCHS, BATCH = 7, 1_000
RATE, COOLING, TINY = 0.06, 0.85, 1e-6
DROPOUT, UNITS_OUT = 0.3, 0.3  # shares of the features and of the hidden units that are left out in turn
Sums = NDArray[np.uint32]
Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]
Case = tuple[Sums, str]  # features, each once, and label of a pair


@dataclass(slots=True)
class Page:
    """A page: its marked text and its claims (line, subject, property, value), with the forms of names that have several."""

    language: str
    marked: str
    claims: list[tuple[int, str, str, str]] = field(default_factory=list)
    same: list[list[str]] = field(default_factory=list)

    def fullest(self) -> dict[str, str]:
        """The fullest form of a name by each of its forms, all folded."""
        return {fold(form): fold(forms[0]) for forms in self.same for form in forms}


def annotated() -> Iterator[Page]:
    """The pages that have claims. Raises ValueError for a line of a claims file that cannot be read."""
    for path in sorted((HERE / "claims_corpus").glob("*.claims")):
        beside = path.with_suffix(".txt")
        marked = beside if beside.exists() else HERE / "names_corpus" / beside.name
        texts = marked_pages(marked)
        page = Page("", "")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            parts = [part.strip() for part in line.split("|")]
            if line.startswith("==="):
                if page.language:
                    yield page
                page = Page(path.stem[:2], texts[int(line[3:].strip())])
            elif parts[0] == "=":
                page.same.append(parts[1:])
            elif len(parts) >= 4 and parts[0].isdigit():
                page.claims.append((int(parts[0]), parts[1], parts[2], parts[3]))
            elif line.strip():
                raise ValueError(f"{path.name}:{number}: not 'line | subject | property | value': {line}")
        yield page


def cases(page: Page) -> list[Case]:
    """The pairs of a page; those that another line of the page claims are left out, since nobody would be wrong to claim them."""
    text, _ = unmarked(page.marked)
    document = Document(source="s", path="c.txt", format="text", extractor="t", text=text, language=page.language)
    prepared = prepare(document)
    dates = find_dates(prepared, document.date)
    made = scene(prepared, builtin(prepared, _lexicon()).mentions, dates, find_figures(prepared, dates), document)
    rules: dict[int, list[Draft]] = {}
    for draft in ruled(made):
        rules.setdefault(draft.line.number, []).append(draft)
    truth = Truth(page, text)
    found: list[Case] = []
    for line, together in pairs(made):
        evidence, here = Evidence(line, made), rules.get(line.number, [])
        for pair in together:
            if (label := truth.label(made, pair)) is not None:
                found.append((np.array(evidence.sums(pair, said_of(pair, here)), np.uint32), label))
    return found


class Truth:
    """What the annotators claim of a page."""

    def __init__(self, page: Page, text: str) -> None:
        self._fullest = page.fullest()
        self._claims = [(line, self._key(subject), prop, value) for line, subject, prop, value in page.claims]
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def _key(self, name: str) -> str:
        return self._fullest.get(fold(name), fold(name))

    def label(self, made: Scene, pair: Pair) -> str | None:
        """What is claimed of the pair in its line, NOTHING, or None where it is claimed elsewhere."""
        line = bisect_right(self._starts, made.prepared.span(pair.value.start, pair.value.end)[0])
        subject, values = self._key(pair.subject.name), self._values(made, pair)
        elsewhere = False
        for where, said, prop, value in self._claims:
            if not (said == subject or alike(said, subject)):
                continue
            if not any(self._key(value) == one or alike(value, one) for one in values):
                continue
            if where == line:
                return prop
            elsewhere = True
        return None if elsewhere else NOTHING

    def _values(self, made: Scene, pair: Pair) -> list[str]:
        """The ways to write the pair's value."""
        item = pair.value.item
        if isinstance(item, DateMention):
            return [item.edtf]
        if isinstance(item, Figure):
            said = slot_value(made, pair.line, pair.value)
            return [item.text, *([said[0].text] if said else [])]
        return [self._key(pair.value.name)]


@cache
def _lexicon() -> Lexicon:
    return build_lexicon(default_entries())


def arrays(found: Sequence[Case]) -> tuple[Sums, Numbers, Numbers]:
    """The features of all pairs, one behind the other, where those of each begin, and how many it has."""
    counts = np.array([len(features) for features, _ in found], np.int64)
    return np.concatenate([features for features, _ in found]), np.cumsum(counts) - counts, counts


def train(found: Sequence[Case]) -> Network:
    """A network trained by Adagrad (Duchi, Hazan and Singer 2011) on the cross entropy, with dropout of features and units."""
    random = np.random.default_rng(1)
    counted = Counter(label for _, label in found)
    labels = (NOTHING, *sorted(label for label, count in counted.items() if count >= RARE and label != NOTHING))
    wanted = np.array([labels.index(label) if label in labels else 0 for _, label in found])
    features, starts, counts = arrays(found)
    sums, often = np.unique(features, return_counts=True)
    sums = sums[often >= OFTEN]
    places = np.minimum(np.searchsorted(sums, features), len(sums) - 1)
    often_seen = sums[places] == features
    counts = np.add.reduceat(often_seen, starts, dtype=np.int64)
    places, starts = places[often_seen], np.cumsum(counts) - counts
    rows = random.normal(0, 0.1 / np.sqrt(counts.mean()), (len(sums), UNITS)).astype(np.float32)
    out = random.normal(0, 0.1, (UNITS, len(labels))).astype(np.float32)
    hidden, bias = np.zeros(UNITS, np.float32), np.zeros(len(labels), np.float32)
    seen_rows, seen_out = np.full_like(rows, TINY), np.full_like(out, TINY)
    rate = RATE
    for epoch in range(EPOCHS):
        total = 0.0
        order = random.permutation(len(found))
        for chosen in np.array_split(order, max(len(order) // BATCH, 1)):
            of, where = _together(places, starts[chosen], counts[chosen])
            kept = random.random(len(where)) >= DROPOUT
            of, where = of[kept], where[kept]
            summed = hidden + _sums(rows[where] / (1 - DROPOUT), of, len(chosen))
            mask = (random.random(summed.shape) >= UNITS_OUT).astype(np.float32) / (1 - UNITS_OUT)
            active = np.maximum(summed, 0) * mask
            slope = _softmax(active @ out + bias)
            total -= float(np.log(slope[np.arange(len(chosen)), wanted[chosen]] + 1e-9).sum())
            slope[np.arange(len(chosen)), wanted[chosen]] -= 1
            slope /= len(chosen)
            back = (slope @ out.T) * (summed > 0) * mask
            step = active.T @ slope
            seen_out += step * step
            out -= rate * step / np.sqrt(seen_out)
            bias -= rate * slope.sum(0)
            hidden -= rate * back.sum(0)
            order_of = np.argsort(where, kind="stable")
            touched, number = np.unique(where[order_of], return_inverse=True)
            step = _sums(back[of[order_of]] / (1 - DROPOUT), number, len(touched))
            seen_rows[touched] += step * step
            rows[touched] -= rate * step / np.sqrt(seen_rows[touched])
        rate *= COOLING
        print(f"epoch {epoch + 1}: cross entropy {total / len(found):.4f}", flush=True)
    size = float(np.quantile(np.abs(rows), 0.9999)) / 127
    steps = np.clip(np.rint(rows / size), -127, 127).astype(np.int8)
    return Network(labels, sums, steps, size, hidden, out, bias)


def _together(places: Numbers, starts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Of some pairs, for each of their features the number of the pair among them, and the feature's place."""
    of = np.repeat(np.arange(len(starts)), counts)
    inside = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    return of, places[np.repeat(starts, counts) + inside]


def _sums(values: Floats, of: Numbers, count: int) -> Floats:
    """The sum of the rows of ``values`` for each number below ``count`` that ``of``, which rises, gives them."""
    begins = np.flatnonzero(np.diff(of, prepend=-1))
    summed = np.zeros((count, values.shape[1]), np.float32)
    summed[of[begins]] = np.add.reduceat(values, begins, axis=0)
    return summed


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def main() -> None:
    pages = list(annotated())
    with Pool() as pool:
        found = [case for of_page in pool.imap(cases, pages, chunksize=20) for case in of_page]
    TARGET.write_bytes(packed(train(found)))
    print(len(pages), "pages;", len(found), "pairs;", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
