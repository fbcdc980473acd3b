"""territory.toml: every mistake at once, with its line; paths that stay inside; what may be published."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.errors import Problem, TerritoryError
from dentelle.given import Acceptance, Limits
from dentelle.model import LANGUAGES
from dentelle.territory import KEYS, RegisterRule, SourceRule, init, load
from dentelle.territory.folder import fits
from dentelle.territory.toml_text import parse_toml

MISTAKEN = """\
name = 3
languages = ["fr", "xx", 2, "fr"]
perimeter = ["59606", "zz", 59300]
pulisher = "Somebody"
contact = "a@example.org"
contact = "b@example.org"
acceptance =
[acceptance]
threshold = 1.5
[acceptance.properties]
founde = 0.7
holds_label = "high"
[limits]
pages = -1
cpu_second = 3
workers = true
[[sources]]
path = ["../secret.txt", "partners.cvs", 'a\\b.txt', "lists", "*.txt"]
date = "yesterday"
trust = 7
publish = "ful"
language = "es"
licence = "Licence ouvert"
url = "example.org"
[sources.columns]
nam = "Nom"
name = "Raison sociale"
town = "Raison sociale"
[[sources]]
glob = ["lists/*", "lists/*"]
contact = "c@example.org"
[[sources]]
title = "nothing"
"""

EXPECTED = {
    1: ["name is 3"],
    2: ['"xx" is not a language', "holds 2", '"fr" stands twice'],
    3: ['"zz" is not a code', "holds 59300"],
    4: ['"pulisher" is not a key'],
    6: ["a second time"],
    7: ["not TOML"],
    9: ["threshold is 1.5"],
    11: ['"founde" is not a key'],
    12: ["holds_label is high (a text)"],
    14: ["pages is -1"],
    15: ['"cpu_second" is not a key'],
    16: ["workers is True (true or false)"],
    18: ['"../secret.txt" leads out', 'no file "partners.cvs"', "backslash", '"lists" is a folder', 'no file "*.txt"'],
    19: ["date is yesterday"],
    20: ["trust is 7"],
    21: ['publish is "ful"'],
    22: ['language is "es"'],
    23: ['"Licence ouvert" is not a licence'],
    24: ['"example.org" is not the address'],
    26: ['"nam" is not a key'],
    28: ["used twice"],
    30: ["declared twice"],
    31: ['"contact" is not a key'],
    32: ["names no file"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lists").mkdir()
    (tmp_path / "partners.csv").write_text("name\n")
    (tmp_path / "lists" / "a.csv").write_text("name\n")
    return tmp_path


def declare(folder: Path, text: str) -> Path:
    (folder / "territory.toml").write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path, text: str) -> list[str]:
    """What is wrong with ``text``, as "line: wrong. right"."""
    with pytest.raises(TerritoryError) as raised:
        load(declare(folder, text))
    return [f"{problem.line}: {problem.wrong}. {problem.right}" for problem in raised.value.problems]


def test_every_mistake_is_reported_at_once_with_its_line(folder: Path) -> None:
    found: dict[int, list[str]] = {}
    for problem in problems(folder, MISTAKEN):
        line, wrong = problem.split(": ", 1)
        found.setdefault(int(line), []).append(wrong)
    assert sorted(found) == sorted(EXPECTED)
    for line, wanted in EXPECTED.items():
        assert len(found[line]) == len(wanted), (line, found[line])
        for words in wanted:
            assert any(words in wrong for wrong in found[line]), (line, words, found[line])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('pulisher = "x"', 'Did you mean "publisher"?'),
        ('[[sources]]\npath = "partners.cvs"', 'Did you mean "partners.csv"?'),
        ('[[sources]]\npath = "*.csv"', 'write glob = "*.csv"'),
        ('[[sources]]\npath = "lists"', 'Write glob = "lists/**"'),
        ('[[sources]]\npath = "./partners.csv"', "without ./"),
        ('[[sources]]\nglob = "lists/*"\nlicence = "CC-BY-SAA"', 'Did you mean "CC-BY-SA'),
        ('trust = 1', "It belongs in [[sources]]"),
        ('[limits]\ncontact = "x"', "It belongs at the top, before the first table"),
        ('perimeter = ["596060"]', "INSEE"),
        ('perimeter = ["59999"]', "Look the code up"),
        ('perimeter = ["D99"]', "Look the code up"),
        ('[[sources]]\nglob = "lists/*"\ndate = 2019', '"2019-05~"'),
        ('[[sources]]\nglob = "lists/*"\ndate = 2019-05-03T10:00:00', '"2019-05~"'),
        ('[sources]\nglob = "lists/*"', "[[sources]]"),
        ('[[sources]]\npath = "var/atlas.sqlite3"', "Choose a file of yours"),
    ],
)  # fmt: skip
def test_a_problem_says_what_would_be_right(folder: Path, text: str, right: str) -> None:
    (problem,) = problems(folder, f'name = "X"\n{text}\n')
    assert right in problem


@pytest.mark.parametrize("text", ["", "# nothing\n", 'languages = ["fr"]\n'])
def test_a_territory_needs_a_name(folder: Path, text: str) -> None:
    assert problems(folder, text) == ['0: the territory has no name. Write name = "…" at the top']


def test_a_missing_name_is_not_claimed_where_syntax_hides_it(folder: Path) -> None:
    (problem,) = problems(folder, 'name = "X\nlanguages = ["fr"]\n')
    assert problem.startswith("1: this is not TOML")


def test_what_is_declared_is_what_is_loaded(folder: Path) -> None:
    territory = load(
        declare(
            folder,
            """
            languages = ["nl", "fr"]
            perimeter = ["59606", "245901160", "D59", "R32"]
            publisher = "Agence"
            acceptance = {threshold = 0.5, properties = {holds_label = 0.75}}
            limits = {pages = 12}
            [name]
            fr = "Valenciennois"
            [[sources]]
            path = "partners.csv"
            licence = "cc by sa"
            date = 2019-05-03
            page = "host-town"
            columns = {name = "Raison sociale", siret = ["N° SIRET", "SIRET"]}
            [[sources]]
            glob = "**/*.csv"
            date = "2019-05~"
            """,
        )
    )
    assert territory.names == {"fr": "Valenciennois"}
    assert territory.name("de") == "Valenciennois"
    assert territory.languages == ("nl", "fr")
    assert territory.perimeter == ("59606", "245901160", "D59", "R32")
    assert {"59606", "80021", "02691"} <= territory.communes()  # of the town, of the region
    assert territory.acceptance == Acceptance(0.5, (("holds_label", 0.75),))
    assert territory.limits == Limits(pages=12)
    assert territory.files() == ("lists/a.csv", "partners.csv")
    named, pattern = territory.sources
    assert territory.rule_for("partners.csv") is named
    assert territory.rule_for("lists/a.csv") is pattern
    assert (named.date, pattern.date) == ("2019-05-03", "2019-05~")
    assert named.columns == (("N° SIRET", "siret"), ("Raison sociale", "name"), ("SIRET", "siret"))
    assert (named.publish, pattern.publish) == ("full", "quote")
    assert territory.rule_for("elsewhere.txt") == SourceRule()


def test_a_rule_that_names_a_file_wins_over_an_earlier_pattern(folder: Path) -> None:
    text = 'name = "X"\n[[sources]]\nglob = "*.csv"\n[[sources]]\npath = "partners.csv"\ntrust = 1\n'
    assert load(declare(folder, text)).rule_for("partners.csv").trust == 1


@pytest.mark.parametrize(
    ("licence", "publish"),
    [
        ("Licence Ouverte", "full"), ("etalab-2.0", "full"), ("CC0", "full"), ("cc-by", "full"), ("CC BY-SA 4.0", "full"),
        ("EUPL", "full"), ("own", "full"), ("unknown", "quote"), ("copyright", "quote"), ("CC BY-NC", "quote"),
        ("CC BY-ND", "quote"),
    ],
)  # fmt: skip
def test_what_may_be_shown_follows_from_the_licence(folder: Path, licence: str, publish: str) -> None:
    text = f'name = "X"\n[[sources]]\npath = "partners.csv"\nlicence = "{licence}"\n'
    assert load(declare(folder, text)).sources[0].publish == publish


def test_none_is_only_published_when_a_person_says_so(folder: Path) -> None:
    text = 'name = "X"\n[[sources]]\npath = "partners.csv"\nlicence = "CC0"\npublish = "none"\n'
    assert load(declare(folder, text)).sources[0].publish == "none"


def test_a_pattern_without_a_file_is_a_warning(folder: Path) -> None:
    (warning,) = load(declare(folder, 'name = "X"\n[[sources]]\nglob = "inbox/**"\n')).warnings
    assert (warning.line, warning.wrong) == (3, '"inbox/**" fits no file')


def test_a_link_cannot_lead_out_of_the_folder(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "linked").symlink_to(outside)
    (folder / "inside.csv").symlink_to(folder / "partners.csv")
    (folder / "circle").symlink_to(folder / "circle")
    for path in ("link.txt", "linked/secret.txt", "circle"):
        assert "leads out" in problems(folder, f'name = "X"\n[[sources]]\npath = "{path}"\n')[0]
    territory = load(declare(folder, 'name = "X"\n[[sources]]\nglob = "**"\n'))
    assert territory.files() == ("inside.csv", "lists/a.csv", "partners.csv")
    said = [warning.wrong for warning in territory.warnings]
    assert [wrong.partition(" is ")[0] for wrong in said] == ['"circle"', '"link.txt"', '"linked"']


def test_what_lies_in_the_folder_and_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "lists" / "gone.csv").symlink_to(folder / "nowhere.csv")
    (folder / "lists" / "again").symlink_to(folder / "lists")  # its files are walked where they are
    os.mkfifo(folder / "pipe.txt")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    territory = load(declare(folder, 'name = "X"\n[[sources]]\nglob = "**"\n'))
    assert [warning.wrong for warning in territory.warnings] == [
        '"lists/gone.csv" is a link that leads nowhere',
        '"pipe.txt" is no file but a pipe, socket or device',
        r'the name of "caf\xe9.txt" is not UTF-8',
    ]
    assert territory.files() == ("lists/a.csv", "partners.csv")


def test_a_folder_that_may_not_be_opened_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refusing(path: str) -> object:
        if os.path.basename(path) == "lists":  # noqa: PTH119 - as os.walk gives it
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)  # root may open anything
    territory = load(declare(folder, 'name = "X"\n[[sources]]\nglob = "**"\n'))
    assert [warning.wrong for warning in territory.warnings] == ['the folder "lists" cannot be opened: Permission denied']


def test_state_hidden_files_and_the_declaration_itself_are_no_sources(folder: Path) -> None:
    for path in ("var/atlas.sqlite3", ".git/config", ".hidden", "lists/var/kept.txt"):
        (folder / path).parent.mkdir(exist_ok=True, parents=True)
        (folder / path).write_text("x")
    files = load(declare(folder, 'name = "X"\n[[sources]]\nglob = "**"\n')).files()
    assert files == ("lists/a.csv", "lists/var/kept.txt", "partners.csv")


def test_the_digest_follows_values_not_comments(folder: Path) -> None:
    first = load(declare(folder, 'name = "X"\npublisher = "A"\n')).digest
    assert load(declare(folder, '# a comment\npublisher   = "A"\nname = "X"\n')).digest == first
    assert load(declare(folder, 'name = "X"\npublisher = "B"\n')).digest != first


@pytest.mark.parametrize(
    ("glob", "fitting", "other"),
    [
        ("inbox/**", "inbox/a/b.txt", "outbox/a.txt"),
        ("*.txt", "a.txt", "a/b.txt"),
        ("**/*.txt", "a.txt", "a.pdf"),
        ("a/**/b.txt", "a/b.txt", "ab.txt"),
        ("page.??.html", "page.fr.html", "page.f.html"),
        ("[a-c].txt", "b.txt", "d.txt"),
        ("[!a-c].txt", "d.txt", "a.txt"),
        ("a+(b).txt", "a+(b).txt", "aab.txt"),
        ("[z-a].txt", "[z-a].txt", "z.txt"),
    ],
)
def test_patterns(glob: str, fitting: str, other: str) -> None:
    assert fits(glob, fitting)
    assert not fits(glob, other)


def test_lines_are_those_of_the_keys() -> None:
    text = (
        'a = """\nx = 1\n[not]\n"""\n'  # 1 to 4
        "list = [ # comment ]\n  'one',\n  { two = 2 },\n]\n"  # 5 to 8
        '"quoted key".b = 1979-05-27 07:32:00\n'  # 9
        "[[t]]\n[t.inner]\nk = 1\n[[t]]\nk = 2\n"  # 10 to 14
    )
    parsed = parse_toml(text)
    assert parsed.problems == ()
    assert parsed.line("a") == 1
    assert parsed.line("list", 0) == 6
    assert parsed.line("list", 1, "two") == 7
    assert parsed.line("quoted key", "b") == 9
    assert parsed.line("t", 0, "inner", "k") == 12
    assert parsed.line("t", 1, "k") == 14
    assert parsed.line("t", 1, "missing") == 13
    assert parsed.line("missing") == 0


def test_init_writes_a_territory_that_loads(tmp_path: Path) -> None:
    folder = tmp_path / 'Le "Hainaut"'
    path = init(folder)
    territory = load(folder)
    assert path == folder / "territory.toml"
    assert (folder / "inbox").is_dir()
    assert territory.name("fr") == 'Le "Hainaut"'
    assert territory.rule_for("inbox/a.pdf").publish == "quote"
    assert territory.limits == Limits()
    assert territory.acceptance == Acceptance()


def test_the_written_file_shows_every_key(tmp_path: Path) -> None:
    text = init(tmp_path / "new").read_text(encoding="utf-8")
    shown = {key for table, keys in KEYS.items() if table not in ("[name]", "[sources.columns]") for key in keys}
    assert {key for key in shown if f"{key} =" not in text and f"[{key}" not in text and f".{key}]" not in text} == set()


def test_every_commented_line_of_the_written_file_is_right_when_used(tmp_path: Path) -> None:
    limits = [
        line for line in init(tmp_path / "new").read_text(encoding="utf-8").splitlines() if "_0" in line or "seconds =" in line
    ]
    text = 'name = "X"\n[limits]\n' + "\n".join(line.removeprefix("# ") for line in limits if line.startswith("# "))
    assert load(declare(tmp_path, text)).limits == Limits()


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    declare(tmp_path, 'name = "kept"\n')
    with pytest.raises(TerritoryError, match=r"territory\.toml: .*exists already"):  # no line: it is about the file as a whole
        init(tmp_path)
    assert load(tmp_path).name("fr") == "kept"


def test_a_folder_without_declaration_or_with_an_unreadable_one(tmp_path: Path) -> None:
    with pytest.raises(TerritoryError, match="dentelle init"):
        load(tmp_path)
    (tmp_path / "territory.toml").write_bytes('name = "X"\npublisher = "Chambre régionale"\n'.encode("latin-1"))
    with pytest.raises(TerritoryError, match=r"toml:2: this is not UTF-8"):
        load(tmp_path)
    (tmp_path / "territory.toml").unlink()
    (tmp_path / "territory.toml").mkdir()
    with pytest.raises(TerritoryError, match="cannot be read"):
        load(tmp_path)


def test_deep_nesting_and_huge_numbers_are_problems_too(folder: Path) -> None:
    assert "nested too deeply" in problems(folder, "a = " + "[" * 5000 + "]" * 5000)[0]
    assert problems(folder, 'name = "X"\n[limits]\npages = ' + "9" * 5000)[0].startswith("3: ")


WORDS = st.sampled_from(
    [*"[]='\",{}.#\\1-é \n", '"""', "name", "[name]", "sources", "[[sources]]", "path", "glob", "trust", "columns", "limits",
     "[limits]", "languages", '"fr"', "perimeter", "true", "nan", "2019-05-03", "\\u0000"]
)  # fmt: skip
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.times(), st.datetimes()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
PLACES = st.sampled_from([(table, key) for table, keys in KEYS.items() for key in keys])


