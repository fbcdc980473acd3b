"""Cells that a spreadsheet opens as text, whoever wrote them.

Invariant: a cell that a program could take for a formula is marked as text; plain numbers and telephone numbers stay as they are.
"""

import re

__all__ = ["harmless", "looks_like_formula"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so
NUMBER = re.compile(r"[-+]?\d[\d .,]*")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run ``text``."""
    return text.startswith(FORMULA) and not NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """``text`` with an apostrophe in front where a spreadsheet might run it."""
    return f"'{text}" if looks_like_formula(text) else text
