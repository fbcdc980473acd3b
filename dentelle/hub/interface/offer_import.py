"""Offers that come as a file: CSV or the exchange format's JSON. New ones are kept; what would change one that is here waits.

Invariant: nothing of an offer that somebody keeps is changed by an import: each field that differs becomes a change to be taken
or refused, and one that was refused is not proposed again. A row that is wrong is listed with its reason, and the others go in.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from dentelle.atlas.audit import note
from dentelle.atlas.refusals import refusal
from dentelle.errors import ExchangeError, InterfaceError
from dentelle.hub.interface import models
from dentelle.hub.interface.catalogue import exchanged, keep
from dentelle.hub.interface.exchanged import offer_of
from dentelle.hub.interface.facts import FACTS

__all__ = ["COLUMNS", "Imported", "condition_of", "import_offers", "settle", "waiting"]

COLUMNS = (
    "id",
    "family",
    "language",
    "title",
    "text",
    "perimeter",
    "domains",
    "conditions",
    "opens",
    "closes",
    "provider",
    "contact",
    "email",
    "phone",
)
MOST = 20_000  # offers in a file
LISTED = ("perimeter", "domains")
COMPARED = ("family", "language", "title", "text", "perimeter", "domains", "conditions", "attributes", "window", "provider")
TEXTS = {"project_type": "text", "wanted_area": "text", **{name: kind for name, kind in FACTS.items() if kind != "list"}}
OPERATORS = ("<=", ">=", "=", "<", ">")  # the longer ones first


@dataclass
class Imported:
    """What became of a file: offers that are new, the same, or would change, and the rows that were left out, with the reason."""

    new: list[models.Offer] = field(default_factory=list)
    same: int = 0
    changes: list[models.OfferChange] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def import_offers(data: bytes, name: str, *, who: str) -> Imported:
    """Takes in the file ``name``. Raises InterfaceError when it is neither the format's JSON nor a table with its columns."""
    told = list(_json(data, name) if data.lstrip()[:1] in (b"[", b"{") else _table(data, name))
    if len(told) > MOST:
        raise InterfaceError("%(file)s holds more than %(most)s offers. Cut it into several files.", file=name, most=f"{MOST:,}")
    result, seen = Imported(), set[str]()
    with transaction.atomic():
        keys = [str(one.get("id", "")) for _, one in told]
        kept = {row.key: row for row in models.Offer.objects.filter(key__in=keys).prefetch_related("changes")}
        for row, one in told:
            key = str(one.get("id") or "")
            if not key or key in seen:
                result.skipped.append(
                    (row, gettext("it has no id") if not key else gettext("the id %(id)s stands in an earlier row") % {"id": key})
                )
                continue
            seen.add(key)
            _take(result, row, one, kept.get(key), name, who)
        note(who, "import", name, f"{who} imported {len(result.new)} offers from {name}; {len(result.changes)} changes wait")
    return result


def _take(result: Imported, row: int, told: Mapping[str, Any], kept: models.Offer | None, name: str, who: str) -> None:
    try:
        offer = offer_of({what: told[what] for what in ("id", *COMPARED) if told.get(what) not in (None, "")})
        if kept is None:
            contact = {what: str(told.get(what) or "") for what in ("contact", "email", "phone")}
            result.new.append(keep(told, who=who, key=offer.id, source=name, contact=contact))
            return
    except (ExchangeError, InterfaceError) as error:
        result.skipped.append((row, refusal(error)))
        return
    changes = list(_changes(kept, told, name))
    result.changes += changes
    result.same += not changes


def _changes(kept: models.Offer, told: Mapping[str, Any], name: str) -> Iterator[models.OfferChange]:
    """The fields in which ``told`` differs from what is kept, as changes that wait; a refused one is not asked again."""
    held = exchanged(kept)
    refused = [(one.field, one.value) for one in kept.changes.all() if one.state == models.REFUSED]
    for what in COMPARED:
        if what not in told or (told[what] or None) == (held[what] or None) or (what, told[what]) in refused:
            continue
        values = {"value": told[what], "source": name[:200], "made_at": timezone.now()}
        change, _ = models.OfferChange.objects.update_or_create(offer=kept, field=what, state=models.WAITING, defaults=values)
        yield change


def waiting() -> tuple[models.OfferChange, ...]:
    """The changes that wait for a person, by offer."""
    return tuple(
        models.OfferChange.objects.filter(state=models.WAITING)
        .select_related("offer")
        .order_by("offer__title", "offer", "pk")[:500]
    )


def settle(number: int, *, take: bool, who: str) -> None:
    """Takes a change into its offer, or refuses it for good. Raises InterfaceError when it was settled or cannot be."""
    with transaction.atomic():
        waits = models.OfferChange.objects.select_for_update(of=("self",)).filter(pk=number, state=models.WAITING)
        change = waits.select_related("offer").first()
        if change is None:
            raise InterfaceError("This change was settled already.")
        if take:
            keep({**exchanged(change.offer), change.field: change.value}, who=who, key=change.offer.key)
        change.state = models.TAKEN if take else models.REFUSED
        change.settled_by, change.settled_at = who, timezone.now()
        change.save()
        verb = "took" if take else "refused"
        note(
            who, "offer", f"offer {change.offer_id}", f"{who} {verb} a change of {change.field} of the offer {change.offer.title}"
        )


def _json(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InterfaceError("%(file)s is no JSON that can be read: %(why)s", file=name, why=str(error)) from error
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise InterfaceError("%(file)s must hold a list of offers in square brackets.", file=name)
    yield from enumerate(told, 1)


def _table(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    separator = max(",;\t|", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    columns: Sequence[str] = rows.fieldnames or ()
    if missing := [column for column in ("id", "family", "language", "title") if column not in columns]:
        raise InterfaceError(
            "%(file)s lacks the columns %(missing)s. It may have: %(columns)s.",
            file=name,
            missing=", ".join(missing),
            columns=", ".join(COLUMNS),
        )
    for row in rows:
        yield rows.line_num, _of_cells({column: (row.get(column) or "").strip() for column in COLUMNS if column in columns})


def _of_cells(cells: Mapping[str, str]) -> dict[str, Any]:
    """A row in the exchange format: lists with "|" between, conditions such as ``headcount<=50|naf_prefix=13``."""
    told: dict[str, Any] = {
        name: value for name, value in cells.items() if name not in (*LISTED, "conditions", "opens", "closes")
    }
    for name in LISTED:
        if cells.get(name):
            told[name] = [one.strip() for one in cells[name].split("|") if one.strip()]
    if cells.get("conditions"):
        told["conditions"] = [condition_of(one) for one in cells["conditions"].split("|") if one.strip()]
    if cells.get("opens") or cells.get("closes"):
        told["window"] = {name: cells[name] for name in ("opens", "closes") if cells.get(name)}
    return told


def condition_of(text: str) -> dict[str, Any]:
    """A condition as people write it, ``headcount<=50`` or ``naf_prefix=13,14``, in the exchange format."""
    op = next((sign for sign in OPERATORS if sign in text), "=")
    name, _, value = (part.strip() for part in text.partition(op))
    values = [one.strip() if TEXTS.get(name, "text") == "text" else _scalar(one.strip()) for one in value.split(",")]
    if op == "=" and len(values) > 1:
        return {"field": name, "op": "in", "value": values}
    return {"field": name, "op": op, "value": values[0]}


def _scalar(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text
