"""Train the tagger that revises what the rules for names found; see dentelle/reading/names/tagger.py.

    python tools/train_name_tagger.py [FOLDER]

FOLDER (default: tools/names_corpus) holds texts of one language each ("fr.txt"): documents behind lines that begin with "===",
their names marked as [O:…] organisation, [P:…] person, [L:…] place, [G:…] programme, [E:…] event, [W:…] work. Needs the package
python-crfsuite, which nothing else here does. Writes dentelle/reading/data/name_tags.tsv.gz.
"""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite
from marked_pages import Spans, pages, unmarked

from dentelle.model import Document
from dentelle.reading import build_lexicon, default_entries
from dentelle.reading.names.finding import ruled_names
from dentelle.reading.names.tag_evidence import evidence, surroundings
from dentelle.reading.names.tagger import LABELS, rule_tags
from dentelle.reading.prepared import prepare

HERE = Path(__file__).parent
TARGET = HERE.parent / "dentelle" / "reading" / "data" / "name_tags.tsv.gz"
SMALLEST = 3  # hundredths under which a weight is left out
Sequence = tuple[list[list[str]], list[str]]


def sequences(marked: str, language: str, lexicon) -> Iterator[Sequence]:
    """The features and true labels of each sentence of one document."""
    text, spans = unmarked(marked)
    document = Document(source="s", path="c.txt", format="text", extractor="t", text=text, language=language)
    prepared = prepare(document)
    clauses, found = ruled_names(prepared, lexicon)
    about = surroundings(clauses, found)
    for sentence, clause in clauses:
        if sentence.role == "furniture" or not clause.tokens:
            continue
        inside = [c for c in found if sentence.start <= c.start < sentence.end]
        tags, rules = rule_tags(clause.tokens, inside)
        places = [prepared.span(token.start, token.end) for token in clause.tokens]
        yield (
            [evidence(clause, tags, rules, index, about) for index in range(len(tags))],
            true_labels(places, spans),
        )


def true_labels(places: list[tuple[int, int]], spans: Spans) -> list[str]:
    """The label of each token, given where it stands in the document's text."""
    labels = ["O"] * len(places)
    for start, end, letter in spans:
        inside = [index for index, (first, last) in enumerate(places) if first < end and last > start]
        for index in inside:
            labels[index] = ("B" if index == inside[0] else "I") + letter
    return labels


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """Language and marked text of each document."""
    for path in sorted(folder.glob("*.txt")):
        yield from ((path.stem[:2], page) for page in pages(path))


def train(folder: Path, model: Path) -> int:
    """Trains on ``folder``, writes the model of crfsuite to ``model``; returns how many documents there were."""
    lexicon = build_lexicon(default_entries())
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.0, "c2": 5.0, "max_iterations": 120, "feature.possible_transitions": True, "feature.minfreq": 2})
    count = 0
    for language, marked in documents(folder):
        count += 1
        for features, labels in sequences(marked, language, lexicon):
            trainer.append(features, labels)
    trainer.train(str(model))
    return count


def packed(model: Path) -> bytes:
    """The model as ``dentelle.reading.names.tagger`` reads it: steps between labels, then features, weights in hundredths."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    info = tagger.info()
    number = {label: index for index, label in enumerate(LABELS)}
    rows: dict[str, dict[int, int]] = {}
    for (feature, label), weight in info.state_features.items():
        if abs(score := round(100 * weight)) >= SMALLEST:
            rows.setdefault(feature, {})[number[label]] = score
    steps: dict[str, dict[int, int]] = {label: {} for label in LABELS}
    for (before, label), weight in info.transitions.items():
        if before == "O" or label[0] != "B":  # a name right behind another is rare, and what it would cost is most of the time
            steps[before][number[label]] = round(100 * weight)
    lines = [
        "\t".join([name, *(f"{label}:{score}" for label, score in sorted(cells.items()))])
        for name, cells in [*steps.items(), *sorted(rows.items())]
    ]
    return gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), mtime=0)


def main(folder: Path) -> None:
    with TemporaryDirectory() as scratch:
        model = Path(scratch) / "names.crf"
        count = train(folder, model)
        TARGET.write_bytes(packed(model))
    print(count, "documents;", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "names_corpus")
