"""One entity: its names, what sources say of it by theme, what links here, what is open about it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from dentelle import vocabulary
from dentelle.atlas.browsing.redirects import MOST_REDIRECTS
from dentelle.atlas.deciding.settling import unsettled
from dentelle.atlas.models import EntityRow, FactRow, FindingEntity, Identity
from dentelle.folding import fold
from dentelle.web.queries.facts import ANNOUNCED, ESTABLISHED, ShownFact, Statement, property_order, shown_facts, statements
from dentelle.web.queries.findings import ShownFinding, shown_findings
from dentelle.web.queries.names import Name, name_of

INCOMING = 20  # facts that link here, shown for each property; a page of its own lists them all
PAGE = 60  # facts on that page
OUTGOING = 1_000  # facts of one entity on its page


@dataclass(frozen=True, slots=True)
class Said:
    """All that is said with one property: ``total`` may be more than the statements shown."""

    property: str
    statements: tuple[Statement, ...]
    total: int
    inverse: bool = False

    @property
    def more(self) -> bool:
        """Whether some are left for a page of their own."""
        return self.total > sum(len(statement.facts) for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Theme:
    id: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """``names`` are (text, its languages) pairs, most used first, without the one in the heading."""

    name: Name
    kind: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    identifiers: tuple[tuple[str, str], ...]
    sources: int
    themes: tuple[Theme, ...]
    announced: tuple[Said, ...]
    incoming: tuple[Said, ...]
    findings: tuple[ShownFinding, ...]
    right: tuple[ShownFinding, ...]
    versions: tuple[str, ...] = ()
    of: str = ""  # the coarse kind


def current_id(identity: str) -> str:
    """Where the redirects from ``identity`` lead ("" for an id never given). One query for each step of a chain."""
    seen: set[str] = set()
    while identity and identity not in seen and len(seen) < MOST_REDIRECTS:
        seen.add(identity)
        row = Identity.objects.filter(pk=identity).values_list("redirect_id", flat=True).first()
        if row is None:
            return identity if Identity.objects.filter(pk=identity).exists() else ""
        identity = row
    return ""


def entity(identity: str, language: str) -> EntityPage | None:
    """The page of ``identity``, None when the published run has no such entity."""
    row = EntityRow.objects.visible().filter(identity=identity).first()
    if row is None:
        return None
    said = FactRow.objects.visible().filter(identity=identity, status__in=ESTABLISHED + ANNOUNCED)
    own = list(said.order_by("rank", "key")[:OUTGOING])
    linked, totals = _linked(identity)
    facts = shown_facts([*own, *linked], language)
    outgoing, incoming = facts[: len(own)], facts[len(own) :]
    findings = entity_findings(identity)
    name = name_of(row, language)
    return EntityPage(
        name=name,
        kind=row.type or row.kind,
        of=row.kind,
        names=_other_names(row, name),
        identifiers=tuple((scheme, value) for scheme, value in row.identifiers),
        sources=row.sources,
        themes=_themes(fact for fact in outgoing if not fact.announced),
        announced=_said(fact for fact in outgoing if fact.announced),
        incoming=_said(incoming, totals, inverse=True),
        findings=tuple(finding for finding in findings if finding.severity != "right"),
        right=tuple(finding for finding in findings if finding.severity == "right"),
    )


def _other_names(row: EntityRow, shown: Name) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each name once, whatever its case and accents, in its most used spelling, with the languages of its sources."""
    spellings: dict[str, str] = {}
    languages: dict[str, list[str]] = {}
    for name in row.names:
        spellings.setdefault(fold(name["text"]), name["text"])
        languages.setdefault(fold(name["text"]), []).append(name.get("language", ""))
    spellings.pop(fold(shown.text), None)
    return tuple((text, tuple(dict.fromkeys(filter(None, languages[folded])))) for folded, text in spellings.items())


def _linked(identity: str) -> tuple[list[FactRow], dict[str, int]]:
    """The first ``INCOMING`` facts of each property whose value is ``identity``, and how many there are."""
    rows = FactRow.objects.visible().filter(value_entity=identity, identity__isnull=False, status__in=ESTABLISHED + ANNOUNCED)
    totals = dict(rows.values_list("property").annotate(number=Count("id")).order_by())
    if not totals:
        return [], {}
    place = Window(RowNumber(), partition_by=[F("property")], order_by=[F("status"), F("rank"), F("key")])
    first = rows.annotate(place=place).filter(place__lte=INCOMING).values("pk")  # of thousands, without looking at the rows
    return list(FactRow.objects.filter(pk__in=first).order_by("property", "status", "rank", "key")), totals


def linked_page(identity: str, name: str, page: str, language: str) -> tuple[Page, tuple[Statement, ...]]:
    """One page of all the facts of property ``name`` whose value is ``identity``."""
    rows = FactRow.objects.visible().filter(
        value_entity=identity, identity__isnull=False, property=name, status__in=ESTABLISHED + ANNOUNCED
    )
    chosen = Paginator(rows.order_by("status", "rank", "key"), PAGE).get_page(page)
    return chosen, tuple(Statement((fact,)) for fact in shown_facts(chosen.object_list, language))


def entity_findings(identity: str) -> tuple[ShownFinding, ...]:
    """What the checks say about ``identity``, errors first."""
    keys = FindingEntity.objects.visible().filter(identity=identity).values("finding_key")
    return shown_findings(unsettled().filter(key__in=keys).order_by("severity", "key"))


def _themes(facts: Iterable[ShownFact]) -> tuple[Theme, ...]:
    by_theme: dict[str, list[Said]] = {}
    for said in _said(facts):
        by_theme.setdefault(theme_of(said.property), []).append(said)
    return tuple(Theme(theme.id, tuple(by_theme[theme.id])) for theme in vocabulary.themes() if theme.id in by_theme)


def theme_of(name: str) -> str:
    """The theme of the property ``name``; one that the vocabulary does not know stands under "identity"."""
    return next((prop.theme for prop in vocabulary.properties() if prop.id == name), "identity")


def _said(facts: Iterable[ShownFact], totals: dict[str, int] | None = None, *, inverse: bool = False) -> tuple[Said, ...]:
    by_property: dict[str, list[ShownFact]] = {}
    for fact in facts:
        by_property.setdefault(fact.property, []).append(fact)
    counted = totals or Counter({name: len(found) for name, found in by_property.items()})
    ordered = sorted(by_property.items(), key=lambda item: (property_order(item[0]), item[0]))
    return tuple(Said(name, _statements(_in_time(found), inverse), counted[name], inverse) for name, found in ordered)


def _statements(facts: list[ShownFact], inverse: bool) -> tuple[Statement, ...]:
    """Rivals side by side, but on the page of a value, where each subject's fact stands alone."""
    return tuple(Statement((fact,)) for fact in facts) if inverse else statements(facts)


def _in_time(facts: list[ShownFact]) -> list[ShownFact]:
    """Dated facts by their earliest day, then the others by rank and by what they are about."""
    return sorted(
        facts,
        key=lambda fact: (fact.earliest or "9999", fact.rank, fact.about.casefold(), fact.key),
    )
