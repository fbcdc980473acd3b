"""The translations of the interface: gathering the strings, compiling the catalogues.

``python -m dentelle.web.catalogs extract`` brings the four ``django.po`` up to date with the code and the templates;
``… compile`` writes the ``.mo`` that gettext reads (the build does so for a wheel; they are never committed). Needs Babel,
and Django only to read templates.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOM = Path(__file__).resolve().parent
REFUSING = (  # modules of other rooms whose refusals pages show
    "atlas/jobs.py", "atlas/lock.py", "atlas/reports.py", "atlas/deciding/calls.py", "atlas/deciding/hand_facts.py",
    "atlas/deciding/hand_values.py", "atlas/deciding/judgements.py", "atlas/deciding/proposals.py", "atlas/deciding/recording.py",
    "atlas/deciding/restoring.py", "atlas/deciding/reviewing.py", "atlas/deciding/settling.py", "atlas/people/accounts.py",
    "atlas/people/refusals.py", "atlas/privacy/leaving_out.py", "territory/declaration.py", "territory/declaring.py",
    "territory/folder.py", "territory/maps.py", "territory/perimeter.py", "territory/privacy.py", "territory/registers.py",
    "territory/source_rules.py", "territory/toml_table.py",
    "territory/toml_text.py", "linking/lists/linker.py", "linking/lists/workers.py", "registers/index.py",
    "registers/staging.py", "registers/store.py", "tombstones/store.py", "vocabulary/skos.py", "vocabulary/turtle.py",
    "weaving/workers.py", "weaving/beforehand.py", "weaving/drafts.py", "weaving/imports/accepting.py",
    "weaving/imports/prepare.py", "weaving/taking.py",
)  # fmt: skip
PAGES = (ROOM, ROOM.parent / "hub")  # rooms with pages of their own
LOCALE = ROOM / "locale"
LANGUAGES = ("de", "en", "fr", "nl")
Keywords = dict[str, tuple[int | tuple[int, str], ...] | None]
KEYWORDS: Keywords = {
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "_": None,
}
REFUSALS: Keywords = {
    "AccountError": None,
    "IncubatorError": None,
    "InterfaceError": None,
    "JobError": None,
    "JudgementError": None,
    "RegisterError": None,
    "ReportError": None,
    "SourceError": (2,),
    "TakenError": None,
    "TombstoneError": None,
    "VocabularyError": None,
    "WeaveError": None,
    "phrase": None,
}


def path_of(language: str) -> Path:
    """The catalogue of ``language`` that translators edit."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def compile_all(locale: Path = LOCALE) -> tuple[Path, ...]:
    """Writes the ``.mo`` beside each ``.po`` below ``locale`` where it is missing or older; returns those written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        target.write_bytes(compiled.getvalue())
        written.append(target)
    return tuple(written)


def messages() -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    """(place, message or (singular, plural), context) of every string that the code and the templates ask for."""
    for path in sorted(path for room in PAGES for path in room.rglob("*.py")):
        yield from _found(path, path.read_text(encoding="utf-8"), KEYWORDS if path.is_relative_to(ROOM) else KEYWORDS | REFUSALS)
    for name in REFUSING:
        path = ROOM.parent / name
        yield from _found(path, path.read_text(encoding="utf-8"), KEYWORDS | REFUSALS)
    from django.utils.translation.template import templatize

    for path in sorted(path for room in PAGES for path in room.glob("**/templates/**/*.*")):
        yield from _found(path, templatize(path.read_text(encoding="utf-8"), origin=str(path)))


def _found(path: Path, code: str, keywords: Keywords = KEYWORDS) -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    place = path.relative_to(ROOM.parent.parent).as_posix()
    for _, message, _, context in extract("python", io.BytesIO(code.encode()), keywords=keywords):
        yield place, message, context


def template() -> Catalog:
    """Every string of the interface, without translations; places are files, so that a moved line changes nothing."""
    catalog = Catalog(project="Dentelle", charset="utf-8")
    for place, message, context in messages():
        catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def brought_up_to_date(language: str, fresh: Catalog) -> bytes:
    """The ``.po`` of ``language`` with the strings of ``fresh``: new ones come in empty, unused ones go, nothing is guessed."""
    path = path_of(language)
    catalog = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    made = catalog.creation_date
    catalog.update(fresh, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date, catalog.fuzzy = made, False
    written = io.BytesIO()
    write_po(written, catalog, sort_output=True, include_lineno=False, width=120)
    return written.getvalue()


def extract_all() -> None:
    """Brings every ``.po`` up to date with the code and the templates."""
    fresh = template()
    for language in LANGUAGES:
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(brought_up_to_date(language, fresh))


if __name__ == "__main__":
    if sys.argv[1:] == ["extract"]:
        extract_all()
    elif sys.argv[1:] == ["compile"]:
        compile_all()
    else:
        sys.exit("usage: python -m dentelle.web.catalogs extract|compile")
