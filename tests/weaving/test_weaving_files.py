"""A file is the same source as long as its path or its bytes say so."""

from hypothesis import given
from hypothesis import strategies as st

from dentelle.weaving.files import File, Registered, recognise

ONE = Registered("s1", "a.txt", "one")
TWO = Registered("s2", "b.txt", "two")


def test_a_path_that_is_known_is_its_source_whatever_its_bytes() -> None:
    assert recognise([File("a.txt", "other", 5)], [ONE, TWO]) == {"a.txt": "s1"}


def test_equal_bytes_under_a_new_path_are_the_source_whose_path_has_gone() -> None:
    assert recognise([File("c.txt", "one", 5)], [ONE, TWO]) == {"c.txt": "s1"}


def test_a_copy_is_a_source_of_its_own() -> None:
    found = recognise([File("a.txt", "one", 5), File("c.txt", "one", 5)], [ONE])
    assert found["a.txt"] == "s1"
    assert found["c.txt"] not in ("s1", "")


def test_a_file_that_comes_back_is_known_again() -> None:
    gone = Registered("s1", "a.txt", "one", present=False)
    assert recognise([File("a.txt", "new", 5)], [gone]) == {"a.txt": "s1"}
    assert recognise([File("z.txt", "one", 5)], [gone]) == {"z.txt": "s1"}


def test_a_file_that_moves_to_where_another_once_was_stays_itself() -> None:
    gone = Registered("s1", "a.txt", "one", present=False)
    assert recognise([File("a.txt", "two", 5)], [gone, TWO]) == {"a.txt": "s2"}
    assert recognise([File("a.txt", "two", 5), File("b.txt", "two", 5)], [gone, TWO]) == {"a.txt": "s1", "b.txt": "s2"}


def test_a_new_file_at_the_first_path_of_one_that_moved_gets_another_id() -> None:
    first = recognise([File("a.txt", "one", 5)], [])["a.txt"]
    moved = Registered(first, "b.txt", "one")
    found = recognise([File("a.txt", "new", 5), File("b.txt", "one", 5)], [moved])
    assert found["b.txt"] == first
    assert found["a.txt"] != first


def test_empty_files_do_not_move() -> None:
    empty = Registered("s1", "a.txt", "nothing")
    assert recognise([File("b.txt", "nothing", 0)], [empty]) != {"b.txt": "s1"}


FILES = st.lists(st.builds(File, st.sampled_from("abcdef"), st.sampled_from("123"), st.just(1)), unique_by=lambda f: f.path)


@given(FILES, FILES, st.randoms())
def test_the_order_of_files_does_not_matter_and_ids_are_never_shared(before: list[File], now: list[File], chance) -> None:  # type: ignore[no-untyped-def]
    ids = recognise(before, [])
    known = [Registered(ids[file.path], file.path, file.digest) for file in before]
    result = recognise(now, known)
    chance.shuffle(now)
    chance.shuffle(known)
    assert recognise(now, known) == result
    assert len(set(result.values())) == len(now)
