"""Write the pages of ``docs/reference`` that follow from the code: data, vocabulary, checks. ``make docs`` runs it.

``tests/test_docs.py`` fails when a committed page is not what this writes.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from dentelle.checking import CHECKS
from dentelle.gazetteer.attribution import attributions
from dentelle.model import LANGUAGES
from dentelle.vocabulary import kinds, properties, qualifiers, scheme

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py (make docs): change the code or its data, not this page. -->"


def data() -> str:
    """Whose data are packaged."""
    rows = ((a.what["en"], a.source, a.licence, a.date, codes(a.files)) for a in attributions())
    intro = "What Dentelle knows before it reads anything, from whom, under which licence. The legal page of an atlas repeats it."
    files = "The files lie in `dentelle/gazetteer/data/`; `attributions.tsv` there is the source of this page."
    return page("Packaged data", intro, table(("what", "source", "licence", "edition", "files"), rows), files)


def vocabulary() -> str:
    """Kinds, properties, qualifiers and domains."""
    tree = ((f"`{kind.id}`", f"`{kind.parent}`" if kind.parent else "", *labels(kind.labels)) for kind in kinds())
    said = (
        (f"`{p.id}`", codes(p.subjects), codes(p.range), "one" if p.single else "many", codes(p.qualifiers), *labels(p.labels))
        for p in properties()
    )
    beside = ((f"`{term.id}`", *labels(term.labels)) for term in qualifiers())
    domains = ((f"`{concept.id}`", *labels(concept.labels)) for concept in scheme().concepts)
    return page(
        "Vocabulary",
        "What can be said in an atlas. The data files lie in `dentelle/vocabulary/data/`.",
        "## Kinds\n\n" + table(("kind", "is a", *LANGUAGES), tree),
        "## Properties\n\n*one*: values that differ contradict one another; *many*: they do not.\n\n"
        + table(("property", "of", "value", "values", "beside it", *LANGUAGES), said),
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
    return page("Checks", intro, table(("check", "what it looks for"), rows))


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


PAGES = {"data.md": data, "vocabulary.md": vocabulary, "checks.md": checks}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")
