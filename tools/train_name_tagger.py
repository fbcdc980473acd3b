"""Train the tagger that revises what the rules for names found; see dentelle/reading/names/tagger.py.

    python tools/train_name_tagger.py

The files "xx….txt" of tools/names_corpus and tools/claims_corpus hold texts of the language xx: documents behind lines that begin
with "===", their names marked as [O:…] organisation, [P:…] person, [L:…] place, [G:…] programme, [E:…] event, [W:…] work. Needs
the package jax, which nothing else here does. Writes dentelle/reading/data/name_tags.npz.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import jax
import numpy as np
from jax import numpy as jnp
from marked_pages import Spans, pages, unmarked
from numpy.typing import NDArray

from dentelle.model import Document
from dentelle.reading import build_lexicon, default_entries
from dentelle.reading.lexicon import Lexicon
from dentelle.reading.names.finding import ruled_names
from dentelle.reading.names.tag_evidence import evidence, surroundings
from dentelle.reading.names.tag_weights import LABELS, Network, feature_sums, packed
from dentelle.reading.names.tagger import rule_tags
from dentelle.reading.prepared import prepare

HERE = Path(__file__).parent
CORPORA = (HERE / "names_corpus", HERE / "claims_corpus")
TARGET = HERE.parent / "dentelle" / "reading" / "data" / "name_tags.npz"
OFTEN = 3  # tokens that must have a feature
UNITS, LAYERS = 64, 3
EPOCHS = 8
RATE, SLOWEST = 0.003, 0.02  # the step, and the share of it that is left in the end
FORGETS, FORGETS_SQUARES = 0.9, 0.99  # of the averages of slopes and of their squares, the share that each step keeps
DROPPED, UNITS_DROPPED = 0.35, 0.4  # shares of the features and of the units that are left out in turn
MOST = 64  # features of a token
TOGETHER = 1_400  # tokens that are learnt from at once
STRIDE = 8  # lengths of sentences are rounded up to its multiples: for each one the steps are compiled once
Sentence = tuple[list[NDArray[np.uint32]], list[int]]  # the features and the label of each token


def documents() -> Iterator[tuple[str, str]]:
    """Language and marked text of each document."""
    for folder in CORPORA:
        for path in sorted(folder.glob("*.txt")):
            yield from ((path.stem[:2], page) for page in pages(path))


def sentences(document: tuple[str, str]) -> list[Sentence]:
    """The features and true labels of each sentence of one document, given as its language and marked text."""
    language, marked = document
    text, spans = unmarked(marked)
    prepared = prepare(Document(source="s", path="c.txt", format="text", extractor="t", text=text, language=language))
    clauses, found = ruled_names(prepared, _lexicon())
    about = surroundings(clauses, found)
    made: list[Sentence] = []
    for sentence, clause in clauses:
        if sentence.role == "furniture" or not clause.tokens:
            continue
        inside = [c for c in found if sentence.start <= c.start < sentence.end]
        tags, rules = rule_tags(clause.tokens, inside)
        said = [feature_sums(evidence(clause, tags, rules, index, about))[:MOST] for index in range(len(tags))]
        places = [prepared.span(token.start, token.end) for token in clause.tokens]
        made.append(([np.array(of_token, np.uint32) for of_token in said], true_labels(places, spans)))
    return made


@cache
def _lexicon() -> Lexicon:
    return build_lexicon(default_entries())


def true_labels(places: list[tuple[int, int]], spans: Spans) -> list[int]:
    """The label of each token, given where it stands in the document's text."""
    labels = [0] * len(places)
    for start, end, letter in spans:
        inside = [index for index, (first, last) in enumerate(places) if first < end and last > start]
        for index in inside:
            labels[index] = LABELS.index(("B" if index == inside[0] else "I") + letter)
    return labels


def emitted(learnt, features, real, key=None):
    """How much speaks for each label at each token; ``features`` are numbers of rows, 0 of none, ``real`` is 1 of tokens. With a
    ``key`` of chance, some features and units are left out."""
    keys = jax.random.split(key, LAYERS + 2) if key is not None else None

    def some(values, number, share):
        return values if keys is None else values * jax.random.bernoulli(keys[number], 1 - share, values.shape) / (1 - share)

    rows = learnt["rows"].at[0].set(0)[features]
    if keys is not None:
        rows = rows * some(jnp.ones(features.shape), 0, DROPPED)[..., None]
    said = rows.sum(2)
    hidden = some(jax.nn.relu(said[..., :UNITS] + learnt["hidden"]), 1, UNITS_DROPPED) * real[..., None]
    nothing = jnp.zeros_like(hidden[:, :1])
    for layer in range(LAYERS):
        before = jnp.concatenate([nothing, hidden[:, :-1]], axis=1)
        behind = jnp.concatenate([hidden[:, 1:], nothing], axis=1)
        around = jnp.concatenate([before, hidden, behind], axis=-1)
        new = jax.nn.relu(around @ learnt["near"][layer] + learnt["near_bias"][layer])
        hidden = (hidden + some(new, 2 + layer, UNITS_DROPPED)) * real[..., None]
    return hidden @ learnt["out"] + learnt["bias"] + said[..., UNITS:]


