"""Weaves and other work behind the pages: what goes on, what was, what changed between two runs."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, gettext_lazy

from dentelle.atlas.lock import WORKER, held
from dentelle.atlas.models import AuditLine, Job, Publication, Run
from dentelle.atlas.models.jobs import RUNNING, WAITING
from dentelle.atlas.people.refusals import told_again
from dentelle.atlas.projecting import run_changes
from dentelle.web.queries.names import Name, names_of

PAGE = 30  # runs
JOBS = 15  # that have ended, on the overview
TOUCHED = 40  # entities on a page of a comparison
FACTS = 12  # of one entity
KINDS = {
    "weave": gettext_lazy("Weave"),
    "remind": gettext_lazy("Reminders of referrals"),
    "look_up_alumni": gettext_lazy("Former firms in the registers"),
}  # what a kind of job is called; one without a name is shown as it is
STATES = {
    "waiting": gettext_lazy("waits"),
    "running": gettext_lazy("is running"),
    "done": gettext_lazy("done"),
    "published": gettext_lazy("published"),
    "failed": gettext_lazy("failed"),
    "interrupted": gettext_lazy("cut short"),
    "cancelled": gettext_lazy("cancelled"),
}
DOING = {  # what a job says that it is doing
    "looking": gettext_lazy("looking at the files"),
    "reading": gettext_lazy("reading documents"),
    "reading again": gettext_lazy("reading documents again, for names from others"),
    "registers": gettext_lazy("asking the registers"),
    "indexing": gettext_lazy("making a register's index"),
    "linking": gettext_lazy("linking names"),
    "staging": gettext_lazy("writing"),
    "drawing": gettext_lazy("drawing the network"),
    "writing": gettext_lazy("writing"),
    "publishing": gettext_lazy("publishing"),
    "waiting for another weave": gettext_lazy("waiting for another weave to end"),
}
KEPT = {  # why nothing is told of what a run changed
    run_changes.FIRST: gettext_lazy("There was nothing before it."),
    run_changes.MANY: gettext_lazy("It changed so much that only the numbers were kept."),
}


@dataclass(frozen=True, slots=True)
class ShownJob:
    """A job in the reader's language. ``run`` is the number of the run that it published, 0 for none."""

    job: Job
    name: str
    state: str
    doing: str
    error: str
    run: int

    @property
    def over(self) -> bool:
        """Whether it has ended, one way or the other."""
        return self.job.state not in (WAITING, RUNNING)

    @property
    def percent(self) -> int | None:
        """How much of the step at hand is done; None when nobody knows."""
        return min(100, 100 * self.job.done // self.job.total) if self.job.total > 0 else None


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run, how long it took, and who asked for it; ``published`` when pages show it now."""

    run: Run
    state: str
    took: timedelta | None
    published: bool

    @property
    def report(self) -> Any:
        """What it told at its end; empty for one that did not come to it."""
        return self.run.report if "claims" in self.run.report else {}

    @property
    def comparable(self) -> bool:
        """Whether it can be an end of a comparison."""
        return self.run.state == "published"


@dataclass(frozen=True, slots=True)
class ShownTouched:
    """An entity that changed, by its name of today where it has a page still, and the first of its facts that did."""

    touched: run_changes.Touched
    name: Name | None
    facts: tuple[tuple[str, Any], ...]  # (new, gone or changed; the change)

    @property
    def more(self) -> int:
        """How many of its facts are not shown."""
        return len(self.touched.facts) - len(self.facts)


@dataclass(frozen=True, slots=True)
class Compared:
    """One page of what changed between two runs; ``counts``: (entities, facts) by new, gone, changed."""

    between: run_changes.Between
    page: Page
    rows: tuple[ShownTouched, ...]
    counts: dict[str, tuple[int, int]]
    decisions: int
    untold: tuple[tuple[int, str], ...]  # runs in between of which nothing is kept, and why


def shown(job: Job) -> ShownJob:
    """``job`` as a page tells of it."""
    error = told_again(job.error, job.said) if job.error else ""
    result = job.result if isinstance(job.result, dict) else {}
    doing = str(DOING.get(job.doing, job.doing))
    return ShownJob(job, str(KINDS.get(job.kind, job.kind)), str(STATES[job.state]), doing, error, result.get("run", 0))


def going_on() -> list[ShownJob]:
    """Jobs that run or wait, in their order."""
    return [shown(job) for job in Job.objects.filter(state__in=(RUNNING, WAITING)).order_by("-state", "pk")]


def ended_jobs() -> list[ShownJob]:
    """The jobs that ended last, newest first, without their logs."""
    jobs = Job.objects.exclude(state__in=(RUNNING, WAITING)).defer("log").order_by("-ended_at", "-pk")
    return [shown(job) for job in jobs[:JOBS]]


def runs(page: str) -> tuple[Page, list[ShownRun]]:
    """The runs, newest first: from the workbench and from the command line."""
    chosen = Paginator(Run.objects.order_by("-pk"), PAGE).get_page(page)
    published = _published()
    return chosen, [_shown_run(run, published) for run in chosen.object_list]


def one_run(number: int) -> ShownRun | None:
    """The run ``number``, None when there is none."""
    run = Run.objects.filter(pk=number).first()
    return run and _shown_run(run, _published())


def run_before(run: Run) -> Run | None:
    """The run that was published before ``run``."""
    return Run.objects.filter(pk__lt=run.pk, state="published").order_by("-pk").first()


def _shown_run(run: Run, published: int) -> ShownRun:
    took = run.finished_at - run.started_at if run.finished_at else None
    return ShownRun(run, str(STATES.get(run.state, run.state)), took, run.pk == published)


def _published() -> int:
    return Publication.objects.filter(pk=1).values_list("run", flat=True).first() or 0


def compared(former: int, latter: int, page: str, language: str) -> Compared | None:
    """What changed between two runs, a page of it; None when one of them was never published."""
    ends = Run.objects.in_bulk([former, latter])
    if former == latter or len(ends) < 2 or any(run.state != "published" for run in ends.values()):
        return None
    found = run_changes.between(ends[former], ends[latter])
    chosen = Paginator(found.entities, TOUCHED).get_page(page)
    names = names_of([one.id for one in chosen.object_list], language)
    rows = tuple(
        ShownTouched(one, names.get(one.id), tuple((run_changes.change_of(fact), fact) for fact in one.facts[:FACTS]))
        for one in chosen.object_list
    )
    counts = {change: (found.count(change), found.count_facts(change)) for change in ("new", "gone", "changed")}
    decisions = AuditLine.objects.filter(made_at__gt=found.former.finished_at, made_at__lte=found.latter.finished_at).count()
    untold = tuple((number, why_untold(run)) for number, run in sorted(Run.objects.in_bulk(found.untold).items()))
    return Compared(found, chosen, rows, counts, decisions, untold)


def nobody_works() -> bool:
    """Whether work waits and no worker is there to do it."""
    return Job.objects.filter(state=WAITING).exists() and not held(settings.STATE, WORKER)


def why_untold(run: Run) -> str:
    """Why nothing is kept of what ``run`` changed; "" when all is."""
    kept = run.report.get("changes", "")
    return "" if kept == run_changes.ALL else str(KEPT.get(kept) or gettext("Its changes were not kept yet in those days."))
