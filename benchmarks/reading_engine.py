"""One engine over the texts, in a process of its own: what it finds, how long it takes, how much memory it needs.

    python benchmarks/reading_engine.py ENGINE OTHER… -- LANGUAGE=TEXT… > result.json

Invariants: one thread (the caller sees to that of the libraries); the clock is the processor's. The OTHER texts are read first
and not timed, so that what is loaded once is loaded; no text is read twice, so that nothing is remembered of it. ``builtin`` is
timed from the text to the reading (language, sentences, names, dates, figures, claims), a spaCy pipeline from the text to its
marked names.
"""

import json
import re
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from dentelle.model import Document
from dentelle.reading import Lexicon, build_lexicon, default_entries, read, to_json
from dentelle.reading.engines import BUILTIN


def document(path: str) -> Document:
    return Document(path, path, "text", "benchmark", Path(path).read_bytes().decode("utf-8-sig"))


def run(engine: str, text: Document, lexicon: Lexicon) -> tuple[float, Any]:
    """Processor seconds of one text, and what was found: the reading, or the pipeline's own document."""
    if engine == BUILTIN:
        started = time.process_time()
        found: Any = read(text, lexicon)
        return time.process_time() - started, found
    from dentelle.reading.engines_spacy import loaded

    nlp = loaded(engine.partition(":")[2])
    started = time.process_time()
    found = nlp(text.text)
    return time.process_time() - started, found


def peak_bytes() -> int:
    """The most memory this process has held. (``ru_maxrss`` would begin with that of the process it was forked from.)"""
    try:
        held = re.search(r"^VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        held = None
    return int(held[1]) * 1024 if held else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(engine: str, others: list[str], listed: list[str]) -> dict[str, Any]:
    lexicon = build_lexicon(default_entries() if engine == BUILTIN else ())
    for path in others:
        run(engine, document(path), lexicon)
    seconds: dict[str, float] = defaultdict(float)
    answers: list[dict[str, Any]] = []
    for language, _, path in (entry.partition("=") for entry in listed):
        text = document(path)
        spent, found = run(engine, text, lexicon)
        seconds[language] += spent
        answers.append(to_json(text, found if engine == BUILTIN else read(text, lexicon, engine)))
    return {"seconds": seconds, "peak_bytes": peak_bytes(), "documents": answers}


if __name__ == "__main__":
    named, *rest = sys.argv[1:]
    cut = rest.index("--")
    json.dump(main(named, rest[:cut], rest[cut + 1 :]), sys.stdout, ensure_ascii=False)
