"""Pages are made by a few threads at a time: more than that only take the interpreter's lock from one another.

With eight at once a page of a large atlas costs twice as much of the processor as with two (benchmarks/pages.py, ten readers).

Invariants: nobody keeps another from a page for longer than ``PATIENCE``, whatever they wait for themselves; however many files
are fetched, and however slowly, ``server.THREADS`` less ``FILES`` are left for pages.
"""

from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

AT_ONCE = 2  # with one, whoever asks for a small page waits for a large one
PATIENCE = 1.0  # seconds
FILES = 3  # large files that are sent at a time
SMALL = 262_144  # bytes of a file that is sent whoever else fetches one
LATER = 60  # seconds after which who was sent away may ask again

Answer = Callable[[HttpRequest], HttpResponseBase]


def in_turn(answer: Answer) -> Answer:
    """Middleware that lets ``AT_ONCE`` requests without a body be answered at a time; the others wait, up to ``PATIENCE``.

    A request with a body is not held: it may come in slowly, and would keep its place meanwhile.
    """
    places = BoundedSemaphore(AT_ONCE)

    def waiting(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return answer(request)
        held = places.acquire(timeout=PATIENCE)
        try:
            return answer(request)
        finally:
            if held:
                places.release()

    return waiting


def few_files(answer: Answer) -> Answer:
    """Middleware that lets ``FILES`` answers be sent while they are made at a time; more are refused unless they are small.

    Each keeps a thread for as long as its reader takes. Nothing is made of one of which only the head is asked.
    """
    places = BoundedSemaphore(FILES)

    def sending(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if not isinstance(response, StreamingHttpResponse):
            return response
        if request.method == "HEAD":
            response.streaming_content = ()
        elif places.acquire(blocking=False):
            response.streaming_content = _Sent(response.streaming_content, places)
        elif (small := _small(response)) is not None:
            response.streaming_content = (small,)
        else:
            response.close()
            return _busy(request)
        return response

    return sending


class _Sent:
    """The parts of an answer, which give their place back when the answer is closed: sent, or left by its reader."""

    def __init__(self, parts: Iterable[bytes], places: BoundedSemaphore) -> None:
        self._parts, self._places = parts, places
        self._held = True

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._parts)

    def close(self) -> None:
        if self._held:
            self._held = False
            self._places.release()


def _small(response: StreamingHttpResponse) -> bytes | None:
    """The whole answer, None where it has more than ``SMALL`` bytes."""
    made = bytearray()
    for part in response.streaming_content:
        made += part
        if len(made) > SMALL:
            return None
    return bytes(made)


def _busy(request: HttpRequest) -> HttpResponse:
    response = render(request, "web/busy.html", status=503)
    response["Retry-After"] = str(LATER)
    return response