def surprise(learnt, features, labels, real, key):
    """What a token's label surprises the network by on average: the negative log likelihood of a conditional random field
    (Lafferty, McCallum and Pereira 2001)."""
    scores, steps = emitted(learnt, features, real, key), learnt["steps"]

    def onward(total, token):
        score, is_real = token
        reached = jax.nn.logsumexp(total[:, :, None] + steps[None], axis=1) + score
        return jnp.where(is_real[:, None] > 0, reached, total), None

    total, _ = jax.lax.scan(onward, scores[:, 0], (scores[:, 1:].swapaxes(0, 1), real[:, 1:].T))
    true = (jnp.take_along_axis(scores, labels[..., None], 2)[..., 0] * real).sum(1)
    true += (steps[labels[:, :-1], labels[:, 1:]] * real[:, 1:]).sum(1)
    return (jax.nn.logsumexp(total, axis=1) - true).sum() / real.sum()


def learn(learnt, slopes, squares, count, rate, batch, key):
    """A step of Adam (Kingma and Ba 2015): what is learnt, the averages of slopes and of their squares, and the surprise."""
    surprised, slope = jax.value_and_grad(surprise)(learnt, *batch, key)
    slopes = jax.tree.map(lambda old, new: FORGETS * old + (1 - FORGETS) * new, slopes, slope)
    squares = jax.tree.map(lambda old, new: FORGETS_SQUARES * old + (1 - FORGETS_SQUARES) * new * new, squares, slope)
    near, far = 1 - FORGETS**count, 1 - FORGETS_SQUARES**count
    learnt = jax.tree.map(
        lambda old, mean, square: old - rate * (mean / near) / (jnp.sqrt(square / far) + 1e-8), learnt, slopes, squares
    )
    return learnt, slopes, squares, surprised


def train(corpus: Sequence[Sentence]) -> Network:
    """The network trained on ``corpus``."""
    random = np.random.default_rng(0)
    seen, often = np.unique(np.concatenate([one for said, _ in corpus for one in said]), return_counts=True)
    sums = seen[often >= OFTEN]
    numbered = [([_rows(sums, one) for one in said], labels) for said, labels in corpus]
    learnt = {
        "rows": random.normal(0, 0.1 / 6, (len(sums) + 1, UNITS + len(LABELS))),
        "hidden": np.zeros(UNITS),
        "near": random.normal(0, (3 * UNITS) ** -0.5, (LAYERS, 3 * UNITS, UNITS)),
        "near_bias": np.zeros((LAYERS, UNITS)),
        "out": random.normal(0, 0.1, (UNITS, len(LABELS))),
        "bias": np.zeros(len(LABELS)),
        "steps": np.zeros((len(LABELS), len(LABELS))),
    }
    learnt = {name: jnp.asarray(part, jnp.float32) for name, part in learnt.items()}
    slopes = squares = jax.tree.map(jnp.zeros_like, learnt)
    step, count, key = jax.jit(learn), 0, jax.random.PRNGKey(1)
    total = EPOCHS * len(list(batches(numbered, random)))
    for epoch in range(EPOCHS):
        told = []
        for batch in batches(numbered, random):
            count += 1
            rate = RATE * (SLOWEST + (1 - SLOWEST) * (1 + np.cos(np.pi * min(count / total, 1))) / 2)
            key, chance = jax.random.split(key)
            learnt, slopes, squares, surprised = step(learnt, slopes, squares, count, rate, batch, chance)
            told.append(float(surprised))
        print(f"epoch {epoch + 1}: {np.mean(told):.4f}", flush=True)
    return _small(sums, {name: np.asarray(part) for name, part in learnt.items()})


def _rows(sums: NDArray[np.uint32], features: NDArray[np.uint32]) -> NDArray[np.int32]:
    """The rows, from 1, of those features that ``sums`` has."""
    places = np.minimum(np.searchsorted(sums, features), len(sums) - 1)
    return (places[sums[places] == features] + 1).astype(np.int32)


def batches(corpus: Sequence[tuple[list[NDArray[np.int32]], list[int]]], random: np.random.Generator) -> Iterator[tuple]:
    """Features, labels and which tokens are real, of sentences of about one length at a time, by chance."""
    order = random.permutation(len(corpus))
    by_length: dict[int, list[int]] = {}
    for number in order:
        by_length.setdefault(-(-len(corpus[number][1]) // STRIDE) * STRIDE, []).append(number)
    together = []
    for length, numbers in by_length.items():
        size = max(TOGETHER // length, 1)
        together += [(length, size, numbers[first : first + size]) for first in range(0, len(numbers), size)]
    for index in random.permutation(len(together)):
        length, size, chosen = together[index]
        features = np.zeros((size, length, MOST), np.int32)
        labels, real = np.zeros((size, length), np.int32), np.zeros((size, length), np.float32)
        for row, number in enumerate(chosen):
            said, true = corpus[number]
            for place, of_token in enumerate(said):
                features[row, place, : len(of_token)] = of_token
            labels[row, : len(true)], real[row, : len(true)] = true, 1
        yield features, labels, real


def _small(sums: NDArray[np.uint32], learnt: dict[str, NDArray[np.float32]]) -> Network:
    """What was learnt, the rows in bytes; rows of nothing but zeros are left out."""
    rows = learnt.pop("rows")[1:]
    step = float(np.quantile(np.abs(rows), 0.9999)) / 127
    small = np.clip(np.rint(rows / step), -127, 127).astype(np.int8)
    kept = small.any(axis=1)
    return Network(sums=sums[kept], rows=small[kept], step=np.float32(step), **learnt)


def main() -> None:
    marked = list(documents())
    with get_context("spawn").Pool() as pool:
        corpus = [sentence for found in pool.imap(sentences, marked, chunksize=20) for sentence in found]
    TARGET.write_bytes(packed(train(corpus)))
    print(len(marked), "documents;", len(corpus), "sentences;", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
