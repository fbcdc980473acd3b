"""The server has in memory what decisions need, where somebody may decide."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from small_territory import DECLARED, INSTITUTE, LAB, Small, small  # noqa: F401 - a fixture

from dentelle.atlas.browsing import facet_index, network
from dentelle.atlas.deciding.vicinity import rehearse
from dentelle.atlas.models import FactRow, Publication, ReviewRow, User
from dentelle.atlas.projecting import held
from dentelle.web import readiness
from dentelle.web.drawing import _ground
from dentelle.web.queries import worked_out

pytestmark = pytest.mark.django_db


def leaves_held() -> int:
    return len(held._memory.said[1].contributions)


def test_it_is_ready_for_whoever_may_decide(small: Small) -> None:  # noqa: F811
    small.write("a.txt", INSTITUTE)
    small.weave()
    held.forget()
    assert readiness.look(0) == 0
    assert not leaves_held()
    User.objects.create_user("anna@example.org", "threads and knots", name="Anna", role="editor")
    run = Publication.objects.get().run
    assert readiness.look(0) == run
    assert leaves_held() == 1
    small.write("b.txt", LAB)
    small.weave()
    assert readiness.look(run) == run + 1
    assert leaves_held() == 2


def test_a_rehearsal_makes_rows_and_writes_none(small: Small) -> None:  # noqa: F811
    small.write("a.txt", INSTITUTE)
    small.declare(DECLARED.replace("0.9", "0.5"))
    small.weave()
    assert ReviewRow.objects.visible().exclude(entity="").exists()
    with CaptureQueriesContext(connection) as asked:
        rehearse()
    said = [query["sql"] for query in asked]
    assert any(FactRow._meta.db_table in sql for sql in said), "the rows of its facts were not made"
    assert not [sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_land_of_the_maps_is_drawn_beforehand(small: Small) -> None:  # noqa: F811
    small.write("a.txt", INSTITUTE)
    small.weave()
    _ground.cache_clear()
    readiness.draw()
    assert _ground.cache_info().currsize == 1


def test_what_public_pages_are_made_of_is_there_before_readers_come(client, small: Small) -> None:  # noqa: F811
    small.write("a.txt", INSTITUTE)
    small.weave()
    there = Publication.objects.get()
    there.territory["names"] = {"fr": "Essai", "de": "Versuch"}
    there.save()
    for each in (facet_index, network, worked_out):
        each.forget()
    assert readiness.read(0) > 0
    assert facet_index._held is not None
    assert network._memory.held is not None
    made = worked_out._held
    assert made is not None
    outlines = dict(made.made)
    assert outlines
    for language in there.territory["names"]:
        assert client.get(f"/{language}/").status_code == 200
    assert worked_out._held is made
    assert made.made == outlines
    for each in (facet_index, network, worked_out):
        each.forget()
    assert readiness.read(there.run) == there.run
    assert worked_out._held is None  # only what a weave published is read before anybody asks


def test_it_ends_when_the_server_does(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = threading.Event()
    monkeypatch.setattr(readiness, "draw", lambda: None)
    monkeypatch.setattr(readiness, "look", lambda last: looked.set() or last)
    end = readiness.keep_ready()
    assert looked.wait(5)
    end()
    assert not any(thread.name == "readiness" for thread in threading.enumerate())
