"""The index follows what is published: at once after a decision, after a weave, and without whoever is left out."""

import shutil
import threading
from pathlib import Path

import pytest
from django.conf import settings
from searched_town import SECRET
from small_territory import Small

from dentelle.atlas.deciding.judgements import judge_claim
from dentelle.atlas.models import ChangedUnit, ClaimRow, EntityRow, Source
from dentelle.atlas.privacy.leaving_out import Wish, leave_out, names_of
from dentelle.atlas.safekeeping.reset import reset
from dentelle.search import entities, keep_up, keeping, look, parse, passages, rebuild, store


def found(text: str, *, typing: bool = False) -> list[str]:
    looking = look()
    assert looking is not None
    labels = dict(EntityRow.objects.visible().values_list("identity_id", "label"))
    answers = entities(looking.parse(text, typing=typing), looking.searcher).found
    return [labels[one.owner[2:]] for one in answers if one.owner[2:] in labels]


def said(text: str) -> list[str]:
    looking = look()
    assert looking is not None
    keys = [one.claim for one in passages(looking.parse(text), looking.searcher).found]
    quotes = dict(ClaimRow.objects.visible().filter(key__in=keys).values_list("key", "quote"))
    return [quotes[key] for key in keys if key in quotes]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Institut Zolamon", "Institut Zolamon des Mobilités"),
        ("ZOLAMON mobilites", "Institut Zolamon des Mobilités"),
        ("Institut Zolamno", "Institut Zolamon des Mobilités"),
        ("Helene Vason", "Hélène Vasson"),
        ("university", "Universität Brenningen"),
        ("universiteit", "Universität Brenningen"),
        ("lace", "Musée Kirasson de la Dentelle"),
        ("kant museum", "Musée Kirasson de la Dentelle"),
        ("museen", "Musée Kirasson de la Dentelle"),
        ("Rijsel", "Lille"),
        ("Vassonn Hélène", "Hélène Vasson"),
    ],
)
def test_it_finds_what_is_meant(searched: Small, asked: str, meant: str) -> None:
    assert found(asked)[0] == meant


def test_it_finds_while_somebody_types(searched: Small) -> None:
    assert found("Zo", typing=True) == ["Institut Zolamon des Mobilités"]
    assert found("univ bren", typing=True)[0] == "Universität Brenningen"


@pytest.mark.parametrize("asked", ["", "   ", "?!", "qwxzqwxz", "\u202e", "a" * 300, "/", "\x00", "“"])
def test_what_asks_for_nothing_finds_nothing(searched: Small, asked: str) -> None:
    assert not found(asked)
    assert not said(asked)


def test_passages_are_found_in_any_language(searched: Small) -> None:
    assert "gegründet" in said("Universität fondée 1964")[0]
    assert any("peintre" in one for one in said("Vasson peintre"))


def test_what_may_not_be_quoted_is_not_in_the_index(searched: Small) -> None:
    assert found("Bureau Ossavine") == ["Bureau Ossavine"]  # the fact may be told
    assert not said("Ossavine 1987")
    assert not any(SECRET[:20] in one for one in said("fondé"))


def test_a_decision_is_found_at_once(searched: Small) -> None:
    claim = ClaimRow.objects.visible().get(property="founded", quote__contains="1964")
    assert said("1964")
    judge_claim(claim.key, "hide", who="Ada")
    assert not said("1964")


def test_a_weave_is_followed_and_what_went_is_gone(searched: Small) -> None:
    searched.write("new.fr.txt", "Le Laboratoire Marivel du Design est situé à Lille.\n")
    (searched.folder / "texts" / "lace.fr.txt").unlink()
    searched.weave()
    assert found("Marivel") == ["Laboratoire Marivel du Design"]
    assert "Musée Kirasson de la Dentelle" not in found("Kirasson")


def test_what_was_written_by_following_is_what_is_written_anew(searched: Small) -> None:
    searched.write("new.fr.txt", "Le Laboratoire Marivel du Design est situé à Lille.\n")
    searched.weave()
    assert keep_up()
    followed = store.opened().searcher.num_docs
    rebuild()
    assert store.opened().searcher.num_docs == followed


