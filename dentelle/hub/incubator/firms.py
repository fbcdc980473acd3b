"""Who applies, stays and has stayed: one row from applicant to alumnus, and its entity in the atlas where there is one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from dentelle.atlas.browsing.names import Name, names_of
from dentelle.atlas.browsing.redirects import current_ids
from dentelle.atlas.models import EntityRow, Identity, NameRow
from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.folding import fold
from dentelle.hub.incubator.models import Firm
from dentelle.search.names import find

__all__ = [
    "ShownFirm",
    "candidates",
    "describe",
    "firm_named",
    "identity_now",
    "known_firm",
    "shown_firms",
    "together",
    "undertakings",
]

MOST = 8  # entities offered to be linked to


@dataclass(frozen=True, slots=True)
class ShownFirm:
    """An undertaking as a page names it: its first row's number and name, and its entity after all merges (None: it has none).

    Rows that are one undertaking are shown as that one, so that nobody stands twice in a list.
    """

    id: int
    name: str
    activity: str
    entity: Name | None
    also: tuple[tuple[int, str], ...] = ()  # the numbers and names of its other rows


def firm_named(name: str, *, who: str, activity: str = "") -> Firm:
    """The firm of that name, made when it is new. Case, accents and spaces do not count. The caller holds the transaction.

    Another name of an entity that has a row here already means that row. A new one is linked to the atlas where exactly one
    organisation there has the name. Raises IncubatorError for an empty name.
    """
    name = " ".join(name.split())[:200]
    folded = fold(name)[:200]
    if not folded:
        raise IncubatorError("Give the name of the firm.")
    identity = None
    found = Firm.objects.filter(folded=folded).first()
    if found is None:
        identity = _only_one(folded)
        found = _of_entity(identity) if identity is not None else None
    if found is not None:
        if activity and not found.activity:
            found.activity = activity[:120]
            found.save(update_fields=["activity"])
        return found
    made, new = Firm.objects.get_or_create(
        folded=folded, defaults={"name": name, "activity": activity[:120], "identity_id": identity}
    )
    if new:
        note(who, "firm", f"firm {made.pk}", f"{who} entered the firm {name}")
    return made


def known_firm(name: str) -> Firm | None:
    """The firm that ``firm_named`` would find, or None where it would make one."""
    folded = fold(" ".join(name.split())[:200])[:200]
    found = Firm.objects.filter(folded=folded).first()
    if found is None and (identity := _only_one(folded)) is not None:
        return _of_entity(identity)
    return found


def together(firm: Firm) -> tuple[Firm, ...]:
    """All rows that are one undertaking with ``firm``, itself included, the first entered first."""
    return next((group for group in undertakings() if firm in group), (firm,))


def identity_now(firm: Firm) -> str:
    """The entity of ``firm`` itself after all merges; "" where it has none."""
    return current_ids([firm.identity_id])[firm.identity_id] if firm.identity_id else ""


def _of_entity(identity: str) -> Firm | None:
    """The first row whose entity is, after all merges, ``identity``."""
    held = dict(Firm.objects.filter(identity__isnull=False).values_list("pk", "identity_id"))
    now = current_ids(held.values())
    same = sorted(number for number, entity in held.items() if now[entity] == identity)
    return Firm.objects.get(pk=same[0]) if same else None


def _only_one(folded: str) -> str | None:
    ids = set(NameRow.objects.visible().filter(folded=folded).values_list("identity_id", flat=True)[:50])
    rows = EntityRow.objects.visible().filter(identity__in=ids, kind="organisation").values_list("identity_id", flat=True)[:2]
    return rows[0] if len(rows) == 1 else None


def undertakings() -> tuple[tuple[Firm, ...], ...]:
    """All firms, those that are one undertaking together: of one SIREN, or of one entity after all merges.

    Rows with different SIRENs stay apart even where their entities were merged: they are two legal persons.
    """
    return _undertakings()[0]


def _undertakings() -> tuple[tuple[tuple[Firm, ...], ...], dict[str, str]]:
    """The undertakings, and each entity that one of their rows is linked to with the entity it is now."""
    rows = list(Firm.objects.order_by("folded", "pk"))
    now = current_ids(row.identity_id for row in rows if row.identity_id)
    numbers: dict[str, set[str]] = {}
    for row in rows:
        if row.identity_id:
            numbers.setdefault(now[row.identity_id], set()).update({row.siren} - {""})
    groups: dict[str, list[Firm]] = {}
    for row in rows:
        known = numbers.get(now.get(row.identity_id or "", ""), set())
        siren = row.siren or (next(iter(known)) if len(known) == 1 else "")
        entity = now.get(row.identity_id or "", "") if not known else ""
        groups.setdefault(siren or entity or f"firm {row.pk}", []).append(row)
    return tuple(tuple(sorted(group, key=lambda one: one.pk)) for group in groups.values()), now


def describe(number: int, *, name: str, activity: str, identity: str, who: str) -> Firm:
    """The firm with another name or activity, linked to the entity ``identity`` ("": to none).

    Raises IncubatorError when there is no such firm or entity, or another firm has that name already.
    """
    name = " ".join(name.split())[:200]
    folded = fold(name)[:200]
    with transaction.atomic():
        firm = Firm.objects.select_for_update().filter(pk=number).first()
        if firm is None:
            raise IncubatorError("There is no such firm any more.")
        if not folded:
            raise IncubatorError("Give the name of the firm.")
        if Firm.objects.filter(folded=folded).exclude(pk=number).exists():
            raise IncubatorError("Another firm is called %(name)s already.", name=name)
        if identity and not Identity.objects.filter(pk=identity).exists():
            raise IncubatorError("There is no entity %(entity)s.", entity=identity)
        before = f"{firm.name} ({firm.activity or '–'}, {firm.identity_id or '–'})"
        firm.name, firm.folded, firm.activity, firm.identity_id = name, folded, activity.strip()[:120], identity or None
        firm.save()
        after = f"{name} ({firm.activity or '–'}, {identity or '–'})"
        if after != before:
            note(who, "firm", identity or f"firm {number}", f"{who} changed the firm {before} to {after}")
    return firm


def shown_firms(numbers: Iterable[int], language: str) -> dict[int, ShownFirm]:
    """The undertaking of each firm of ``numbers``, by that number, as a page in ``language`` names it."""
    wanted = set(numbers)
    if not wanted:
        return {}
    every, now = _undertakings()
    groups = [group for group in every if any(firm.pk in wanted for firm in group)]
    names = names_of({now[firm.identity_id] for group in groups for firm in group if firm.identity_id}, language)
    found: dict[int, ShownFirm] = {}
    for group in groups:
        entity = next((names[now[firm.identity_id]] for firm in group if now.get(firm.identity_id or "") in names), None)
        activity = next((firm.activity for firm in group if firm.activity), "")
        also = tuple((firm.pk, firm.name) for firm in group[1:])
        shown = ShownFirm(group[0].pk, group[0].name, activity, entity, also)
        found |= {firm.pk: shown for firm in group}
    return found


def candidates(name: str) -> Sequence[EntityRow]:
    """The organisations of the atlas that ``name`` may mean, the likeliest first."""
    return [row for row in find(name, MOST * 2) if row.kind == "organisation"][:MOST]
