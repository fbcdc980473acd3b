"""A person is left out and is nowhere left: in no table, export or file, also after weaves and new documents."""

import pytest
from everything_said import exports, found, state, tables
from small_territory import INSTITUTE, LAB, Small, exported, forget_everything

from dentelle.atlas.deciding.judgements import judge_claim, split
from dentelle.atlas.models import (
    AuditLine,
    ClaimJudgement,
    ClaimRow,
    DocumentRow,
    EntityRow,
    FactRow,
    Report,
    Sealed,
    Source,
    Tombstone,
)
from dentelle.atlas.people.audit import note
from dentelle.atlas.privacy.leaving_out import Wish, harden, leave_out, names_of, preview, withdraw
from dentelle.atlas.privacy.obeying import obey
from dentelle.atlas.reports import receive
from dentelle.atlas.safekeeping.reset import reset
from dentelle.errors import TombstoneError
from dentelle.tombstones import ERASED, FILE, HIDDEN

WHO = "anna@example.org"
FORMS = ("Hélène Vasson", "Vasson Hélène", "VASSON", "helenevasson", "H. Vasson")
PORTRAIT = """Hélène Vasson est la directrice de l'Institut Zolamon des Mobilités depuis 2001.
Mme Vasson a créé en 2003 le Laboratoire Kirasson du Design, situé à Lille. Hélène Vasson est née à Denain.

Jean Dumolin dirige le Laboratoire Kirasson du Design. Il travaille avec Mme Vasson.
"""
LIST = "Nom;Commune;Directeur\nInstitut Zolamon des Mobilités;Valenciennes;VASSON Hélène\nAtelier Borasson;Denain;Paul Ravier\n"


@pytest.fixture
def told(small: Small) -> Small:
    small.write("a.txt", INSTITUTE)
    small.write("b.txt", LAB)
    small.write("c.txt", PORTRAIT)
    small.write("liste.csv", LIST)
    small.write(
        "portrait-helene-vasson.txt", "Portrait d'Hélène Vasson\n\nHélène Vasson dirige l'Institut Zolamon des Mobilités.\n"
    )
    small.weave()
    return small


def her() -> str:
    return EntityRow.objects.visible().get(label="Hélène Vasson").identity_id


def everywhere(small: Small) -> list[str]:
    places = found(tables(), FORMS) + found(exports(), FORMS) + found(state(small.folder / "var"), FORMS)
    return [place for place in places if not place.startswith("atlas.Source")] + found(
        (("source", f"{source.title} {source.shown_path}") for source in Source.objects.all()), FORMS
    )


def leave(level: str = ERASED) -> Tombstone:
    identity = her()
    return leave_out(Wish(names_of(identity), level, identity), who=WHO, why="objection")


def test_is_there_before(told: Small) -> None:
    assert len(everywhere(told)) > 20
    assert FactRow.objects.visible().filter(value_entity_id=her()).exists()


@pytest.mark.parametrize("level", [ERASED, HIDDEN])
def test_is_nowhere_left_at_once_and_after_weaves(told: Small, level: str) -> None:
    claim = ClaimRow.objects.visible().filter(value_entity_id=her()).first()
    judge_claim(claim.key, "accept", who=WHO, why="Hélène Vasson l'a dit")
    receive(her(), "Mme Vasson n'y est plus", language="fr")
    note(WHO, "call", "x", "phoned Vasson, Hélène")
    others = set(EntityRow.objects.visible().values_list("label", flat=True)) - {"Hélène Vasson", "Portrait d'Hélène Vasson"}
    leave(level)
    if level == HIDDEN:
        assert found(tables(), FORMS)
        assert all(place.startswith("atlas.Sealed") for place in found(tables(), FORMS))
        Sealed.objects.all().delete()
    assert everywhere(told) == []
    assert set(EntityRow.objects.visible().values_list("label", flat=True)) - {"Portrait d'█████████████"} == others
    assert not ClaimJudgement.objects.filter(undone_at=None).exists()
    assert Report.objects.get().text.startswith("[†")
    at_once = exported()
    told.weave()
    assert everywhere(told) == []
    assert told.weave().nothing
    woven = exported()
    reset()
    told.weave()
    assert exported() == woven
    assert everywhere(told) == []
    assert {line for line in at_once if '"is": "entity"' in line} == {line for line in woven if '"is": "entity"' in line}


