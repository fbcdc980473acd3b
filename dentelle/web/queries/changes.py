"""What the latest runs changed in a selection, for its feed.

Invariant: of a fact that is there no more, or may not be shown, only the property is told, never what it said.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from dentelle import vocabulary
from dentelle.atlas.browsing.facet_index import FacetIndex
from dentelle.atlas.browsing.names import Name, names_of
from dentelle.atlas.browsing.selection import Chosen, selected
from dentelle.atlas.models import FactRow, Run, RunChange
from dentelle.atlas.projecting.facets import ESTABLISHED
from dentelle.atlas.projecting.run_changes import change_of
from dentelle.exchange.selections import Change, Entry, Feed
from dentelle.web import dates
from dentelle.web.queries.facet_groups import Addresses
from dentelle.web.queries.territory import PublishedTerritory

RUNS = 20  # the latest that are looked at
ROWS = 5_000  # changes that are looked at
ENTRIES = 60  # of a feed
LINES = 12  # of an entry


def changes(
    request: HttpRequest, index: FacetIndex, chosen: Chosen, title: str, territory: PublishedTerritory
) -> tuple[Feed, list[Entry]]:
    """The feed of the selection ``chosen``, newest first. Of a narrowed selection: what changed about those in it now."""
    runs = {run.pk: run for run in Run.objects.filter(state="published").order_by("-pk")[:RUNS]}
    first = Run.objects.order_by("pk").values_list("started_at", flat=True).first()
    atlas = first.isoformat() if first else "empty"
    rows = list(RunChange.objects.filter(run_id__in=runs).order_by("-run_id", "pk")[:ROWS])
    there = set(index.listed(selected(index, chosen))) if chosen else None
    touched: dict[tuple[int, str], list[RunChange]] = {}
    for row in rows:
        if there is None or row.entity in there:
            touched.setdefault((row.run_id, row.entity), []).append(row)
    kept = list(touched.items())[:ENTRIES]
    language = get_language() or "fr"
    names = names_of((entity for (_, entity), _ in kept), language)
    shown = _shown(row.key for _, found in kept for row in found if row.sort == "fact")
    entries = [_entry(request, atlas, runs[run], names.get(entity), found, shown) for (run, entity), found in kept]
    latest = max((run.finished_at for run in runs.values() if run.finished_at), default=datetime(1970, 1, 1, tzinfo=UTC))
    query = Addresses().query(chosen)
    head = Feed(
        about=f"{atlas}|{query}",
        title=title,
        language=language,
        author=territory.publisher or territory.name or "Dentelle",
        updated=_moment(latest),
        itself=request.build_absolute_uri(reverse("web:directory-file", args=("atom",)) + query),
        page=request.build_absolute_uri(Addresses().of(chosen)),
        rights=gettext("Licences and publishers: %(address)s") % {"address": request.build_absolute_uri(reverse("web:sources"))},
    )
    return head, entries


def _shown(keys: Iterable[str]) -> dict[str, tuple[str, dict]]:
    """The facts among ``keys`` that pages show as such: property and value by key."""
    rows = FactRow.objects.visible().filter(key__in=sorted(set(keys)), status__in=ESTABLISHED)
    return {key: (name, value) for key, name, value in rows.values_list("key", "property", "value")}


def _entry(
    request: HttpRequest, atlas: str, run: Run, name: Name | None, rows: Sequence[RunChange], shown: dict[str, tuple[str, dict]]
) -> Entry:
    entity = rows[0].entity
    page = reverse("web:entity", args=(entity,)) if name else reverse("web:directory")
    facts = [row for row in rows if row.sort == "fact"]
    itself = next((change_of(row) for row in rows if row.sort == "entity"), "")
    lines = [Change(_verb(change_of(row)), _line(row, shown)) for row in facts if change_of(row)]
    more = len(lines) - LINES
    if more > 0:
        told = ngettext("%(count)s more fact", "%(count)s more facts", more) % {"count": more}
        lines = [*lines[:LINES], Change("…", told)]
    called = name.short if name else gettext("An entry that is no longer there")
    return Entry(
        about=f"{atlas}|{run.started_at.isoformat()}|{entity}",
        title=_title(called, itself, facts),
        updated=_moment(run.finished_at or run.started_at),
        page=request.build_absolute_uri(page),
        changes=tuple(lines) or (Change(_became(itself), called),),
    )


def _title(called: str, itself: str, facts: Sequence[RunChange]) -> str:
    if itself in ("new", "gone"):
        return f"{called}: {_became(itself)}"
    counted = {change: sum(change_of(row) == change for row in facts) for change in ("new", "changed", "gone")}
    return f"{called}: {', '.join(_counted(counted)) or _became('changed')}"


def _counted(counted: dict[str, int]) -> Iterator[str]:
    if number := counted["new"]:
        yield ngettext("%(count)s new fact", "%(count)s new facts", number) % {"count": number}
    if number := counted["changed"]:
        yield ngettext("%(count)s changed fact", "%(count)s changed facts", number) % {"count": number}
    if number := counted["gone"]:
        yield ngettext("%(count)s vanished fact", "%(count)s vanished facts", number) % {"count": number}


def _verb(change: str) -> str:
    """What happened to a fact."""
    return {"new": gettext("new fact"), "gone": gettext("vanished fact")}.get(change, gettext("changed fact"))


def _became(change: str) -> str:
    """What happened to an entity."""
    return {"new": gettext("new entry"), "gone": gettext("no longer there")}.get(change, gettext("names or sources changed"))


def _line(row: RunChange, shown: dict[str, tuple[str, dict]]) -> str:
    language = get_language() or "fr"
    said = vocabulary.label(row.property, language)
    if row.key not in shown:
        return said
    value = shown[row.key][1]
    text = dates.in_words(value["edtf"], language, value.get("text", "")) if value.get("edtf") else value.get("text", "")
    return f"{said}: {text[:300]}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
