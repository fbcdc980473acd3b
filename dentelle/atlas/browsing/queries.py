"""What the command line and the exports read: published rows only."""

from collections.abc import Iterator
from dataclasses import dataclass

from dentelle.atlas.models import ClaimRow, EntityRow, FactRow, FindingRow, Identity, NameRow, Source
from dentelle.errors import DentelleError
from dentelle.folding import fold

CHAIN = 50  # redirects are followed at most so far: a longer chain would be a fault


@dataclass(frozen=True, slots=True)
class Shown:
    """An entity with its facts, and each fact's claims, ranked as pages show them."""

    entity: EntityRow
    facts: tuple[tuple[FactRow, tuple[ClaimRow, ...]], ...]


def follow(identity: str) -> str:
    """The identity to which ``identity`` leads by its redirects; "" when there is none of that id."""
    for _ in range(CHAIN):
        row = Identity.objects.filter(pk=identity).values_list("redirect_id", flat=True).first()
        if row is None:
            return identity if Identity.objects.filter(pk=identity).exists() else ""
        identity = row
    raise DentelleError(f"The redirects of {identity} lead nowhere. Report this.")


def entity(wanted: str) -> EntityRow:
    """The visible entity whose id is ``wanted``, or the only one of that name. Raises DentelleError that names the choices."""
    found = EntityRow.objects.visible()
    row = found.filter(identity_id=follow(wanted)).first() if wanted.startswith("e") else None
    if row is not None:
        return row
    ids = set(NameRow.objects.visible().filter(folded=fold(wanted)).values_list("identity_id", flat=True))
    rows = list(found.filter(identity_id__in=ids).order_by("-sources", "identity_id")[:20])
    if len(rows) == 1:
        return rows[0]
    if rows:
        choices = "\n".join(f"  {row.identity_id}  {row.label} ({row.type or row.kind})" for row in rows)
        raise DentelleError(f"Several entities are called {wanted!r}; give the id of one:\n{choices}")
    raise DentelleError(f"There is no entity {wanted!r}.")


def shown(row: EntityRow) -> Shown:
    """``row`` with its facts and their claims."""
    claims: dict[str, list[ClaimRow]] = {}
    about = ClaimRow.objects.visible().filter(subject_id=row.identity_id).exclude(verdict="hide").select_related("source")
    for claim in about.order_by("source_id", "start", "key"):
        claims.setdefault(claim.fact_key, []).append(claim)
    facts = FactRow.objects.visible().filter(identity_id=row.identity_id).order_by("property", "rank", "key")
    return Shown(row, tuple((fact, tuple(claims.get(fact.key, ()))) for fact in facts))


def findings(check: str = "") -> Iterator[FindingRow]:
    """The findings, worst first; of one check where ``check`` is given."""
    rows = FindingRow.objects.visible()
    if check:
        rows = rows.filter(check_name=check)
    order = {"error": 0, "warning": 1, "notice": 2, "right": 3}
    yield from sorted(rows, key=lambda row: (order.get(row.severity, 9), row.check_name, row.key))


def sources() -> dict[str, Source]:
    """Every source that is there, by id."""
    return {source.id: source for source in Source.objects.filter(present=True)}
