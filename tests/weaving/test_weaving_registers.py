"""A weave looks its actors up in the registers that the territory names."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_territory import DECLARED, INSTITUTE, LAB, Small, exported
from stdnum import luhn

from dentelle.atlas.deciding import judgements
from dentelle.atlas.models import ClaimRow, EntityRow, FactRow, FindingRow, Source
from dentelle.atlas.projecting.published import published_state
from dentelle.atlas.safekeeping.reset import reset
from dentelle.errors import RegisterError
from dentelle.registers.store import Register
from dentelle.registers.table_import import import_table
from dentelle.weaving.registers import source_id
from dentelle.weaving.vintages import actor_changes, table_lines, vintages_line, write_table

NAMED = DECLARED.replace('name = "Test"\n', 'name = "Test"\nregisters = ["firms"]\n')
LIST = "Nom;SIRET;Commune;Code postal\n"


def siret(number: int) -> str:
    unit = f"{number:08}"
    unit += luhn.calc_check_digit(unit)
    return (place := f"{unit}0001") + luhn.calc_check_digit(place)


ZOLAMON, KIRASSON, DILERMO, FERLANON = map(siret, (11_000_001, 22_000_002, 33_000_003, 44_000_004))
FIRMS = {
    ZOLAMON: f"{ZOLAMON},INSTITUT ZOLAMON DES MOBILITES,2 rue du Puits,59300,VALENCIENNES,",
    KIRASSON: f"{KIRASSON},LABORATOIRE KIRASSON DU DESIGN,5 rue du Four,59000,LILLE,",
    DILERMO: f"{DILERMO},FORGE DILERMO,9 place d'Armes,59220,DENAIN,2024-03-01",
    FERLANON: f"{FERLANON},FERLANON CONSEIL,1 quai Haut,59140,DUNKERQUE,",
}
OTHERS = [f"{siret(50_000_000 + n)},SOCIETE {n} DU NORD,{n} rue Longue,59{n % 9}00,ROUBAIX," for n in range(200)]
Import = Callable[..., None]


@pytest.fixture
def firms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    monkeypatch.setenv("DENTELLE_REGISTERS", str(tmp_path / "registers"))

    def imported(rows: Iterable[str] = FIRMS.values(), vintage: str = "2026-01-01") -> None:
        path = tmp_path / "firms.csv"
        path.write_text("\n".join(["id,name,address,postcode,city,closed", *rows, *OTHERS]))
        import_table(path, "firms", vintage=vintage)

    return imported


def identifiers(label: str) -> list[tuple[str, str]]:
    entity = EntityRow.objects.visible().get(label=label)
    facts = FactRow.objects.visible().filter(identity=entity.identity, property="identifier", status="accepted")
    return sorted((dict(row.qualifiers)["scheme"], row.value["text"]) for row in facts)


def findings(check: str) -> list[FindingRow]:
    return list(FindingRow.objects.visible().filter(check_name=check).order_by("key"))


def test_a_name_and_its_town_give_the_identifier(small: Small, firms: Import) -> None:
    firms()
    small.declare(NAMED)
    small.write("a.txt", INSTITUTE)
    report = small.weave()
    assert identifiers("Institut Zolamon des Mobilités") == [("siren", ZOLAMON[:9]), ("siret", ZOLAMON)]
    assert report.registers == ("Register firms (2026-01-01): actors linked to it: 1; to be judged: 0.",)
    claim = ClaimRow.objects.visible().filter(property="identifier").first()
    assert claim is not None
    assert claim.source.path == "register:firms"
    assert ZOLAMON[:9] in claim.quote
    assert EntityRow.objects.visible().filter(label__contains="NORD").count() == 0
    assert len(published_state().said.rows) < 5
    assert (Source.objects.get(format="register").id, Source.objects.get(format="register").date) == (
        source_id("firms"),
        "2026-01-01",
    )


def test_a_weave_with_the_same_register_changes_nothing(small: Small, firms: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    firms()
    small.declare(NAMED)
    small.write("a.txt", INSTITUTE)
    small.write("b.csv", f"{LIST}Forge Dilermo;{DILERMO};Denain;59220\nFerlanon;;Dunkerque;59140\n")
    small.weave()
    before = exported()
    assert small.weave().nothing
    small.write("c.txt", LAB)
    small.weave()
    (small.folder / "texts" / "c.txt").unlink()
    monkeypatch.setattr("dentelle.weaving.registers.lookup", None)  # nothing is asked twice
    small.weave()
    assert exported() == before


def test_incrementally_and_from_scratch_are_the_same(small: Small, firms: Import) -> None:
    small.declare(NAMED)
    small.write("a.txt", INSTITUTE)
    assert "no register 'firms'" in small.weave().warnings[0]
    firms(FIRMS[each] for each in (DILERMO, FERLANON))
    small.weave()
    small.write("b.csv", f"{LIST}Forge Dilermo;{DILERMO};Denain;59220\n")
    small.weave()
    firms(vintage="2026-02-01")
    small.write("c.txt", LAB)
    small.weave()
    step_by_step = exported()
    rewoven(small)
    assert exported() == step_by_step
    assert identifiers("Laboratoire Kirasson du Design") == [("siren", KIRASSON[:9]), ("siret", KIRASSON)]


def test_a_register_that_is_not_there_is_a_warning_until_it_comes(small: Small, firms: Import) -> None:
    small.declare(NAMED)
    small.write("a.txt", INSTITUTE)
    report = small.weave()
    assert report.run
    assert [line for line in report.lines() if "register firms was not asked" in line and "dentelle register import" in line]
    assert "register firms was not asked" in "\n".join(small.weave().lines())
    firms()
    assert not small.weave().nothing
    assert identifiers("Institut Zolamon des Mobilités")
    small.declare(DECLARED)
    small.weave()
    assert not identifiers("Institut Zolamon des Mobilités")
    assert not Source.objects.get(format="register").present


@pytest.mark.parametrize("whole", [True, False])
def test_what_identifiers_get_wrong_is_found(small: Small, firms: Import, tmp_path: Path, whole: bool) -> None:
    firms()
    described = tmp_path / "registers" / "firms" / "register.json"
    described.write_text(json.dumps(json.loads(described.read_text()) | {"kind": "sirene", "partial": "" if whole else "59"}))
    small.declare(NAMED)
    unknown = siret(77_000_007)
    rows = [
        f"Forge Dilermo;{DILERMO};Denain;59220",
        f"Atelier Bruyol;{unknown};Denain;59220",
        f"Moulin Trevanne;{FERLANON};Cambrai;59400",
    ]
    small.write("b.csv", LIST + "\n".join(rows) + "\n")
    small.weave()
    assert [row.data["closed"] for row in findings("closures")] == ["2024-03-01"] * len(findings("closures")) != []
    wrong = {("name_and_town", FERLANON)} | ({("unknown", unknown)} if whole else set())  # missing in a part proves nothing
    assert {(row.data["outcome"], row.data["value"]) for row in findings("registered")} == wrong
    assert all(row.claims for row in findings("registered"))
    assert {("siren", FERLANON[:9])}.isdisjoint(identifiers("Moulin Trevanne"))  # contradicted: not a link


def test_a_doubtful_row_is_asked_about_and_the_answer_kept(small: Small, firms: Import) -> None:
    firms()
    small.declare(NAMED)
    small.write("b.csv", f"{LIST}Ferlanon;;;\n")
    small.weave()
    (question,) = findings("pairs")
    assert question.data["reason"] == "register_row"
    assert "FERLANON CONSEIL" in question.message
    ends = question.data["left_leaf"], question.data["right_leaf"]
    judgements.judge_pair(*ends, "same", who="ines")
    assert identifiers("Ferlanon") == [("siren", FERLANON[:9]), ("siret", FERLANON)]
    same = exported()
    assert small.weave().nothing
    rewoven(small)
    assert exported() == same
    judgements.undo_pair(*ends, who="ines")
    judgements.judge_pair(*ends, "different", who="ines")
    assert (identifiers("Ferlanon"), findings("pairs")) == ([], [])
    different = exported()
    rewoven(small)
    assert exported() == different


def rewoven(small: Small) -> None:
    """Weaves everything that machines made again."""
    reset()
    small.weave()


def test_a_strict_match_that_a_person_forbids_does_not_come_back(small: Small, firms: Import) -> None:
    firms()
    small.declare(NAMED)
    small.write("a.txt", INSTITUTE)
    small.weave()
    (leaf,) = published_state().said.rows
    entity = EntityRow.objects.visible().get(label="Institut Zolamon des Mobilités").identity_id
    judgements.split(entity, [leaf], who="ines")
    assert identifiers("Institut Zolamon des Mobilités") == []
    apart = exported()
    small.write("a.txt", INSTITUTE + "\n")
    small.weave()
    rewoven(small)
    assert identifiers("Institut Zolamon des Mobilités") == []
    small.write("a.txt", INSTITUTE)
    small.weave()
    assert exported() == apart


def test_a_masked_row_gives_its_name_alone(small: Small, firms: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    firms()
    small.declare(NAMED)
    small.write("a.txt", INSTITUTE)
    shown = Register.by_ids

    def masked(self: Register, ids: Iterable[str]) -> dict[str, Any]:
        return {id: replace(row, masked=True, address="") for id, row in shown(self, ids).items()}

    monkeypatch.setattr(Register, "by_ids", masked)
    small.weave()
    assert ClaimRow.objects.visible().filter(source__format="register").count() == 0
    entity = EntityRow.objects.visible().get(label="Institut Zolamon des Mobilités")
    assert "INSTITUT ZOLAMON DES MOBILITES" in {name["text"] for name in entity.names}
    assert entity.identifiers == []


def test_a_newer_vintage_is_reported(small: Small, firms: Import) -> None:
    firms()
    small.declare(NAMED)
    small.write("a.txt", INSTITUTE)
    small.write("b.csv", f"{LIST}Ferlanon Conseil;{FERLANON};Dunkerque;59140\n")
    small.weave()
    assert findings("vintages") == []
    moved = FIRMS[ZOLAMON].replace("2 rue du Puits", "7 rue du Four")
    closed = FIRMS[FERLANON] + "2026-03-31"
    firms([moved, FIRMS[KIRASSON], FIRMS[DILERMO], closed], "2026-07-01")
    report = small.weave()
    assert {(row.data["outcome"], row.data["entity"]) for row in findings("vintages")} == {
        ("moved", "Institut Zolamon des Mobilités"),
        ("closed", "Ferlanon Conseil"),
    }
    assert all(row.claims for row in findings("vintages"))
    assert sum("7 rue du Four" in line or "2026-03-31" in line for line in report.lines()) == 2
    assert small.weave().nothing


def test_what_the_newest_vintage_changed_is_a_table(small: Small, firms: Import, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="There is no register 'firms'"):
        actor_changes("firms")
    firms()
    small.write("a.txt", INSTITUTE)
    small.write("b.csv", f"{LIST}Ferlanon Conseil;{FERLANON};Dunkerque;59140\nForge Dilermo;{DILERMO};Denain;59220\n")
    small.weave()
    with pytest.raises(RegisterError, match="Name it in territory"):
        actor_changes("firms")
    small.declare(NAMED)
    small.weave()
    assert (actor_changes("firms"), table_lines(())) == ((), [])
    assert vintages_line("firms", 0) == "firms (2026-01-01) has no vintage before it to be compared with."
    moved = FIRMS[ZOLAMON].replace("2 rue du Puits", "7 rue du Four")
    renamed = FIRMS[DILERMO].replace("FORGE DILERMO", "=DILERMO METALLERIE ET CHAUDRONNERIE DU HAINAUT ET DE LA SAMBRE")
    firms([moved, FIRMS[KIRASSON], renamed, FIRMS[FERLANON] + "2026-03-31"], "2026-07-01")
    with pytest.raises(RegisterError, match="of 2026-01-01, the newest is of 2026-07-01"):
        actor_changes("firms")
    small.weave()
    found = actor_changes("firms")
    assert [(one.change, one.actor, one.id, one.since) for one in found] == [
        ("closed", "Ferlanon Conseil", FERLANON, "2026-03-31"),
        ("moved", "Institut Zolamon des Mobilités", ZOLAMON, ""),
        ("renamed", "Forge Dilermo", DILERMO, ""),
    ]
    assert all(EntityRow.objects.visible().get(identity=one.entity).label == one.actor for one in found)
    assert vintages_line("firms", 3) == "firms (2026-07-01, before 2026-01-01): 3 changes to actors of the atlas."
    lines = table_lines(found)
    assert lines[0].split() == ["change", "actor", "entity", "id", "before", "after", "since"]
    assert "2 rue du Puits, 59300 VALENCIENNES" in lines[2]
    assert max(map(len, lines)) < 240
    write_table(found, tmp_path / "changes.csv")
    with (tmp_path / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[1]["before"], rows[1]["after"]) == ("2 rue du Puits, 59300 VALENCIENNES", "7 rue du Four, 59300 VALENCIENNES")
    assert rows[2]["after"].startswith("'=DILERMO METALLERIE")
    with pytest.raises(RegisterError, match="Name another file with --out"):
        write_table(found, tmp_path / "no" / "changes.csv")


def test_the_index_is_made_where_it_is_missing(small: Small, firms: Import, tmp_path: Path) -> None:
    firms()
    shutil.rmtree(tmp_path / "registers" / "firms" / "index")
    small.declare(NAMED)
    small.write("a.txt", INSTITUTE)
    assert small.weave().warnings == ()
    assert identifiers("Institut Zolamon des Mobilités")
