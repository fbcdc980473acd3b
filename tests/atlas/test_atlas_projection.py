"""Rows are replaced, published, cleaned and pruned by run numbers alone."""

import pytest
from django.db.models import Q

from dentelle.atlas.models import FOR_EVER, Identity, NameRow, Publication
from dentelle.atlas.projecting import projection

HERE = Q(identity_id="e1")


@pytest.fixture
def published(db: None) -> int:
    Publication.objects.create(pk=1, run=3)
    Identity.objects.create(id="e1", kind="place", minted_from="leaf", since=1)
    projection.replace(NameRow, HERE, [name("lille"), name("lens")], 3)
    return 3


def name(folded: str) -> dict:
    return {"identity_id": "e1", "folded": folded, "text": folded.title()}


def seen(run: int) -> list[str]:
    return sorted(NameRow.objects.at(run).values_list("folded", flat=True))


def test_readers_see_the_published_run_only(published: int) -> None:
    added, closed = projection.replace(NameRow, HERE, [name("lille"), name("douai")], 4)
    assert ([row["folded"] for row in added], [row["folded"] for row in closed]) == (["douai"], ["lens"])
    assert sorted(NameRow.objects.visible().values_list("folded", flat=True)) == ["lens", "lille"]
    Publication.objects.update(run=4)
    assert sorted(NameRow.objects.visible().values_list("folded", flat=True)) == ["douai", "lille"]


def test_rows_that_stay_are_not_touched(published: int) -> None:
    before = NameRow.objects.get(folded="lille")
    projection.replace(NameRow, HERE, [name("lille")], 4)
    after = NameRow.objects.get(folded="lille")
    assert (after.id, after.since, after.until) == (before.id, 3, FOR_EVER)


def test_equal_rows_are_counted(published: int) -> None:
    projection.replace(NameRow, HERE, [name("lille"), name("lille")], 4)
    assert seen(4) == ["lille", "lille"]
    projection.replace(NameRow, HERE, [name("lille")], 4)
    assert seen(4) == ["lille"]


def test_cleaning_undoes_an_unpublished_run(published: int) -> None:
    projection.replace(NameRow, HERE, [name("douai")], 4)
    Identity.objects.create(id="e2", kind="place", minted_from="other", since=4)
    projection.clean(3)
    assert seen(3) == seen(9) == ["lens", "lille"]
    assert set(NameRow.objects.values_list("until", flat=True)) == {FOR_EVER}
    assert set(Identity.objects.values_list("id", flat=True)) == {"e1"}


def test_a_decision_at_the_published_run_is_seen_at_once(published: int) -> None:
    projection.replace(NameRow, HERE, [name("mons")], 3)
    assert seen(3) == ["mons"]
    assert NameRow.objects.count() == 1


def test_pruning_deletes_what_nobody_can_see(published: int) -> None:
    projection.replace(NameRow, HERE, [name("douai")], 4)
    Publication.objects.update(run=4)
    projection.prune(4)
    assert list(NameRow.objects.values_list("folded", flat=True)) == ["douai"]


def test_without_writing_only_the_difference_is_told(published: int) -> None:
    added, closed = projection.replace(NameRow, HERE, [name("douai")], 3, write=False)
    assert (len(added), len(closed)) == (1, 2)
    assert seen(3) == ["lens", "lille"]
