"""The process that does the work behind the pages: ``python -m dentelle.web.worker PARENT``, started by ``web.supervision``.

Invariants: a territory has one worker at a time, whoever started it; it does one job and ends, so that the memory of a large
one is given back and the next begins in a fresh process; it does not outlive the server that started it.
"""

import ctypes
import os
import signal
import sys
import time
from contextlib import suppress
from types import FrameType

import django

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LOOK = 0.5  # seconds between two looks for work
EVERY = 60  # seconds between two looks whether a new day has begun


def main(parent: int) -> None:
    """Waits for its turn and for a job, and does it. ``parent``: the number of the process that started it."""
    _end_with(parent)
    django.setup()
    from django.conf import settings

    from dentelle.atlas.jobs import take_up
    from dentelle.atlas.lock import WORKER, only_one
    from dentelle.errors import TakenError

    while os.getppid() == parent:
        try:
            with only_one(settings.STATE, WORKER):
                take_up()
                _work(parent)
                return
        except TakenError:
            time.sleep(2 * LOOK)


def _end_with(parent: int) -> None:
    """Asks the kernel (Linux) to tell us when our parent dies; elsewhere we look after every job."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit()


def _work(parent: int) -> None:
    from django.db import close_old_connections
    from django.utils import timezone
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    from dentelle.atlas.jobs import Stopped, begin_day, may_be_cut_short
    from dentelle.atlas.models import Job

    worker = Worker(
        queue_names=["*"],
        interval=LOOK,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=f"{os.uname().nodename[:40]}-{os.getpid()}",
        excluded_queue_names=[],
    )

    def end(number: int, frame: FrameType | None) -> None:
        """A job that can be begun again is left at once, another is finished first."""
        kind = Job.objects.filter(state="running").values_list("kind", flat=True).first() if worker.running_task else None
        if kind is None or may_be_cut_short(kind):
            raise Stopped

    signal.signal(signal.SIGTERM, end)
    asked = time.monotonic()  # what waits already goes first
    with suppress(Stopped):
        while worker._run_tasks == 0 and os.getppid() == parent:
            close_old_connections()
            if DBTaskResult.objects.ready().exists():  # a look takes no lock; the worker's own would
                worker.run()
            else:
                if time.monotonic() - asked > EVERY:
                    asked = time.monotonic()
                    begin_day(timezone.localdate())
                time.sleep(LOOK)


if __name__ == "__main__":
    main(int(sys.argv[1]))
