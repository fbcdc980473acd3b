"""What the tagger brings: names by the rules alone against names that the tagger revised, in the same run.

    python benchmarks/tagger.py [TEXTS:GOLD…]

TEXTS and GOLD are folders of texts and of their annotations (default: benchmarks/reading_gold for both). Prints precision,
recall and F1 of names, with and without their kinds, and the processor time of both.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scoring import Gold, Tally, load_gold, names

from dentelle.given import Limits
from dentelle.model import Mention
from dentelle.reading import build_lexicon, default_entries
from dentelle.reading.coreference import resolve
from dentelle.reading.names.finding import find_names, ruled_names
from dentelle.reading.prepared import Prepared, prepare
from dentelle.sources import extract

HERE = Path(__file__).parent / "reading_gold"


def main(arguments: Sequence[str]) -> None:
    lexicon = build_lexicon(default_entries())
    texts: list[tuple[Prepared, Gold]] = []
    for pair in arguments or [f"{HERE}:{HERE}"]:
        folder, _, gold = pair.partition(":")
        annotated = load_gold(Path(gold or folder))
        for path in sorted(Path(folder).glob("*.txt")):
            if path.name in annotated:
                found = extract(path, name=path.name, source="s", limits=Limits())
                texts += [(prepare(document), annotated[path.name]) for document in found.documents]

    def alone(prepared: Prepared) -> tuple[Mention, ...]:
        return resolve(prepared, *ruled_names(prepared, lexicon))

    def revised(prepared: Prepared) -> tuple[Mention, ...]:
        return find_names(prepared, lexicon)

    for title, reader in (("rules alone", alone), ("rules and tagger", revised)):
        scored(title, reader, texts)


def scored(title: str, reader: Callable[[Prepared], tuple[Mention, ...]], texts: Sequence[tuple[Prepared, Gold]]) -> None:
    plain, with_kind = Tally(), Tally()
    for prepared, _ in texts:
        reader(prepared)
    began = time.process_time()
    answers = [reader(prepared) for prepared, _ in texts]
    took = time.process_time() - began
    for mentions, (_, gold) in zip(answers, texts, strict=True):
        found = [{"text": m.text, "kind": m.kind} for m in mentions if not m.described]
        plain += names(gold, found, with_kind=False)
        with_kind += names(gold, found, with_kind=True)
    size = sum(len(prepared.text.encode()) for prepared, _ in texts)
    print(f"{title:18}  names {plain}")
    print(f"{'':18}  +kind {with_kind}")
    print(f"{'':18}  {took / size * 1e6:.2f} µs a byte")


if __name__ == "__main__":
    main(sys.argv[1:])
