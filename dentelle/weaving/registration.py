"""The sources as the kept tables hold them.

Invariants: what readers see of a source changes only when the run is published; a source that no published run has seen
leaves no trace.
"""

from collections.abc import Iterable, Mapping

from dentelle.atlas.models import Source
from dentelle.atlas.projecting.contribution import REGISTER
from dentelle.atlas.projecting.stated import BY_HAND
from dentelle.tombstones import Stones
from dentelle.weaving.files import Registered
from dentelle.weaving.gather import Gathered, Input
from dentelle.weaving.index import sketch
from dentelle.weaving.notes import Trace
from dentelle.weaving.passes import NONE
from dentelle.weaving.registers import Named

FIELDS = (
    "path", "digest", "size", "present", "format", "title", "publisher", "licence", "url", "publish", "trust", "date",
    "page", "language", "seen_in", "gone_in", "sketch", "masked_path",
)  # fmt: skip


def clean() -> None:
    """Removes sources that an interrupted run registered."""
    Source.objects.filter(seen_in=0).delete()


def registered() -> Iterable[Registered]:
    """Every source of the kept tables that is a file."""
    rows = Source.objects.exclude(format__in=(REGISTER, BY_HAND)).values_list("id", "path", "digest", "present", "size")
    return [Registered(*row) for row in rows]


def describe(
    gathered: Gathered, wanted: Mapping[str, Input], registers: Iterable[Named] = (), stones: Stones = NONE
) -> dict[str, Source]:
    """Every source as it will be when the run is published, by id; those that have gone included, with ``gone_in`` still 0.

    ``registers``: those of the territory; one that contributes nothing has gone.
    """
    result = {source.id: source for source in Source.objects.exclude(format=BY_HAND)}
    for id_, one in wanted.items():
        source = result.setdefault(id_, Source(id=id_, first_path=one.file.path))
        _update(source, one, gathered)
    for register in registers:
        if register.source in gathered.said:
            path = f"{REGISTER}:{register.description.name}"
            _update_register(result.setdefault(register.source, Source(id=register.source, first_path=path, path=path)), register)
    for id_, source in result.items():
        source.title, source.publisher = stones.masked(source.title, id_), stones.masked(source.publisher, id_)
        shown = stones.masked(source.path, id_)
        source.masked_path = shown if shown != source.path else ""
        source.present = id_ in gathered.said if source.format == REGISTER else id_ in wanted
    return result


def _update_register(source: Source, register: Named) -> None:
    rule = register.rule
    source.format, source.digest, source.date = REGISTER, register.mark, register.description.vintage
    source.title, source.publisher, source.licence = rule.title or rule.name, rule.publisher, rule.licence
    source.url, source.publish, source.trust = rule.url, rule.publish, rule.trust


def _update(source: Source, one: Input, gathered: Gathered) -> None:
    rule, index = one.rule, gathered.indexes.get(source.id)
    source.path, source.digest, source.size = one.file.path, one.file.digest, one.file.size
    source.licence, source.url, source.publish, source.trust, source.page = (
        rule.licence, rule.url, rule.publish, rule.trust, rule.page,
    )  # fmt: skip
    own = (index.title, index.publisher, index.date) if index else ("", "", "")
    source.title, source.publisher, source.date = (
        a or b for a, b in zip(own, (rule.title, rule.publisher, rule.date), strict=True)
    )
    said = gathered.said.get(source.id)
    source.language = (said.language if said else "") or rule.language
    source.format = index.format if index else ""
    source.sketch = sketch(index.grams) if index else b""


def traces(described: Mapping[str, Source], run: int) -> list[Trace]:
    """What tells a file that was renamed and edited, as it will be when ``run`` is published."""
    return [
        Trace(one.id, one.path, one.seen_in or run, 0 if one.present else one.gone_in or run, bytes(one.sketch))
        for one in described.values()
    ]


def register(described: Mapping[str, Source]) -> None:
    """Writes the new sources, not yet present, so that staged rows can refer to them."""
    fresh = []
    for one in described.values():
        if not one.seen_in:
            fresh.append(Source(id=one.id, first_path=one.first_path, **{name: getattr(one, name) for name in FIELDS}))
            fresh[-1].present = False
    Source.objects.bulk_create(fresh, batch_size=500)


def publish(described: Mapping[str, Source], run: int) -> None:
    """Writes what changed of any source; part of the transaction that publishes ``run``."""
    fresh = [one.id for one in described.values() if not one.seen_in]
    for start in range(0, len(fresh), 500):
        Source.objects.filter(id__in=fresh[start : start + 500]).update(present=True, seen_in=run)
    former = {source.id: source for source in Source.objects.exclude(seen_in=run)}
    changed = []
    for one in described.values():
        one.gone_in = 0 if one.present else one.gone_in or run
        if one.id in former and any(_plain(getattr(one, name)) != _plain(getattr(former[one.id], name)) for name in FIELDS):
            changed.append(one)
    Source.objects.bulk_update(changed, FIELDS, batch_size=100)


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
