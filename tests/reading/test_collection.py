"""The collector of cyclic garbage stands still while something is read, and only then."""

import gc
from collections.abc import Iterator

import pytest

from dentelle.model import Document
from dentelle.reading import build_lexicon, read
from dentelle.reading.collection import uncollected
from dentelle.reading.engines import Given
from dentelle.reading.lexicon import Lexicon
from dentelle.reading.prepared import Prepared


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    before = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if before else gc.disable)()


def test_off_until_the_last_reader_has_left() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_brings_it_back() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 / 0
    assert gc.isenabled()


def test_off_before_is_off_behind() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_a_document_is_read_without_it() -> None:
    seen: list[bool] = []

    def engine(prepared: Prepared, lexicon: Lexicon) -> Given:
        seen.append(gc.isenabled())
        return Given(())

    read(Document("s", "p", "text", "t", "The mill opened in 1901."), build_lexicon(()), engine)
    assert seen == [False]
    assert gc.isenabled()


def test_what_a_language_needs_is_not_walked_over_again() -> None:
    lexicon = build_lexicon(())
    read(Document("s", "p", "text", "t", "The mill opened in 1901."), lexicon)
    kept = gc.get_freeze_count()
    assert kept
    read(Document("s", "p", "text", "t", "The mill closed in 1902."), lexicon)
    assert gc.get_freeze_count() <= kept  # once for each language
