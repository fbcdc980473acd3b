"""Takes the pictures of README and documentation from the running product: ``.venv/bin/python docs/pictures.py``.

Builds the front end, weaves a copy of the example, serves it, and photographs it in Debian's Chromium
(``apt-get install chromium``), the first two in the dark, too.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DENTELLE = [sys.executable, "-m", "dentelle"]
ACTOR = "Ateliers numériques de Valenciennes"
HOSTED = "Praxys"  # whose fact is opened on its passage
SIZE = {"width": 1280, "height": 860}  # CSS pixels
TALL = {"width": 1280, "height": 1200}
DARK = ("home", "entity")  # shown to readers who have it dark
MIDST = ("map", "network")  # what is to be seen begins below the form
SETTLED = 1_500  # milliseconds until what a script draws stands still
PAGES = {  # picture → page; for the actor's, where to find it
    "home": "",
    "directory": "directory/?kind=organisation",
    "entity": f"directory/?q={ACTOR}",
    "map": "map/",
    "network": "network/",
    "timeline": "timeline/",
}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, seconds: float = 90) -> None:
    """Returns when ``address`` answers; raises TimeoutError after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{address} did not answer")


def photograph(site: str) -> None:
    """Each picture as ``<name>.png``, some also in the dark: ``<name>-dark.png``."""
    with sync_playwright() as playwright:
        # Root in a container, where Chromium's own sandbox cannot run.
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for scheme, ending in (("light", ""), ("dark", "-dark")):
            page = browser.new_context(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce").new_page()
            for name, address in ((one, PAGES[one]) for one in PAGES if scheme == "light" or one in DARK):
                page.set_viewport_size(SIZE)
                page.goto(f"{site}/en/{address}", wait_until="networkidle")
                if name == "entity":
                    page.locator("main a.name", has_text=ACTOR).first.click()
                    page.set_viewport_size(TALL)
                    page.locator("dd", has=page.get_by_role("link", name=HOSTED)).first.locator("summary").first.click()
                    page.evaluate("scrollTo(0, 180)")  # name, facts and the passage in one picture
                elif name in MIDST:
                    page.locator(f"#{name}").evaluate("figure => scrollTo(0, figure.getBoundingClientRect().top - 24)")
                page.wait_for_timeout(SETTLED)
                page.screenshot(path=IMAGES / f"{name}{ending}.png")
        browser.close()


def main() -> None:
    """Weaves, serves, photographs, and clears up."""
    IMAGES.mkdir(exist_ok=True)
    for arguments in (("ci", "--silent"), ("run", "-s", "build")):
        subprocess.run([sys.executable, ROOT / "frontend" / "npm.py", *arguments], check=True)  # noqa: S603
    with tempfile.TemporaryDirectory() as folder:
        territory = shutil.copytree(
            ROOT / "examples" / "valenciennes", Path(folder) / "valenciennes", ignore=shutil.ignore_patterns("var")
        )
        subprocess.run([*DENTELLE, "-C", territory, "weave"], check=True)  # noqa: S603
        port = free_port()
        server = subprocess.Popen([*DENTELLE, "-C", territory, "serve", "--port", str(port)])  # noqa: S603
        try:
            wait_for(f"http://127.0.0.1:{port}/en/")
            photograph(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
