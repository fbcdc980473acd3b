"""Reading a list behind the pages: a short one at once, in a process of its own; a long one as a job that people can end.

Invariant: whoever is at it, the draft says whether it is being read, and ends as read or with the reason why not.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from dentelle.atlas.jobs import Handle, again, cancel, enqueue
from dentelle.atlas.models import Job
from dentelle.atlas.models.jobs import DONE, RUNNING, WAITING
from dentelle.errors import CancelledError
from dentelle.territory import load
from dentelle.weaving import drafts, intake
from dentelle.weaving.drafts import Draft
from dentelle.weaving.imports.prepare import note_progress, prepare

LONG = 1_000_000  # bytes of a list for which nobody waits before the page; it takes its turn with weaves


def start(folder: Path, draft: Draft, who: str) -> None:
    """Begins to read the list, or to compare it once its columns are said."""
    if draft.size < LONG:
        intake.start(folder, draft.token)
        return
    with drafts.changing(folder, draft.token) as now:
        now.state, now.reason, now.detail, now.pid = "reading", "", "", 0
        now.job = enqueue("prepare_list", {"token": draft.token}, who).pk


def go_on(folder: Path, draft: Draft) -> Draft:
    """The draft as it is now: one whose process was killed is begun again, one whose job failed is given up."""
    if draft.state != "reading":
        return draft
    if not draft.job:
        if not intake.is_being_read(draft):
            if draft.tries >= intake.MOST_TRIES:
                intake.give_up(folder, draft.token)
            else:
                intake.start(folder, draft.token)
        return drafts.load(folder, draft.token)
    job = Job.objects.filter(pk=draft.job).first()
    if (job is None or job.state not in (WAITING, RUNNING)) and drafts.load(folder, draft.token).state == "reading":
        if job is not None and job.state == DONE:  # what it had read was thrown away since: somebody in it is left out
            start(folder, draft, draft.who)
        else:
            intake.give_up(folder, draft.token)
    return drafts.load(folder, draft.token)


def stop(folder: Path, draft: Draft, who: str) -> None:
    """Ends the job that reads the list. Raises JobError when it has ended."""
    if draft.job:
        cancel(draft.job, who)
        intake.end(folder, draft, "unread", "unreadable", "The reading was ended by a person.")


@again
def prepare_job(parameters: Mapping[str, Any], handle: Handle) -> dict[str, Any]:
    """Takes the list of the draft ``token`` one step further."""
    territory, token = load(settings.TERRITORY), str(parameters["token"])
    noted = note_progress(territory.folder, token)

    def told(stage: str, done: int, total: int) -> None:
        noted(stage, done, total)
        handle.progress(done, total, stage)
        handle.go_on()

    with drafts.changing(territory.folder, token) as draft:  # after whoever asked for it has noted that
        if draft.state != "reading":
            raise CancelledError("The list is not to be read any more.")
    prepare(territory, token, told)
    return {"token": token}
