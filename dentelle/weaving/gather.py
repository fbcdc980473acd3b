"""Reads what has to be read: a first pass over new and changed files, a second over documents that hold names of others.

Invariants: what comes out depends on the files, their rules and the code alone, never on the order in which workers answer
or on what was cached; whatever was read is cached before the weave goes on; no document is read more than twice.
"""

import os
import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import msgspec

from dentelle.atlas.models import ContributionRow, ReadingCache, UnitRow
from dentelle.atlas.projecting import contribution, projection
from dentelle.atlas.projecting.contribution import Contribution
from dentelle.atlas.projecting.rules import code_digest
from dentelle.folding import digest
from dentelle.given import LexiconEntry, Limits
from dentelle.model import Skipped
from dentelle.territory import SourceRule, Territory
from dentelle.tombstones import Stones
from dentelle.weaving import index
from dentelle.weaving.cache import INDEX, SAID, SKIPPED, TEXT, Cache
from dentelle.weaving.files import File
from dentelle.weaving.index import Index, Seeker, common_names
from dentelle.weaving.notes import kept_note
from dentelle.weaving.passes import NONE, Declared, FirstPass, Original, first_pass, ready, second_pass
from dentelle.weaving.workers import Pool

READERS = (
    "model.py", "folding.py", "edtf.py", "tables.py", "vocabulary", "gazetteer", "sources", "reading", "registers", "linking",
    "tombstones", "weaving/passes.py", "weaving/index.py", "atlas/projecting/contribution.py", "atlas/privacy/withheld.py",
)  # fmt: skip
Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Input:
    """One file to take in: its source id, what it is now, what is declared of it, and the key of its first reading."""

    source: str
    file: File
    rule: SourceRule
    declared: Declared
    key: str


@dataclass
class Gathered:
    """What all files say. ``indexes`` and ``said`` by source id; ``keys`` of the readings that ``said`` comes from.

    ``unread`` sources that could not be taken in, with the reason; ``changing`` paths that changed while they were read;
    ``failed`` keys of second readings that failed, by source: they are not tried again.
    """

    inputs: Mapping[str, Input]
    stones: Stones = NONE
    indexes: dict[str, Index] = field(default_factory=dict)
    said: dict[str, Contribution] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    unread: dict[str, Skipped] = field(default_factory=dict)
    notes: dict[str, list[Skipped]] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    reread: list[str] = field(default_factory=list)
    changing: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    starting: float = 0.0  # seconds until the first worker was ready

    def start(self, pool: Pool) -> None:
        """Waits until ``pool`` can work, to tell its start from its work."""
        if not self.starting:
            started = time.monotonic()
            for _ in pool.run(ready, [("", ())]):
                self.starting = time.monotonic() - started


def inputs(territory: Territory, files: Iterable[File], sources: Mapping[str, str], published: int) -> dict[str, Input]:
    """The inputs by source id; ``sources`` maps paths to ids, ``published`` is the published run.

    A file that cannot be read this time keeps the key of the reading that is published, whatever the code and the
    declaration would read in it by now.
    """
    from dentelle.reading import READER_VERSION
    from dentelle.sources import EXTRACTOR_VERSION

    code = digest(code_digest(READERS), EXTRACTOR_VERSION, READER_VERSION)
    files = tuple(files)
    last = _last_readings(published) if any(file.kept for file in files) else {}
    result = {}
    for file in files:
        rule = territory.rule_for(file.path)
        declared = Declared(rule.language, rule.title, rule.publisher, rule.date, file.path in rule.paths, rule.columns)
        suffix = PurePosixPath(file.path).suffix
        source = sources[file.path]
        parts = (source, file.digest, suffix, code, repr(declared), repr(_content_limits(territory.limits)))
        former = last.get(source) if file.kept else None
        result[source] = Input(source, file, rule, declared, former or digest(*parts, length=40))
    return result


def _last_readings(published: int) -> dict[str, str]:
    """Source → key of its first reading in the run ``published``, as far as that is still cached."""
    units = UnitRow.objects.at(published).filter(unit__startswith=projection.TEXT).values_list("unit", "digest")
    held = {unit.removeprefix(projection.TEXT): short for unit, short in units}
    cached = ReadingCache.objects.filter(stage=INDEX).values_list("source", "key")
    return {source: key.removesuffix(f"-{INDEX}") for source, key in cached if key.startswith(held.get(source, "-"))}


def gather(
    territory: Territory,
    wanted: Mapping[str, Input],
    published: int,
    pool: Pool,
    progress: Progress | None = None,
    stones: Stones = NONE,
) -> Gathered:
    """All that the files of ``wanted`` say, read where it must be and cached. ``published`` is the published run.

    Whom ``stones`` leave out is not among it.
    """
    gathered = Gathered(wanted, stones=stones)
    cache = Cache()
    known = dict.fromkeys(ContributionRow.objects.at(published).values_list("source_id", "key"))
    _load_first(gathered, cache, known)
    _read_first(territory, gathered, cache, pool, progress)
    names = _further(gathered)
    _load_said(gathered, cache, published)
    _read_second(territory, gathered, cache, names, pool, progress)
    gathered.said = {source: gathered.said[source] for source in sorted(gathered.said)}
    return gathered


def _load_first(gathered: Gathered, cache: Cache, published: Mapping[tuple[str, str], None]) -> None:
    """Indexes and reasons of earlier first passes."""
    by_key = {one.key: source for source, one in gathered.inputs.items()}
    said = cache.have(SAID)
    for key, content in cache.get(by_key, SKIPPED):
        source = by_key[key]
        gathered.unread[source] = msgspec.msgpack.decode(content, type=Skipped)
    for key, content in cache.get(by_key, INDEX):
        source = by_key[key]
        found = index.decode(content)
        if found.format != "list" or key in said or (source, key) in published:
            gathered.indexes[source] = found


def _read_first(territory: Territory, gathered: Gathered, cache: Cache, pool: Pool, progress: Progress | None) -> None:
    for source, one in gathered.inputs.items():
        never = one.file.kept and source not in gathered.indexes and source not in gathered.unread
        if never or not one.file.digest:
            detail = f"{one.file.path} cannot be opened. Check that it exists and may be read."
            gathered.unread[source] = Skipped(one.file.path, "unreadable", detail)
    missing = [s for s in gathered.inputs if s not in gathered.indexes and s not in gathered.unread]
    tasks = []
    for source in _order(missing):
        one = gathered.inputs[source]
        path = str(territory.folder / one.file.path)
        tasks.append((source, (path, one.file.path, source, one.declared, territory.limits, one.file.digest, gathered.stones)))
    if tasks:
        gathered.start(pool)
    for done, (source, result) in enumerate(pool.run(first_pass, tasks), 1):
        one = gathered.inputs[source]
        if isinstance(result, FirstPass):
            parts = {INDEX: result.index, SAID: result.said} | ({TEXT: result.document} if result.document else {})
            cache.put(one.key, source, parts)
            gathered.indexes[source] = index.decode(result.index)
            gathered.read.append(source)
        elif isinstance(result, Skipped):
            gathered.unread[source] = Skipped(one.file.path, result.reason, result.detail.replace(source, one.file.path))
            cache.put(one.key, source, {SKIPPED: msgspec.msgpack.encode(gathered.unread[source])})
        else:
            gathered.changing.append(one.file.path)
        if progress:
            progress("reading", done, len(tasks))
    cache.flush()


def _further(gathered: Gathered) -> dict[str, tuple[LexiconEntry, ...]]:
    """The names with which each document is read a second time; sets the keys of what each source says."""
    indexes = {source: gathered.indexes[source] for source in sorted(gathered.indexes)}
    seeker = Seeker(common_names(indexes.values()))
    result = {}
    for source, found in indexes.items():
        names = seeker.further(found) if found.format != "list" else ()
        key = gathered.inputs[source].key
        gathered.keys[source] = digest(key, repr(names), length=40) if names else key
        result[source] = names
        notes = list(found.notes)
        if gathered.inputs[source].file.kept:
            notes.append(kept_note(gathered.inputs[source].file.path))
        if notes:
            gathered.notes[source] = notes
    return result


