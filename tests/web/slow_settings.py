"""Settings with kinds of jobs that take long, for processes that a test kills in the middle."""

import os
import time

from dentelle.settings import *  # noqa: F403
from dentelle.settings import JOBS

JOBS = {**JOBS, "slow": "slow_settings.slow", "slow again": "slow_settings.slow_again"}


def slow(parameters, handle):
    handle.log(f"process {os.getpid()}")
    for done in range(parameters["tenths"]):
        handle.progress(done, parameters["tenths"], "sleeping")
        handle.go_on()
        time.sleep(0.1)
    return {"process": os.getpid()}


def slow_again(parameters, handle):
    return slow(parameters, handle)


slow_again.again = True
