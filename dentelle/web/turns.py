"""Pages are made by a few threads at a time: more than that only take the interpreter's lock from one another.

With eight at once a page of a large atlas costs twice as much of the processor as with two (benchmarks/pages.py, ten readers).
"""

from collections.abc import Callable
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponseBase

AT_ONCE = 2  # with one, whoever asks for a small page waits for a large one

Answer = Callable[[HttpRequest], HttpResponseBase]


def in_turn(answer: Answer) -> Answer:
    """Middleware that lets ``AT_ONCE`` requests without a body be answered at a time; the others wait.

    A request with a body is not held: it may come in slowly, and would keep its place meanwhile.
    """
    places = BoundedSemaphore(AT_ONCE)

    def waiting(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return answer(request)
        with places:
            return answer(request)

    return waiting