def _load_said(gathered: Gathered, cache: Cache, published: int) -> None:
    second = {key: source for source, key in gathered.keys.items() if key != gathered.inputs[source].key}
    for key, content in cache.get(second, SKIPPED):
        _leave_first(gathered, second[key], msgspec.msgpack.decode(content, type=Skipped))
    rows = ContributionRow.objects.at(published).values_list("source_id", "key", "content")
    for source, key, content in rows.iterator(chunk_size=200):
        if gathered.keys.get(source) == key:
            gathered.said[source] = contribution.decode(bytes(content))
    missing = {key: source for source, key in gathered.keys.items() if source not in gathered.said}
    for key, content in cache.get(missing, SAID):
        gathered.said[missing[key]] = contribution.decode(content)


def _read_second(
    territory: Territory,
    gathered: Gathered,
    cache: Cache,
    names: Mapping[str, tuple[LexiconEntry, ...]],
    pool: Pool,
    progress: Progress | None,
) -> None:
    missing = [source for source in gathered.keys if source not in gathered.said]
    if missing:
        gathered.start(pool)
    keys = {gathered.inputs[source].key: source for source in _order(missing)}
    tasks = (
        (keys[key], (content, names[keys[key]], _original(territory, gathered, keys[key]), gathered.stones))
        for key, content in _one_by_one(cache, list(keys))
    )
    for done, (source, result) in enumerate(pool.run(second_pass, tasks), 1):
        if isinstance(result, Skipped):
            cache.put(gathered.keys[source], source, {SKIPPED: msgspec.msgpack.encode(result)})
            _leave_first(gathered, source, result)
        else:
            cache.put(gathered.keys[source], source, {SAID: result})
            gathered.said[source] = contribution.decode(result)
            gathered.reread.append(source)
        if progress:
            progress("reading again", done, len(missing))
    cache.flush()
    lost = {gathered.inputs[source].key: source for source in gathered.keys if source not in gathered.said}
    for key, content in cache.get(lost, SAID):
        gathered.said[lost[key]] = contribution.decode(content)


def _original(territory: Territory, gathered: Gathered, source: str) -> Original | None:
    """The file of ``source`` if what is kept of its text holds masks."""
    one = gathered.inputs[source]
    if not gathered.indexes[source].masked:
        return None
    return Original(str(territory.folder / one.file.path), one.file.path, one.declared, territory.limits, one.file.digest)


def _leave_first(gathered: Gathered, source: str, failure: Skipped) -> None:
    """What the first reading of ``source`` found stands, since the second failed, and the report says so."""
    path = gathered.inputs[source].file.path
    note = Skipped(path, failure.reason, failure.detail.replace(source, path))
    gathered.notes.setdefault(source, []).append(note)
    gathered.failed[source] = gathered.keys[source]
    gathered.keys[source] = gathered.inputs[source].key


def _one_by_one(cache: Cache, keys: list[str]) -> Iterable[tuple[str, bytes]]:
    for start in range(0, len(keys), 20):
        yield from sorted(cache.get(keys[start : start + 20], TEXT))


def _content_limits(limits: Limits) -> tuple[object, ...]:
    """The limits that decide what becomes of a file; not how many workers there are."""
    return tuple(getattr(limits, name) for name in limits.__slots__ if name != "workers")


def _order(sources: list[str]) -> list[str]:
    """Sorted; shuffled with the seed ``DENTELLE_SHUFFLE``, by which tests show that the order does not matter."""
    ordered = sorted(sources)
    seed = os.environ.get("DENTELLE_SHUFFLE")
    if seed:
        random.Random(seed).shuffle(ordered)  # noqa: S311 - no secret
    return ordered
