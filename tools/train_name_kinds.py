"""Train the linear model by which the reader guesses what an unknown name is; see dentelle/reading/names/guess.py.

    python tools/train_name_kinds.py FOLDER

FOLDER holds the Europeana Newspapers NER corpora (``enp_*.bio``, CC0: github.com/EuropeanaNewspapers/ner-corpora). To them
come names of the packaged gazetteer, without any text around them. One newspaper span in ten is kept out and scored.
Writes dentelle/reading/data/name_kinds.tsv.gz; the same input gives the same file.
"""

import gzip
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dentelle import gazetteer
from dentelle.reading.names.guess import KINDS, evidence
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tokens import tokens
from dentelle.reading.names.wordlists import word_bundle

TAGS = {"PER": 0, "LOC": 1, "ORG": 2}
TARGET = Path(__file__).parent.parent / "dentelle" / "reading" / "data" / "name_kinds.tsv.gz"
WINDOW = 60
BLENDS = 3_000
ROUNDS = 6
COUNTRIES = ("BE", "NL", "DE", "GB", "IE", "LU", "CH", "AT", "FR")
Example = tuple[tuple[str, ...], int]


def newspapers(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("enp_*.bio")):
        rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
        pairs = [(row[0], row[-1]) for row in rows if len(row) >= 2]
        for cut in range(0, len(pairs), WINDOW):
            yield from window(pairs[cut : cut + WINDOW], path.name[4:6].lower())


def window(pairs: list[tuple[str, str]], language: str) -> Iterator[Example]:
    text, spans, open_tag = "", [], ""
    for word, tag in pairs:
        tag = tag[2:] if tag[1:2] == "-" else ""
        if tag in TAGS and tag == open_tag:
            spans[-1][1] = len(text) + len(word)
        elif tag in TAGS:
            spans.append([len(text), len(text) + len(word), TAGS[tag]])
        open_tag = tag
        text += word
        text += " "
    clause = Clause(tokens(text, 0, len(text), language), language, "sentence")
    starts = {token.start: index for index, token in enumerate(clause.tokens)}
    ends = {token.end: index + 1 for index, token in enumerate(clause.tokens)}
    for start, end, kind in spans:
        first, last = starts.get(start), ends.get(end)
        if first is not None and last is not None and clause.forms[first].capital and last - first < 7:
            yield tuple(evidence(clause, first, last)), kind


def alone(name: str, kind: int, language: str, forget: bool) -> Example:
    clause = Clause(tokens(name, 0, len(name), language), language, "sentence")
    found = evidence(clause, 0, len(clause.tokens))
    kept = [feature for feature in found if "<" not in feature and ">" not in feature]
    return tuple(f for f in kept if not (forget and f.endswith(("given", "surname")))), kind


def listed(chance: random.Random) -> Iterator[Example]:
    given = [(name, (langs or ("fr",))[0]) for name, langs in sorted(gazetteer.given_names().items())]
    surnames = sorted(gazetteer.surnames())
    for _ in range(16_000):
        name, language = chance.choice(given)
        yield alone(
            f"{name} {chance.choice(surnames)}",
            0,
            language if language in ("fr", "en", "de", "nl") else "en",
            chance.random() < 0.6,
        )
    for name in chance.sample(surnames, 4_000):
        yield alone(name, 0, chance.choice(("fr", "en", "de", "nl")), chance.random() < 0.6)
    for place in chance.sample([p for p in gazetteer.places() if p.country in COUNTRIES and p.kind == "commune"], 16_000):
        language = {"FR": "fr", "NL": "nl", "BE": "nl", "GB": "en", "IE": "en"}.get(place.country, "de")
        yield alone(place.name, 1, language, chance.random() < 0.6)
    yield from together(chance)


def together(chance: random.Random) -> Iterator[Example]:
    """Organisations as many call themselves: ordinary words side by side, halves of two words in one, a surname and a word."""
    surnames = sorted(gazetteer.surnames())
    towns = [p.name for p in gazetteer.places() if p.kind == "commune" and p.population > 50_000]
    for language in ("fr", "en", "de", "nl"):
        words = sorted(w for w in word_bundle(language).common | word_bundle(language).ordinary if len(w) > 3 and w.isalpha())
        for _ in range(2_500):
            count = chance.choice((1, 2, 2, 3))
            yield alone(" ".join(chance.choice(words).capitalize() for _ in range(count)), 2, language, False)
        for _ in range(BLENDS):
            one, two = chance.choice(words), chance.choice(words)
            blend = one[: chance.randint(2, 5)] + two[-chance.randint(2, 5) :]
            name = chance.choice((blend, blend, f"{chance.choice(words)} {blend}", f"{blend} {chance.choice(words)}"))
            yield alone(name.title(), 2, language, False)
            proper = chance.choice((chance.choice(surnames), chance.choice(towns)))
            yield alone(f"{proper} {chance.choice(words).capitalize()}", 2, language, chance.random() < 0.6)


def trained(examples: list[Example], chance: random.Random) -> dict[str, list[float]]:
    """Averaged perceptron with a margin."""
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(KINDS))
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(KINDS))
    step = 1
    for _ in range(ROUNDS):
        chance.shuffle(examples)
        for features, kind in examples:
            scores = [sum(weights[f][k] for f in features if f in weights) for k in range(len(KINDS))]
            rival = max((k for k in range(len(KINDS)) if k != kind), key=lambda k: scores[k])
            if scores[kind] < scores[rival] + 3:
                for feature in features:
                    weights[feature][kind] += 1
                    weights[feature][rival] -= 1
                    totals[feature][kind] += step
                    totals[feature][rival] -= step
            step += 1
    return {f: [w - t / step for w, t in zip(weights[f], totals[f], strict=True)] for f in weights}


def scored(weights: dict[str, list[float]], examples: list[Example]) -> str:
    table = [[0] * len(KINDS) for _ in KINDS]
    for features, kind in examples:
        scores = [sum(weights[f][k] for f in features if f in weights) for k in range(len(KINDS))]
        table[kind][scores.index(max(scores))] += 1
    right = sum(table[k][k] for k in range(len(KINDS)))
    return f"{right / max(sum(map(sum, table)), 1):.3f} of {len(examples)} right; rows true, columns guessed: {table}"


def main(folder: Path) -> None:
    chance = random.Random(2026)  # noqa: S311 - a repeatable shuffle
    spans = list(newspapers(folder))
    chance.shuffle(spans)
    held, kept = spans[: len(spans) // 10], spans[len(spans) // 10 :]
    weights = trained(kept + list(listed(chance)), chance)
    print("newspapers kept out:", scored(weights, held))
    print(
        "the same without words beside:",
        scored(weights, [(tuple(f for f in fs if "<" not in f and ">" not in f), k) for fs, k in held]),
    )
    counts: dict[str, int] = defaultdict(int)
    for features, _ in spans:
        for feature in features:
            counts[feature] += 1
    rows = []
    for feature in sorted(weights):
        cells = [round(10 * w) for w in weights[feature]]
        if max(map(abs, cells)) >= 4 and not (("<<" in feature or ">>" in feature) and counts[feature] < 4):
            rows.append("\t".join([feature, *map(str, cells)]))
    TARGET.write_bytes(gzip.compress(("\n".join(rows) + "\n").encode("utf-8"), mtime=0))
    print(len(rows), "features,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
