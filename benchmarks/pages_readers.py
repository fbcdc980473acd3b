"""Readers of a served atlas, one or ten, and what each page takes; the same of Datasette."""

import http.client
import itertools
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from decisions_server import PATIENCE, PORT, processor, served

READERS = 10
OTHER_PORT = 8932
Measured = tuple[float, float]  # seconds by the clock, and of the server's processor
Taken = dict[str, list[Measured]]


def one_reader(folder: Path, pages: Mapping[str, list[str]], asked: int, seconds: float) -> tuple[Taken, float]:
    """What each page of the atlas in ``folder`` takes one reader, and how many pages a second ten readers get."""
    with served(folder, idle=False) as process:  # what it needs it has after the first pages, which are not counted
        return _asked(PORT, process, pages, asked), many_readers(PORT, pages, seconds)


def other_served(program: str, database: Path, pages: Mapping[str, list[str]], asked: int, seconds: float) -> tuple[Taken, float]:
    """The same of Datasette."""
    with _datasette(program, database) as process:
        return _asked(OTHER_PORT, process, pages, asked), many_readers(OTHER_PORT, pages, seconds)


@contextmanager
def _datasette(program: str, database: Path) -> Iterator[int]:
    # immutable is what it is fastest with: it need not count rows again
    link = database.parent / "atlas.db"
    if not link.exists():
        link.symlink_to(database.name)
    limits = ["--setting", "sql_time_limit_ms", "20000", "--setting", "facet_time_limit_ms", "20000"]
    command = [program, "serve", "-i", str(link), "--port", str(OTHER_PORT), *limits]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                _get(http.client.HTTPConnection("127.0.0.1", OTHER_PORT, timeout=60), "/atlas")
                break
            except OSError:
                time.sleep(0.5)
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def _asked(port: int, process: int, pages: Mapping[str, list[str]], asked: int) -> Taken:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    taken: Taken = {sort: [] for sort in pages}
    for sort, addresses in pages.items():
        for address in addresses[:5]:  # templates, vocabulary and the database's pages are read once
            _get(connection, address)
        for address in itertools.islice(itertools.cycle(addresses), asked):
            worked, began = processor(process), time.perf_counter()
            _get(connection, address)
            taken[sort].append((time.perf_counter() - began, processor(process) - worked))
    return taken


def many_readers(port: int, pages: Mapping[str, list[str]], seconds: float) -> float:
    """Pages a second that ten readers get who ask for all sorts in turn."""
    every = [address for row in itertools.zip_longest(*pages.values()) for address in row if address]
    until = time.perf_counter() + seconds
    counts = [0] * READERS

    def read(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for address in itertools.islice(itertools.cycle(every), number * len(every) // READERS, None):
            if time.perf_counter() > until:
                return
            _get(connection, address)
            counts[number] += 1

    began = time.perf_counter()
    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return round(sum(counts) / (time.perf_counter() - began), 2)


def _get(connection: http.client.HTTPConnection, address: str) -> None:
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status} {body[:200]!r}")
