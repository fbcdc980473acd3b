"""An entity as whoever edits it sees it: every fact, who stated it, and what can be said besides."""

from dataclasses import dataclass

from dentelle import search, vocabulary
from dentelle.atlas.deciding.hand_values import sayable
from dentelle.atlas.models import EntityRow, FactRow, Proposal, RecordOwner
from dentelle.vocabulary import Concept, theme_label
from dentelle.web.queries.entity import current_id, theme_of
from dentelle.web.queries.facts import ANNOUNCED, ESTABLISHED, ShownFact, shown_facts
from dentelle.web.queries.names import Name, name_of, names_of
from dentelle.web.queries.territory import published, scheme_of

MOST = 500  # facts on the page
FOUND = 30  # entities offered as a value


@dataclass(frozen=True, slots=True)
class Edited:
    """``row`` the entity; ``facts`` in the order of the vocabulary, ``total`` how many there are."""

    row: EntityRow
    name: Name
    facts: tuple[ShownFact, ...]
    total: int


def entity_row(identity: str) -> EntityRow | None:
    """The published entity to which ``identity`` leads, None when there is none."""
    found = EntityRow.objects.visible()
    return found.filter(identity=identity).first() or found.filter(identity=current_id(identity)).first()


def edited(row: EntityRow, language: str) -> Edited:
    """Everything that is said of ``row`` and can be corrected."""
    rows = FactRow.objects.visible().filter(identity=row.identity_id, status__in=ESTABLISHED + ANNOUNCED)
    order = {one.id: at for at, one in enumerate(vocabulary.properties())}
    found = sorted(rows[:MOST], key=lambda fact: (order.get(fact.property, len(order)), fact.earliest, fact.rank, fact.key))
    return Edited(row, name_of(row, language), tuple(shown_facts(found, language)), rows.count())


def fact_of(row: EntityRow, key: str, language: str) -> tuple[FactRow, ShownFact] | None:
    """The fact ``key`` of ``row``, None when it is not there (any more)."""
    found = FactRow.objects.visible().filter(identity=row.identity_id, key=key, status__in=ESTABLISHED + ANNOUNCED).first()
    return (found, shown_facts([found], language)[0]) if found else None


def choices(row: EntityRow, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The properties that can be said of ``row`` under the headings of pages, as a select shows them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in sayable(row.type or row.kind):
        groups.setdefault(theme_of(one.id), []).append((one.id, vocabulary.label(one.id, language)))
    return [(theme_label(theme.id, language), groups[theme.id]) for theme in vocabulary.themes() if theme.id in groups]


def entities_for(name: str, asked: str, held: str, but: str, language: str) -> list[tuple[str, str]]:
    """What can be a value of the property ``name``: entities called ``asked``, and the one that is ``held``; never ``but``."""
    said = vocabulary.prop(name)
    rows = [hit.row for hit in search.hits(asked, FOUND)] if asked.strip() else []
    if held and held not in {row.identity_id for row in rows}:
        rows += EntityRow.objects.visible().filter(identity=held)
    fitting = [row for row in rows if row.identity_id != but and said.accepts(row.type or row.kind)]
    return [
        (row.identity_id, f"{name_of(row, language).short} ({vocabulary.label(row.type or row.kind, language)})")
        for row in fitting
    ]


def concepts(language: str) -> tuple[Concept, ...]:
    """The territory's domains."""
    return scheme_of(published(language).scheme).concepts


def own_proposals(identity: str, who: str) -> tuple[Proposal, ...]:
    """What ``who`` proposed about ``identity``, newest first."""
    return tuple(Proposal.objects.filter(identity=identity, who=who).order_by("-made_at", "-id")[:50])


def kept_records(who: str, language: str) -> tuple[Name, ...]:
    """The records that the account ``who`` keeps up to date by proposals."""
    ids = list(RecordOwner.objects.filter(user__email=who).values_list("identity_id", flat=True))
    return tuple(names_of(map(current_id, ids), language).values()) if ids else ()
