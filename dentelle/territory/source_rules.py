"""What ``territory.toml`` says of its files: one rule for each ``[[sources]]``.

Invariants: no path leaves the folder, no file is named twice; nothing is published in full unless its licence or a person
says so.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from dentelle.errors import Problem, phrase
from dentelle.model import LANGUAGES
from dentelle.territory.folder import fits, glob_fault, path_fault, walk
from dentelle.territory.licences import PUBLISH, find_licence, licences
from dentelle.territory.toml_table import Table, suggestion

__all__ = ["FIELDS", "SOURCE_KEYS", "SourceRule", "licence_of", "source_rules", "url_of"]

# What a column of a partner list may hold, in the order in which the reference lists them.
FIELDS: tuple[str, ...] = ("key", "name", "short_name", "kind", "siren", "siret", "website", "language")
FIELDS += ("address", "postcode", "town", "insee", "located_in", "part_of", "works_in", "founded", "role", "holds_label")
FIELDS += ("other_names", "legal_form", "uai", "email", "phone", "activity_code", "received", "member_of", "staff_size", "ignore")


SOURCE_KEYS = ("path", "glob", "title", "publisher", "licence", "date", "trust", "publish", "page", "language", "url", "columns")


@dataclass(frozen=True, slots=True)
class SourceRule:
    """What ``territory.toml`` says of some files (one ``[[sources]]``).

    ``paths`` and ``globs`` are below the folder, with /. ``trust`` is 0 to 1; ``publish`` one of ``PUBLISH``; ``date`` EDTF;
    ``page`` is shared by the language versions of one page; ``columns`` holds (column as written in the list, field).
    """

    paths: tuple[str, ...] = ()
    globs: tuple[str, ...] = ()
    title: str = ""
    publisher: str = ""
    licence: str = "unknown"
    date: str = ""
    trust: float = 0.8
    publish: str = "quote"
    page: str = ""
    language: str = ""
    url: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    def covers(self, path: str) -> bool:
        """Whether this rule speaks of the file at ``path``."""
        return path in self.paths or any(fits(glob, path) for glob in self.globs)


def source_rules(folder: Path, top: Table) -> tuple[SourceRule, ...]:
    """The rules of ``top``, in their order."""
    rules: list[SourceRule] = []
    declared: dict[str, int] = {}
    walked = walk(folder)
    found = walked.files
    top.mistakes.warnings.extend(Problem(0, wrong, right) for wrong, right in walked.faults)
    for table in top.tables("sources", "[[sources]]"):
        rules.append(_source(folder, table, found))
        for key in ("path", "glob"):
            for number, path in table.texts(key, single=True):
                if path in declared:
                    right = phrase("It is already declared on line %(line)s: keep one", line=declared[path])
                    table.wrong(key, phrase('"%(path)s" is declared twice', path=path), right, number)
                declared.setdefault(path, table.line(key) if number is None else table.line(key, number))
        table.close()
    return tuple(rules)


def _source(folder: Path, table: Table, found: Collection[str]) -> SourceRule:
    licence, allowed = licence_of(table)
    return SourceRule(
        paths=_paths(folder, table, found),
        globs=_globs(table, found),
        title=table.text("title"),
        publisher=table.text("publisher"),
        licence=licence,
        date=table.date("date"),
        trust=table.number("trust", SourceRule().trust, 0, 1),
        publish=table.choice("publish", PUBLISH, allowed),
        page=table.text("page"),
        language=table.choice("language", LANGUAGES),
        url=url_of(table),
        columns=_columns(table),
    )


def _paths(folder: Path, table: Table, found: Collection[str]) -> tuple[str, ...]:
    if not table.values.get("path") and not table.values.get("glob"):
        table.wrong("path", phrase("this source names no file"), phrase('Write path = "…" or glob = "…/*.pdf"'))
        return ()
    paths: list[str] = []
    for number, path in table.texts("path", single=True):
        fault = path_fault(folder, path, found)
        if fault:
            table.wrong("path", *fault, number)
        else:
            paths.append(path)
    return tuple(paths)


def _globs(table: Table, found: Collection[str]) -> tuple[str, ...]:
    globs: list[str] = []
    for number, glob in table.texts("glob", single=True):
        fault = glob_fault(glob)
        if fault:
            table.wrong("glob", *fault, number)
            continue
        globs.append(glob)
        if not any(fits(glob, path) for path in found):
            table.odd("glob", phrase('"%(glob)s" fits no file', glob=glob), phrase("Add files, or correct the pattern"), number)
    return tuple(globs)


def licence_of(table: Table) -> tuple[str, str]:
    """The licence as written and what it allows to show; an unknown one allows quotes."""
    name = table.text("licence", SourceRule().licence)
    licence = find_licence(name)
    if licence is None:
        known = [licence.id for licence in licences()]
        table.wrong("licence", phrase('"%(name)s" is not a licence that Dentelle knows', name=name), suggestion(name, known))
        return SourceRule().licence, SourceRule().publish
    return name, licence.publish


def url_of(table: Table, key: str = "url") -> str:
    """The address of a page at ``key``."""
    url = table.text(key)
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        right = phrase('Write it whole: %(key)s = "https://…"', key=key)
        table.wrong(key, phrase('"%(url)s" is not the address of a page', url=url), right)
        return ""
    return url


def _columns(table: Table) -> tuple[tuple[str, str], ...]:
    """Pairs of (column, field); several columns may feed one field, as on the sheets of a workbook."""
    inner = table.table("columns", "[sources.columns]")
    pairs = [(column, name, number) for name in FIELDS for number, column in inner.texts(name, single=True)]
    inner.close()
    fed: set[str] = set()
    for column, name, number in pairs:
        if not column.strip():
            inner.wrong(
                name,
                phrase("the name of a column is empty"),
                phrase('Write it as the list does: %(name)s = "…"', name=name),
                number,
            )
        elif column in fed:
            inner.wrong(
                name,
                phrase('the column "%(column)s" is used twice', column=column),
                phrase("Let each column feed one field"),
                number,
            )
        fed.add(column)
    return tuple(sorted((column, name) for column, name, _ in pairs))
