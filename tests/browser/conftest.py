"""A real Chromium against a live server over the small atlas of the page tests."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's own loop runs in the thread that asks the database

from lace_town import Town, weave_town

from dentelle.web import catalogs

CHROMIUM = Path("/usr/bin/chromium")
expect.set_options(timeout=20_000)  # milliseconds: other tests keep the same two cores busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two programs on a busy machine may miss each other once; a browser test fails that fails twice."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it these tests fail rather than pass unseen."""
    catalogs.compile_all()
    if not CHROMIUM.exists():
        pytest.fail("there is no Chromium to drive: apt-get install chromium")
    with sync_playwright() as playwright:
        # The tests run as root in a container, where Chromium's sandbox cannot.
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def town(transactional_db) -> Town:
    return weave_town()


@pytest.fixture
def site(live_server, town) -> str:
    """The address of the live server."""
    return live_server.url


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page without JavaScript, as every reader may have it; it may ask the site and nobody else."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    strangers = [url for url in asked if not url.startswith(("http://localhost:", "http://127.0.0.1:"))]
    assert not strangers, f"the pages asked another host: {strangers}"