def test_masks_are_as_long_as_the_name(told: Small) -> None:
    before = DocumentRow.objects.visible().get(source__path="texts/c.txt").text
    leave()
    for _ in range(2):
        text = DocumentRow.objects.visible().get(source__path="texts/c.txt").text
        assert len(text) == len(before)
        assert "Jean Dumolin dirige le Laboratoire Kirasson" in text
        for claim in ClaimRow.objects.visible().filter(source__path="texts/c.txt"):
            assert text[claim.start : claim.end] == claim.quote
        told.weave()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("new.txt", "VASSON Hélène préside l'association Mirason depuis 2020. Mme Vasson y travaille avec Paul Ravier.\n"),
        ("new.html", "<html><title>Hélène Vasson</title><p>Helene\nVasson, présidente de la société Mirason.</p></html>"),
        ("new.de.txt", "Hélène Vassons Institut wurde 1994 gegründet. Direktorin ist Hélène Vasson.\n"),
        ("new.csv", "Nom;Commune\nHélène Vasson;Valenciennes\nSociété Mirason;Denain\n"),
        ("helene_vasson.txt", "Rien.\n"),
    ],
)
def test_is_not_made_again_by_a_document_that_comes_later(told: Small, name: str, text: str) -> None:
    leave()
    told.weave()
    told.write(name, text)
    told.weave()
    assert everywhere(told) == []


def test_writes_nothing_down_that_names_the_person(told: Small) -> None:
    identity = her()
    leave()
    receive(identity, "Pourquoi Hélène Vasson n'est-elle plus là ?", language="fr")
    note(WHO, "x", "y", "I looked for Hélène Vasson")
    assert everywhere(told) == []


def test_obeys_the_file_in_a_database_that_does_not_know_it(told: Small) -> None:
    leave()
    stones = (told.folder / "var" / FILE).read_bytes()
    forget_everything()
    (told.folder / "var" / FILE).unlink()
    told.weave()
    assert everywhere(told)
    (told.folder / "var" / FILE).write_bytes(stones)
    assert obey() == 1
    assert everywhere(told) == []
    told.weave()
    assert everywhere(told) == []
    assert obey() == 0


def test_puts_a_lost_file_back_from_the_table(told: Small) -> None:
    stone = leave()
    path = told.folder / "var" / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    obey()
    assert stone.id in path.read_text(encoding="utf-8")


