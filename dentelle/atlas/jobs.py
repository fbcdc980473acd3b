"""Work behind the pages: whoever asks for it gets a job to watch, a worker process does it.

Invariants: a job is done by at most one process, and ends once: done, failed or cancelled. ``Job`` alone says what there is to
do; the queue (django-tasks) is made anew from it whenever a worker begins: nothing that was asked for is lost or done twice. A
job whose process was killed is taken up again where its function is marked ``@again``, and marked failed elsewhere.

A kind of job is a line in ``settings.JOBS`` and a function of the job's parameters and a ``Handle``. It returns what pages may
show of its result (JSON), raises DentelleError for what a person can mend and CancelledError once ``handle.cancelled()`` says so,
and writes all that it writes in one transaction, unless it is ``@again``.
"""

import time
import traceback
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from dentelle.atlas.models import Job
from dentelle.atlas.models.jobs import CANCELLED, DONE, FAILED, RUNNING, WAITING
from dentelle.atlas.people.audit import note
from dentelle.atlas.people.refusals import kept
from dentelle.errors import CancelledError, DentelleError, JobError
from dentelle.folding import digest

__all__ = ["Handle", "Stopped", "again", "begin_day", "cancel", "enqueue", "may_be_cut_short", "take_up"]

LINES = 400  # of a log are kept, the last ones
WIDTH = 1_000  # characters of a line
EVERY = 0.5  # seconds between two looks at, or writes of, one job
PROGRAM = "dentelle"  # who asked for what nobody asked for
MOST_TRIES = 3  # after so many kills a person has to look

Work = Callable[[Mapping[str, Any], "Handle"], Any]
Function = TypeVar("Function", bound=Work)


class Stopped(BaseException):
    """The worker is told to end; what it is at waits for the next one."""


def again(function: Function) -> Function:
    """Marks the function of a kind of job that may be begun again after it was cut short anywhere."""
    function.again = True  # type: ignore[attr-defined]
    return function


def enqueue(kind: str, parameters: Mapping[str, Any], who: str, *, once: bool = False) -> Job:
    """A job of ``kind`` for the worker, asked for by ``who`` (an account's address).

    With ``once`` the job that waits already for the same, if one does. Raises JobError for a kind that does not exist.
    """
    if kind not in settings.JOBS:
        raise JobError("There is no work called “%(kind)s”.", kind=kind)
    same = digest(kind, msgspec.json.encode(parameters, order="deterministic").decode(), length=40) if once else ""
    while True:
        if same and (waiting := Job.objects.filter(once=same, state=WAITING).first()):
            return waiting
        try:
            with transaction.atomic():
                job = Job.objects.create(kind=kind, parameters=dict(parameters), who=who, once=same)
                work.enqueue(job.pk)
                return job
        except IntegrityError:  # somebody asked for the same at the same moment
            if not same:
                raise


def begin_day(today: date) -> list[Job]:
    """The daily jobs of ``today`` that nobody has begun yet, begun. Asked for as often as one likes, each is there once a day."""
    begun = []
    for kind in settings.DAILY:
        parameters = {"day": today.isoformat()}
        if not Job.objects.filter(kind=kind, parameters=parameters).exists():
            begun.append(enqueue(kind, parameters, PROGRAM, once=True))
    return begun


