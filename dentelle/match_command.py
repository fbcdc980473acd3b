"""The command ``dentelle match``: needs beside offers. It needs no territory and no database."""

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from dentelle.terminal import inert, say

OK = 0
EXAMPLES = {
    "match": "dentelle match --needs needs.json --offers offers.json --format jsonl\n"
    "dentelle match --needs needs.json --offers offers.json --as-of 2026-09-01 --most 5",
}

Command = Callable[..., argparse.ArgumentParser]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", command: Command) -> None:
    """Adds the command to the grammar; ``command`` makes one: its place, name, function and help."""
    match = command(commands, "match", _match, "answer needs with offers, and say why and what to ask next")
    match.add_argument("--needs", required=True, metavar="FILE", help="the needs, as JSON")
    match.add_argument("--offers", required=True, metavar="FILE", help="the offers, as JSON")
    match.add_argument(
        "--as-of", type=_day, default=None, metavar="DATE", help="the day on which windows are read (default: today)"
    )
    match.add_argument("--most", type=_most, default=0, metavar="N", help="answers for a need, best first (default: all of them)")
    match.add_argument(
        "--format", choices=("jsonl",), default="jsonl", help="one line of JSON for each need (default: %(default)s)"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day: write it as 2026-09-01") from error


def _most(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of answers: use 1 or more")
    return int(text)


def _warn(line: str) -> None:
    say(inert(line))


def _match(options: argparse.Namespace) -> int:
    from dentelle.hub.interface.exchanged import answer_line, read_needs, read_offers
    from dentelle.hub.interface.matching import Offers, match

    needs = read_needs(Path(options.needs), _warn)
    offers = read_offers(Path(options.offers), _warn)
    indexed = Offers.index(offers)
    day = options.as_of or datetime.now(tz=UTC).astimezone().date()
    for need in needs:
        print(answer_line(match(need, indexed, day), options.most), flush=True)
    return OK
