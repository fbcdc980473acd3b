"""Everything that the product can say: tables, files of the state, exports, pages; and where a name stands in it."""

import contextlib
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from dentelle.folding import fold

ORIGINALS = {"atlas.Source": ("path", "first_path")}  # the file's own name, which is never shown where it names somebody
ACCOUNTS = {"atlas.User", "atlas.Invitation", "account.EmailAddress"}


def letters(text: str) -> str:
    """``text`` folded, words parted by one space each."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def holds(text: str, forms: Iterable[str]) -> list[str]:
    """Which of ``forms`` stand in ``text``, however they are written."""
    known = f" {letters(text)} "
    return [form for form in forms if f" {letters(form)} " in known]


def tables() -> Iterator[tuple[str, str]]:
    """(place, text) of every field of every row of the database."""
    for model in apps.get_models():
        label = model._meta.label
        if label in ACCOUNTS:
            continue
        for row in models.QuerySet(model).values():
            for name, value in row.items():
                if name not in ORIGINALS.get(label, ()):
                    yield f"{label}.{name}", plain(value)


def plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        content = bytes(value)
        with contextlib.suppress(zlib.error):
            content = zlib.decompress(content)
        return content.decode("utf-8", "replace")
    return str(value)


def state(folder: Path) -> Iterator[tuple[str, str]]:
    """(path, text) of every file of a territory's state but the database, which ``tables`` reads."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("atlas.sqlite3"):
            yield str(path), path.read_bytes().decode("utf-8", "replace")


def exports() -> Iterator[tuple[str, str]]:
    """(format, line) of everything that can be exported."""
    from dentelle.atlas.deciding import ledger
    from dentelle.exchange.exported import FORMATS, export

    for format in FORMATS:
        for line in export(format):
            yield format, line
    for line in ledger.lines():
        yield "judgements", line


def found(said: Iterable[tuple[str, str]], forms: Iterable[str]) -> list[str]:
    """Where any of ``forms`` stands, with the words around it."""
    forms = list(forms)
    return [f"{place}: {held} in {text[:200]!r}" for place, text in said if (held := holds(text, forms))]
