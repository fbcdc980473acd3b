"""Keeps the index what the published rows are: changed with every decision, made anew where that is surer.

Invariants: how far the index has read stands in the index itself, written in the same step as what was read: whoever is killed
leaves an index that says the truth about itself, and what is read twice is the same. An index of another version, of another
database, or made before a person was left out, is not used.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

import tantivy

from dentelle.atlas.models import ClaimRow, EntityRow, Source, Tombstone
from dentelle.atlas.projecting.change_log import Place, since
from dentelle.atlas.projecting.unit_names import entity_unit, source_unit
from dentelle.folding import digest
from dentelle.search import store
from dentelle.search.documents import CHUNK, documents, readable
from dentelle.search.schema import PLACE, schema, version

__all__ = [
    "FEW",
    "MANY",
    "State",
    "bring_up",
    "brought_up",
    "keep_up",
    "other_sources",
    "publish_mark",
    "rebuild",
    "state_of",
    "usable",
]

FEW = 200  # changed units that are written while somebody waits
MANY = 20_000  # changed units from which all is made anew
PLACE_OWNER = "place"


@dataclass(frozen=True, slots=True)
class State:
    """How far an index has read, by which code, which persons were left out then, and what might be read of each source."""

    run: int
    line: int
    version: str
    left_out: str
    publish: str

    @property
    def place(self) -> Place:
        return Place(self.run, self.line)


def state_of(held: store.Opened) -> State | None:
    """What the index says of itself, None for one that says nothing."""
    query = tantivy.Query.term_query(schema(), "owner", PLACE_OWNER)
    found = held.searcher.search(query, 1, count=False).hits
    if not found:
        return None
    said = json.loads(held.searcher.doc(found[0][1]).get_first("state"))
    return State(**said)


def usable(held: store.Opened | None) -> store.Opened | None:
    """``held`` where it may be searched: of this version, and made since the last person was left out. One query."""
    state = state_of(held) if held else None
    return held if state and state.version == version() and state.left_out == _left_out() else None


def keep_up(most: int = FEW) -> bool:
    """Writes what changed into the index where that is at most ``most`` units; whether the index is then what is published.

    Two queries where nothing changed.
    """
    return brought_up(most)[1]


def brought_up(most: int = FEW) -> tuple[store.Opened | None, bool]:
    """The index that may be searched after ``keep_up``, and what that gives; None where there is none."""
    held = usable(store.opened())
    state = state_of(held) if held else None
    if held is None or state is None:
        return None, False
    units, reached = since(state.place, most)
    if units is None or (not units and reached == state.place):
        return held, units is not None
    with store.writing() as may:
        done = may and _written(most)
    return usable(store.opened()), done


def _written(most: int) -> bool:
    """Writes what changed; the caller has the lock, so that what the index says of itself is read again."""
    held = usable(store.opened())
    state = state_of(held) if held else None
    if held is None or state is None:
        return False
    units, reached = since(state.place, most)
    if units is None:
        return False
    sources = readable()
    writer = held.index.writer(store.CHANGE_HEAP, 1)
    try:
        for start in range(0, len(units), CHUNK):
            part = units[start : start + CHUNK]
            for unit in part:
                writer.delete_documents_by_term("owner", unit)
            for document in documents(part, sources):
                writer.add_document(document)
        _note(writer, State(reached.run, reached.line, state.version, state.left_out, state.publish))
        writer.commit()
    finally:
        writer.wait_merging_threads()
    return True


def rebuild() -> int:
    """Makes the index anew beside the one in use and puts it in its place; how many entries it has, -1 if another is at it."""
    with store.writing() as may:
        if not may:
            return -1
        left_out = _left_out()
        _, reached = since(Place(-1, -1), 0)
        sources = readable()
        name, index = store.begin()
        writer = index.writer(store.BUILD_HEAP, 1)
        number = 0
        for part in _units():
            for document in documents(part, sources):
                writer.add_document(document)
                number += 1
        _note(writer, State(reached.run, reached.line, version(), left_out, publish_mark()))
        writer.commit()
        writer.wait_merging_threads()
        if _left_out() == left_out:  # else it may name somebody: whoever looks next begins again
            store.put_in_use(name)
        return number


def other_sources() -> bool:
    """Whether of other sources, or of more or less of them, may be read than when the index was made. Two queries."""
    held = usable(store.opened())
    state = state_of(held) if held else None
    return state is not None and state.publish != publish_mark()


def bring_up() -> None:
    """Follows the changes, however many; makes the index anew where it cannot, or where other sources may be read."""
    if not keep_up(MANY) or other_sources():
        rebuild()


def publish_mark() -> str:
    """The digest of what may be read of each source."""
    rows = Source.objects.filter(present=True).order_by("id").values_list("id", "publish")
    return digest(*(f"{source} {publish}" for source, publish in rows))


def _units() -> Any:
    subjects = ClaimRow.objects.visible().exclude(subject=None).values_list("subject_id", flat=True).distinct()
    entities = {*EntityRow.objects.visible().values_list("identity_id", flat=True).iterator(), *subjects.iterator()}
    yield from _parts([entity_unit(one) for one in sorted(entities)])
    speaking = ClaimRow.objects.visible().filter(subject=None).values_list("source_id", flat=True).distinct()
    yield from _parts([source_unit(one) for one in speaking])


def _parts(units: list[str]) -> Any:
    for start in range(0, len(units), CHUNK):
        yield units[start : start + CHUNK]


def _note(writer: tantivy.IndexWriter, state: State) -> None:
    writer.delete_documents_by_term("owner", PLACE_OWNER)
    writer.add_document(tantivy.Document(what=PLACE, owner=PLACE_OWNER, state=json.dumps(asdict(state))))


def _left_out() -> str:
    """The digest of who is left out."""
    rows = Tombstone.objects.order_by("id").values_list("id", "level", "withdrawn_at")
    return digest(*(f"{one} {level} {withdrawn}" for one, level, withdrawn in rows))
