"""Lighthouse, as on a phone, on home, directory, an entity and a document of the example: ``python benchmarks/lighthouse.py``.

Weaves the example (or the territory folder that ``--territory`` names) into a copy, serves it, and asks Lighthouse of
``benchmarks/lighthouse/`` in Debian's Chromium. Writes ``results/lighthouse.json``; ends with 1 when a score is below 95.
"""

import argparse
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULT = HERE / "results" / "lighthouse.json"
DENTELLE = [sys.executable, "-m", "dentelle"]
SCORES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95  # of a hundred, each score
MEASURES = {  # what is kept beside the scores: Lighthouse's own names and units (milliseconds, bytes)
    "largest-contentful-paint": "largest contentful paint, ms",
    "total-blocking-time": "total blocking time, ms",
    "cumulative-layout-shift": "layout shift",
    "total-byte-weight": "bytes over the wire",
}
CHROMIUM = "/usr/bin/chromium"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--territory", type=Path, default=ROOT / "examples" / "valenciennes")
    parser.add_argument("--language", default="fr")
    parser.add_argument("--runs", type=int, default=3, help="times each page is asked for; the median counts (default: 3)")
    options = parser.parse_args()
    npm("frontend", "ci", "--silent")
    npm("frontend", "run", "-s", "build", "--", "--logLevel", "warn")
    npm("benchmarks/lighthouse", "ci", "--silent")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "territory"
        shutil.copytree(options.territory, copy, ignore=shutil.ignore_patterns("var"))
        subprocess.run([*DENTELLE, "-C", str(copy), "weave"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with served(copy) as site:
            addresses = {name: f"{site}/{options.language}/{path}" for name, path in pages(copy).items()}
            found = {name: middle(address, Path(folder), options.runs) for name, address in addresses.items()}
    RESULT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    for name, figures in found.items():
        print(f"{name}: {figures}")
    return int(any(figures[score] < LEAST for figures in found.values() for score in SCORES))


def npm(folder: str, *arguments: str) -> None:
    """npm in ``folder``, with the Node that the front end is built with."""
    subprocess.run([sys.executable, str(ROOT / "frontend" / "npm.py"), "--prefix", str(ROOT / folder), *arguments], check=True)


def pages(territory: Path) -> dict[str, str]:
    """The four pages: of all actors and documents those with the most to show."""
    with sqlite3.connect(territory / "var" / "atlas.sqlite3") as atlas:
        entity = "SELECT identity_id FROM atlas_factrow GROUP BY 1 HAVING identity_id IS NOT NULL ORDER BY count(*) DESC, 1"
        document = "SELECT source_id FROM atlas_claimrow WHERE source_id IN (SELECT source_id FROM atlas_documentrow) GROUP BY 1"
        (most_said,) = atlas.execute(f"{entity} LIMIT 1").fetchone()
        (longest,) = atlas.execute(f"{document} ORDER BY count(*) DESC, 1 LIMIT 1").fetchone()
    return {"home": "", "directory": "directory/", "entity": f"entity/{most_said}/", "document": f"document/{longest}/"}


@contextmanager
def served(territory: Path) -> Iterator[str]:
    """The address of the atlas of ``territory``, which is served for as long as the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*DENTELLE, "-C", str(territory), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        site = f"http://localhost:{port}"
        answers(f"{site}/fr/")
        yield site
    finally:
        server.terminate()
        server.wait(30)


def answers(address: str, seconds: float = 60) -> None:
    """Returns when there is an answer at ``address``; raises TimeoutError after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{address} did not answer")


def middle(address: str, folder: Path, runs: int) -> dict[str, float]:
    """Of ``runs`` runs the one in the middle by performance, which alone varies."""
    return sorted((scored(address, folder) for _ in range(runs)), key=lambda found: found["performance"])[runs // 2]


def scored(address: str, folder: Path) -> dict[str, float]:
    """The scores of the page at ``address``, of a hundred, and what else is kept of it."""
    report = folder / "report.json"
    program = HERE / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
    options = ["--quiet", "--output=json", f"--output-path={report}", f"--only-categories={','.join(SCORES)}"]
    browser = ["--chrome-flags=--headless=new --no-sandbox"]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    subprocess.run([str(program), address, *options, *browser], check=True, env=environment, timeout=300)
    told = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: round(told["categories"][name]["score"] * 100) for name in SCORES}
    return scores | {said: round(told["audits"][name]["numericValue"], 3) for name, said in MEASURES.items()}


if __name__ == "__main__":
    sys.exit(main())
