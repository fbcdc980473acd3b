"""A small territory with enough in it to be judged, and what tests ask of its judgements."""

import json

from small_territory import INSTITUTE, LAB, RIVAL, Small, exported

from dentelle.atlas.models import ClaimRow, FactRow, NetworkNode, Publication, Versioned
from dentelle.atlas.safekeeping.reset import reset

HOUSE = "La Maison Ferlanon est située à Lille. Elle a été fondée en 1980.\n"
SCHOOL = "L'École Durelin du Verre est située à Douai. Elle a été fondée en 1911.\n"
TEXTS = {"a.txt": INSTITUTE, "b.txt": RIVAL, "c.txt": LAB, "d.txt": SCHOOL, "e.txt": HOUSE}


def lay_out(small: Small) -> Small:
    for name, text in TEXTS.items():
        small.write(name, text)
    small.weave()
    return small


def founded(year: str) -> ClaimRow:
    return next(row for row in ClaimRow.objects.visible().filter(property="founded") if row.value["edtf"] == year)


def fact(claim: ClaimRow) -> FactRow:
    return FactRow.objects.visible().get(key=ClaimRow.objects.visible().get(key=claim.key).fact_key)


def entities() -> list[dict]:
    return [row for row in map(json.loads, (line for line in exported() if line.startswith("{"))) if row["is"] == "entity"]


def nothing_moves(small: Small) -> None:
    """A weave has nothing to do; one that does it all the same, and one from scratch, leave what the decision showed."""
    shown = exported()
    counts = {model: model.objects.count() for model in Versioned.__subclasses__() if model is not NetworkNode}
    assert small.weave().nothing
    assert all(model.objects.count() == model.objects.visible().count() for model in counts)
    Publication.objects.update(fingerprint="")
    report = small.weave()
    assert (report.new_facts, report.changed_facts, report.vanished_facts) == (0, 0, 0)
    assert exported() == shown
    assert all(model.objects.count() <= count for model, count in counts.items())
    reset()
    small.weave()
    assert exported() == shown
