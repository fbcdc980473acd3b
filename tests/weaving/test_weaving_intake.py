"""A document beside the atlas: what it would change, and what becomes of it when it is taken in."""

import os
import shutil
import time

import pytest
from small_territory import INSTITUTE, RIVAL, Here, exported

from dentelle.atlas.models import AuditLine, ClaimJudgement, ClaimRow, FactRow, Source
from dentelle.atlas.safekeeping.reset import reset
from dentelle.errors import SourceError
from dentelle.territory import load
from dentelle.weaving import drafts, intake, taking
from dentelle.weaving.beforehand import key_at
from dentelle.weaving.difference import CONFIRMED, CONTRADICTED, NEW, ROLE
from dentelle.weaving.drafts import Decision

ARTICLE = """L'Institut Zolamon des Mobilités a été fondé en 1997. L'Institut Zolamon des Mobilités est situé à Valenciennes.
L'École Durelin du Verre est située à Douai. Elle a été fondée en 1911.
Hélène Vasson est présidente de l'École Durelin du Verre.
"""
WORDS = {"title": "An article", "publisher": "The Gazette", "licence": "unknown", "trust": 0.8}


@pytest.fixture
def atlas(small, monkeypatch):
    monkeypatch.setattr("dentelle.weaving.intake.Pool", Here)
    small.write("a.txt", INSTITUTE)
    small.weave()
    return small


def brought(atlas, text=ARTICLE, name="article.txt", words=WORDS):
    draft = drafts.make(atlas.folder, name, [text.encode()], dict(words), "anna@example.org")
    intake.read(load(atlas.folder), draft.token)
    return drafts.load(atlas.folder, draft.token), taking.result(atlas.folder, draft.token)


def kinds(found):
    return {kind: [one for one in found.changes if one.kind == kind] for kind in (NEW, CONFIRMED, CONTRADICTED, ROLE)}


def test_the_difference_is_told_and_nothing_is_written(atlas):
    before = exported()
    declared = (atlas.folder / "territory.toml").read_bytes()
    draft, found = brought(atlas)
    assert draft.state == "read"
    parts = kinds(found)
    assert [(one.property, one.value["edtf"]) for one in parts[CONTRADICTED]] == [("founded", "1997")]
    assert [rival.value["edtf"] for rival in parts[CONTRADICTED][0].rivals] == ["1994"]
    assert [one.property for one in parts[CONFIRMED]] == ["located_in"]
    assert ("founded", "1911") in [(one.property, one.value.get("edtf")) for one in parts[NEW]]
    assert parts[ROLE]
    assert "École Durelin du Verre" in [actor.name for actor in found.actors]
    assert "Institut Zolamon des Mobilités" not in [actor.name for actor in found.actors]
    assert all(one.words.quote for one in found.changes)
    assert exported() == before
    assert (atlas.folder / "territory.toml").read_bytes() == declared
    assert atlas.weave().nothing


def test_taken_in_it_is_what_was_told_with_the_decisions_in_force(atlas):
    draft, found = brought(atlas)
    year, place = kinds(found)[CONTRADICTED][0], kinds(found)[CONFIRMED][0]
    school = next(one for one in found.changes if one.value.get("edtf") == "1911")
    with drafts.changing(atlas.folder, draft.token) as now:
        now.decisions = {year.key: Decision("reject"), place.key: Decision("accept"), school.key: Decision("correct", "1912")}
    taken = taking.take(atlas.folder, draft.token, who="anna@example.org", may_decide=True)
    assert taken.path == "inbox/article.txt"
    rule = load(atlas.folder).rule_for(taken.path)
    assert (rule.title, rule.publisher) == ("An article", "The Gazette")
    atlas.weave()
    source = Source.objects.get(path="inbox/article.txt")
    assert source.id == found.source
    claims = {row.key: row for row in ClaimRow.objects.visible().filter(source=source)}
    assert set(claims) == {one.key for one in found.changes}
    assert (claims[year.key].verdict, claims[place.key].verdict, claims[school.key].verdict) == ("reject", "accept", "correct")
    assert FactRow.objects.visible().get(key=claims[school.key].fact_key).value["edtf"] == "1912"
    sentences = list(AuditLine.objects.values_list("sentence", flat=True))
    assert "anna@example.org added the source inbox/article.txt" in sentences
    assert len(sentences) == 4
    shown = exported()
    reset()  # files and decisions alone make the same atlas again
    atlas.weave()
    assert exported() == shown


def test_what_was_interrupted_is_done_again_and_leaves_nothing_twice(atlas, monkeypatch):
    draft, found = brought(atlas)
    with drafts.changing(atlas.folder, draft.token) as now:
        now.decisions = {found.changes[0].key: Decision("accept")}
    for stop in ("dentelle.weaving.taking._store", "dentelle.territory.declaring.declare", "dentelle.weaving.taking.judge"):
        with monkeypatch.context() as patched:
            patched.setattr(stop, lambda *arguments: (_ for _ in ()).throw(OSError("killed")))
            with pytest.raises(OSError, match="killed"):
                taking.take(atlas.folder, draft.token, who="anna@example.org", may_decide=True)
        assert drafts.load(atlas.folder, draft.token).state == "taking"
        assert ClaimJudgement.objects.count() == AuditLine.objects.count() == 0
    taking.take(atlas.folder, draft.token, who="anna@example.org", may_decide=True)
    taking.take(atlas.folder, draft.token, who="anna@example.org", may_decide=True)
    assert sorted(path.name for path in (atlas.folder / "inbox").iterdir()) == ["article.txt"]
    assert sum("inbox/article.txt" in rule.paths for rule in load(atlas.folder).sources) == 1
    assert ClaimJudgement.objects.count() == 1


