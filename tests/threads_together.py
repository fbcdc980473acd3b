"""Jobs that begin at the same moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable, Sequence


def run_together(jobs: Sequence[Callable[[], object]]) -> list[str]:
    """What went wrong in ``jobs``, a line each, when all have ended."""
    from django.db import connection

    together, errors = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        try:
            together.wait()
            job()
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors
