"""What somebody who is typing may mean: entities, then passages that say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from dentelle import search as index
from dentelle import vocabulary
from dentelle.atlas.models import ClaimRow, DocumentRow, EntityRow
from dentelle.atlas.privacy.visibility import quoted
from dentelle.folding import fold
from dentelle.search import Asked, Match, Piece
from dentelle.web.queries.names import name_of
from dentelle.web.queries.quotes import origin_of, passage_anchor, place_of, row_anchor, shown_claims

MOST = 7  # entities
PASSAGES = 3
TELLING = 3  # letters from which passages are looked for
WIDE = 140  # characters of a passage


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``pieces`` the text, cut at its hits; ``language`` that of the text; ``what`` it is, ``why`` it is one, both in words."""

    address: str
    pieces: Sequence[Piece]
    language: str
    what: str
    why: str = ""

    def told(self) -> dict[str, object]:
        """As the browser takes it."""
        pieces = [[piece.text, piece.hit] for piece in self.pieces]
        return {"address": self.address, "pieces": pieces, "language": self.language, "what": self.what, "why": self.why}


def suggest(asked: str, language: str) -> tuple[Suggestion, ...]:
    """At most ``MOST`` entities and ``PASSAGES`` passages, told in ``language``. Five queries at most."""
    looking = index.look()
    if looking is None:
        plain = Asked("", ())
        return tuple(_entity(hit.row, plain, language) for hit in index.hits(asked, MOST))
    said = looking.parse(asked, typing=True)
    ids = [one.owner[2:] for one in index.entities(said, looking.searcher, MOST * 4).found][:MOST]
    entities = {row.identity_id: row for row in EntityRow.objects.visible().filter(identity__in=ids)}
    found = [_entity(entities[one], said, language) for one in ids if one in entities]
    if max((len(word.text) for word in said.words), default=0) < TELLING:
        return tuple(found)
    claims = [one.claim for one in index.passages(said, looking.searcher, PASSAGES * 3).found][:PASSAGES]
    rows = {row.key: row for row in _with_document(shown_claims().filter(key__in=claims))}
    return (*found, *(_passage(rows[one], said) for one in claims if one in rows and quoted(rows[one])[0]))


def _with_document(claims: QuerySet[ClaimRow]) -> QuerySet[ClaimRow]:
    """``claims`` with ``of_document``: whether they stand in a text, not in a list."""
    document = DocumentRow.objects.visible().filter(source=OuterRef("source"))
    return claims.select_related("source").annotate(of_document=Exists(document))


def _entity(row: EntityRow, asked: Asked, language: str) -> Suggestion:
    name = name_of(row, language)
    others = [one["text"] for one in row.names if fold(one["text"]) != fold(name.text)]
    best, how = index.well_matched([name.text, *others], asked)
    why = [_said(one) for one in how if one.sort in (index.NEAR, index.ABROAD)]
    if best not in ("", name.text) and how:
        why.insert(0, gettext("found as %(name)s") % {"name": best[:WIDE]})
    return Suggestion(
        reverse("web:entity", args=[row.identity_id]),
        index.pieces(name.short, asked),
        name.language,
        vocabulary.label(name.type, language),
        "; ".join(why),
    )


def _said(match: Match) -> str:
    said = {"asked": match.asked, "said": match.said}
    if match.sort == index.NEAR:
        return gettext("spelled like “%(asked)s”: %(said)s") % said
    return gettext("translates “%(asked)s”: %(said)s") % said


def _passage(claim: ClaimRow, asked: Asked) -> Suggestion:
    anchor = passage_anchor(claim.start, claim.end) if claim.of_document else row_anchor(claim.start)
    return Suggestion(
        f"{reverse('web:document', args=[claim.source_id])}{place_of(claim.start, anchor)}",
        _cut(index.pieces(quoted(claim)[0], asked)),
        claim.language or claim.source.language,
        gettext("passage"),
        origin_of(claim.source).title[:WIDE],
    )


def _cut(pieces: Sequence[Piece]) -> list[Piece]:
    """The part of a long passage around its first hit."""
    first = next((at for at, piece in enumerate(pieces) if piece.hit), 0)
    kept = list(pieces[max(0, first - 1) :])
    if kept and not kept[0].hit and len(kept[0].text) > WIDE // 2:
        kept[0] = Piece("…" + kept[0].text[-WIDE // 2 :].partition(" ")[2], False)
    cut: list[Piece] = []
    room = WIDE
    for piece in kept:
        if room <= 0:
            return [*cut, Piece("…", False)]
        cut.append(Piece(piece.text[:room], piece.hit))
        room -= len(piece.text)
    return cut if room >= 0 else [*cut, Piece("…", False)]
