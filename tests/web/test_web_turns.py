"""Few pages are made at once, and nobody who sends something slowly keeps another from one."""

import threading

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from dentelle.web.turns import AT_ONCE, in_turn


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
