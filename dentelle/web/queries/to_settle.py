"""Findings that people should settle: grouped by check, filtered, each with its passages and with who takes care of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Value, When
from django.http import QueryDict

from dentelle.atlas.deciding.settling import open_findings, settled_findings
from dentelle.atlas.models import ROLES, Assignment, ClaimRow, FindingEntity, FindingRow, ReviewRow, Settlement, User
from dentelle.atlas.models.versioned import VersionedQuerySet
from dentelle.atlas.people.permissions import ACTIONS
from dentelle.web.queries.findings import ShownFinding
from dentelle.web.queries.names import Name, names_of
from dentelle.web.queries.quotes import Quote, quotes_by_claim

PAGE = 20  # findings on a page
CLAIMS = 8  # passages of one finding
NOBODY = "nobody"
WEIGHT = Case(
    When(severity="error", then=Value(0)), When(severity="warning", then=Value(1)), default=Value(2), output_field=IntegerField()
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show; "" is everything. ``state`` "" open or "settled"; ``assigned`` an account or "nobody"."""

    check: str = ""
    severity: str = ""
    assigned: str = ""
    entity: str = ""
    state: str = ""

    @property
    def query(self) -> str:
        """As the query of an address, without what is not set."""
        asked = QueryDict(mutable=True)
        asked.update({one.name: value for one in fields(self) if (value := getattr(self, one.name))})
        return asked.urlencode()


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim that made the finding: its quote, what it says, and a person's verdict on it."""

    quote: Quote
    property: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ToSettle:
    """``finding`` becomes a sentence; ``pair``: it is decided in the review queue; ``settled`` the reason and who gave it."""

    finding: ShownFinding
    passages: tuple[Passage, ...]
    entities: tuple[Name, ...]
    assigned: str
    pair: bool
    settled: Settlement | None
    lost_claim: str  # the claim on which a decision has lost its ground
    lost_pair: bool  # likewise, of two names


@dataclass(frozen=True, slots=True)
class Desk:
    page: Page
    findings: tuple[ToSettle, ...]
    checks: tuple[tuple[str, int], ...]
    severities: tuple[tuple[str, int], ...]
    people: tuple[User, ...]
    about: Name | None


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """What the query ``asked`` names."""
    return Wanted(**{one.name: asked.get(one.name, "")[:254] for one in fields(Wanted)})


def to_settle(wanted: Wanted, page: str, language: str) -> Desk:
    """One page of findings, most severe first, with the counts of each check and severity."""
    rows = _narrowed(settled_findings() if wanted.state == "settled" else open_findings(), wanted)
    checks, severities = _counts(rows, wanted)
    if wanted.check:
        rows = rows.filter(check_name=wanted.check)
    if wanted.severity:
        rows = rows.filter(severity=wanted.severity)
    chosen = Paginator(rows.order_by(WEIGHT, "check_name", "key"), PAGE).get_page(page)
    found = list(chosen.object_list)
    keys = [row.key for row in found]
    claims = {key for row in found for key in row.claims[:CLAIMS]}
    quotes = quotes_by_claim(claims)
    said = {row.key: row for row in ClaimRow.objects.visible().filter(key__in=claims).only("key", "property", "verdict")}
    links: dict[str, list[str]] = {}
    for key, identity in FindingEntity.objects.visible().filter(finding_key__in=keys).values_list("finding_key", "identity_id"):
        links.setdefault(key, []).append(identity)
    names = names_of([*(one for ids in links.values() for one in ids), wanted.entity], language)
    assigned = dict(Assignment.objects.filter(finding_key__in=keys).values_list("finding_key", "who"))
    pairs = set(
        ReviewRow.objects.visible()
        .filter(key__in=[row.key for row in found if row.check_name == "pairs"])
        .values_list("key", flat=True)
    )
    settled = {}
    if wanted.state == "settled":
        settled = {
            row.finding_key: row
            for row in Settlement.objects.filter(finding_key__in=keys, undone_at=None).order_by("made_at", "id")
        }
    return Desk(
        page=chosen,
        findings=tuple(
            ToSettle(
                finding=ShownFinding(row.key, row.check_name, row.severity, row.message, row.data, ()),
                passages=tuple(
                    Passage(quotes[key], said[key].property, said[key].verdict)
                    for key in row.claims[:CLAIMS]
                    if key in quotes and key in said
                ),
                entities=tuple(names[one] for one in links.get(row.key, ()) if one in names),
                assigned=assigned.get(row.key, ""),
                pair=row.key in pairs,
                settled=settled.get(row.key),
                lost_claim=row.claims[0] if row.check_name == "vanished_claim" and row.claims else "",
                lost_pair=row.check_name in ("vanished_pair", "forbidden_pair") and "left_leaf" in row.data,
            )
            for row in found
        ),
        checks=checks,
        severities=severities,
        people=who_settles(),
        about=names.get(wanted.entity),
    )


def who_settles() -> tuple[User, ...]:
    """The accounts to which a finding can be given."""
    roles = ROLES[ROLES.index(ACTIONS["settle_findings"]) :]
    return tuple(User.objects.filter(is_active=True, role__in=roles).order_by("name", "email"))


def _narrowed(rows: VersionedQuerySet, wanted: Wanted) -> VersionedQuerySet:
    if wanted.entity:
        linked = FindingEntity.objects.visible().filter(identity=wanted.entity, finding_key=OuterRef("key"))
        rows = rows.filter(Exists(linked))
    if wanted.assigned:
        given = Assignment.objects.filter(finding_key=OuterRef("key"))
        rows = rows.filter(~Exists(given) if wanted.assigned == NOBODY else Exists(given.filter(who=wanted.assigned)))
    return rows


def _counts(
    rows: VersionedQuerySet[FindingRow], wanted: Wanted
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """How many of each check (of the wanted severity) and of each severity (of the wanted check). One query."""
    checks: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    for check, severity, number in rows.values_list("check_name", "severity").annotate(number=Count("id")).order_by():
        if wanted.severity in ("", severity):
            checks[check] += number
        if wanted.check in ("", check):
            severities[severity] += number
    order = {"error": 0, "warning": 1, "notice": 2}
    return tuple(sorted(checks.items())), tuple(sorted(severities.items(), key=lambda one: order.get(one[0], 3)))
