"""The server of a territory in a process of its own, and a reviewer at it who measures what each request takes."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

PORT = 8931
PATIENCE = 300  # seconds until the server answers and has in memory what it needs
IDLE = 0.1  # seconds of the processor in four: it has nothing to do but look now and then
Taken = tuple[float, float]  # seconds by the clock, and of the server's processor


@contextmanager
def served(folder: Path, *, idle: bool = True) -> Iterator[int]:
    """The server of the territory in ``folder``, by default when it has made itself ready; gives the process that answers."""
    command = [sys.executable, "-m", "dentelle", "-C", str(folder), "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)
    try:
        _answering()
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        answers = next(int(child) for child in children if "worker" not in Path(f"/proc/{child}/cmdline").read_text())
        if idle:
            _settled(answers)
        yield answers
    finally:
        server.terminate()
        server.wait(60)


def _answering() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
            connection.request("GET", "/health")
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server does not answer.")


def _settled(process: int) -> None:
    """Waits until the server has made itself ready."""
    until = time.monotonic() + PATIENCE
    worked = -1.0
    while time.monotonic() < until and (now := processor(process)) - worked > IDLE:
        worked = now
        time.sleep(4)


def processor(process: int) -> float:
    """The seconds that ``process`` worked so far, all its threads together but those that ended."""
    worked = 0
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended while it was looked at
            worked += int((thread / "schedstat").read_text().split()[0])
    return worked / 1e9


def memory(process: int) -> int:
    """Megabytes that ``process`` holds."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


class Reviewer:
    """A person at the review queue, by the requests that the page's script sends."""

    def __init__(self, process: int, session: str) -> None:
        self._process = process
        self._connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        self._cookies = {"sessionid": session}
        self._token = ""

    def ask(self, path: str, **query: str) -> tuple[str, Taken]:
        """The page at ``path``, and what it took."""
        return self._answer("GET", f"{path}?{urlencode(query)}" if query else path, None)

    def decide(self, key: str, decision: str, **query: str) -> tuple[str, Taken]:
        """Decides; the desk with the next item, and what it took until that was there."""
        form = {"key": key, "decision": decision, "why": "", "value": "", "csrfmiddlewaretoken": self._token}
        return self._answer("POST", f"/en/workbench/review/decide/?{urlencode(query)}", urlencode(form))

    def _answer(self, method: str, path: str, body: str | None) -> tuple[str, Taken]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()), "X-Part": "desk"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        worked, began = processor(self._process), time.perf_counter()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        taken = (time.perf_counter() - began, processor(self._process) - worked)
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {page[:300]}")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            self._token = found[1]
        return page, taken


def key_of(desk: str) -> str:
    """The item on the desk."""
    found = re.search(r'data-key="([0-9a-f]*)"', desk)
    return found[1] if found else ""
