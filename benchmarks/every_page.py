"""Does every public page keep its budget, also the one with most on it?

    python benchmarks/every_page.py FOLDER [--asked 5] [--most 0.08] [--write]

Asks every public address of the URL configuration, of the published atlas in FOLDER (such as ``pages.py --keep`` leaves), in this
process: with the document of most claims, the best connected entity and the one with most facts, with later pages and portions.
Told for each sort of page are the most bytes, queries and seconds of processor (the median of ``--asked``), of all its samples.
Files to take along are asked for, but have no budget.

``--write`` keeps the figures in ``benchmarks/results/every_page.json`` and in docs/explanation/page-speed.md. Ends with status 1
when a page weighs more than 150 KB, asks more than 15 queries or takes longer than ``--most``, or when an address has no sample.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from result_pages import between, table

ROOT = Path(__file__).resolve().parent
RESULTS = ROOT / "results" / "every_page.json"
PAGE = ROOT.parent / "docs" / "explanation" / "page-speed.md"
QUERIES = 15  # that a page may ask
WEIGHT = 150_000  # bytes that a page may weigh
WITHOUT = (
    "report-thanks",
    "need-thanks",
    "taken-back",
    "invitation",
    "styleguide",
    "recipient",
    "application",
    "apply",
)  # no sample


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--asked", type=int, default=5)
    options.add_argument("--most", type=float, default=0.08, help="seconds")
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    from dentelle.atlas.opening import open_atlas

    open_atlas(chosen.folder.resolve())
    pages = samples()
    found = {sort: measured(addresses, chosen.asked) for sort, addresses in pages.items()}
    print(json.dumps(found, indent=1))
    if chosen.write:
        written(found)
    forgotten = public() - pages.keys() - set(WITHOUT)
    over = [
        sort
        for sort, one in found.items()
        if one["page"] and (one["bytes"] > WEIGHT or one["queries"] > QUERIES or one["seconds"] > chosen.most)
    ]
    print(
        *(f"no sample: {one}" for one in sorted(forgotten)),
        *(f"over its budget: {one}" for one in over),
        sep="\n",
        file=sys.stderr,
    )
    return 1 if forgotten or over else 0


def public() -> set[str]:
    """The names of all public addresses but those of signing in."""
    from django.urls import URLResolver, get_resolver

    from dentelle.web.access import PUBLIC, rule

    def named(resolver: URLResolver) -> set[str]:
        inner = (named(one) if isinstance(one, URLResolver) else {one.name} for one in resolver.url_patterns if _public(one))
        return set().union(*inner)

    def _public(one: Any) -> bool:
        return isinstance(one, URLResolver) or rule(one.callback, one.name) == PUBLIC

    return {name for name in named(get_resolver()) if not name.startswith(("account_", "mfa_"))}


class Largest(NamedTuple):
    """What has most on its page: ``hub`` the best connected entity, ``linked`` a property that leads to it."""

    hub: str
    linked: str
    entities: list[str]
    documents: list[str]


def largest() -> Largest:
    """The entities and documents with most on their pages, and one of each kind of page besides."""
    from django.db.models import Count

    from dentelle.atlas.models import ClaimRow, DocumentRow, EntityRow, FactRow

    def most(rows: Any, column: str) -> list[str]:
        known = rows.filter(**{f"{column}__isnull": False}).values_list(column).annotate(number=Count("id"))
        return [one for one, _ in known.order_by("-number")[:40]]

    claims = most(ClaimRow.objects.visible(), "source")
    texts = set(DocumentRow.objects.visible().values_list("source", flat=True))
    documents = [*[one for one in claims if one in texts][:2], *[one for one in claims if one not in texts][:1]]
    facts = FactRow.objects.visible()
    label = most(facts.filter(property="holds_label"), "value_entity")[:1]
    hub = most(facts, "value_entity")[0]
    kinds = [
        EntityRow.objects.visible().filter(kind=kind).values_list("identity", flat=True).first() for kind in ("person", "event")
    ]
    entities = [one for one in dict.fromkeys([hub, *label, *most(facts, "identity")[:2], *kinds]) if one]
    linked = facts.filter(value_entity=hub).values_list("property", flat=True).first()
    return Largest(hub, linked, entities, documents)


def samples() -> dict[str, list[str]]:
    """The addresses to ask for, by the name of their pattern: the largest that there are."""
    return {**_of_one_thing(largest()), **_of_the_whole()}


def both(*addresses: str) -> list[str]:
    """``addresses`` in two languages."""
    return [f"/{language}/{one}" for one in addresses for language in ("fr", "de")]


def _of_one_thing(of: Largest) -> dict[str, list[str]]:
    def each(before: str, after: str, which: list[str] = of.entities) -> list[str]:
        return both(*(f"{before}/{one}{after}" for one in which))

    return {
        "entity": each("entity", "/"),
        "entity-data": each("entity", ".jsonld"),
        "entity-card": each("entity", ".vcf", [of.hub]),
        "sheet": each("entity", "/sheet/"),
        "compare": each("entity", "/compare/"),
        "linked": each("entity", f"/linked/{of.linked}/", [of.hub]) + each("entity", f"/linked/{of.linked}/?page=50", [of.hub]),
        "report": each("entity", "/report/"),
        "network": both("network/", f"network/?node={of.hub}", "network/?order=severed", "network/?page=20&facts=30"),
        "connected": both("network/connected/", f"network/connected/?from={of.entities[-1]}&to={of.hub}"),
        "document": each("document", "/", of.documents)
        + each("document", "/?said=5", of.documents)
        + each("document", "/?page=2", of.documents),
        "told": each("heritage", "/"),
    }


def _of_the_whole() -> dict[str, list[str]]:
    from dentelle.vocabulary.telling import SECTIONS

    return {
        "choose-language": ["/"],
        "robots": ["/robots.txt"],
        "favicon": ["/favicon.ico"],
        "health": ["/health"],
        "home": both(""),
        "search": both(*(f"search/?q={word}" for word in ("lervara", "bapati", "lace")), "search/?q=agence&in=entities&page=3"),
        "suggest": both("search/suggest/?q=ler"),
        "directory": both(
            "directory/", "directory/?page=90", "directory/?view=table", "directory/?view=map", "directory/?area=D59"
        ),
        "directory-kind": both("directory/organisation/", "directory/person/?view=table"),
        "directory-file": both("directory.atom"),
        "map": both("map/", "map/?area=D59", "map/?year=1990"),
        "map-spots": both("map/spots.json"),
        "map-outlines": both("map/outlines/small.json"),
        "map-place": both("map/place/59606/"),
        "network-drawn": both("network/drawn.json"),
        "network-export": both("network/export/gexf/"),
        "charter": both("charter/", "charter/?domain=health"),
        "labels": both("labels/", "labels/?page=2"),
        "agenda": both("agenda/", "agenda/?page=9", "agenda/?coming=2"),
        "calls": both("apply/"),
        "heritage": both("heritage/"),
        "heritage-section": both(*(f"heritage/section/{name}/" for name in SECTIONS)),
        "timeline": both("timeline/", "timeline/?by=theme", "timeline/?from=1990&to=2025&page=9", "timeline/?from=2024&to=2024"),
        "disputes": both("disputes/", "disputes/?page=3"),
        "need": both("need/"),
        "sources": both("sources/", "sources/?page=2"),
        "legal": both("legal/"),
        "privacy": both("privacy/"),
    }


def measured(addresses: list[str], asked: int) -> dict[str, Any]:
    """The most bytes, queries and seconds of any of ``addresses``; ``page``: whether it is one that has a budget."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})

    def got(address: str) -> tuple[int, bool]:
        answer = client.get(address)
        if answer.status_code not in (200, 301, 302):
            raise RuntimeError(f"{address}: {answer.status_code}")
        size = sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)
        return size, "html" in answer.headers.get("Content-Type", "")

    most: dict[str, Any] = {"bytes": 0, "queries": 0, "seconds": 0.0, "page": False}
    for address in addresses:
        got(address)
        with CaptureQueriesContext(connection) as queries:
            size, page = got(address)
            most["queries"] = max(most["queries"], len(queries))
        seconds = []
        for _ in range(asked if page else 1):
            start = time.process_time()
            got(address)
            seconds.append(time.process_time() - start)
        most["seconds"] = max(most["seconds"], round(statistics.median(seconds), 4))
        most["bytes"] = max(most["bytes"], size)
        most["page"] = most["page"] or page
    return most


def written(found: dict[str, dict[str, Any]]) -> None:
    """Keeps the figures."""
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    rows = [
        [sort, f"{one['bytes'] / 1000:.0f}", str(one["queries"]), f"{1000 * one['seconds']:.0f}"]
        for sort, one in sorted(found.items())
        if one["page"]
    ]
    between(PAGE, "every", table(["page", "kB", "queries", "processor, ms"], rows))


if __name__ == "__main__":
    sys.exit(main())
