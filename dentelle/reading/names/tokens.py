"""The words and marks of one sentence.

Invariant: tokens are in order, do not overlap and hold no space; an elided article or preposition ("l’", "d’") and a genitive
("'s") are tokens of their own.
"""

import re
from dataclasses import dataclass

from dentelle.reading.lexicon import flat

__all__ = ["Token", "tokens"]

TOKEN = re.compile(
    r"(?P<elision>\b(?:[ldnsjmtcLDNSJMTC]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=\w))"
    r"|(?P<initials>\b[A-ZÀ-ÖØ-Þ](?:[a-z]?)\.(?:[ ]?-?[A-ZÀ-ÖØ-Þ]\.){0,3}(?=[ ]?[A-ZÀ-ÖØ-Þ][\w-]))"
    r"|(?P<word>\w+(?:(?:[-‐‑'’&+]|(?<=[a-zß-ÿ])\.(?=[A-Z]))\w+)*)"
    r"|(?P<mark>[^\w\s])"
)
GENITIVE = re.compile(r"['’]s$")
BREAKING = re.compile(r"\n")


@dataclass(slots=True)
class Token:
    """One word or mark: its text, ``low`` (lower case, no accents), where it stands, and how it is written."""

    text: str
    low: str
    start: int
    end: int
    word: bool
    capital: bool  # begins with a capital letter
    odd: bool  # written as no common word is: CCI, i-Trans, Soleas.Net, 3ISN
    upper: bool  # two or more letters, all capitals
    opens: bool = False  # begins a sentence, a quotation or a line
    closed: bool = False  # a mark or a line break stands between it and the token before


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``; positions in ``text``."""
    found: list[Token] = []
    for match in TOKEN.finditer(text, start, end):
        first, last = match.span()
        kind = match.lastgroup
        if kind == "word" and (genitive := GENITIVE.search(text, first, last)) and genitive.start() > first:
            found.append(_token(text, first, genitive.start(), "word"))
            found.append(_token(text, genitive.start(), last, "mark"))
        else:
            found.append(_token(text, first, last, kind or "mark"))
    _mark_openings(text, found)
    return found


def _token(text: str, start: int, end: int, kind: str) -> Token:
    body = text[start:end]
    if kind == "mark":
        return Token(body, body, start, end, False, False, False, False)
    capital = body[0].isupper()
    letters = [c for c in body if c.isalpha()]
    upper = len(letters) > 1 and all(c.isupper() for c in letters)
    odd = kind == "word" and (upper or _odd(body, letters))
    return Token(body, flat(body).strip().replace("  ", " "), start, end, True, capital, odd, upper)


def _odd(body: str, letters: list[str]) -> bool:
    """Capitals inside the word, or letters glued to leading digits with a capital: shapes of brands."""
    if not letters:
        return False
    parts = re.split(r"[-‐‑'’]", body)
    if any(re.search(r"[a-zß-ÿ][A-ZÀ-Þ]|[a-zß-ÿ]\.[A-Z]", part) for part in parts):
        return True
    if body[0].isdigit():
        return (
            "-" not in body
            and len(letters) >= 3
            and (letters[0].isupper() or body.endswith("net"))
            and not re.search(r"\d[A-Z]?$", body)
        )
    return len(parts) > 1 and parts[0].islower() and len(parts[0]) == 1 and parts[1][:1].isupper()


OPENERS = frozenset('«“„"».!?…•‘|>·:')


def _mark_openings(text: str, found: list[Token]) -> None:
    """Marks which tokens begin a sentence, a quotation, a line or what follows a colon, and which stand behind a mark."""
    previous: Token | None = None
    nothing_yet = True
    for token in found:
        between = text[previous.end : token.start] if previous else ""
        broken = between.count("\n") > 1
        token.opens = nothing_yet or broken or (previous is not None and not previous.word and previous.text in OPENERS)
        token.closed = previous is None or broken or not previous.word
        nothing_yet = nothing_yet and (not token.word or token.text.isdigit())
        previous = token
