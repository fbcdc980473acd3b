"""What was read is kept under a key of all that went in, so that an interrupted or later weave need not read it again.

Invariants: an entry never changes once written; a batch is one short transaction; entries that no current file needs may go
at any time, at the cost of reading again. Parts of an entry: ``t`` the extracted document, ``i`` its index, ``s`` what it
says, ``x`` why it was skipped.
"""

import time
import zlib
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from dentelle.atlas.models import ReadingCache

TEXT, INDEX, SAID, SKIPPED = "t", "i", "s", "x"
BATCH = 25  # entries; a kill loses at most so many readings
PATIENCE = 1.0  # seconds after which a smaller batch is written


class Cache:
    """Reads entries, and writes them in batches (``flush`` writes the last)."""

    def __init__(self) -> None:
        self._waiting: list[ReadingCache] = []
        self._since = time.monotonic()

    def put(self, key: str, source: str, parts: dict[str, bytes]) -> None:
        """Keeps ``parts`` (part → content) of the entry ``key``."""
        for part, content in parts.items():
            row = ReadingCache(key=f"{key}-{part}", source=source, stage=part, content=zlib.compress(content, 1))
            self._waiting.append(row)
        if len(self._waiting) >= BATCH or time.monotonic() - self._since > PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        with transaction.atomic():
            ReadingCache.objects.bulk_create(self._waiting, ignore_conflicts=True)
        self._waiting = []
        self._since = time.monotonic()

    def get(self, keys: Collection[str], part: str) -> Iterator[tuple[str, bytes]]:
        """(key, content) of the entries among ``keys`` that have ``part``, in no particular order."""
        wanted = {f"{key}-{part}" for key in keys}
        if not wanted:
            return
        rows = ReadingCache.objects.filter(stage=part)
        if len(wanted) < 500:
            rows = rows.filter(key__in=wanted)
        for key, content in rows.values_list("key", "content").iterator(chunk_size=200):
            if key in wanted:
                yield key[:-2], zlib.decompress(content)

    def have(self, part: str) -> set[str]:
        """The keys of all entries that have ``part``."""
        return {key[:-2] for key in ReadingCache.objects.filter(stage=part).values_list("key", flat=True)}


def forget(keep: Iterable[tuple[str, str]]) -> None:
    """Deletes every part of what was read but those in ``keep`` (key, part)."""
    names = {f"{key}-{part}" for key, part in keep}
    rows = ReadingCache.objects.filter(stage__in=(TEXT, INDEX, SAID, SKIPPED)).values_list("key", flat=True)
    idle = [key for key in rows.iterator() if key not in names]
    for start in range(0, len(idle), 500):
        ReadingCache.objects.filter(key__in=idle[start : start + 500]).delete()