def test_who_may_not_decide_adds_without_decisions(atlas):
    draft, found = brought(atlas)
    with drafts.changing(atlas.folder, draft.token) as now:
        now.decisions = {found.changes[0].key: Decision("accept")}
    taking.take(atlas.folder, draft.token, who="cora@example.org", may_decide=False)
    assert not ClaimJudgement.objects.exists()


def test_keys_follow_when_the_document_becomes_another_source(atlas):
    _, found = brought(atlas)
    draft = drafts.make(atlas.folder, "other.txt", [ARTICLE.encode()], dict(WORDS), "anna@example.org")
    intake.read(load(atlas.folder), draft.token)
    other = taking.result(atlas.folder, draft.token)
    assert other.source != found.source
    assert [key_at(one, found.source, other.source) for one in found.changes] == [one.key for one in other.changes]


def test_the_same_bytes_and_nearly_the_same_words_are_recognised(atlas):
    same = drafts.make(atlas.folder, "again.txt", [INSTITUTE.encode()], {}, "anna@example.org")
    assert taking.twin(atlas.folder, same) == "texts/a.txt"
    drafts.discard(atlas.folder, same.token)
    _, found = brought(atlas, text=INSTITUTE + "Et encore.\n")
    assert [near.path for near in found.near] == ["texts/a.txt"]
    _, found = brought(atlas, text=RIVAL.replace("Zolamon", "Durelin"))
    assert not found.near


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a\x00b\n<script>.TXT", "a-b-script.txt"),
        (".htaccess", "htaccess"),
        ("", "document"),
        ("…", "document"),
        ("$(rm -rf x).pdf", "rm-rf-x.pdf"),
        ("Été à Lille.docx", "Été-à-Lille.docx"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
        ("a.verylongsuffix", "a.verylongsuffix"),
    ],
)
def test_no_name_decides_where_it_is_written(given, safe):
    assert drafts.safe_name(given) == safe


def test_tokens_lead_nowhere_else(atlas):
    for token in ("..", "../../var", "a/b/c/d/e/f/g", "x" * 100, "nothing-here"):
        with pytest.raises(SourceError):
            drafts.load(atlas.folder, token)


def test_what_cannot_be_read_is_not_taken_in(atlas):
    draft, found = brought(atlas, text="%!PS-Adobe-3.0", name="picture.txt")
    assert (draft.state, found) == ("unread", None)
    assert draft.detail
    with pytest.raises(SourceError):
        taking.take(atlas.folder, draft.token, who="anna@example.org", may_decide=True)
    assert not (atlas.folder / "inbox").exists()


def test_a_name_that_is_taken_gets_a_number(atlas):
    for text in (ARTICLE, RIVAL):
        draft, _ = brought(atlas, text=text)
        taking.take(atlas.folder, draft.token, who="anna@example.org", may_decide=True)
    assert sorted(path.name for path in (atlas.folder / "inbox").iterdir()) == ["article-2.txt", "article.txt"]
    assert (atlas.folder / "inbox" / "article.txt").read_text(encoding="utf-8") == ARTICLE


def test_old_drafts_are_swept(atlas):
    draft, _ = brought(atlas)
    drafts.sweep(atlas.folder, 14)
    assert drafts.every(atlas.folder)
    with drafts.changing(atlas.folder, draft.token) as now:
        now.made_at = time.time() - 15 * drafts.DAY
    drafts.sweep(atlas.folder, 14)
    assert not drafts.every(atlas.folder)


def test_a_retired_source_is_gone_and_comes_back_as_it_was(atlas):
    shown = exported()
    source = Source.objects.get(path="texts/a.txt")
    draft, _ = brought(atlas)
    taking.take(atlas.folder, draft.token, who="anna@example.org", may_decide=True)
    atlas.weave()
    both = exported()
    article = Source.objects.get(path="inbox/article.txt")
    taking.retire(atlas.folder, article, who="stefan@example.org", why="withdrawn")
    atlas.weave()
    assert [one for one in exported() if "1994" in one] == [one for one in shown if "1994" in one]
    assert not ClaimRow.objects.visible().filter(source=article).exists()
    assert [note.path for note in taking.retired(atlas.folder)] == ["inbox/article.txt"]
    taking.bring_back(atlas.folder, article.id, who="stefan@example.org")
    atlas.weave()
    assert exported() == both
    taking.retire(atlas.folder, source, who="stefan@example.org")  # one that only a pattern declares
    assert taking.bring_back(atlas.folder, source.id, who="stefan@example.org") == "texts/a.txt"
    atlas.weave()
    assert exported() == both
    assert [line.verb for line in AuditLine.objects.order_by("id")][-4:] == ["retire_source", "restore_source"] * 2


def test_a_process_that_was_killed_is_seen(atlas):
    draft = drafts.make(atlas.folder, "a.txt", [b"x"], {}, "anna@example.org")
    draft.pid = 2**22 + 1
    assert not intake.is_being_read(draft)
    draft.pid = os.getpid()
    assert intake.is_being_read(draft)
    shutil.rmtree(drafts.room(atlas.folder))
