"""Cells that a spreadsheet opens as text, whoever wrote them.

Invariant: what a program could take for a formula is marked as text, in the cell and in each part of it that becomes a cell of
its own where the program parts cells by another sign (a French one opens a file with commas by semicolons); plain numbers and
telephone numbers stay as they are.
"""

import re

__all__ = ["harmless", "looks_like_formula"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so
NUMBER = re.compile(r"[-+]?\d[\d .,]*")
WITHIN = re.compile(r'([;,\t\r\n][ "]*)([-=+@][^;,\t\r\n]*)')


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run ``text``."""
    return text.startswith(FORMULA) and not NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """``text`` with an apostrophe in front of what a spreadsheet might run."""
    if NUMBER.fullmatch(text):
        return text
    return _marked(WITHIN.sub(lambda found: found[1] + _marked(found[2]), text))


def _marked(text: str) -> str:
    return f"'{text}" if looks_like_formula(text) else text
