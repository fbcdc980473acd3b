from pathlib import Path

import pytest
from exchange.lists.linked_lists import registers


@pytest.fixture(scope="session")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return registers(tmp_path_factory.mktemp("registers"))


@pytest.fixture
def folder(tmp_path: Path, firms: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder beside the register firms."""
    monkeypatch.setenv("DENTELLE_REGISTERS", str(firms))
    return tmp_path
