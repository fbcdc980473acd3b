"""A territory that a person has judged, changed at random and woven again; what must still hold, worked out from the files.

Nothing here asks the code under test what it thinks: whether a claim must be there follows from the sentences in the files,
and whether two things are one from the published rows.
"""

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from small_territory import DECLARED, INSTITUTE, LAB, RIVAL, Small, exported

from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, leaves_named, split
from dentelle.atlas.models import (
    AuditLine,
    ClaimJudgement,
    ClaimRow,
    ContributionRow,
    FactRow,
    FindingRow,
    IdentityLeaf,
    PairJudgement,
    Publication,
)

LIST = '\n[[sources]]\nglob = "lists/*.csv"\npublisher = "The chamber"\nlicence = "CC0-1.0"\n'
SCHOOL = "L'École Durelin du Verre est située à Douai. Elle a été fondée en 1911.\n"
HOUSE = "La Maison Ferlanon est située à Lille. Elle a été fondée en 1980.\n"
FORGE = "La Forge Dilermo est située à Denain. Elle a été fondée en 1874.\n"
TEXTS = {
    "a.txt": INSTITUTE,
    "b.txt": RIVAL,
    "c.txt": LAB,
    "d.txt": SCHOOL,
    "e.txt": HOUSE,
    "f.txt": FORGE,
    "g.txt": "La Maison Ferlanon travaille avec la Forge Dilermo. Elle compte 21 ateliers.\n",
    "h.txt": "L'Institut Zolamon des Mobilités travaille avec l'École Durelin du Verre.\n",
}
ROWS = ["id;nom;commune", "p1;Forge Dilermo;Denain", "p2;Verrerie Casimon;Anzin", "p3;Atelier Ravasson;Lens"]
YEARS = {"1994": "accept", "1996": "correct", "1911": "reject", "1980": "hide"}  # judged, by the year that the sentence states


