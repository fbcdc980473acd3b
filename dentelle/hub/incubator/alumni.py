"""Those who left, looked up in the registers that ``territory.toml`` names. What was found is kept: pages ask no register.

Invariants: a look takes the place of the earlier one into the same register; who keeps data from the public leaves no place here.
A firm that a whole register does not know any more, but its previous vintage did, is taken as closed on the newer vintage's day.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date

from django.conf import settings
from django.db import transaction

from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError, RegisterError, TerritoryError
from dentelle.hub.incubator import house
from dentelle.hub.incubator.cohorts import Establishment, Leaver
from dentelle.hub.incubator.firms import undertakings
from dentelle.hub.incubator.models import Firm, Look, Seen, Stay
from dentelle.registers.schema import RegisterRow
from dentelle.registers.store import Register, open_register
from dentelle.territory import load

__all__ = ["border", "former", "leavers", "look_up"]

SCHEMES = ("siret", "siren")


def former(day: date) -> dict[int, date]:
    """Firm → the day it left, of all whose last stay is over on ``day`` and who have none ahead; one row an undertaking."""
    ends: dict[int, list[date | None]] = {}
    chosen = [(group, min(group, key=lambda one: (not one.siren, one.pk))) for group in undertakings()]
    first = {row.pk: one.pk for group, one in chosen for row in group}
    for row in Stay.objects.all():
        ends.setdefault(first[row.firm_id], []).append(house.held(row).until)
    gone = {firm: [end for end in known if end is not None] for firm, known in ends.items() if None not in known}
    return {firm: max(known) for firm, known in gone.items() if max(known) <= day}


def border() -> frozenset[str]:
    """The communes of the territory; empty where it declares no perimeter, or its declaration cannot be read."""
    try:
        return load(settings.TERRITORY).communes()
    except TerritoryError:
        return frozenset()


def look_up(day: date, *, who: str) -> list[Look]:
    """Looks all who left up in every register of establishments or legal units that the territory names.

    Raises IncubatorError when there is none, or it cannot be read.
    """
    try:
        names = [rule.name for rule in load(settings.TERRITORY).registers]
    except TerritoryError as error:
        raise IncubatorError("territory.toml has mistakes. Correct them first.") from error
    firms = list(Firm.objects.filter(pk__in=former(day)).exclude(siren=""))
    found = []
    for name in names:
        try:
            with closing(open_register(name)) as register:
                if register.description.scheme in SCHEMES:
                    found.append(_looked(register, firms, who))
        except RegisterError as error:
            raise IncubatorError("The register %(name)s cannot be read. Import it again.", name=name) from error
    if not found:
        raise IncubatorError("territory.toml names no register of SIRETs or SIRENs.")
    return found


def _looked(register: Register, firms: list[Firm], who: str) -> Look:
    about = register.description
    vintage = date.fromisoformat(about.vintage)
    rows = _rows(register, firms)
    before = register.previous() if not about.partial else None
    gone: dict[str, tuple[RegisterRow, ...]] = {}
    if before is not None:
        with closing(before):
            gone = _rows(before, [firm for firm in firms if firm.siren not in rows])
    with transaction.atomic():
        Look.objects.filter(register=register.name).delete()
        look = Look.objects.create(register=register.name, vintage=vintage, made_by=who, partial=about.partial[:300])
        made = [_seen(look, firm, row, None) for firm in firms for row in rows.get(firm.siren, ())]
        made += [_seen(look, firm, row, vintage) for firm in firms for row in gone.get(firm.siren, ())]
        Seen.objects.bulk_create(made)
        note(
            who,
            "alumni",
            f"register {register.name}",
            f"{who} looked {len(firms)} former firms up in {register.name} of {vintage}",
        )
    return look


def _rows(register: Register, firms: list[Firm]) -> dict[str, tuple[RegisterRow, ...]]:
    """By SIREN the rows of ``firms``: all establishments of the unit, or at least that which was here."""
    sirens = {firm.siren for firm in firms}
    if register.description.scheme == "siren":
        return {id: (row,) for id, row in register.by_ids(sirens).items()}
    found = dict(register.of_parents(sirens))
    for id, row in register.by_ids(firm.siret for firm in firms if firm.siret).items():
        found.setdefault(id[:9], (row,))
    return found


def _seen(look: Look, firm: Firm, row: RegisterRow, gone: date | None) -> Seen:
    place = "" if row.masked else ", ".join(part for part in (row.address, f"{row.postcode} {row.city}".strip()) if part)[:300]
    return Seen(
        look=look,
        firm=firm,
        number=row.id,
        insee="" if row.masked else row.insee,
        place=place,
        opened=_day(row.opened),
        closed=_day(row.closed) or gone,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def leavers(look: Look | None, day: date) -> Iterator[tuple[Firm, Leaver]]:
    """Everybody who left, the last first, with what ``look`` saw of them."""
    left = former(day)
    seen: dict[int, list[Establishment]] = {}
    for row in _of(look):
        seen.setdefault(row.firm_id, []).append(Establishment(row.number, row.insee, row.opened, row.closed, row.place))
    for firm in sorted(Firm.objects.filter(pk__in=left), key=lambda one: (-left[one.pk].toordinal(), one.folded)):
        yield firm, Leaver(firm.pk, left[firm.pk], tuple(seen.get(firm.pk, ())), firm.siret)


def _of(look: Look | None) -> Iterable[Seen]:
    return look.seen.order_by("number") if look is not None else ()