def test_what_is_not_published_yet_is_not_read(searched: Small) -> None:
    state = keeping.state_of(store.opened())
    ChangedUnit.objects.create(run=state.run + 1, unit="e:none")
    assert keep_up()
    assert keeping.state_of(store.opened()).line == state.line


def test_after_a_reset_it_is_made_anew(searched: Small) -> None:
    reset()
    assert not keep_up()


def test_many_changes_are_left_to_whoever_has_time(searched: Small) -> None:
    run = keeping.state_of(store.opened()).run
    ChangedUnit.objects.bulk_create(ChangedUnit(run=run, unit=f"e:{number}") for number in range(keeping.FEW + 1))
    assert not keep_up()
    assert keep_up(keeping.MANY)


def test_nothing_of_who_is_left_out_stays_in_the_files(searched: Small) -> None:
    person = EntityRow.objects.visible().get(label="Hélène Vasson").identity_id
    assert words_like("vass")
    leave_out(Wish(names_of(person), identity=person), who="Ada", why="objection")
    assert not (Path(settings.STATE) / "search").exists()
    assert look() is None  # names are found by the database until it is made again
    rebuild()
    assert not words_like("vass")
    assert not found("Vasson")


def test_an_index_made_while_somebody_was_left_out_is_not_used(searched: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = iter(("before", "after"))
    monkeypatch.setattr(keeping, "_left_out", lambda: next(marks, "after"))
    before = store.opened().name
    rebuild()
    assert store.opened().name == before
    assert look() is None


def test_an_index_of_another_version_is_not_used(searched: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "version", lambda: "another")
    assert look() is None


def test_other_sources_may_be_read(searched: Small) -> None:
    assert not keeping.other_sources()
    Source.objects.filter(path="texts/quiet.fr.txt").update(publish="full")
    assert keeping.other_sources()


def test_one_writes_at_a_time(searched: Small) -> None:
    with store.writing() as first, store.writing() as second:
        assert (first, second) == (True, False)
    with store.writing() as again:
        assert again


def test_what_a_kill_left_beside_goes_with_the_next(searched: Small) -> None:
    with store.writing():
        store.begin()
    assert len(folders()) == 2
    rebuild()
    assert len(folders()) == 1
    assert found("Zolamon")


def test_a_damaged_index_is_none(searched: Small) -> None:
    (folders()[0] / "meta.json").write_text("{", encoding="ascii")
    assert look() is None
    rebuild()
    assert found("Zolamon")


def folders() -> list[Path]:
    return [path for path in (Path(settings.STATE) / "search").iterdir() if path.is_dir()]


def words_like(beginning: str) -> list[str]:
    """The words of the index that begin so, whether or not something is found by them."""
    searcher = store.opened().searcher
    return [word for name in ("name", "stem", "full") for word, _ in searcher.terms_with_prefix(name, beginning)]


def test_threads_read_on_while_it_is_made_anew_and_taken_away(searched: Small) -> None:
    ending, faults, answers = threading.Event(), [], []

    def read() -> None:
        while not ending.is_set():
            try:
                held = store.opened()
                if held:
                    answers.append(len(entities(parse("Zolamno", held.searcher), held.searcher).found))
            except Exception as error:
                faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for turn in range(6):
        rebuild()
        if turn % 3 == 2:
            shutil.rmtree(store.folder())
    ending.set()
    for one in readers:
        one.join()
    assert not faults
    assert set(answers) == {1}


def test_the_process_that_tends_it_makes_it_once(searched: Small) -> None:
    shutil.rmtree(store.folder())
    keeping.bring_up()
    made = store.opened().name
    keeping.bring_up()
    assert store.opened().name == made
    Source.objects.filter(path="texts/quiet.fr.txt").update(publish="full")
    keeping.bring_up()
    assert store.opened().name != made
    assert said("Ossavine 1987")