@dataclass
class Town:
    """The territory, what was decided, and the files as they should be.

    ``texts`` maps the name that a file had first to what stands in it, ``names`` to the one it has now; ``away`` are deleted.
    """

    small: Small
    patch: pytest.MonkeyPatch
    dice: random.Random
    texts: dict[str, str] = field(default_factory=lambda: dict(TEXTS))
    names: dict[str, str] = field(default_factory=lambda: {name: name for name in TEXTS})
    away: set[str] = field(default_factory=set)
    rows: list[str] = field(default_factory=lambda: list(ROWS))
    keys: dict[str, str] = field(default_factory=dict)  # year → claim key
    kept: list[dict[str, Any]] = field(default_factory=list)
    copy: tuple[sqlite3.Connection, dict[str, str]] | None = None
    added: int = 0
    done: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Weaves, and decides something of each sort."""
        self.small.declare(DECLARED + LIST)
        self.weave()
        for row in ClaimRow.objects.visible().filter(property="founded"):
            if row.value["edtf"] in YEARS:
                self.keys[row.value["edtf"]] = row.key
        for year, verdict in YEARS.items():
            judge_claim(self.keys[year], verdict, who="Ada", value="1996-09" if verdict == "correct" else "")
        judge_pair("École Durelin du Verre", "Maison Ferlanon", "same", who="Ada")
        judge_pair("Laboratoire Kirasson du Design", "École Durelin du Verre", "unsure", who="Ada")
        judge_pair("Verrerie Casimon", "Atelier Ravasson", "same", who="Bea")
        judge_pair("Forge Dilermo", "Verrerie Casimon", "different", who="Bea")
        split("Institut Zolamon des Mobilités", leaves_named("Institut Zolamon des Mobilités", ["texts/b.txt"]), who="Ada")
        self.kept = decided()

    def lay_out(self) -> None:
        """Makes the files what they should be."""
        folder = self.small.folder
        there = {self.names[first]: text for first, text in self.texts.items() if first not in self.away}
        for path in (folder / "texts").iterdir():
            if path.name not in there:
                path.unlink()
        for name, text in there.items():
            self.small.write(name, text)
        (folder / "lists").mkdir(exist_ok=True)
        (folder / "lists" / "partners.csv").write_text("\n".join(self.rows) + "\n", encoding="utf-8")

    def weave(self) -> None:
        self.lay_out()
        self.small.weave()

    def rest(self) -> None:
        """Everything is as it was in the beginning; names first, for a file that is renamed *and* edited is another."""
        self.away = set()
        self.weave()
        self.names = {first: first for first in self.names}
        self.weave()
        self.texts, self.rows = dict(TEXTS), list(ROWS)
        self.weave()
        self.holds()
        if self.copy:
            self.copy[0].close()

    def play(self) -> None:
        """One to three changes at random, and a weave."""
        for _ in range(self.dice.randint(1, 3)):
            change: Callable[[], None] = self.dice.choice(
                [self.edit, self.rename, self.delete, self.put_back, self.bump, self.add_row, self.shuffle_rows, self.take_copy,
                 self.restore, self.spoil, self.mend]
            )  # fmt: skip
            self.done.append(change.__name__)
            change()
        self.weave()
        self.holds()

    # ---- the changes

    def edit(self) -> None:
        name = self.one()
        self.texts[name] = f"Bienvenue, page {self.dice.randrange(1000)}. {self.texts[name]}"

    def rename(self) -> None:
        """A file keeps its bytes; it may not be changed in the same breath, or it would be another."""
        self.weave()
        self.added += 1
        self.names[self.one()] = f"n{self.added}.txt"
        self.weave()

    def delete(self) -> None:
        if len(self.away) < len(self.texts) - 3:
            self.away.add(self.one())

    def put_back(self) -> None:
        if self.away:
            self.away.remove(self.dice.choice(sorted(self.away)))

    def bump(self) -> None:
        """Another version of the reader, and of all code."""
        version = f"test {self.dice.randrange(10**6)}"
        self.patch.setattr("dentelle.reading.READER_VERSION", version)
        self.patch.setattr("dentelle.weaving.run.code_digest", lambda rooms=(): version)

    def add_row(self) -> None:
        self.added += 1
        self.rows.insert(self.dice.randint(1, len(self.rows)), f"q{self.added};Atelier Nouveau{self.added};Denain")

    def shuffle_rows(self) -> None:
        rest = self.rows[1:]
        self.dice.shuffle(rest)
        self.rows[1:] = rest

    def spoil(self) -> None:
        """A judged year is another by now."""
        year = self.dice.choice(sorted(YEARS))
        self.texts = {name: text.replace(f"en {year}", f"en {year}9") for name, text in self.texts.items()}

    def mend(self) -> None:
        for year in YEARS:
            self.texts = {name: text.replace(f"en {year}9", f"en {year}") for name, text in self.texts.items()}

    def take_copy(self) -> None:
        """A copy of ``var/`` while nothing runs, and of nothing else."""
        self.weave()
        if self.copy:
            self.copy[0].close()
        copied = sqlite3.connect(":memory:")
        connection.connection.backup(copied)
        self.copy = copied, dict(self.names)

    def restore(self) -> None:
        """The copy is put back under files that were edited, deleted and brought back since, under the names of then."""
        if self.copy is not None:
            self.copy[0].backup(connection.connection)
            self.names = dict(self.copy[1])

    def one(self) -> str:
        return self.dice.choice(sorted(set(self.texts) - self.away))

    # ---- what must hold

    def holds(self) -> None:
        assert decided() == self.kept, self.done
        findings = list(FindingRow.objects.visible())
        lost = {key for row in findings if row.check_name == "vanished_claim" for key in row.claims}
        lines = "\n".join(exported())
        for year, key in self.keys.items():
            said = any(
                f"en {year}." in text or f"en {year} " in text for first, text in self.texts.items() if first not in self.away
            )
            rows = list(ClaimRow.objects.visible().filter(key=key))
            assert bool(rows) == said, (year, self.done)
            assert (key in lost) != said, (year, self.done)
            if said:
                self.shown(YEARS[year], rows[0], lines)
        leaves = present()
        entity_of = dict(IdentityLeaf.objects.at(Publication.objects.get().run).values_list("leaf", "identity_id"))
        told = {frozenset((row.data["left"], row.data["right"])) for row in findings if row.check_name == "vanished_pair"}
        for row in PairJudgement.objects.all():
            left = [leaf for leaf in {row.left, *row.left_leaves} if leaf in leaves]
            right = [leaf for leaf in {row.right, *row.right_leaves} if leaf in leaves]
            names = frozenset((row.left_name, row.right_name))
            if not left or not right:
                assert names in told or kin_left(row, left, right, leaves), (row.verdict, names, self.done)
                continue
            assert names not in told, (row.verdict, names, self.done)
            ones = {entity_of.get(leaf, leaf) for leaf in ([row.left] if row.left in left else sorted(left)[:1])}
            others = {entity_of.get(leaf, leaf) for leaf in ([row.right] if row.right in right else sorted(right)[:1])}
            if row.verdict == "split":
                ones, others = {entity_of[leaf] for leaf in left}, {entity_of[leaf] for leaf in right}
                assert (len(ones), len(others)) == (1, 1), self.done
            assert (ones == others) == (row.verdict == "same"), (row.verdict, names, self.done)

    def shown(self, verdict: str, row: ClaimRow, lines: str) -> None:
        assert row.verdict == verdict, self.done
        assert (row.key not in lines) == (verdict == "hide"), self.done
        fact = FactRow.objects.visible().filter(key=row.fact_key).first()
        if verdict == "correct":
            assert fact.value["edtf"] == "1996-09", self.done
        elif verdict in ("accept", "reject"):
            assert fact.status == f"{verdict}ed", self.done


def kin_left(row: PairJudgement, left: list[str], right: list[str], leaves: set[str]) -> bool:
    """Whether something that came later may stand in for the end without a leaf: it carries the name, or belonged to it."""
    gone = [end for end, there in ((row.left, left), (row.right, right)) if not there]
    places = dict(IdentityLeaf.objects.at(Publication.objects.get().run).values_list("leaf", "identity_id"))
    return all(any(leaf in leaves and entity == places.get(end) for leaf, entity in places.items()) for end in gone)


def decided() -> list[dict[str, Any]]:
    """Every judgement and audit line, to the last column."""
    rows: list[dict[str, Any]] = []
    for model in (ClaimJudgement, PairJudgement, AuditLine):
        rows += model.objects.order_by("id").values()
    return rows


def present() -> set[str]:
    from dentelle.atlas.projecting import contribution

    rows = ContributionRow.objects.visible().values_list("content", flat=True)
    return {leaf.id for content in rows for leaf in contribution.decode(bytes(content)).leaves}


def facts() -> list[tuple[str, ...]]:
    """The facts without ids: what a reader sees."""
    from dentelle.atlas.models import EntityRow

    labels = dict(EntityRow.objects.visible().values_list("identity_id", "label"))
    return sorted(
        (labels.get(row.identity_id, ""), row.property, row.value["edtf"] or row.value["text"], row.status)
        for row in FactRow.objects.visible()
    )