def test_a_damaged_file_stops_everything(told: Small) -> None:
    leave()
    path = told.folder / "var" / FILE
    path.write_text("nonsense\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(TombstoneError, match="damaged"):
        told.weave()


def test_a_hiding_can_be_taken_back(told: Small) -> None:
    note(WHO, "call", "x", "phoned Hélène Vasson")
    before = exported()
    row = leave(HIDDEN)
    told.weave()
    withdraw(row.id, who=WHO)
    assert AuditLine.objects.filter(sentence="phoned Hélène Vasson").exists()
    told.weave()
    assert exported() == before
    assert not Sealed.objects.exists()


def test_an_erasing_cannot(told: Small) -> None:
    row = leave(HIDDEN)
    harden(row.id, who=WHO)
    assert not Sealed.objects.exists()
    with pytest.raises(TombstoneError):
        withdraw(row.id, who=WHO)
    told.weave()
    assert everywhere(told) == []


def test_the_proof_names_nobody(told: Small) -> None:
    row = leave()
    line = AuditLine.objects.get(verb="erase")
    assert (line.object, line.who) == (row.id, WHO)
    assert "objection" in line.sentence
    assert not found([("line", line.sentence)], FORMS)


def test_the_preview_says_what_will_be_touched_and_changes_nothing(told: Small) -> None:
    before = exported()
    identity = her()
    seen = preview(Wish(names_of(identity), ERASED, identity))
    assert exported() == before
    assert [row.identity_id for row in seen.pages] == [identity]
    assert {source.path for source, _, _ in seen.places} >= {"texts/a.txt", "texts/c.txt", "texts/portrait-helene-vasson.txt"}
    assert seen.facts
    row = leave()
    assert set(row.sources) == {source.id for source, _, _ in seen.places}


def test_a_namesake_stays(small: Small) -> None:
    small.write("a.txt", "Marie Martin dirige l'Institut Zolamon des Mobilités. Mme Martin est née à Denain.\n")
    small.write("b.txt", "Jean-Marie Martin dirige le Laboratoire Kirasson du Design.\n")
    small.write("c.txt", "La Fondation Marie Martin a été créée en 2010. Elle est située à Lille.\n")
    small.weave()
    identity = EntityRow.objects.visible().get(label="Marie Martin").identity_id
    foundation = EntityRow.objects.visible().get(label="Fondation Marie Martin").identity_id
    seen = preview(Wish(names_of(identity), ERASED, identity))
    assert [(one.label, one.spared) for one in seen.namesakes] == [("Fondation Marie Martin", False)]
    leave_out(Wish(names_of(identity), ERASED, identity, spare=frozenset({foundation})), who=WHO, why="objection")
    for _ in range(2):
        labels = set(EntityRow.objects.visible().values_list("label", flat=True))
        assert {"Jean-Marie Martin", "Fondation Marie Martin"} <= labels
        assert "Marie Martin" not in labels
        small.weave()


def test_refuses_what_is_no_name(told: Small) -> None:
    for names in ((), ("", " "), ("Al",)):
        with pytest.raises(TombstoneError):
            leave_out(Wish(names), who=WHO, why="objection")
    with pytest.raises(TombstoneError):
        leave_out(Wish(("Hélène Vasson",)), who=WHO, why="because")


def said_of(entity: str) -> list[str]:
    return sorted(f"{key} {of}" for key, of in ClaimRow.objects.visible().filter(subject_id=entity).values_list("key", "quote"))


def test_another_of_the_same_name_stays_where_the_atlas_tells_them_apart(small: Small) -> None:
    small.write("a.txt", "Marie Martin dirige l'Institut Zolamon des Mobilités. Mme Martin est née à Denain.\n")
    small.write("b.txt", "Marie Martin dirige le Laboratoire Kirasson du Design. Mme Martin est née à Lille.\n")
    small.weave()
    whole = EntityRow.objects.visible().get(label="Marie Martin").identity_id
    paths = dict(Source.objects.values_list("id", "path"))
    hers, theirs = sorted(paths)  # the id stays with the smallest leaf
    split(whole, [f"{theirs}|person|marie martin"], who=WHO)
    both = EntityRow.objects.visible().filter(label="Marie Martin")
    other = both.exclude(identity_id=whole).get().identity_id
    before = said_of(other)
    seen = preview(Wish(names_of(whole), ERASED, whole))
    assert [(one.id, one.same) for one in seen.namesakes] == [(other, True)]
    leave_out(Wish(names_of(whole), ERASED, whole, spare=frozenset({other})), who=WHO, why="objection")
    for _ in range(2):
        assert list(both.values_list("identity_id", flat=True)) == [other]
        texts = dict(DocumentRow.objects.visible().values_list("source_id", "text"))
        assert "Martin" not in texts[hers]
        assert texts[theirs].count("Martin") == 2
        assert said_of(other) == before
        small.weave()
    small.write("c.txt", "Marie Martin préside l'association Mirason, située à Denain.\n")
    small.weave()
    assert "Martin" not in DocumentRow.objects.visible().get(source__path="texts/c.txt").text
