"""A large atlas of made rows, and how long pages and suggestions of the search take in it.

The rows are written straight into the tables, as a weave would leave them: names of two made words and a kind's label, ten facts
each with a claim whose sentence is made of words of the lexicon in one of four languages.
"""

import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SEED = 20
QUESTIONS = 300
TYPED = 3  # letters from which each beginning of a question is a suggestion asked for
PAGE_MS, SUGGEST_MS, QUERIES = 80, 50, 15
SYLLABLES = (
    "ba",
    "den",
    "fir",
    "gol",
    "hes",
    "jam",
    "kor",
    "lin",
    "mar",
    "nov",
    "pel",
    "quo",
    "ras",
    "sil",
    "tor",
    "ur",
    "val",
    "wen",
    "zan",
    "é",
)
PROPERTIES = ("works_in", "located_in", "offers", "founded", "role", "covers", "staff_size", "description", "hosts", "member_of")
BATCH = 5_000
SOURCES = 200


def speed(entities: int, facts: int, folder: Path | None, results: Path | None) -> int:
    """Makes the atlas (in ``folder``, where it stays), its index, and times both; the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        home = folder or Path(scratch) / "large"
        names = _opened(home, entities, facts)
        figures = _timed(names)
    figures["entities"], figures["facts"] = entities, facts
    print(json.dumps(figures, indent=1))
    if results:
        kept = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}
        results.write_text(json.dumps(kept | {"speed": figures}, indent=1) + "\n", encoding="utf-8")
    slow = (
        figures["page p95 ms"] > PAGE_MS or figures["suggestions p95 ms"] > SUGGEST_MS or figures["queries of a page"] > QUERIES
    )
    return int(slow)


def _opened(home: Path, entities: int, facts: int) -> list[str]:
    home.mkdir(parents=True, exist_ok=True)
    (home / "territory.toml").write_text('name = "Large"\n', encoding="utf-8")
    from dentelle.atlas.opening import open_atlas

    open_atlas(home, to_write=True)
    from dentelle.atlas.models import EntityRow

    _write(EntityRow.objects.count(), entities, facts)
    return list(EntityRow.objects.order_by("pk").values_list("label", flat=True)[:5_000])


def _write(begun: int, entities: int, facts: int) -> None:
    """The rows of ``entities``, those of the first ``begun`` being there."""
    from django.db import connection, transaction

    from dentelle.atlas.models import ClaimRow, EntityRow, FacetRow, FactRow, Identity, NameRow, Publication, Source

    words, kinds = _words(), list(_kinds())
    sources = [_source(number) for number in range(SOURCES)]
    Source.objects.bulk_create(sources, ignore_conflicts=True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    for start in range(begun, entities, BATCH):
        chance = random.Random(SEED + start)
        rows: dict[type, list] = {model: [] for model in (Identity, EntityRow, NameRow, FacetRow, FactRow, ClaimRow)}
        for number in range(start, min(start + BATCH, entities)):
            _one(number, facts // entities, chance, words, kinds, sources, rows)
        with transaction.atomic():
            for model, made in rows.items():
                model.objects.bulk_create(made, batch_size=2_000)
    Publication.objects.update_or_create(pk=1, defaults={"run": 1, "territory": {"names": {"fr": "Grand"}}})


def _source(number: int) -> object:
    from dentelle.atlas.models import Source

    path, language = f"{number}.txt", ("fr", "en", "de", "nl")[number % 4]
    named = {"path": path, "first_path": path, "digest": str(number), "title": f"Liste {number}"}
    return Source(id=f"s{number:011}", publish="full", language=language, **named)


def _one(number: int, each: int, chance: random.Random, words: dict, kinds: list, sources: list, rows: dict) -> None:
    from dentelle.atlas.models import ClaimRow, EntityRow, FacetRow, FactRow, Identity, NameRow
    from dentelle.atlas.projecting.facets import kind_and_parents
    from dentelle.folding import fold

    identity, kind = f"e{number:015x}", chance.choice(kinds)
    label = f"{chance.choice(kind.labels['fr'].split())} {_name(chance)} {_name(chance)}".capitalize()
    coarse = kind.coarse
    rows[Identity].append(Identity(id=identity, kind=coarse, minted_from=identity, since=1))
    names = [{"text": label, "language": "fr", "sources": 1}]
    rows[EntityRow].append(
        EntityRow(
            identity_id=identity,
            since=1,
            kind=coarse,
            type=kind.id,
            label=label,
            sort=fold(label),
            names=names,
            sources=chance.randint(1, 9),
        )
    )
    rows[NameRow].append(NameRow(identity_id=identity, since=1, folded=fold(label), text=label))
    for one in kind_and_parents(kind.id):
        rows[FacetRow].append(FacetRow(identity_id=identity, since=1, facet="kind", value=one))
    rows[FacetRow].append(
        FacetRow(identity_id=identity, since=1, facet="domain", value=chance.choice(("health", "culture", "training", "tourism")))
    )
    for at in range(each):
        source = chance.choice(sources)
        text = " ".join(chance.choice(words[source.language]) for _ in range(2))
        key = f"{number:010x}{at:03x}"
        value = {"type": "text", "text": text, "language": source.language}
        name = PROPERTIES[at % len(PROPERTIES)]
        quote = f"{label} {' '.join(chance.choice(words[source.language]) for _ in range(9))} {text}."
        shared = {"since": 1, "key": key, "property": name, "value": value, "qualifiers": [], "confidence": 0.9}
        rows[FactRow].append(FactRow(identity_id=identity, status="accepted", **shared))
        place = {"start": number * 100 + at, "end": number * 100 + at + 90, "quote": quote, "fact_key": key}
        spoken = {"source": source, "language": source.language, "modality": "asserted"}
        named = {"subject_id": identity, "subject_leaf": key, "subject_text": label}
        rows[ClaimRow].append(ClaimRow(**named, **spoken, **place, **shared))


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


def _kinds() -> Iterator:
    from dentelle.vocabulary import kinds

    return (one for one in kinds() if one.coarse in ("organisation", "person", "place", "event"))


def _words() -> dict[str, list[str]]:
    from dentelle.lexicon import lexicon

    return {
        language: [form.rstrip("*") for concept in lexicon().values() for form in concept.forms[language]]
        for language in ("fr", "en", "de", "nl")
    }


# ---- what is timed


def _timed(names: list[str]) -> dict[str, object]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from dentelle.search import rebuild, store
    from dentelle.web import suggest_limits

    settings.ALLOWED_HOSTS = ["testserver"]
    suggest_limits.MOST = 10**9
    began = time.perf_counter()
    documents = rebuild()
    made = time.perf_counter() - began
    client = Client()
    asked = _questions(names)
    get: Callable[[str], object] = client.get
    for question in asked[:10]:
        get(f"/de/search/?q={question}")
    pages = [_milliseconds(get, f"/de/search/?q={question}") for question in asked]
    typed = [question[:end] for question in asked[:60] for end in range(TYPED, min(len(question), 14))]
    suggestions = [_milliseconds(get, f"/de/search/suggest/?q={beginning}") for beginning in typed]
    most = 0
    for question in asked[:40]:
        with CaptureQueriesContext(connection) as captured:
            get(f"/de/search/?q={question}")
        most = max(most, len(captured))
    change = _changed()
    size = sum(path.stat().st_size for path in store.folder().rglob("*") if path.is_file())
    return {
        "index made s": round(made, 1), "entries": documents, "index MB": round(size / 1e6), "one decision ms": change,
        **_told("page", pages), **_told("suggestions", suggestions),
        "queries of a page": most, "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def _changed() -> float:
    """How long it takes until one changed entity is in the index."""
    from dentelle.atlas.projecting import change_log
    from dentelle.search import keep_up

    times = []
    for number in range(20):
        change_log.note([f"e:e{number:015x}"], 1)
        began = time.perf_counter()
        assert keep_up()
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 1)


def _questions(names: list[str]) -> list[str]:
    """Names, parts of names, slips, ordinary words in four languages, words together."""
    chance = random.Random(SEED + 1)
    words = [word for said in _words().values() for word in said]
    made = []
    for number in range(QUESTIONS):
        name = chance.choice(names)
        slip = chance.randrange(3, len(name) - 2)
        made.append(
            (
                name,
                name.split()[-1],
                f"{name[:slip]}{name[slip + 1 :]}",
                chance.choice(words),
                f"{chance.choice(words)} {name.split()[-2]}",
                f"{chance.choice(words)} {chance.choice(words)}",
            )[number % 6]
        )
    return made


def _milliseconds(get: Callable[[str], object], address: str) -> tuple[float, float]:
    """By the clock, and of this process alone, which is what a quiet machine's clock says."""
    began, busy = time.perf_counter(), time.process_time()
    get(address)
    return (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000


def _told(what: str, times: list[tuple[float, float]]) -> dict[str, float]:
    clock, busy = ([one[at] for one in times] for at in (0, 1))
    return {
        f"{what} p50 ms": round(statistics.median(clock), 1),
        f"{what} p95 ms": _p95(clock),
        f"{what} p50 busy ms": round(statistics.median(busy), 1),
        f"{what} p95 busy ms": _p95(busy),
    }


def _p95(times: list[float]) -> float:
    return round(sorted(times)[int(len(times) * 0.95)], 1)
