"""Work behind the pages: asked for, done once, watched, ended by a person, taken up after a kill."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from dentelle.atlas import jobs
from dentelle.atlas.jobs import Handle, Stopped, again, cancel, enqueue, take_up
from dentelle.atlas.lock import WEAVE, WORKER, held, only_one
from dentelle.atlas.models import AuditLine, Job
from dentelle.errors import JobError, TakenError

pytestmark = pytest.mark.django_db
WHO = "ada@example.org"


def add(parameters, handle):
    handle.progress(1, 2, "adding")
    handle.log("one\ntwo")
    if parameters.get("stop"):
        raise Stopped
    if parameters.get("break"):
        raise ZeroDivisionError("of nothing")
    if parameters.get("refuse"):
        raise JobError("There is no work called “%(kind)s”.", kind="x")
    handle.go_on()
    return {"sum": parameters["left"] + parameters["right"]}


@again
def weave_like(parameters, handle):
    return add(parameters, handle)


@pytest.fixture(autouse=True)
def kinds(settings):
    settings.JOBS = {"add": f"{__name__}.add", "weave": f"{__name__}.weave_like"}


def do(job):
    jobs.work.func(job.pk)
    job.refresh_from_db()
    return job


def queued():
    return [row.args_kwargs["args"][0] for row in DBTaskResult.objects.ready().order_by("enqueued_at")]


def test_a_job_is_done_and_tells_how_it_goes():
    job = enqueue("add", {"left": 2, "right": 3}, WHO)
    assert (job.state, job.who, queued()) == ("waiting", WHO, [job.pk])
    do(job)
    assert (job.state, job.result, job.error, job.tries) == ("done", {"sum": 5}, "", 1)
    assert (job.done, job.total, job.doing, job.log) == (1, 2, "adding", ["one", "two"])
    assert job.asked_at <= job.started_at <= job.ended_at


def test_nobody_does_it_twice():
    job = do(enqueue("add", {"left": 2, "right": 3}, WHO))
    ended = job.ended_at
    assert do(job).ended_at == ended
    assert job.tries == 1


def test_an_unknown_kind_is_refused_and_one_that_has_gone_is_told(settings):
    with pytest.raises(JobError, match="no work called “knit”"):
        enqueue("knit", {}, WHO)
    job = enqueue("add", {}, WHO)
    settings.JOBS = {}
    assert (do(job).state, job.said) == ("failed", {"kind": "add"})


def test_of_the_same_one_waits_while_one_runs():
    first = enqueue("weave", {}, WHO, once=True)
    assert enqueue("weave", {}, "bea@example.org", once=True) == first
    assert enqueue("weave", {"all": True}, WHO, once=True) != first
    Job.objects.filter(pk=first.pk).update(state="running")
    second = enqueue("weave", {}, WHO, once=True)
    assert second != first
    assert enqueue("weave", {}, WHO, once=True) == second


def test_errors_are_kept_in_a_form_that_can_be_translated():
    refused = do(enqueue("add", {"refuse": True}, WHO))
    assert (refused.state, refused.error, refused.said) == ("failed", "There is no work called “%(kind)s”.", {"kind": "x"})
    broken = do(enqueue("add", {"break": True}, WHO))
    assert (broken.state, broken.said) == ("failed", {"what": "ZeroDivisionError: of nothing"})
    assert "Traceback" in "\n".join(broken.log)


def test_a_job_that_waits_is_cancelled_at_once_and_one_that_runs_when_it_looks_up():
    waits, runs = enqueue("add", {"left": 1, "right": 1}, WHO), enqueue("add", {"left": 1, "right": 1}, WHO)
    assert cancel(waits.pk, "bea@example.org").state == "cancelled"
    assert do(waits).tries == 0
    with pytest.raises(JobError, match="ended already"):
        cancel(waits.pk, WHO)
    Job.objects.filter(pk=runs.pk).update(cancelled_by="")

    def ask_then_add(parameters, handle):
        cancel(runs.pk, "bea@example.org")
        return add(parameters, handle)

    jobs.import_string, usual = lambda path: ask_then_add, jobs.import_string
    try:
        do(runs)
    finally:
        jobs.import_string = usual
    assert (runs.state, runs.result, runs.cancelled_by) == ("cancelled", None, "bea@example.org")
    assert [line.verb for line in AuditLine.objects.order_by("pk")] == ["cancel", "cancel"]


def test_a_job_that_is_told_to_stop_waits_for_the_next_worker():
    job = enqueue("weave", {"stop": True}, WHO)
    with pytest.raises(Stopped):
        jobs.work.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.started_at) == ("waiting", None)


def test_what_was_killed_is_taken_up_or_told():
    weave, sum_, ended, often = (
        enqueue("weave", {}, WHO),
        enqueue("add", {}, WHO),
        enqueue("weave", {}, WHO),
        enqueue("weave", {}, WHO),
    )
    waits = enqueue("add", {}, WHO)
    done = enqueue("add", {}, WHO)
    Job.objects.filter(pk__in=[weave.pk, sum_.pk, ended.pk, often.pk]).update(state="running", tries=1)
    Job.objects.filter(pk=ended.pk).update(cancelled_by="bea@example.org")
    Job.objects.filter(pk=often.pk).update(tries=3)
    Job.objects.filter(pk=done.pk).update(state="done")
    take_up()
    states = dict(Job.objects.values_list("pk", "state"))
    assert states == {
        weave.pk: "waiting",
        sum_.pk: "failed",
        ended.pk: "cancelled",
        often.pk: "failed",
        waits.pk: "waiting",
        done.pk: "done",
    }
    assert "killed in the middle" in Job.objects.get(pk=sum_.pk).error
    assert Job.objects.get(pk=often.pk).said == {"times": "3"}
    assert queued() == [weave.pk, waits.pk]
    take_up()
    assert queued() == [weave.pk, waits.pk]


def test_one_that_was_killed_makes_room_for_one_that_waits_for_the_same():
    first = enqueue("weave", {}, WHO, once=True)
    Job.objects.filter(pk=first.pk).update(state="running")
    second = enqueue("weave", {}, WHO, once=True)
    take_up()
    first.refresh_from_db()
    assert (first.state, queued()) == ("cancelled", [second.pk])


def test_a_log_keeps_its_end_and_progress_is_written_now_and_then(monkeypatch):
    job = enqueue("add", {}, WHO)
    handle = Handle(job)
    handle.log("\n".join(map(str, range(jobs.LINES + 10))) + "\n" + "x" * 5_000)
    job.refresh_from_db()
    assert (len(job.log), job.log[0], len(job.log[-1])) == (jobs.LINES, "11", jobs.WIDTH)
    for done in range(10):
        handle.progress(done, 10, "adding")
    job.refresh_from_db()
    assert job.done == 0
    handle.progress(10, 10, "adding")
    job.refresh_from_db()
    assert job.done == 10


LOCK = """
import sys, time, django; django.setup()
from pathlib import Path
from dentelle.atlas.lock import WORKER, only_one
with only_one(Path(sys.argv[1]), WORKER):
    print("held", flush=True)
    time.sleep(60)
"""


def test_whether_there_is_a_worker_can_be_asked(tmp_path):
    assert not held(tmp_path, WORKER)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "DENTELLE_TERRITORY": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", LOCK, tmp_path], stdout=subprocess.PIPE, env=environment) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert held(tmp_path, WORKER) is (connection.vendor == "sqlite")  # PostgreSQL: the test's database is another
        with pytest.raises(TakenError, match=f"Another worker .* .process {holder.pid}"), only_one(tmp_path, WORKER):
            pass
        assert not held(tmp_path, WEAVE)
        holder.kill()
    assert not held(tmp_path, WORKER)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a second lock is for machines that share a database")
def test_the_lock_is_in_the_database_too(tmp_path):
    with only_one(tmp_path / "here", WORKER):
        assert held(tmp_path / "there", WORKER)
        with pytest.raises(TakenError, match="on another machine"), only_one(tmp_path / "there", WORKER):
            pass
    assert not held(tmp_path, WORKER)
