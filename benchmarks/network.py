"""How long does a network take: laid out at a weave, asked how two are connected, shown as a page?

    python benchmarks/network.py [--entities 50000] [--facts 500000] [--questions 100] [--most 0.08] [--keep DIR]

Writes a made-up atlas into a database of its own: towns with a few large hubs, firms tied to those of their own town and some
beyond, two relations in five facts. Lays it out from nothing and after a change, then asks pages as one reader does and tells
the median and 95th percentile of the processor's time: on a machine that does other work the clock waits for that. Ends with
status 1 when the 95th percentile of the ways between two is above ``--most`` seconds.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SEED = 7
TOWN = 200  # entities of one town
NEAR = 0.85  # share of the relations within one town
TIED = 0.4  # share of the facts that are relations
PART = 5_000  # rows written at a time
RELATIONS = ("hosts", "member_of", "signed", "part_of", "created_by", "located_in")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--entities", type=int, default=50_000)
    options.add_argument("--facts", type=int, default=500_000)
    options.add_argument("--questions", type=int, default=100, help="of each sort")
    options.add_argument("--most", type=float, default=0.08, help="seconds")
    options.add_argument("--keep", type=Path, help="make the atlas here and leave it; taken as it is when it is there")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (chosen.keep or Path(temporary)).resolve()
        there = (folder / "var" / "atlas.sqlite3").exists()
        _begin(folder)
        if not there:
            timed("writing the atlas", lambda: _write(chosen.entities, chosen.facts))
            _draw()
        worst = _ask(chosen.entities, chosen.questions)
    return int(worst > chosen.most)


def timed(what: str, act: Callable[[], object]) -> None:
    """Does ``act`` and tells the seconds it took."""
    began = time.perf_counter()
    act()
    print(f"{what:<52} {time.perf_counter() - began:8.2f} s")


def _begin(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "territory.toml").write_text('name = "Synthetic"\n', encoding="utf-8")
    (folder / "var").mkdir(exist_ok=True)
    os.environ |= {"DENTELLE_TERRITORY": str(folder), "DJANGO_SETTINGS_MODULE": "dentelle.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)


def _write(entities: int, facts: int) -> None:
    from dentelle.atlas.models import ClaimRow, EntityRow, FactRow, Identity, NameRow, Publication, Run, Source

    run = Run.objects.create(state="published", code_version="").pk
    Publication.objects.update_or_create(pk=1, defaults={"run": run, "territory": {"names": {"fr": "Synthetic"}}})
    source = Source.objects.create(id="s" * 12, first_path="a.txt", path="a.txt", digest="d", publish="full", title="A list")
    kinds = [("place", "commune") if not at % TOWN else ("organisation", "company") for at in range(entities)]
    names = [f"Town {at}" if not at % TOWN else f"Firm {at} of {at // TOWN}" for at in range(entities)]
    _all(Identity, (Identity(id=_id(at), kind=kinds[at][0], minted_from=str(at), since=run) for at in range(entities)))
    _all(NameRow, (NameRow(since=run, identity_id=_id(at), folded=names[at].lower(), text=names[at]) for at in range(entities)))
    _all(
        EntityRow,
        (
            EntityRow(
                since=run,
                identity_id=_id(at),
                kind=kinds[at][0],
                type=kinds[at][1],
                label=names[at],
                sort=names[at].lower(),
                names=[{"text": names[at], "language": "fr", "sources": 1}],
            )
            for at in range(entities)
        ),
    )
    said = list(_facts(entities, facts))
    _all(FactRow, (FactRow(since=run, status="accepted", confidence=0.9, **row) for row in said))
    _all(
        ClaimRow,
        (
            ClaimRow(
                since=run, key=f"c{row['key']}", source=source, subject_id=row["identity_id"], subject_leaf="", subject_text="",
                property=row["property"], value=row["value"], modality="asserted", confidence=0.9, start=at, end=at,
                quote="A line of a list.", fact_key=row["key"],
            )
            for at, row in enumerate(said)
            if row.get("value_entity_id")
        ),
    )  # fmt: skip


def _facts(entities: int, facts: int) -> Iterator[dict]:
    chance = random.Random(SEED)
    for number in range(facts):
        one = chance.randrange(entities)
        row = {"key": f"f{number}", "identity_id": _id(one)}
        if chance.random() > TIED:
            value = {"type": "number", "text": "7", "number": 7, "unit": "personnes"}
            yield row | {"property": "staff_size", "value": value}
            continue
        first = one - one % TOWN
        within = first + int(TOWN * chance.random() ** 3)
        other = min(within, entities - 1) if chance.random() < NEAR else int(entities * chance.random() ** 4)
        name = "located_in" if not other % TOWN else chance.choice(RELATIONS[:-1])
        dated = [["from", str(chance.randint(1950, 2025))]] if chance.random() < 0.3 else []
        yield row | {
            "property": name,
            "value": {"type": "entity", "text": "", "kind": "organisation"},
            "value_entity_id": _id(other),
            "qualifiers": dated,
        }


def _draw() -> None:
    from dentelle.atlas.models import NetworkNode, Publication
    from dentelle.weaving.drawing import draw

    run = Publication.objects.get().run
    timed("laid out from nothing, and written", lambda: draw(run))
    timed("nothing changed", lambda: draw(run))
    NetworkNode.objects.filter(identity_id__in=[_id(at) for at in range(5, 25)]).update(ties="")
    timed("twenty changed", lambda: draw(run))


def _ask(entities: int, questions: int) -> float:
    from django.test import Client

    from dentelle.atlas.browsing.network import network

    timed("read into memory", network)
    chance, client = random.Random(SEED), Client()
    firms = [at for at in chance.sample(range(entities), 2 * questions + 1) if at % TOWN]

    def pair() -> str:
        one, other = chance.sample(firms, 2)
        return f"/en/network/connected/?from=firm+{one}+of+{one // TOWN}&to=firm+{other}+of+{other // TOWN}"

    worst = _told("how two are connected", client, [pair() for _ in range(questions)])
    _told("the same, also through places", client, [pair() + "&places=yes" for _ in range(questions)])
    _told("the network", client, ["/en/network/"] * 10)
    _told("relations of one kind, in some years", client, ["/en/network/?relation=hosts&since=2000&until=2010"] * 10)
    _told("the relations of one entity", client, [f"/en/network/?node={_id(at)}" for at in firms[:10]])
    _told("what the picture is drawn from", client, ["/en/network/drawn.json"] * 10)
    _told("the neighbourhood on the page of an entity", client, [f"/en/entity/{_id(at)}/" for at in firms[:20]])
    return worst


def _told(what: str, client, addresses: list[str]) -> float:
    client.get(addresses[0])
    took, size = [], 0
    for address in addresses:
        began = time.process_time()
        answer = client.get(address)
        took.append(time.process_time() - began)
        assert answer.status_code == 200, address
        size = max(size, len(answer.content))
    late = statistics.quantiles(took, n=20)[-1]
    print(f"{what:<52} median {statistics.median(took) * 1000:6.1f} ms   p95 {late * 1000:6.1f} ms   at most {size // 1000} kB")
    return late


def _all(model, rows: Iterator) -> None:
    part = []
    for row in rows:
        part.append(row)
        if len(part) == PART:
            model.objects.bulk_create(part)
            part = []
    model.objects.bulk_create(part)


def _id(at: int) -> str:
    return f"e{at:07d}"


if __name__ == "__main__":
    sys.exit(main())