def outcome(folder: Path, text: str) -> tuple[Problem, ...]:
    """The problems of ``text``, none when it loads; anything else that is raised passes through."""
    folder.mkdir(exist_ok=True)
    (folder / "territory.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        territory = load(folder)
    except TerritoryError as error:
        return error.problems or (Problem(-1, "", ""),)
    assert territory.names
    assert set(territory.languages) <= set(LANGUAGES)
    return ()


@given(text=st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join)))
def test_no_text_raises_anything_but_a_territory_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    for problem in outcome(tmp_path_factory.getbasetemp() / "texts", text):
        assert 0 <= problem.line <= text.count("\n") + 1
        assert problem.wrong
        assert problem.right


@given(value=VALUES, place=PLACES)
def test_no_value_raises_anything_but_a_territory_error(
    tmp_path_factory: pytest.TempPathFactory, value: object, place: tuple[str, str]
) -> None:
    table, key = place
    text = f"{table}\n{key} = {toml(value)}\n" if table else f"{key} = {toml(value)}\n"
    for problem in outcome(tmp_path_factory.getbasetemp() / "values", text):
        assert 0 <= problem.line <= text.count("\n") + 1
        assert problem.wrong


def toml(value: object) -> str:
    """``value`` as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(char):08X}" if not 0xD800 <= ord(char) < 0xE000 else "?" for char in value) + '"'
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + "}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def test_registers_are_named_in_a_list_or_by_tables(tmp_path: Path) -> None:
    (tmp_path / "territory.toml").write_text('name = "X"\nregisters = ["sirene", "firms"]\n')
    assert load(tmp_path).registers == (RegisterRule("firms"), RegisterRule("sirene"))
    plain = load(tmp_path).digest
    (tmp_path / "territory.toml").write_text(
        'name = "X"\n[registers.sirene]\npublisher = "Insee"\nlicence = "Licence Ouverte 2.0"\ntrust = 1\n[registers.firms]\n'
    )
    (firms, sirene) = load(tmp_path).registers
    assert firms == RegisterRule("firms")
    assert (sirene.publisher, sirene.trust, sirene.publish) == ("Insee", 1.0, "full")
    assert load(tmp_path).digest != plain


def test_every_mistake_about_registers_is_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "territory.toml").write_text('name = "X"\nregisters = ["Sirene", "a", "a", 3]\n')
    with pytest.raises(TerritoryError) as caught:
        load(tmp_path)
    assert [problem.wrong for problem in caught.value.problems] == [
        '"Sirene" cannot be the name of a register',
        '"a" stands twice',
        "registers holds 3 (a number)",
    ]
    (tmp_path / "territory.toml").write_text(
        'name = "X"\n[registers.sirene]\ntrust = 3\nlicense = "own"\npublish = "all"\n[registers."a b"]\n'
    )
    with pytest.raises(TerritoryError) as caught:
        load(tmp_path)
    assert [problem.line for problem in caught.value.problems] == [3, 4, 5, 6]
