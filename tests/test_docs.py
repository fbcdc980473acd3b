"""The documentation is complete and holds together: keys, licences, dependencies, links, decisions, generated pages."""

import importlib.util
import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from dentelle import cli
from dentelle.given import Limits
from dentelle.territory import KEYS
from dentelle.territory.licences import licences

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "examples" / "valenciennes" / "README.md"]
)
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))
PARTS = ("Tutorial", "How-to", "Reference", "Explanation")


def text(*names: str) -> str:
    return DOCS.joinpath(*names).read_text(encoding="utf-8")


def sections(page: str) -> dict[str, str]:
    """The parts of a page by the heading of level two that opens them."""
    return {part.split("\n", 1)[0]: part for part in re.split(r"^## ", page, flags=re.MULTILINE)}


def generated() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: write() for name, write in module.PAGES.items()}


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, keys in KEYS.items() for key in keys])
def test_every_key_of_the_declaration_is_in_its_part_of_the_reference(table: str, key: str) -> None:
    assert f"`{key}`" in sections(text("reference", "territory.md"))[table or "At the top"]


def test_no_key_is_documented_that_does_not_exist() -> None:
    known = {key for keys in KEYS.values() for key in keys} | {licence.id for licence in licences()}
    first_cells = re.findall(r"^\| (`[^|]+`) \|", text("reference", "territory.md"), re.MULTILINE)
    assert {word for cell in first_cells for word in re.findall(r"`([^`]+)`", cell)} <= known


def test_the_defaults_of_the_limits_are_those_of_the_code() -> None:
    for key, value in re.findall(
        r"^\| `(\w+)` \| [^|]+ \| ([\d ]+) \|", sections(text("reference", "territory.md"))["[limits]"], re.MULTILINE
    ):
        assert getattr(Limits(), key) == int(value.replace(" ", ""))


def test_every_licence_is_in_the_reference_with_what_it_shows() -> None:
    rows = re.findall(r"^\| (`[^|]+) \| (full|quote) \|", text("reference", "territory.md"), re.MULTILINE)
    documented = {name: publish for cell, publish in rows for name in re.findall(r"`([^`]+)`", cell)}
    assert documented == {licence.id: licence.publish for licence in licences()}


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {"To run": project["dependencies"], "To build": project["optional-dependencies"]["build"]}
    declared["To build the front end"] = project["optional-dependencies"]["node"]
    declared["If you want it"] = project["optional-dependencies"]["spacy"]
    declared["To develop"] = project["optional-dependencies"]["dev"]
    packages = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))
    from_npm = {**packages["devDependencies"], **packages.get("dependencies", {})}
    declared["To build the front end"] += list(from_npm)
    parts = sections(text("explanation", "dependencies.md"))
    to_run = {name(requirement) for requirement in project["dependencies"]}
    for part, requirements in declared.items():
        wanted = {name(requirement) for requirement in requirements} - (to_run if part != "To run" else set())
        assert set(re.findall(r"^\| `([^`]+)` \| \w", parts[part], re.MULTILINE)) == wanted


def test_what_is_optional_is_not_needed_to_run() -> None:
    optional = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]["spacy"]
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    assert not any(re.search(rf"^{name(requirement)}==", locked, re.MULTILINE) for requirement in optional)


def name(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ]", requirement, maxsplit=1)[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for address in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if address.startswith(("http:", "https:", "#")) or address.endswith(".png"):  # pictures are drawn at the end
            continue
        path, _, anchor = address.partition("#")
        target = page.parent / path
        assert target.exists(), address
        if anchor:
            content = target.read_text(encoding="utf-8")
            headings = {heading.strip().lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", content, re.MULTILINE)}
            assert anchor in headings or f'id="{anchor}"' in content, address


def test_every_page_can_be_reached_from_the_index() -> None:
    index = text("README.md")
    for page in DOCS.rglob("*.md"):
        inside = page.relative_to(DOCS).as_posix()
        listed = index if not inside.startswith("decisions/0") else text("decisions", "README.md")
        assert inside in ("README.md", "decisions/README.md") or f"({inside.removeprefix('decisions/')})" in listed, inside


def test_the_index_has_the_four_parts() -> None:
    assert tuple(re.findall(r"^## (.+)$", text("README.md"), re.MULTILINE)) == PARTS


def test_every_environment_variable_is_documented() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dentelle").rglob("*.py"))
    used = set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", code)) | {"DATABASE_URL"}
    assert set(re.findall(r"`([A-Z_]{2,})`", text("reference", "environment.md"))) == used


@pytest.mark.parametrize("record", DECISIONS, ids=lambda record: record.stem)
def test_a_decision_is_dated_and_says_what_lost(record: Path) -> None:
    content = record.read_text(encoding="utf-8")
    assert content.startswith(f"# {record.stem[:4]} ")
    assert re.search(r"^\d{4}-\d\d-\d\d · (accepted|replaced by \[)", content, re.MULTILINE)
    for part in ("**Question.**", "**Choice.**", "**Why.**", "**What lost.**", "**Price.**"):
        assert part in content


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(record.stem[:4]) for record in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_generated_pages_are_up_to_date() -> None:
    for page, content in generated().items():
        assert text("reference", page) == content, f"{page}: run make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_shown_can_be_given(page: Path) -> None:
    shown = re.findall(r"^    (dentelle .+)$|`(dentelle [^`…]+)`", page.read_text(encoding="utf-8"), re.MULTILINE)
    for line in (block or inline for block, inline in shown):
        command = re.split(r" \| | > | && | *  #", line)[0].replace(" COMMAND", "")
        if "--help" not in command:
            assert callable(cli.parser().parse_args(shlex.split(command)[1:]).command), line
