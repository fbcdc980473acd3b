"""Text of strangers, made fit to be printed.

Invariant: what ``inert`` returns is one line that moves no cursor, colours nothing and turns no reading direction; a text
without control characters comes back as it is. Names of files and quotes of documents may hold anything.
"""

import re

__all__ = ["inert", "inert_lines"]

# Control characters (C0, DEL, C1), line and paragraph separators, overrides of the reading direction, halves of surrogate pairs.
ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def inert(text: str) -> str:
    """``text`` with each control character written as Python would write it, such as ``\\x1b`` or ``\\n``."""
    return ACTIVE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def inert_lines(text: str) -> str:
    """``text`` whose line feeds are meant, each line made inert."""
    return "\n".join(inert(line) for line in text.split("\n"))
