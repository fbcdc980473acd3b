"""What merging two entities, or splitting one, would give: pages as they would be, seen before anything is decided.

A preview is the decision itself, rolled back (``atlas.trying``): what it shows is what the decision will show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dentelle import search
from dentelle.atlas.browsing.names import Name, name_of
from dentelle.atlas.deciding.judgements import judge_pair, split
from dentelle.atlas.deciding.trying import tried
from dentelle.atlas.models import ClaimRow, EntityRow, FactRow, HandFact, IdentityLeaf, Source
from dentelle.vocabulary import coarse
from dentelle.web.queries.entity import EntityPage, Said, current_id, entity
from dentelle.web.queries.facts import ESTABLISHED, ShownFact, shown_facts
from dentelle.web.queries.quotes import Origin, origin_of

FOUND = 20  # entities offered
MOST_LEAVES = 300  # names in sources shown of one entity
OF_LEAF = 6  # facts shown of each


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What one scheme gives: ``clash`` where the two sides have different ones."""

    scheme: str
    values: tuple[str, ...]
    clash: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """``page`` is the page that both will have, ``gone`` the id that will lead there; ``facts`` how many it holds.

    ``rivals`` are statements that disagree once the two are one: some of their facts come from either side.
    """

    page: EntityPage
    gone: str
    facts: int
    identifiers: tuple[Identifiers, ...]
    rivals: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A name in a source of which an entity was joined; ``claims`` it makes, the first few as facts; ``stated`` by hand on it."""

    leaf: str
    text: str
    origin: Origin | None
    claims: int
    facts: tuple[ShownFact, ...]
    stated: int


def partners(row: EntityRow, asked: str, language: str) -> tuple[tuple[Name, int], ...]:
    """Entities of the same coarse kind as ``row`` that are called ``asked``, each with how many sources speak of it."""
    kind = coarse(row.type or row.kind)
    rows = [hit.row for hit in search.hits(asked, FOUND * 2)] if asked.strip() else []
    fitting = [one for one in rows if one.identity_id != row.identity_id and coarse(one.type or one.kind) == kind]
    return tuple((name_of(one, language), one.sources) for one in fitting[:FOUND])


def merged(left: EntityRow, right: EntityRow, who: str, language: str) -> Merged:
    """What ``left`` and ``right`` would be as one. Raises what ``judge_pair`` raises."""
    sides = dict(
        ClaimRow.objects.visible().filter(subject__in=(left.identity_id, right.identity_id)).values_list("key", "subject_id")
    )

    def look(_: object) -> Merged:
        here = current_id(left.identity_id)
        page = entity(here, language)
        if page is None:
            raise LookupError(here)
        both = {left.identity_id, right.identity_id}
        said = (one for theme in page.themes for one in theme.said)
        return Merged(
            page=page,
            gone=next(iter(both - {page.name.id}), ""),
            facts=FactRow.objects.visible().filter(identity=here).exclude(status="rejected").count(),
            identifiers=_identifiers(left, right),
            rivals=tuple(found for one in said if (found := _arising(one, sides)).statements),
        )

    return tried(lambda: judge_pair(left.identity_id, right.identity_id, "same", who=who), look)


def pieces(row: EntityRow, language: str) -> tuple[Piece, ...]:
    """What ``row`` was joined from, at most ``MOST_LEAVES``; five queries."""
    run_leaves = IdentityLeaf.objects.visible().filter(identity=row.identity_id).order_by("leaf").values_list("leaf", flat=True)
    leaves = list(run_leaves[:MOST_LEAVES])
    sources = {one.id: one for one in Source.objects.filter(id__in={leaf.partition("|")[0] for leaf in leaves}, present=True)}
    claims: dict[str, list[ClaimRow]] = {}
    for claim in (
        ClaimRow.objects.visible().filter(subject=row.identity_id).defer("quote", "lead_quote").order_by("property", "key")
    ):
        claims.setdefault(claim.subject_leaf, []).append(claim)
    keys = {claim.fact_key for of in claims.values() for claim in of[:OF_LEAF] if claim.fact_key}
    rows = FactRow.objects.visible().filter(key__in=keys, status__in=ESTABLISHED)
    facts = {fact.key: fact for fact in shown_facts(rows, language, quotes=False)}
    stated: dict[str, int] = {}
    for leaf in HandFact.objects.filter(subject__in=leaves, undone_at=None).values_list("subject", flat=True):
        stated[leaf] = stated.get(leaf, 0) + 1
    return tuple(
        Piece(
            leaf=leaf,
            text=_text(leaf, claims.get(leaf, ())),
            origin=origin_of(sources[leaf.partition("|")[0]]),
            claims=len(claims.get(leaf, ())),
            facts=tuple(
                facts[key] for key in dict.fromkeys(claim.fact_key for claim in claims.get(leaf, ())[:OF_LEAF]) if key in facts
            ),
            stated=stated.get(leaf, 0),
        )
        for leaf in leaves
        if leaf.partition("|")[0] in sources
    )


def parted(row: EntityRow, leaves: Sequence[str], who: str, language: str) -> tuple[EntityPage, ...]:
    """The page that keeps the address of ``row`` and the new one, if ``leaves`` went. Raises what ``split`` raises."""
    held = IdentityLeaf.objects.visible().filter(identity=row.identity_id).values_list("leaf", flat=True)
    rest = sorted(set(held) - set(leaves))

    def look(_: object) -> tuple[EntityPage, ...]:
        ends = IdentityLeaf.objects.visible().filter(leaf__in=[*leaves[:1], *rest[:1]]).values_list("identity_id", flat=True)
        ids = sorted(set(ends), key=lambda identity: identity != row.identity_id)
        return tuple(page for identity in ids if (page := entity(identity, language)))

    return tried(lambda: split(row.identity_id, list(leaves), who=who), look)


def _text(leaf: str, claims: Sequence[ClaimRow]) -> str:
    """The name that the source gives: as it writes it where it says something of it, else folded."""
    return claims[0].subject_text if claims else leaf.rsplit("|", 1)[-1].removeprefix("row:")


def _identifiers(left: EntityRow, right: EntityRow) -> tuple[Identifiers, ...]:
    sides: dict[str, tuple[set[str], set[str]]] = {}
    for at, row in enumerate((left, right)):
        for scheme, value in row.identifiers:
            sides.setdefault(scheme, (set(), set()))[at].add(value)
    return tuple(
        Identifiers(scheme, tuple(sorted(one | other)), bool(one and other and one != other))
        for scheme, (one, other) in sorted(sides.items())
    )


def _arising(said: Said, sides: dict[str, str]) -> Said:
    """Of ``said`` the disputed statements to which claims of both sides belong."""
    arising = []
    for statement in said.statements:
        of = {sides.get(quote.key, "") for fact in statement.facts for quote in fact.quotes}
        if statement.disputed and len(of - {""}) > 1:
            arising.append(statement)
    return Said(said.property, tuple(arising), len(arising))
