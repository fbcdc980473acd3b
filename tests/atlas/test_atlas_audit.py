"""The audit only grows: neither the models nor the database let a line be changed or removed, and every change leaves one."""

import ast
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

import dentelle.atlas
from dentelle.atlas.models import AuditLine, AuditOpening
from dentelle.atlas.people.audit import mask, note
from dentelle.errors import AuditError

pytestmark = pytest.mark.django_db
ROOM = Path(dentelle.atlas.__file__).parent
HANDED_ON = {"note", "audit"}  # these write the line itself; who calls one of them, or who calls such a one, leaves a line

# who looks at an item for some minutes, or asks for work (the job keeps who did): nothing of the atlas changes by that
NO_CHANGE = ("leases.", "jobs.enqueue")


@pytest.fixture
def line():
    note("anna@example.org", "hide", "e1", "anna@example.org hid Léa Martin (LÉA MARTIN, Léa Martinez)")
    return AuditLine.objects.get()


def test_the_models_refuse(line):
    line.sentence = "nothing happened"
    for change in (
        line.save,
        line.delete,
        AuditLine.objects.all().delete,
        lambda: AuditLine.objects.update(who="nobody"),
        lambda: AuditLine.objects.filter(pk=line.pk).update(who="nobody"),
        lambda: AuditLine.objects.bulk_update([line], ["sentence"]),
    ):
        with pytest.raises(AuditError):
            change()
    assert "hid Léa" in AuditLine.objects.get().sentence


STATEMENTS = [
    "UPDATE atlas_auditline SET sentence = 'nothing happened'",
    "UPDATE atlas_auditline SET made_at = '2001-01-01'",
    "DELETE FROM atlas_auditline",
]
REPLACE = "INSERT OR REPLACE INTO atlas_auditline SELECT id, made_at, 'nobody', verb, object, sentence FROM atlas_auditline"


@pytest.mark.parametrize("statement", [*STATEMENTS, REPLACE, "TRUNCATE atlas_auditline"])
def test_the_database_refuses(line, statement):
    if (statement == REPLACE) != (connection.vendor == "sqlite") and statement not in STATEMENTS:
        pytest.skip("not a statement of this database")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditLine.objects.get().sentence == line.sentence


def test_a_tombstone_takes_the_place_of_a_name(line):
    assert mask(["Léa Martin", " ", "nobody"], "[erased]") == 1
    after = AuditLine.objects.get()
    assert after.sentence == "anna@example.org hid [erased] ([erased], Léa Martinez)"
    assert (after.pk, after.made_at, after.verb) == (line.pk, line.made_at, line.verb)
    assert not AuditOpening.objects.exists()
    assert mask(["Léa Martin"], "[erased]") == mask([], "x") == 0


@pytest.mark.parametrize("statement", ["DELETE FROM atlas_auditline", "UPDATE atlas_auditline SET verb = 'x'"])
def test_even_then_no_line_goes_and_none_is_called_otherwise(line, statement):
    AuditOpening.objects.create()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def functions():
    """name → (whether it says who acts, the names it calls), of every function of the room."""
    found = {}
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                arguments = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
                calls = {called(call) for call in ast.walk(node) if isinstance(call, ast.Call)}
                found[f"{path.stem}.{node.name}"] = ("who" in arguments, calls)
    return found


def called(call):
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_whoever_is_told_who_acts_leaves_a_line():
    """Every public function that takes ``who`` writes into the audit, by itself or by one that it calls."""
    known = functions()
    leaving = set(HANDED_ON)
    while more := {name.split(".")[1] for name, (_, calls) in known.items() if calls & leaving} - leaving:
        leaving |= more
    acting = {name for name, (acts, _) in known.items() if acts and not name.split(".")[1].startswith("_")}
    assert {"judgements.judge_claim", "accounts.set_role", "reports.close"} <= acting, sorted(acting)
    silent = {name for name in acting if name.split(".")[1] not in leaving and not name.startswith(NO_CHANGE)}
    assert not silent, f"these change something and leave no line in the audit: {sorted(silent)}"
