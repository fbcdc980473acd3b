"""The command ``dentelle link``: a list against a register. It needs no territory and no database."""

import argparse
from collections.abc import Callable
from pathlib import Path

from dentelle.terminal import progress_bar, say

OK = 0
MOST_CANDIDATES = 20
EXAMPLES = {
    "link": "dentelle link partners.xlsx --register sirene --out partners-linked.xlsx\n"
    "dentelle link partners.csv --register sirene --save-mapping partners.toml --out linked.csv\n"
    "dentelle link partners.csv --register sirene --mapping partners.toml --candidates 5 --strict --out linked.csv",
}

Command = Callable[..., argparse.ArgumentParser]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", command: Command) -> None:
    """Adds the command to the grammar; ``command`` makes one: its place, name, function and help."""
    link = command(commands, "link", _link, "find the organisations of a list in a register")
    link.add_argument("list", metavar="LIST", help="CSV, TSV, XLSX or ODS, as it came")
    link.add_argument("--register", required=True, metavar="R", help="the name of an imported register")
    link.add_argument(
        "--out", required=True, metavar="FILE", help="the list with what was decided; a workbook if it ends in .xlsx"
    )
    link.add_argument("--mapping", metavar="FILE", help="a TOML file that says which column holds what (default: guessed)")
    link.add_argument("--save-mapping", metavar="FILE", help="write down which column was taken for what")
    link.add_argument(
        "--sheet", default="", metavar="NAME", help="the sheet of a workbook (default: what looks most like a list)"
    )
    link.add_argument(
        "--candidates",
        type=_candidates,
        default=1,
        metavar="K",
        help="lines for a row to be reviewed, best first (default: %(default)s)",
    )
    link.add_argument("--strict", action="store_true", help="link only what is all but certain; the rest goes to review")
    link.add_argument("--one-to-one", action="store_true", help="at most one row of the list for each row of the register")


def _candidates(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_CANDIDATES:
        raise argparse.ArgumentTypeError(f"{text} is no number of candidates: use 1 to {MOST_CANDIDATES}")
    return int(text)


def _link(options: argparse.Namespace) -> int:
    from dentelle.exchange.lists import Options, link_list

    asked = Options(
        list=Path(options.list),
        register=options.register,
        out=Path(options.out),
        mapping=Path(options.mapping) if options.mapping else None,
        save_mapping=Path(options.save_mapping) if options.save_mapping else None,
        sheet=options.sheet,
        candidates=options.candidates,
        strict=options.strict,
        one_to_one=options.one_to_one,
    )
    with progress_bar() as progress:
        report = link_list(asked, say, progress)
    for line in report.lines():
        say(line)
    return OK
