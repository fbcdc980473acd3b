"""Reads single files without a territory or a database: what ``dentelle read`` prints."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dentelle.errors import EngineError, SourceError
from dentelle.given import Limits
from dentelle.model import Document, Modality, Reading, Record, Skipped
from dentelle.terminal import inert
from dentelle.weaving.workers import Pool

if TYPE_CHECKING:
    from dentelle.reading import Lexicon

FORMATS = ("text", "jsonl", "explain")


def read_files(
    paths: Sequence[str], format: str, limits: Limits | None = None, engine: str = "builtin"
) -> Iterator[str | Skipped]:
    """What each of ``paths`` says, as ``format`` (one of ``FORMATS``) has it, or why it was skipped; in the order given.

    Raises EngineError where there is no such ``engine``, before anything is read.
    """
    from dentelle.reading.engines import engine_called

    engine_called(engine)
    limits = limits or Limits()
    waiting: dict[str, str | Skipped] = {}
    tasks = ((str(number), (path, format, limits, engine)) for number, path in enumerate(paths))
    coming = 0
    with Pool(limits, preload=partial(preload, engine)) as pool:
        for task, result in pool.run(read_file, tasks):
            if isinstance(result, Skipped):
                path = paths[int(task)]
                prefix = f"{task}: "  # where the pool names the task, for which it was given a number
                detail = f"{path}: {result.detail.removeprefix(prefix)}" if result.detail.startswith(prefix) else result.detail
                result = Skipped(path, result.reason, detail)
            waiting[task] = result
            while str(coming) in waiting:
                yield waiting.pop(str(coming))
                coming += 1


def preload(engine: str = "builtin") -> None:
    """What every worker needs."""
    from dentelle import sources
    from dentelle.reading.engines import warm

    sources.preload()
    with suppress(EngineError):  # a pipeline that cannot be loaded is reported with the file that wants it
        warm(engine)
    _lexicon().find("Paris")


def read_file(path: str, format: str, limits: Limits, engine: str = "builtin") -> str:
    """The file at ``path`` in ``format``. Raises SourceError."""
    from dentelle.sources import extract

    extraction = extract(Path(path), name=path, source=path, limits=limits)
    parts = []
    for document in extraction.documents:
        try:
            parts.append(_said(document, format, engine))
        except EngineError as error:
            raise SourceError("unsupported", f"{path}: {error.detail}") from error
    if extraction.records:
        parts.append(_records(path, extraction.records, format))
    return "\n".join(parts)


def _said(document: Document, format: str, engine: str) -> str:
    """What ``document`` says, in ``format``. Raises EngineError."""
    from dentelle.reading import read, to_json
    from dentelle.reading.explain import explain

    if format == "explain":
        return "\n".join(map(inert, explain(document, _lexicon(), engine)))
    reading = read(document, _lexicon(), engine)
    return json.dumps(to_json(document, reading), ensure_ascii=False) if format == "jsonl" else _text(document, reading)


@lru_cache(maxsize=1)
def _lexicon() -> "Lexicon":
    from dentelle.reading import build_lexicon, default_entries

    return build_lexicon(default_entries())


def _text(document: Document, reading: Reading) -> str:
    lines = [f"{document.path} ({reading.language or '?'}, {len(document.text)} characters)"]
    names = sorted({(mention.kind, mention.name) for mention in reading.mentions})
    lines += [f"  {kind}: {name}" for kind, name in names]
    for claim in (*reading.claims, *reading.denied):
        mark = "" if claim.modality is Modality.ASSERTED else f" [{claim.modality}]"
        value = claim.value.edtf or claim.value.text
        lines.append(f"  {claim.subject} · {claim.property} · {value}{mark}")
        lines.append(f"    “{' '.join(claim.passage.quote.split())}”")
    return "\n".join(map(inert, lines))


def _records(path: str, records: tuple[Record, ...], format: str) -> str:
    if format == "jsonl":
        rows = [{"key": one.key, "row": one.row, "sheet": one.sheet, "fields": dict(one.fields)} for one in records]
        return json.dumps({"path": path, "records": rows}, ensure_ascii=False)
    lines = [f"{path} ({len(records)} rows)"]
    lines += [f"  {one.row}: " + " · ".join(f"{name}: {text}" for name, text in one.fields) for one in records]
    return "\n".join(map(inert, lines))
