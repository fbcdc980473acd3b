"""Runs in the workbench: begun, watched, ended; what was, and what changed between two."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from small_territory import INSTITUTE, LAB, small  # noqa: F401 - a fixture

from dentelle.atlas import jobs
from dentelle.atlas.models import AuditLine, Job, Run, RunChange, User


def at(name, *arguments):
    with translation.override("en"):
        return reverse(f"workbench:{name}", args=arguments)


def sign_in(client, role="editor"):
    client.force_login(User.objects.create_user(f"{role}@example.org", "threads and knots", name=role, role=role))


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_an_editor_begins_a_weave_once_and_watches_it(client):
    sign_in(client)
    first = client.post(at("run-start"))
    job = Job.objects.get()
    assert first["Location"] == client.post(at("run-start"))["Location"] == at("job", job.pk)
    assert (job.kind, job.who, job.state) == ("weave", "editor@example.org", "waiting")
    Job.objects.update(state="running", doing="reading", done=3, total=12)
    page = text(client, at("job", job.pk))
    assert "reading documents" in page
    assert 'value="25"' in page
    part = client.get(at("job", job.pk), headers={"X-Part": "job"}).content.decode()
    assert "reading documents" in part
    assert "<html" not in part
    for overview in (at("home"), at("runs")):
        assert "reading documents" in text(client, overview)


@pytest.mark.django_db
def test_whoever_may_not_run_sees_and_changes_nothing(client):
    sign_in(client, "contributor")
    job = Job.objects.create(kind="weave", who="ada@example.org")
    assert client.post(at("run-start")).status_code == 403
    assert client.post(at("job-cancel", job.pk)).status_code == 403
    assert "Weave now" not in text(client, at("runs"))
    assert "Cancel this work" not in text(client, at("job", job.pk))
    job.refresh_from_db()
    assert (Job.objects.count(), job.state, job.cancelled_by) == (1, "waiting", "")


@pytest.mark.django_db
def test_a_job_is_cancelled_and_the_audit_says_by_whom(client):
    sign_in(client)
    job = Job.objects.create(kind="weave", who="ada@example.org", state="running")
    assert client.get(at("job-cancel", job.pk)).status_code == 405
    page = client.post(at("job-cancel", job.pk), follow=True).content.decode()
    assert "It ends as soon as it can." in page
    assert "Cancel this work" not in page
    job.refresh_from_db()
    assert job.cancelled_by == "editor@example.org"
    assert AuditLine.objects.get().who == "editor@example.org"
    Job.objects.update(state="cancelled", ended_at=timezone.now())
    assert "This work has ended already" in client.post(at("job-cancel", job.pk), follow=True).content.decode()
    assert "Cancelled by editor@example.org" in text(client, at("job", job.pk))


@pytest.mark.django_db
def test_an_error_is_told_in_the_language_of_the_page_and_words_of_others_are_inert(client):
    sign_in(client)
    killed = "The process that did it was killed in the middle. Nothing was half done: start it again."
    job = Job.objects.create(kind="<b>x", who="<i>", state="failed", error=killed, log=["<script>alert(1)</script>"])
    with translation.override("fr"):
        page = text(client, reverse("workbench:job", args=[job.pk]))
    assert "Rien n’a été fait à moitié" in page
    assert "<b>x" not in page
    assert "<script>alert" not in page


def test_what_a_run_told_and_what_changed_between_two(client, small):  # noqa: F811
    sign_in(client, "steward")
    small.write("a.txt", INSTITUTE)
    first = small.weave(who="ada").run
    small.write("b.txt", LAB)
    second = small.weave(who="bea@example.org").run
    small.write("a.txt", INSTITUTE.replace("1994", "1995"))
    small.write("c.docx", b"nothing of the kind")
    third = small.weave().run
    assert dict(Run.objects.values_list("pk", "report__changes")) == {first: "first", second: "all", third: "all"}
    listed = text(client, at("runs"))
    assert "bea@example.org" in listed
    assert "on the pages" in listed
    told = text(client, at("run", third))
    assert "c.docx" in told
    assert f"What changed since run {second}" in told
    assert "There was nothing before it" in text(client, at("run", first))
    page = text(client, f"{at('run-compare')}?former={first}&latter={second}")
    assert "Kirasson" in page
    assert "New actors" in page
    page = text(client, f"{at('run-compare')}?former={third}&latter={second}")  # the wrong way round
    assert f"From run {second} to run {third}" in page
    assert "1994" in page
    assert "1995" in page
    assert "New actors" not in page
    whole = text(client, f"{at('run-compare')}?former={first}&latter={third}")
    assert "Kirasson" in whole
    assert "1995" in whole
    RunChange.objects.all().delete()
    Run.objects.filter(pk=third).update(report={})
    page = text(client, f"{at('run-compare')}?former={first}&latter={third}")
    assert f"Not told here is what run {third} changed" in page


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?former=1&latter=2", "?former=x&latter=²", "?former=1&latter=99999999999999999999"])
def test_two_runs_that_cannot_be_compared_lead_back(client, query):
    sign_in(client, "reader")
    Run.objects.create(code_version="1", state="failed", report={"error": "No such file"})
    page = client.get(at("run-compare") + query, follow=True).content.decode()
    assert "Choose two runs that were published" in page
    assert "failed" in page
    assert "No such file" in text(client, at("run", Run.objects.get().pk))


def test_a_weave_as_a_job_publishes_and_a_cancelled_one_does_not(client, small, settings, monkeypatch):  # noqa: F811
    from dentelle.weaving.jobs import weave_soon

    small.write("a.txt", INSTITUTE)
    done = weave_soon("ada@example.org")
    jobs.work.func(done.pk)
    done.refresh_from_db()
    run = Run.objects.get()
    assert (done.state, done.result, run.state, run.who) == ("done", {"run": run.pk}, "published", "ada@example.org")
    assert any("is published" in line for line in done.log)
    small.write("b.txt", LAB)
    monkeypatch.setattr(jobs, "EVERY", 0)
    ended = weave_soon("ada@example.org")
    told = jobs.Handle.progress

    def progress(handle, count, total, doing):
        told(handle, count, total, doing)
        if doing == "publishing":  # the last moment
            Job.objects.filter(pk=ended.pk).update(cancelled_by="bea@example.org")

    monkeypatch.setattr(jobs.Handle, "progress", progress)
    jobs.work.func(ended.pk)
    ended.refresh_from_db()
    assert (ended.state, ended.result) == ("cancelled", None)
    assert list(Run.objects.order_by("pk").values_list("state", flat=True)) == ["published", "cancelled"]
    sign_in(client)
    assert "Kirasson" not in text(client, "/en/directory/organisation/")
    monkeypatch.setattr(jobs.Handle, "progress", told)
    nothing_lost = weave_soon("ada@example.org")
    jobs.work.func(nothing_lost.pk)
    assert "Kirasson" in text(client, "/en/directory/organisation/")
