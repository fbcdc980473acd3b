"""The worker beside the server: it works in a process of its own, comes back when it dies, and goes with the server."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

SECONDS = 40  # the longest that a step may take on a busy machine
TERRITORY = 'name = "Small"\n\n[[sources]]\nglob = "texts/*.txt"\nlicence = "CC0-1.0"\n'


class Served:
    """A territory and its server, both real."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "texts").mkdir(parents=True)
        (folder / "territory.toml").write_text(TERRITORY, encoding="utf-8")
        (folder / "texts" / "a.txt").write_text("L'Institut Zolamon des Mobilités est situé à Valenciennes.\n", encoding="utf-8")
        self.environment = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PYTEST_CURRENT_TEST")
        }
        self.environment |= {
            "DENTELLE_TERRITORY": str(folder),
            "DJANGO_SETTINGS_MODULE": "slow_settings",
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)]),
        }
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "dentelle", "-C", str(self.folder), "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL, start_new_session=True)
        self.until(self.answers)

    def answers(self) -> dict:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return {}

    def ask(self, kind: str, tenths: int) -> int:
        code = (
            "import sys, django; django.setup(); from dentelle.atlas.jobs import enqueue; "
            "print(enqueue(sys.argv[1], {'tenths': int(sys.argv[2])}, 'ada@example.org').pk)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, kind, str(tenths)], env=self.environment, capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    def job(self, number: int) -> dict:
        with closing(sqlite3.connect(self.folder / "var" / "atlas.sqlite3", timeout=20)) as database:
            database.row_factory = sqlite3.Row
            return dict(database.execute("SELECT * FROM atlas_job WHERE id = ?", [number]).fetchone())

    def until(self, look):
        end = time.monotonic() + SECONDS
        while not (seen := look()):
            assert time.monotonic() < end, "it took too long"
            time.sleep(0.1)
        return seen

    def in_the_middle(self, number: int, after: int = 0) -> int:
        """The process that is at job ``number``."""
        self.until(lambda: (row := self.job(number))["done"] >= 5 and row["state"] == "running" and self.worker() != after)
        return self.worker()

    def ended(self, number: int) -> dict:
        self.until(lambda: self.job(number)["state"] not in ("waiting", "running"))
        return self.job(number)

    def worker(self) -> int:
        text = (self.folder / "var" / "worker.lock").read_text(encoding="ascii")
        return int(text or 0)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            worker = self.worker()
            self.process.send_signal(how)
            self.process.wait(SECONDS)
            self.process = None
            self.until(lambda: not alive(worker))


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in ("Z", "X")  # nobody may be there to bury it


@pytest.fixture
def served(tmp_path):
    made = Served(tmp_path / "small")
    made.start()
    yield made
    made.stop(signal.SIGKILL)


def test_a_job_is_done_in_a_process_of_its_own_and_the_next_in_another(served):
    assert served.until(lambda: served.answers()["worker"])
    first, second = served.ask("slow", 1), served.ask("slow", 1)
    processes = {json.loads(served.ended(number)["result"])["process"] for number in (first, second)}
    assert len(processes) == 2
    assert served.process.pid not in processes


def test_a_killed_worker_is_replaced_and_its_work_taken_up_or_told(served):
    number = served.ask("slow again", 20)
    killed = served.in_the_middle(number)
    os.kill(killed, signal.SIGKILL)
    done = served.ended(number)
    assert (done["state"], done["tries"]) == ("done", 2)
    number = served.ask("slow", 600)
    os.kill(served.in_the_middle(number), signal.SIGKILL)
    told = served.ended(number)
    assert (told["state"], told["error"][:40]) == ("failed", "The process that did it was killed in th")


def test_a_killed_server_takes_its_worker_along_and_the_next_goes_on(served):
    number = served.ask("slow again", 600)
    served.in_the_middle(number)
    served.stop(signal.SIGKILL)
    assert served.job(number)["state"] in ("waiting", "running")
    served.start()
    served.in_the_middle(number)
    served.stop()  # in order: what can be begun again waits for the next start
    assert served.job(number)["state"] == "waiting"


def test_a_server_that_ends_lets_a_job_finish_that_must_not_be_cut_short(served):
    number = served.ask("slow", 20)
    served.in_the_middle(number)
    served.stop()
    assert served.job(number)["state"] == "done"
