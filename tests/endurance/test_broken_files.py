"""300 broken files through the pool: each is answered, each refusal has a reason and a sentence, memory stays under 1 GB."""

import threading
from pathlib import Path

import pytest
from broken_files import COUNT, Broken, make

from dentelle.given import Limits
from dentelle.model import SKIP_REASONS, Skipped
from dentelle.sources import Extraction, extract, preload
from dentelle.weaving.workers import Pool

MEMORY = 1_000_000_000  # bytes, all processes together; pages that they share are counted in each


def extracted(path: str) -> Extraction:
    return extract(Path(path), name=Path(path).name, source="s", limits=Limits())


class MemoryWatch(threading.Thread):
    """Notes the most resident memory that this process and its descendants held together."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.start_bytes = self.held()
        self.most = 0

    def run(self) -> None:
        while not self.ended.wait(0.02):
            self.most = max(self.most, self.held() - self.start_bytes)

    @staticmethod
    def held() -> int:
        total, waiting = 0, ["self"]
        while waiting:
            process = Path("/proc") / waiting.pop()
            try:
                total += int((process / "statm").read_text().split()[1]) * 4096
                for task in (process / "task").iterdir():
                    waiting += (task / "children").read_text().split()
            except OSError:
                continue  # it has just ended
        return total


@pytest.mark.endurance
def test_every_broken_file_is_answered_within_a_gigabyte(tmp_path: Path) -> None:
    files = make(tmp_path)
    assert len(files) == COUNT
    watch = MemoryWatch()
    watch.start()
    with Pool(Limits(), preload=preload) as pool:
        answers = dict(pool.run(extracted, ((str(b.path), (str(b.path),)) for b in files)))
    watch.ended.set()
    watch.join()
    assert watch.most < MEMORY
    assert len(answers) == COUNT
    for broken in files:
        check(broken, answers[str(broken.path)])


def check(broken: Broken, answer: Extraction | Skipped) -> None:
    if isinstance(answer, Skipped):
        assert answer.reason in SKIP_REASONS
        assert answer.reason != "crashed", answer.detail
        assert broken.path.name in answer.detail
        assert not broken.reasons or answer.reason in broken.reasons, answer
    else:
        assert not broken.reasons, f"{broken.path.name} was read"
        assert all("\0" not in document.text for document in answer.documents)
