"""What people declare by the workbench, written into a file that somebody else wrote by hand."""

import threading

import pytest

from dentelle.errors import TerritoryError
from dentelle.territory import declaring, load

BY_HAND = """# our own notes
name = "Test"   # a name

[limits]
workers = 1

[[sources]]   # what comes by mail
glob = "inbox/**"
publisher = "Nobody in particular"
trust = 0.5

[[sources]]
path = [
  "inbox/a.txt",   # the first
  "inbox/b.txt",
]
publisher = "The town"

# the list of the chamber
[[sources]]
path = "inbox/list.csv"
publisher = "Chamber"  # since 2019
title = "Members"
[sources.columns]
name = "Raison sociale"

# the end
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inbox").mkdir()
    for name in ("a.txt", "b.txt", "c.txt", "list.csv"):
        (tmp_path / "inbox" / name).write_text("x", encoding="utf-8")
    (tmp_path / "territory.toml").write_text(BY_HAND, encoding="utf-8")
    return tmp_path


def text(folder):
    return (folder / "territory.toml").read_text(encoding="utf-8")


def test_a_new_file_is_declared_at_the_end_and_nothing_else_moves(folder):
    declaring.declare(folder, "inbox/c.txt", {"title": 'A "quoted" \\ title [x] # no comment', "trust": 0.9, "url": ""})
    assert text(folder).startswith(BY_HAND.rstrip("\n"))
    rule = load(folder).rule_for("inbox/c.txt")
    assert (rule.title, rule.trust, rule.url, rule.publisher) == ('A "quoted" \\ title [x] # no comment', 0.9, "", "")


def test_a_file_of_its_own_rule_is_changed_in_place_with_its_comments(folder):
    declaring.change(folder, "inbox/list.csv", {"publisher": "CCI", "title": "", "licence": "own"})
    assert 'publisher = "CCI"  # since 2019\n' in text(folder)
    assert "# the list of the chamber\n[[sources]]\n" in text(folder)
    rule = load(folder).rule_for("inbox/list.csv")
    assert (rule.publisher, rule.title, rule.licence) == ("CCI", "", "own")
    assert rule.columns == (("Raison sociale", "name"),)


def test_a_file_that_shares_a_rule_gets_one_of_its_own(folder):
    declaring.change(folder, "inbox/a.txt", {"date": "2019"})
    declaring.change(folder, "inbox/c.txt", {"date": "2020"})
    territory = load(folder)
    assert [territory.rule_for(f"inbox/{name}.txt").date for name in "abc"] == ["2019", "", "2020"]
    assert [territory.rule_for(f"inbox/{name}.txt").publisher for name in "abc"] == [
        "The town",
        "The town",
        "Nobody in particular",
    ]


@pytest.mark.parametrize("path", ["inbox/a.txt", "inbox/list.csv", "inbox/c.txt"])
def test_what_is_withdrawn_comes_back_as_it_was(folder, path):
    before = load(folder).rule_for(path)
    block = declaring.withdraw(folder, path)
    assert all(path not in rule.paths for rule in load(folder).sources)
    declaring.restore(folder, block)
    after = load(folder).rule_for(path)
    assert (after.publisher, after.title, after.trust, after.columns) == (
        before.publisher,
        before.title,
        before.trust,
        before.columns,
    )
    assert "# the list of the chamber" in text(folder)
    assert "# the end" in text(folder)


def test_nothing_is_written_that_would_be_a_mistake(folder):
    for words in ({"date": "someday"}, {"licence": "made up"}, {"url": "javascript:x"}):
        with pytest.raises(TerritoryError):
            declaring.declare(folder, "inbox/c.txt", words)
    with pytest.raises(TerritoryError):
        declaring.declare(folder, "inbox/not-there.txt", {})
    assert text(folder) == BY_HAND
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_file_with_a_mistake_is_left_alone(folder):
    (folder / "territory.toml").write_text('name = "x\n', encoding="utf-8")
    with pytest.raises(TerritoryError):
        declaring.declare(folder, "inbox/c.txt", {})
    assert text(folder) == 'name = "x\n'


def test_writers_come_one_after_the_other(folder):
    names = [f"n{number}.txt" for number in range(12)]
    for name in names:
        (folder / "inbox" / name).write_text("x", encoding="utf-8")

    def write(name):
        with declaring.locked(folder):
            declaring.declare(folder, f"inbox/{name}", {"title": name})

    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [load(folder).rule_for(f"inbox/{name}").title for name in names] == names
