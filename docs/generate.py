"""Write the pages of ``docs/reference`` that follow from the code: data, vocabulary, checks, commands. ``make docs`` runs it.

``tests/test_docs.py`` fails when a committed page is not what this writes.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dentelle import cli
from dentelle.checking import CHECKS, MESSAGES
from dentelle.gazetteer.attribution import attributions
from dentelle.model import LANGUAGES
from dentelle.vocabulary import kinds, properties, qualifiers, scheme, theme_label

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py (make docs): change the code or its data, not this page. -->"


def data() -> str:
    """Whose data are packaged."""
    rows = ((a.what["en"], a.source, a.licence, a.date, codes(a.files)) for a in attributions())
    intro = "What Dentelle knows before it reads anything, from whom, under which licence. The legal page of an atlas repeats it."
    files = (
        "The files lie in `dentelle/gazetteer/data/`, the words and the model in "
        "`dentelle/reading/data/`; `attributions.tsv` of the former "
        "is the source of this page."
    )
    ours = (
        "## Our own\n\nWritten by hand, under the licence of the project: `areas_abroad.tsv` (regions, historic areas, rivers), "
        "`exonyms.tsv` and `country_forms.tsv` (names in other languages), `legal_forms.tsv`."
    )
    again = (
        "## A new edition\n\nThe scripts in `tools/gazetteer/` write the tables; "
        "[their README](../../tools/gazetteer/README.md) says from what. The same input gives the same bytes."
    )
    return page("Packaged data", intro, table(("what", "source", "licence", "edition", "files"), rows), files, ours, again)


def vocabulary() -> str:
    """Kinds, properties, qualifiers and domains."""
    tree = (
        (f"`{kind.id}`", f"`{kind.parent}`" if kind.parent else "", *labels(kind.labels), kind.schema_org, kind.org)
        for kind in kinds()
    )
    said = (
        (f"`{p.id}`", codes(p.subjects), codes(p.range), "one" if p.single else "many", codes(p.qualifiers), *labels(p.labels))
        for p in properties()
    )
    related = (
        (f"`{p.id}`", theme_label(p.theme, "en"), p.inverse_labels.get("en", ""), p.schema_org, p.org) for p in properties()
    )
    beside = ((f"`{term.id}`", *labels(term.labels)) for term in qualifiers())
    domains = ((f"`{concept.id}`", *labels(concept.labels)) for concept in scheme().concepts)
    return page(
        "Vocabulary",
        "What can be said in an atlas. The data files lie in `dentelle/vocabulary/data/`.",
        "## Kinds\n\n" + table(("kind", "is a", *LANGUAGES, "schema.org", "W3C"), tree),
        "## Properties\n\n*one*: values that differ contradict one another; *many*: they do not.\n\n"
        + table(("property", "of", "value", "values", "beside it", *LANGUAGES), said),
        "## Where a property stands\n\nThe heading that shows it, what the page of its value calls it, and its counterpart in "
        "schema.org and in the W3C Organization Ontology (or FOAF, SKOS, Dublin Core, PROV).\n\n"
        + table(("property", "heading", "the other way round", "schema.org", "W3C"), related),
        "## Qualifiers\n\n" + table(("qualifier", *LANGUAGES), beside),
        "## Domains\n\nThe packaged scheme; `domains` in [territory.toml](territory.md) replaces it.\n\n"
        + table(("domain", *LANGUAGES), domains),
    )


def checks() -> str:
    """Every check and what it looks for."""
    rows = ((f"`{name}`", summary(check.__doc__ or "")) for name, check in CHECKS.items())
    intro = (
        "What a weave looks for. Each finding names the passages that made it; some say that something was checked and is right."
    )
    said = ((f"`{name}`", text["en"]) for name, text in MESSAGES.items() if not name.startswith("reason."))
    words = "The sentences, the finding's data in braces; `dentelle/checking/messages.toml` has them in four languages."
    return page("Checks", intro, table(("check", "what it looks for"), rows), words, table(("outcome", "sentence"), said))


def commands() -> str:
    """Every command with its arguments and examples, from the grammar of the command line."""
    parts = [part for name, command in commands_below(cli.parser()) for part in command_parts(name, command)]
    before = "`dentelle -C DIR COMMAND …` acts on the territory folder `DIR`, by default on the current one."
    codes_of_exit = "## Exit codes\n\n" + "\n".join(f"    {line.strip()}" for line in cli.EXIT_CODES.splitlines()[1:])
    streams = "Data goes to standard output, messages to standard error."
    return page("Commands", f"{before} {streams}", *parts, codes_of_exit)


def commands_below(parser: argparse.ArgumentParser, above: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command by its full name; those that only hold others come first, as ``--help`` shows them."""
    for chooser in parser._actions:
        if isinstance(chooser, argparse._SubParsersAction):
            for name, command in chooser.choices.items():
                yield f"{above}{name}", command
                yield from commands_below(command, f"{above}{name} ")


def command_parts(name: str, command: argparse.ArgumentParser) -> list[str]:
    actions = [action for action in command._actions if action.dest not in ("help", argparse.SUPPRESS)]
    arguments = table(("argument", "meaning"), ((f"`{spelling(action)}`", meaning(action)) for action in actions))
    examples = "\n".join(f"    {line}" for line in cli.EXAMPLES[name].splitlines())
    return [f"## {name}", command.description or "", *([arguments] if actions else []), examples]


def spelling(action: argparse.Action) -> str:
    words = action.metavar if isinstance(action.metavar, str) else "|".join(action.choices or ()) or action.dest.upper()
    if action.option_strings:
        return " ".join(filter(None, (action.option_strings[0], words if action.nargs != 0 else "")))
    return f"{words}…" if action.nargs == "+" else words


def meaning(action: argparse.Action) -> str:
    return (action.help or "").replace("%(default)s", str(action.default))


def labels(by_language: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(by_language.get(language, "") for language in LANGUAGES)


def codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def summary(docstring: str) -> str:
    return " ".join(docstring.strip().split("\n\n")[0].split()).replace("``", "`")


def page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", NOTE, *parts)) + "\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


PAGES = {"data.md": data, "vocabulary.md": vocabulary, "checks.md": checks, "cli.md": commands}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")
