"""The pool answers every task, ends what breaches a limit, and leaves no process behind."""

import ctypes
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import made_files
import pytest

from dentelle.errors import SourceError, WeaveError
from dentelle.given import Limits
from dentelle.model import Skipped
from dentelle.sources import Extraction, extract, preload
from dentelle.weaving.workers import Pool

LIMITS = Limits(memory_bytes=150_000_000, cpu_seconds=1, wall_seconds=10, workers=2)
LOADED: list[int] = []


def load() -> None:
    LOADED.append(os.getpid())


def fail_to_load() -> None:
    os._exit(3)


def square(number: int) -> int:
    return number * number


def where(number: int) -> tuple[int, list[int]]:
    return os.getpid(), LOADED


def refuse(number: int) -> None:
    raise SourceError("encrypted", f"file {number} is locked")


def stumble(number: int) -> None:
    raise ValueError("stumbled")


def hog(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def spin(number: int) -> None:
    while True:
        pass


def doze(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def crash(number: int) -> None:
    ctypes.string_at(0)


def leave(number: int) -> None:
    os._exit(7)


def mixed(number: int) -> int:
    if number % 10 == 3:
        crash(number)
    if number % 10 == 7:
        stumble(number)
    return number


def tell(path: str, seconds: float) -> None:
    Path(path).write_text(f"{os.getpid()} {os.getppid()}")
    time.sleep(seconds)


def only(pool: Pool, function: object, *arguments: object) -> object:
    ((task, answer),) = pool.run(function, [("a file", arguments)])  # type: ignore[arg-type]
    assert task == "a file"
    return answer


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def gone(*pids: int) -> bool:
    until = time.monotonic() + 10
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(alive, pids))


def test_every_task_is_answered_once() -> None:
    with Pool(LIMITS) as pool:
        answers = list(pool.run(square, ((str(n), (n,)) for n in range(200))))
    assert sorted(answers) == sorted((str(n), n * n) for n in range(200))


def test_nothing_is_started_without_a_task() -> None:
    with Pool(LIMITS, preload=fail_to_load) as pool:
        assert list(pool.run(square, [])) == []


def test_workers_inherit_what_was_loaded_once() -> None:
    with Pool(LIMITS, preload=load) as pool:
        answers = [answer for _, answer in pool.run(where, ((str(n), (n,)) for n in range(20)))]
    workers = {pid for pid, _ in answers}
    loaded = {tuple(loaded) for _, loaded in answers}
    assert len(loaded) == 1
    assert len(loaded.pop()) == 1
    assert 1 <= len(workers) <= 2
    assert os.getpid() not in workers


def test_a_pool_runs_again() -> None:
    with Pool(LIMITS) as pool:
        assert only(pool, square, 3) == 9
        assert only(pool, square, 4) == 16


def test_a_template_that_cannot_load_is_an_error() -> None:
    with Pool(LIMITS, preload=fail_to_load) as pool, pytest.raises(WeaveError):
        only(pool, square, 3)


def test_a_source_error_keeps_its_reason() -> None:
    with Pool(LIMITS) as pool:
        assert only(pool, refuse, 5) == Skipped("a file", "encrypted", "file 5 is locked")


@pytest.mark.parametrize(
    ("function", "argument", "reason", "words"),
    [
        (hog, 1_000, "limit", "memory"),
        (spin, 0, "limit", "processor"),
        (crash, 0, "crashed", "SIGSEGV"),
        (leave, 0, "crashed", "exit code 7"),
        (stumble, 0, "crashed", "stumbled"),
    ],
)
def test_a_breach_costs_its_own_task_only(function: object, argument: int, reason: str, words: str) -> None:
    with Pool(LIMITS) as pool:
        answer = only(pool, function, argument)
        assert isinstance(answer, Skipped)
        assert (answer.path, answer.reason) == ("a file", reason)
        assert words in answer.detail
        assert only(pool, square, 3) == 9


def test_a_task_that_takes_too_long_is_ended() -> None:
    start = time.monotonic()
    with Pool(Limits(wall_seconds=5)) as pool:  # the worker begun anew for the next task must start within it on a busy machine
        answer = only(pool, doze, 60)
        assert isinstance(answer, Skipped)
        assert answer.reason == "limit"
        assert only(pool, square, 3) == 9
    assert time.monotonic() - start < 45


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_a_parser_in_c_that_runs_out_of_memory_is_a_limit_too(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"large{suffix}"
    if suffix == ".html":
        path.write_bytes(b"<html><body>" + b"<p>Un <b>texte</b>.</p>" * 400_000)
    else:
        body = zipfile.ZipFile(io.BytesIO(made_files.docx([("Normal", "MARK")]))).read("word/document.xml")
        paragraph = b"<w:p><w:r><w:t>Un texte.</w:t></w:r></w:p>"
        large = body.replace(b"<w:p>", paragraph * 400_000 + b"<w:p>", 1)
        path.write_bytes(made_files.rewritten(made_files.docx([("Normal", "x")]), "word/document.xml", large))
    with Pool(LIMITS, preload=preload) as pool:
        answer = only(pool, extracted, str(path))
    assert isinstance(answer, Skipped)
    assert (answer.reason, "memory" in answer.detail) == ("limit", True), answer


def extracted(path: str) -> Extraction:
    return extract(Path(path), name=Path(path).name, source="s", limits=LIMITS)


def test_memory_of_one_task_does_not_count_for_the_next() -> None:
    with Pool(LIMITS) as pool:
        assert [only(pool, hog, 100) for _ in range(5)] == [100_000_000] * 5


def test_the_processor_time_of_a_worker_is_counted_by_task() -> None:
    with Pool(Limits(cpu_seconds=1, workers=1)) as pool:
        answers = [answer for _, answer in pool.run(busy, ((str(n), (0.4,)) for n in range(5)))]
    assert answers == [0.4] * 5


def busy(seconds: float) -> float:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return seconds


def test_crashes_among_many_tasks_change_nothing_for_the_others() -> None:
    with Pool(LIMITS) as pool:
        answers = dict(pool.run(mixed, ((str(n), (n,)) for n in range(60))))
    assert len(answers) == 60
    for n in range(60):
        answer = answers[str(n)]
        assert answer == n if n % 10 not in (3, 7) else isinstance(answer, Skipped)


def test_tasks_are_taken_as_workers_come_free() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[tuple[str, tuple[int]]]:
        for number in range(50):
            taken.append(number)
            yield str(number), (number,)

    with Pool(LIMITS) as pool:
        for count, _ in enumerate(pool.run(square, tasks()), start=1):
            assert len(taken) <= count + 2 * LIMITS.workers


def test_stopping_early_leaves_a_pool_that_works() -> None:
    with Pool(LIMITS) as pool:
        running = pool.run(square, ((str(n), (n,)) for n in range(50)))
        next(running)
        running.close()
        assert only(pool, square, 3) == 9


def test_an_error_in_the_caller_ends_every_process(tmp_path: Path) -> None:
    told = tmp_path / "told"

    def interrupted() -> None:
        with Pool(LIMITS) as pool:
            for _ in pool.run(tell, [("long", (str(told), 0.0)), ("longer", (str(told), 60.0))]):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert gone(*map(int, told.read_text().split()))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_process_outlives_a_killed_parent(tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = (
        "from test_workers import *\n"
        f"with Pool(LIMITS) as pool: list(pool.run(tell, [('a', ({str(told)!r}, 60.0))]))\n"
    )  # fmt: skip
    here = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen([sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": here}) as parent:
        until = time.monotonic() + 20
        while not (told.exists() and len(told.read_text().split()) == 2) and time.monotonic() < until:
            time.sleep(0.02)
        worker, template = map(int, told.read_text().split())
        assert alive(worker)
        assert alive(template)
        parent.send_signal(signal.SIGKILL)
    assert gone(worker, template)