def cancel(number: int, who: str) -> Job:
    """Ends job ``number`` at once while it waits, else as soon as it looks up. Raises JobError when it has ended."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=number).first()
        if job is None or job.state not in (WAITING, RUNNING):
            raise JobError("This work has ended already.")
        if not job.cancelled_by:
            job.cancelled_by = who
            if job.state == WAITING:
                job.state, job.ended_at = CANCELLED, timezone.now()
            job.save(update_fields=["cancelled_by", "state", "ended_at"])
            note(who, "cancel", f"job {job.pk}", f"Ended the work “{job.kind}” that {job.who} had asked for.")
    return job


class Handle:
    """What a job's function knows of its job. Outside of transactions: within one nobody sees what is told before it ends."""

    def __init__(self, job: Job) -> None:
        self.number = job.pk
        self.who = job.who
        self._doing = ""
        self._log: list[str] = list(job.log)
        self._told = self._looked = 0.0
        self._over = False

    def progress(self, done: int, total: int, doing: str) -> None:
        """Tells that ``done`` of ``total`` is done (0 of 0: nobody knows), and what is being done, in English words."""
        now = time.monotonic()
        if doing == self._doing and done < total and now - self._told < EVERY:
            return
        self._doing, self._told = doing, now
        self._row().update(done=done, total=total, doing=doing)

    def log(self, text: str) -> None:
        """Adds lines to the log; of a long one the end is kept."""
        self._log = [*self._log, *(line[:WIDTH] for line in text.splitlines())][-LINES:]
        self._row().update(log=self._log)

    def cancelled(self) -> bool:
        """Whether somebody asked for the end; looked up twice a second at most, so it may be asked often."""
        now = time.monotonic()
        if not self._over and now - self._looked >= EVERY:
            self._looked = now
            self._over = self._row().exclude(cancelled_by="").exists()
        return self._over

    def go_on(self) -> None:
        """Raises CancelledError when somebody asked for the end."""
        if self.cancelled():
            raise CancelledError("The work was ended by a person.")

    def _row(self) -> Any:
        return Job.objects.filter(pk=self.number)


# ---- what the worker does


@task()
def work(number: int) -> None:
    """Does job ``number``, unless another process has it or somebody has cancelled it."""
    started = timezone.now()
    begun = Job.objects.filter(pk=number, state=WAITING)
    if not begun.update(state=RUNNING, started_at=started, tries=F("tries") + 1, done=0, total=0, doing="", log=[]):
        return
    job = Job.objects.get(pk=number)
    handle = Handle(job)
    try:
        result = function_of(job.kind)(job.parameters, handle)
    except CancelledError:
        _end(job, CANCELLED)
    except Stopped:
        _back(job)
        raise
    except DentelleError as error:
        _fail(job, error)
    except Exception as error:
        handle.log(traceback.format_exc())
        what = f"{type(error).__name__}: {error}"[:500]
        _fail(
            job, JobError("The program failed, and nothing was half done: %(what)s. Show the log to whoever runs it.", what=what)
        )
    else:
        _end(job, DONE, result=result)


def function_of(kind: str) -> Work:
    """The function of a kind of job. Raises JobError for a kind that this version does not know any more."""
    if kind not in settings.JOBS:
        raise JobError("There is no work called “%(kind)s”.", kind=kind)
    return import_string(settings.JOBS[kind])  # type: ignore[no-any-return]


def may_be_cut_short(kind: str) -> bool:
    """Whether a job of ``kind`` loses nothing when its process ends in the middle."""
    return kind in settings.JOBS and getattr(function_of(kind), "again", False)


def take_up() -> None:
    """Makes the queue from the jobs, for a worker that begins: by then nobody is at any of them."""
    with transaction.atomic():
        DBTaskResult.objects.all().delete()
        for job in Job.objects.filter(state=RUNNING).order_by("pk"):
            if job.cancelled_by:
                _end(job, CANCELLED)
            elif not may_be_cut_short(job.kind):
                _fail(job, JobError("The process that did it was killed in the middle. Nothing was half done: start it again."))
            elif job.tries >= MOST_TRIES:
                _fail(job, JobError("It was killed %(times)s times, perhaps for want of memory.", times=job.tries))
            else:
                _back(job)
        for number in Job.objects.filter(state=WAITING).order_by("pk").values_list("pk", flat=True):
            work.enqueue(number)


def _back(job: Job) -> None:
    """Lets ``job`` wait again; when another one waits for the same, that one is enough."""
    try:
        with transaction.atomic():
            Job.objects.filter(pk=job.pk, state=RUNNING).update(state=WAITING, started_at=None)
    except IntegrityError:
        _end(job, CANCELLED)


def _fail(job: Job, error: DentelleError) -> None:
    template, said = kept(error)
    _end(job, FAILED, error=template, said=said)


def _end(job: Job, state: str, **fields: Any) -> None:
    Job.objects.filter(pk=job.pk, state=RUNNING).update(state=state, ended_at=timezone.now(), **fields)
