"""Entities as a page names them: in the reader's language where a source does so, else as most sources do."""

from collections.abc import Iterable
from dataclasses import dataclass

from dentelle.atlas.models import EntityRow

LONGEST = 300  # characters of a name in a list; a page of its own shows it whole


@dataclass(frozen=True, slots=True)
class Name:
    """An entity's name: ``language`` is that of ``text``, "" when no source says; ``type`` is the finest kind known."""

    id: str
    text: str
    language: str = ""
    type: str = ""

    @property
    def short(self) -> str:
        """At most ``LONGEST`` characters of it."""
        return self.text if len(self.text) <= LONGEST else self.text[: LONGEST - 1] + "…"


def name_of(row: EntityRow, language: str) -> Name:
    """How a page in ``language`` names the entity of ``row``: its label if sources of that language use it, else their own."""
    own = [name["text"] for name in row.names if name.get("language") == language]
    if own:
        return Name(row.identity_id, row.label if row.label in own else own[0], language, row.type or row.kind)
    said = next((name.get("language", "") for name in row.names if name["text"] == row.label), "")
    return Name(row.identity_id, row.label, said, row.type or row.kind)


def names_of(ids: Iterable[str], language: str) -> dict[str, Name]:
    """The names of the promoted entities among ``ids`` (one query; none when ``ids`` is empty)."""
    wanted = {identity for identity in ids if identity}
    if not wanted:
        return {}
    rows = EntityRow.objects.visible().filter(identity__in=wanted).only("identity_id", "label", "names", "kind", "type")
    return {row.identity_id: name_of(row, language) for row in rows}
