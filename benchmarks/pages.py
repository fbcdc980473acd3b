"""How long does a reader wait for a page of a large atlas, and how many readers does it bear beside Datasette?

    python benchmarks/pages.py [--entities 50000] [--asked 100] [--most 0.08] [--datasette PATH] [--seconds 20] [--keep DIR]
                               [--write]

Makes published atlases of a fiftieth, a fifth and all of ``--entities``, about ten facts each, and counts the queries and the
bytes of home, directory, the directory narrowed, an entity, the best connected entity and the search at each size. The largest
is then served, and one reader asks ``--asked`` pages of each sort: told are median and 95th percentile, by the clock at the
reader and of the server's processor (on a machine that does other work the first waits for that). Then ten readers ask for all
sorts in turn for ``--seconds``, of Dentelle and of Datasette, which serves the same rows of the same database: the table of
entities sorted by name with facets, the same narrowed, the facts of one entity, names that hold a word. Where ``--datasette``
names no program, that is told and left out.

``--keep`` makes the atlases in a folder and leaves them; those that are there are taken. ``--write`` keeps the figures in
``benchmarks/results/pages.json`` and in docs/explanation/page-speed.md. Ends with status 1 when the 95th percentile of the
processor is above ``--most`` seconds for a page, a page asks more than 15 queries or weighs more than 150 KB, or Datasette is
faster.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pages_readers import Measured, one_reader, other_served
from pages_territory import Made, make
from result_pages import between, table

ROOT = Path(__file__).resolve().parent
RESULTS = ROOT / "results" / "pages.json"
PAGE = ROOT.parent / "docs" / "explanation" / "page-speed.md"
SIZES = (50, 5, 1)  # parts of the entities
QUERIES = 15  # that a page may ask
WEIGHT = 150_000  # bytes that a page may weigh, without style sheets and letters
RATE = "pages a second, ten readers"
KINDS = ("organisation", "company", "person", "association", "laboratory")
AREAS = ("D59", "59606", "E245901160")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--entities", type=int, default=50_000)
    options.add_argument("--asked", type=int, default=100, help="pages of each sort")
    options.add_argument("--most", type=float, default=0.08, help="seconds")
    options.add_argument("--datasette", default="datasette", help="the program")
    options.add_argument("--seconds", type=float, default=20, help="that ten readers ask")
    options.add_argument("--keep", type=Path, help="make the atlases here and leave them; taken as they are when they are there")
    options.add_argument("--write", action="store_true", help="keep the figures in benchmarks/results and docs")
    options.add_argument("--count", type=Path, help=argparse.SUPPRESS)  # what a process of its own does
    chosen = options.parse_args()
    os.environ.pop("DATABASE_URL", None)
    if chosen.count:
        print(json.dumps(counted(chosen.count)))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        found = measured((chosen.keep or Path(temporary)).resolve(), chosen)
    print(json.dumps(found, indent=1))
    if chosen.write:
        written(found)
    return 0 if good(found, chosen.most) else 1


def measured(folder: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """All figures."""
    sizes = {}
    for part in SIZES:
        number = chosen.entities // part
        there = folder / str(number)
        laid_out(there, number)
        command = [sys.executable, __file__, "--count", str(there)]
        told = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout
        sizes[str(number)] = json.loads(told.splitlines()[-1])
    made = Made(**json.loads((there / "made.json").read_text()))
    pages = addresses(made)
    alone, many = one_reader(there, pages, chosen.asked, chosen.seconds)
    datasette = shutil.which(chosen.datasette)
    database = there / "var" / "atlas.sqlite3"
    other: dict[str, Any] | str = "no program of that name"
    if datasette:
        taken, rate = other_served(datasette, database, other_addresses(made), chosen.asked, chosen.seconds)
        other = {"seconds": {sort: figures(one) for sort, one in taken.items()}, RATE: rate}
    return {
        "entities": made.entities,
        "facts": made.facts,
        "sizes": sizes,
        "seconds": {sort: figures(taken) for sort, taken in alone.items()},
        RATE: many,
        "Datasette": other,
    }


def laid_out(folder: Path, number: int) -> None:
    """The atlas in ``folder`` with its search index, as it is where it is there; made by a process of its own."""
    if (folder / "made.json").exists():
        return
    if os.fork() == 0:  # one process opens one atlas
        made = make(folder, number)
        from dentelle.search import rebuild

        rebuild()
        (folder / "made.json").write_text(json.dumps(asdict(made)))
        os._exit(0)
    _, status = os.wait()
    if status:
        raise RuntimeError(f"{folder} could not be made.")


def addresses(made: Made) -> dict[str, list[str]]:
    """What is asked for of each sort."""
    narrowed = [f"/en/directory/{kind}/?area={area}&state=active" for kind in KINDS for area in AREAS]
    narrowed += [f"/fr/directory/?domain=health&kind={kind}&view=table&page={page}" for page in (1, 2, 5) for kind in KINDS]
    return {
        "home": ["/fr/", "/en/", "/de/", "/nl/"],
        "directory": ["/fr/directory/", *(f"/en/directory/?page={page}" for page in range(2, 40))],
        "directory narrowed": narrowed,
        "entity": [f"/fr/entity/{one}/" for one in made.some],
        "entity with most links": [f"/fr/entity/{made.hub}/"],
        "search": [f"/fr/search/?q={word}" for word in made.words],
    }


def other_addresses(made: Made) -> dict[str, list[str]]:
    """The like of Datasette: the same rows."""
    entities = "/atlas/atlas_entityrow?_size=60&_sort=sort&_facet=kind&_facet=type"
    return {
        "home": ["/atlas"],
        "directory": [entities, *(f"{entities}&sort__gt={letter}" for letter in "abcdefghilmnoprst")],
        "directory narrowed": [f"{entities}&type={kind}" for kind in KINDS],
        "entity": [f"/atlas/atlas_factrow?identity_id={one}&_size=100" for one in made.some],
        "entity with most links": [f"/atlas/atlas_factrow?value_entity_id={made.hub}&_size=100"],
        "search": [f"/atlas/atlas_namerow?folded__contains={word}&_size=60" for word in made.words],
    }


def counted(folder: Path) -> dict[str, dict[str, int]]:
    """Queries and bytes of each sort of page of the atlas in ``folder``, the most of the first ten, when the process is warm."""
    from dentelle.atlas.opening import open_atlas

    open_atlas(folder)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    made = Made(**json.loads((folder / "made.json").read_text()))
    client = Client(headers={"host": "localhost"})
    found = {}
    for sort, pages in addresses(made).items():
        client.get(pages[0])
        queries, weight = 0, 0
        for page in pages[:10]:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                answer = client.get(page)
            if answer.status_code != 200:
                raise RuntimeError(f"{page}: {answer.status_code}")
            queries, weight = max(queries, len(asked)), max(weight, len(answer.content))
        found[sort] = {"queries": queries, "bytes": weight}
    return found


def figures(taken: list[Measured]) -> dict[str, float]:
    """Median and 95th percentile, in seconds."""
    found = {}
    for name, at in (("clock", 0), ("processor", 1)):
        values = sorted(one[at] for one in taken)
        found[f"{name} median"] = round(statistics.median(values), 4)
        found[f"{name} 95th"] = round(values[min(len(values) - 1, int(len(values) * 0.95))], 4)
    return found


def good(found: dict[str, Any], most: float) -> bool:
    """Whether all that is claimed holds."""
    slow = [sort for sort, row in found["seconds"].items() if row["processor 95th"] > most]
    heavy = [
        f"{sort} of {size}"
        for size, rows in found["sizes"].items()
        for sort, row in rows.items()
        if row["queries"] > QUERIES or row["bytes"] > WEIGHT
    ]
    other = found["Datasette"]
    faults = [*(f"slow: {one}" for one in slow), *(f"heavy: {one}" for one in heavy)]
    if isinstance(other, dict) and found[RATE] < other[RATE]:
        faults.append("fewer pages a second than Datasette")
    print(*faults, sep="\n", file=sys.stderr)
    return not faults


def written(found: dict[str, Any]) -> None:
    """Keeps the figures."""
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    beside = found["Datasette"] if isinstance(found["Datasette"], dict) else {"seconds": {}, RATE: 0}
    rows = []
    for sort, row in found["seconds"].items():
        other = beside["seconds"].get(sort)
        clock = [f"{1000 * row[name]:.0f}" for name in ("clock median", "clock 95th", "processor median", "processor 95th")]
        rows.append([sort, *clock, f"{1000 * other['processor median']:.0f}" if other else "not there"])
    head = ["page", "clock, median", "clock, 95th", "processor, median", "processor, 95th", "Datasette: processor, median"]
    between(PAGE, "times", table(head, rows))
    sizes = list(found["sizes"])
    largest = found["sizes"][sizes[-1]]
    lines = [
        [sort, *(str(found["sizes"][size][sort]["queries"]) for size in sizes), f"{largest[sort]['bytes'] / 1000:.0f}"]
        for sort in found["seconds"]
    ]
    between(PAGE, "queries", table(["page", *(f"{int(size):,} entities" for size in sizes), "kB of the largest"], lines))
    told = f"{found['entities']:,} entities, {found['facts']:,} facts: Dentelle {found[RATE]:.1f} pages a second, "
    between(PAGE, "readers", told + (f"Datasette {beside[RATE]:.1f}." if beside[RATE] else "Datasette was not there."))


if __name__ == "__main__":
    sys.exit(main())
