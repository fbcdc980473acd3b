"""Few pages are made at once, and nobody who sends, waits or reads slowly keeps another from one."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from dentelle.web import server, turns
from dentelle.web.turns import AT_ONCE, FILES, SMALL, few_files, in_turn


class Kitchen:
    """Answers when it is told to, and counts who is being answered."""

    def __init__(self) -> None:
        self.inside, self.most, self.done = 0, 0, threading.Event()
        self.lock = threading.Lock()

    def __call__(self, request: object) -> HttpResponse:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.done.wait(5)
        with self.lock:
            self.inside -= 1
        return HttpResponse("made")


def asked(kitchen: Kitchen, method: str, number: int) -> list[threading.Thread]:
    answer = in_turn(kitchen)
    request = RequestFactory().generic(method, "/")
    threads = [threading.Thread(target=answer, args=(request,)) for _ in range(number)]
    for thread in threads:
        thread.start()
    return threads


def ended(kitchen: Kitchen, threads: list[threading.Thread]) -> None:
    kitchen.done.set()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


def test_pages_are_made_a_few_at_a_time_and_all_of_them() -> None:
    kitchen = Kitchen()
    threads = asked(kitchen, "GET", 3 * AT_ONCE)
    ended(kitchen, threads)
    assert kitchen.most <= AT_ONCE
    assert kitchen.inside == 0


def test_what_has_a_body_waits_for_nobody() -> None:
    kitchen = Kitchen()
    threads = asked(kitchen, "POST", 3 * AT_ONCE)
    while kitchen.inside < 3 * AT_ONCE and any(thread.is_alive() for thread in threads):
        pass
    assert kitchen.most == 3 * AT_ONCE
    ended(kitchen, threads)


def test_a_page_that_fails_leaves_its_place() -> None:
    def failing(request: object) -> HttpResponse:
        raise RuntimeError("no")

    answer = in_turn(failing)
    for _ in range(AT_ONCE + 1):
        with pytest.raises(RuntimeError, match="no"):
            answer(RequestFactory().get("/"))


def test_pages_that_wait_for_something_keep_nobody_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    kitchen = Kitchen()
    answer = in_turn(lambda request: HttpResponse("made") if request.path == "/quick/" else kitchen(request))
    slow = [threading.Thread(target=answer, args=(RequestFactory().get("/slow/"),)) for _ in range(AT_ONCE)]
    for thread in slow:
        thread.start()
    while kitchen.inside < AT_ONCE and any(thread.is_alive() for thread in slow):
        pass
    assert answer(RequestFactory().get("/quick/")).status_code == 200
    assert kitchen.inside == AT_ONCE, "they are still at it"
    ended(kitchen, slow)


class Files:
    """Answers with a file of ``size`` bytes, made in parts; counts the parts made."""

    def __init__(self, size: int) -> None:
        self.size, self.made = size, 0
        self.sent = few_files(self._answer)

    def _answer(self, request: object) -> StreamingHttpResponse:
        return StreamingHttpResponse(self._parts())

    def _parts(self) -> Iterator[bytes]:
        for _ in range(0, self.size, 1024):
            self.made += 1
            yield b"x" * 1024

    def get(self) -> HttpResponse:
        return self.sent(RequestFactory().get("/"))


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_busy", lambda request: HttpResponse(status=503))


@pytest.mark.django_db  # an answer that is closed closes connections to it
def test_large_files_that_nobody_reads_leave_threads_for_pages(busy: None) -> None:
    files = Files(SMALL * 2)
    held = [files.get() for _ in range(FILES)]
    assert [one.status_code for one in held] == [200] * FILES
    assert files.get().status_code == 503
    held[0].close()
    held[0].close()  # twice gives one place back
    assert len(b"".join(files.get().streaming_content)) == SMALL * 2
    assert files.get().status_code == 503, "read, but not closed yet"


def test_a_small_file_is_sent_whoever_else_fetches_one(busy: None) -> None:
    files = Files(SMALL // 2)
    responses = [files.get() for _ in range(3 * FILES)]
    assert {len(b"".join(one.streaming_content)) for one in responses} == {SMALL // 2}


def test_nothing_is_made_of_a_file_of_which_only_the_head_is_asked() -> None:
    files = Files(SMALL * 2)
    assert not b"".join(files.sent(RequestFactory().head("/")).streaming_content)
    assert files.made == 0


@pytest.mark.django_db
def test_who_is_sent_away_is_told_when_to_come_again(client, town) -> None:
    response = turns._busy(client.get("/fr/").wsgi_request)
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "<h1>" in response.text


def test_a_connection_that_stalls_does_not_keep_its_thread() -> None:
    with server.listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        taken, _ = listening.accept()
        with taken:
            for direction in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                assert struct.unpack("ll", taken.getsockopt(socket.SOL_SOCKET, direction, 16)) == (server.STALLED, 0)


def test_no_header_says_below_which_address_the_site_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server._Server, "run", lambda started: seen.append(started.cfg))
    seen: list = []
    with server.listen("127.0.0.1", 0) as listening:
        server.serve(listening, working=False)
    assert seen[0].forwarder_headers == []
