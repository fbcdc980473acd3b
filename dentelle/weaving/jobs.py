"""A weave behind the pages, which go on as they are until it publishes."""

import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from dentelle.atlas.jobs import Handle, again, enqueue
from dentelle.atlas.models import Job
from dentelle.atlas.privacy import retention
from dentelle.errors import TakenError
from dentelle.territory import Territory, load
from dentelle.weaving.gather import Progress
from dentelle.weaving.report import Report
from dentelle.weaving.run import weave

PATIENCE = 2  # seconds between two looks whether another weave has ended


def weave_soon(who: str) -> Job:
    """Asks for a weave; while one waits that has not begun, another asks for nothing more."""
    return enqueue("weave", {}, who, once=True)


@again
def weave_job(parameters: Mapping[str, Any], handle: Handle) -> dict[str, Any]:
    """Weaves the territory, after whatever other weave is at work; its run, 0 when nothing had changed."""
    territory = load(settings.TERRITORY)
    retention.apply()

    def told(stage: str, done: int, total: int) -> None:
        handle.progress(done, total, stage)
        handle.go_on()

    report = None
    while report is None:
        report = _woven(territory, told, handle)
    for line in report.lines():
        handle.log(line)
    return {"run": 0 if report.nothing else report.run}


def _woven(territory: Territory, told: Progress, handle: Handle) -> Report | None:
    try:
        return weave(territory, progress=told, who=handle.who)
    except TakenError:
        handle.progress(0, 0, "waiting for another weave")
        handle.go_on()
        time.sleep(PATIENCE)
        return None
