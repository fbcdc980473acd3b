"""Names are found whatever their case and accents."""

import pytest

from dentelle.atlas.models import EntityRow, Identity, NameRow, Publication
from dentelle.folding import fold
from dentelle.search import find


@pytest.fixture(autouse=True)
def known(db: None) -> None:
    Publication.objects.create(pk=1, run=2)
    for number, (name, sources, since) in enumerate(
        [("Hélène Vasson", 1, 1), ("Institut Vasson", 5, 1), ("Vasson", 1, 2), ("Vasson à venir", 9, 3)]
    ):
        identity = Identity.objects.create(id=f"e{number}", kind="person", minted_from=name)
        EntityRow.objects.create(identity=identity, since=since, kind="person", label=name, sort=fold(name), sources=sources)
        NameRow.objects.create(identity=identity, since=since, folded=fold(name), text=name)


@pytest.mark.parametrize("asked", ["Hélène Vasson", "helene vasson", "HÉLÈNE", "va hél"])
def test_finds_by_any_way_of_writing(asked: str) -> None:
    assert [row.label for row in find(asked)] == ["Hélène Vasson"]


def test_the_name_itself_comes_first_then_the_best_known() -> None:
    assert [row.label for row in find("vasson")] == ["Vasson", "Institut Vasson", "Hélène Vasson"]
    assert [row.label for row in find("vasson", limit=1)] == ["Vasson"]


@pytest.mark.parametrize("asked", ["", "  ", "qwxz", "à venir"])
def test_what_is_not_published_or_not_there_is_not_found(asked: str) -> None:
    assert find(asked) == ()
