"""Text of strangers, made fit to be printed.

Invariant: what ``inert`` returns is one line that moves no cursor, colours nothing and turns no reading direction; a text
without control characters comes back as it is. Names of files and quotes of documents may hold anything.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

__all__ = ["inert", "inert_lines", "progress_bar", "say"]

# Control characters (C0, DEL, C1), line and paragraph separators, overrides of the reading direction, halves of surrogate pairs.
ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def inert(text: str) -> str:
    """``text`` with each control character written as Python would write it, such as ``\\x1b`` or ``\\n``."""
    return ACTIVE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def inert_lines(text: str) -> str:
    """``text`` whose line feeds are meant, each line made inert."""
    return "\n".join(inert(line) for line in text.split("\n"))


def say(message: str) -> None:
    """Prints a message, made inert line by line, on standard error."""
    print(inert_lines(message), file=sys.stderr)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar on standard error when somebody is looking: a function that takes a stage, what is done and how much there is."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    bar: tqdm[NoReturn] = tqdm(unit="", leave=False)

    def show(stage: str, done: int, total: int) -> None:
        if bar.desc != f"{stage}: ":
            bar.set_description(stage)
            bar.reset(total)
        bar.n = done
        bar.refresh()

    with bar:
        yield show
