"""A long list shared by several processes comes out as one process would say it; an opened index is kept."""

from collections import Counter
from pathlib import Path

import pytest

from dentelle.errors import RegisterError
from dentelle.linking.lists import ListRow, link, linker, usual_settings, workers
from dentelle.registers import index
from linking.lists.small_registers import SmallRegister, small_register

NAMES = ("Atelier Brindille", "Forge Dilermo", "Collège Saint-Aubrin", "Moulin Vormant", "Tissage Oscaline")


@pytest.fixture
def register(tmp_path: Path) -> SmallRegister:
    return small_register(tmp_path / "hamlet", [{"name": name, "postcode": "59300", "city": "Denbury"} for name in NAMES])


def asked(count: int) -> list[ListRow]:
    return [ListRow(str(at), f"{NAMES[at % 5]} {'' if at % 3 else 'SARL'}", postcode="59300") for at in range(count)]


@pytest.mark.parametrize("count", [3, 4, 5, 17])
def test_several_processes_say_what_one_says_in_the_order_of_the_rows(
    count: int, register: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linker, "FEW", 4)
    monkeypatch.setattr(workers, "BATCH", 3)
    spent, together = Counter[str](), Counter[str]()
    alone = list(link(asked(count), register, workers=1, spent=spent))
    assert [decided.row for decided in alone] == [str(at) for at in range(count)]
    assert list(link(iter(asked(count)), register, workers=2, spent=together)) == alone
    assert spent == together
    assert spent["word"] >= count


def test_a_short_list_starts_no_process(register: SmallRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.subprocess, "Popen", None)
    assert len(list(link(asked(linker.FEW), register, workers=2))) == linker.FEW


def test_what_fails_in_a_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RegisterError, match="no candidate index"):
        list(workers.weighed_by_workers(iter(asked(3)), tmp_path, usual_settings(), 1, Counter()))
    monkeypatch.setattr(workers, "PROGRAM", "raise SystemExit(7)")
    with pytest.raises(RegisterError, match="ended with status 7"):
        list(workers.weighed_by_workers(iter(asked(3)), tmp_path, usual_settings(), 1, Counter()))


def test_processes_end_when_nobody_wants_more(register: SmallRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    begin = workers.subprocess.Popen

    def noted(*arguments: object, **options: object) -> object:
        started.append(begin(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(workers.subprocess, "Popen", noted)
    decided = workers.weighed_by_workers(iter(asked(600)), register.folder, usual_settings(), 2, Counter())
    assert next(decided).row == "0"
    decided.close()
    assert [worker.poll() is not None for worker in started] == [True, True]


def test_an_opened_index_is_kept_until_another_stands_in_its_place(register: SmallRegister) -> None:
    first = linker.opened(register.folder, usual_settings())
    assert linker.opened(register.folder, usual_settings()) is first
    index.build(register.folder)
    assert linker.opened(register.folder, usual_settings()) is not first


def test_a_register_without_an_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="has no index to link with"):
        link(asked(1), SmallRegister(tmp_path))
