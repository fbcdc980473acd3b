"""The commands about registers: ``dentelle register import|list|show|changes``; only the last needs a territory."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dentelle.terminal import inert_lines, progress_bar, say

OK = 0
EXAMPLES = {
    "register": "dentelle register import csv partners.csv --name partners\ndentelle register list",
    "register import": "dentelle register import sirene StockUniteLegale_utf8.zip StockEtablissement_utf8.zip\n"
    "dentelle register import csv schools.csv --name schools --mapping schools.toml",
    "register import sirene": "dentelle register import sirene StockUniteLegale_utf8.zip StockEtablissement_utf8.zip\n"
    "dentelle register import sirene StockUniteLegale.parquet StockEtablissement.parquet --departements 59,62 --name north",
    "register import csv": "dentelle register import csv schools.csv --name schools --mapping schools.toml\n"
    "dentelle register import csv partners.xlsx --name partners --vintage 2026-03-31",
    "register import naf": "dentelle register import naf naf2025.xlsx\n"
    "dentelle register import naf nace-deutsch.csv --language de",
    "register list": "dentelle register list",
    "register changes": "dentelle -C hainaut register changes sirene\n"
    "dentelle -C hainaut register changes sirene --out changes.csv",
    "register show": "dentelle register show schools\ndentelle register show schools 0590001A",
}

Command = Callable[..., argparse.ArgumentParser]


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    command: Command,
    open_atlas: Callable[[argparse.Namespace], None],
) -> None:
    """Adds the commands to the grammar; ``command`` makes one: its place, name, function, help and the commands above it.

    ``open_atlas`` makes the territory's database ready.
    """
    register = command(commands, "register", None, "registers of organisations: import, list, look into them")
    below = register.add_subparsers(title="commands", metavar="COMMAND", required=True)
    importing = command(below, "import", None, "import a register; one that was killed goes on where it was", "register ")
    kinds = importing.add_subparsers(title="kinds", metavar="KIND", required=True)
    stock = command(
        kinds, "sirene", _import_sirene, "import the stock files of the French register of companies", "register import "
    )
    stock.add_argument("files", nargs="+", metavar="FILE", help="StockUniteLegale and StockEtablissement, as they are published")
    stock.add_argument("--name", default="sirene", help="the name of the register (default: %(default)s)")
    stock.add_argument("--departements", type=_codes, default=(), metavar="CODES", help="only these, such as 59,62,2A,974")
    stock.add_argument("--active-only", action="store_true", help="leave out what is closed")
    _import_options(stock)
    table = command(kinds, "csv", _import_csv, "import a list of organisations that have ids", "register import ")
    table.add_argument("file", metavar="FILE", help="CSV, XLSX or Parquet, as it is, zipped or gzipped")
    table.add_argument("--name", required=True, help="the name of the register")
    table.add_argument("--mapping", metavar="FILE", help="a TOML file that says which column gives which field")
    _import_options(table)
    labels = command(kinds, "naf", _import_naf, "import the labels of activity codes in one language", "register import ")
    labels.add_argument("file", metavar="FILE", help="a list of codes and labels: CSV or XLSX, as it is published")
    labels.add_argument(
        "--nomenclature", choices=("NAF2025", "NAFRev2"), default="NAF2025", help="of which codes (default: %(default)s)"
    )
    labels.add_argument("--language", choices=("fr", "en", "de", "nl"), default="fr", help="of the labels (default: %(default)s)")
    command(below, "list", _list, "print the registers there are", "register ")
    show = command(below, "show", _show, "print what a register is, or one row of it", "register ")
    show.add_argument("register", metavar="REGISTER", help="its name")
    show.add_argument("id", metavar="ID", nargs="?", help="the id of a row")

    def changed(options: argparse.Namespace) -> int:
        open_atlas(options)
        return _changes(options)

    changes = command(
        below, "changes", changed, "print what its newest vintage changed of actors that the atlas holds", "register "
    )
    changes.add_argument("register", metavar="REGISTER", help="its name")
    changes.add_argument("--out", metavar="FILE", help="write the table as CSV, too")


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--vintage", type=_day, metavar="DAY", help="the day the data are of (default: the file's own)")
    command.add_argument("--memory", default="1GB", metavar="SIZE", help="what sorting may hold in memory (default: %(default)s)")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"{text} is no day: write it like 2026-03-31") from problem


def _codes(text: str) -> tuple[str, ...]:
    from dentelle.gazetteer import areas

    known = {area.code for area in areas() if area.kind == "departement"}
    codes = tuple(sorted({code.strip().upper().zfill(2) for code in text.split(",")}))
    if unknown := [code for code in codes if code not in known]:
        raise argparse.ArgumentTypeError(f"there is no département {', '.join(unknown)}")
    return codes


def _import_sirene(options: argparse.Namespace) -> int:
    from dentelle.registers.sirene import Limit, import_sirene
    from dentelle.registers.telling import imported_lines

    with progress_bar() as progress:
        made = import_sirene(
            [Path(file) for file in options.files],
            options.name,
            Limit(options.departements, options.active_only),
            vintage=options.vintage or "",
            memory=options.memory,
            progress=progress,
        )
    for line in imported_lines(made):
        say(line)
    return OK


def _import_csv(options: argparse.Namespace) -> int:
    from dentelle.registers.mapping import load_mapping
    from dentelle.registers.table_import import import_table
    from dentelle.registers.telling import imported_lines

    mapping = load_mapping(Path(options.mapping)) if options.mapping else None
    with progress_bar() as progress:
        made = import_table(
            Path(options.file), options.name, mapping, vintage=options.vintage or "", memory=options.memory, progress=progress
        )
    for line in imported_lines(made):
        say(line)
    return OK


def _import_naf(options: argparse.Namespace) -> int:
    from dentelle.registers.activities import import_labels

    count = import_labels(Path(options.file), options.nomenclature, options.language)
    say(f"{count:,} codes of {options.nomenclature} have a label in {options.language}.")
    return OK


def _list(_: argparse.Namespace) -> int:
    from dentelle.registers.telling import list_lines

    for line in list_lines():
        print(line)
    return OK


def _show(options: argparse.Namespace) -> int:
    from dentelle.registers.telling import register_lines, row_lines

    for line in row_lines(options.register, options.id) if options.id else register_lines(options.register):
        print(inert_lines(line))
    return OK


def _changes(options: argparse.Namespace) -> int:
    from dentelle.weaving.vintages import actor_changes, table_lines, vintages_line, write_table

    found = actor_changes(options.register)
    for line in table_lines(found):
        print(line)
    if options.out:
        write_table(found, Path(options.out))
    say(vintages_line(options.register, len(found)))
    return OK
