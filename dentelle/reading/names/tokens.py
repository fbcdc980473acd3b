"""The words and marks of one sentence.

Invariant: tokens are in order, do not overlap and hold no space; an elided article or preposition ("l’", "d’") and a genitive
("'s") are tokens of their own.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from dentelle.reading.lexicon import flat

__all__ = ["Token", "tokens"]

TOKEN = re.compile(
    r"(?P<elision>\b(?:[ldnsjmtcLDNSJMTC]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=\w))"
    r"|(?P<dotted>\b(?:[A-ZÀ-ÖØ-Þ]\.){3,})"
    r"|(?P<initials>\b[A-ZÀ-ÖØ-Þ](?:[a-z]?)\.(?:[ ]?-?[A-ZÀ-ÖØ-Þ]\.){0,3}(?=[ ]?[A-ZÀ-ÖØ-Þ][\w-]))"
    r"|(?P<word>\w+(?:(?:[-‐‑'’&+]|(?<=[a-zß-ÿ])\.(?=[A-Z]|[a-z]{2}))\w+)*)"
    r"|(?P<mark>[^\w\s])"
)


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
        if match.lastgroup == "mark":
            body = match.group()
            found.append(Token(body, body, first, last, False, False, False, False))
            continue
        body = match.group()
        if len(body) > 2 and body[-1] in "sS" and body[-2] in "'’":
            last -= 2
            found.append(_word(text[first:last], first, last))
            found.append(Token(body[-2:], body[-2:], last, last + 2, False, False, False, False))
        elif body[0].isupper() and (suffix := BASED.search(body)):
            last = first + suffix.start()
            found.append(_word(body[: suffix.start()], first, last))
            found.append(Token(suffix.group(), suffix.group()[1:], last, match.end(), True, False, False, False))
        else:
            found.append(_word(body, first, last))
    _mark_openings(text, found)
    return found


def _word(body: str, start: int, end: int) -> Token:
    low, capital, odd, upper = _shape(body)
    return Token(body, low, start, end, True, capital, odd, upper)


@lru_cache(maxsize=50_000)
def _shape(body: str) -> tuple[str, bool, bool, bool]:
    """The flat form of a word, and whether it has a capital first, a brand's shape, capitals only."""
    flattened = flat(body)
    if body.isalpha() and body.islower():
        return flattened, False, False, False
    low = flattened.strip().replace("  ", " ")
    if body.isalpha() and body[1:].islower():
        return low, body[0].isupper(), False, False
    if body.isdigit():
        return low, False, False, False
    letters = [c for c in body if c.isalpha()]
    upper = len(letters) > 1 and all(c.isupper() for c in letters)
    odd = (body[-1] not in ".'’" or body.count(".") > 2) and (upper or _odd(body, letters))
    return low, body[0].isupper(), odd, upper


BASED = re.compile(r"-(?:based|born|led|style|owned|wide|made|backed|funded|listed|speaking|era|area)$")
SEPARATORS = re.compile(r"[-‐‑'’]")
SCOTTISH = re.compile(r"^(?:Mc|Mac|Fitz)(?=[A-Z][a-z]+$)")
CAPITAL_INSIDE = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]|[a-zß-ÿ]\.[A-Z]")


def _odd(body: str, letters: list[str]) -> bool:
    """Capitals inside the word, or letters glued to leading digits with a capital: shapes of brands."""
    if not letters:
        return False
    parts = [SCOTTISH.sub("", part) for part in SEPARATORS.split(body)]
    if any(CAPITAL_INSIDE.search(part) for part in parts):
        return True
    if body[0].isdigit():
        return "-" not in body and len(letters) >= 3 and letters[0].isupper()
    return len(parts) > 1 and parts[0].islower() and len(parts[0]) == 1 and parts[1][:1].isupper()


OPENERS = frozenset('«“„"».!?…•‘|>·:▾▸►▼›→●◆■')


def _mark_openings(text: str, found: list[Token]) -> None:
    """Marks which tokens begin a sentence, a quotation, a line or what follows a colon, and which stand behind a mark."""
    previous: Token | None = None
    nothing_yet = True
    for token in found:
        between = text[previous.end : token.start] if previous else ""
        broken = between.count("\n") > 1 or len(between) > 2 or "\t" in between  # columns
        token.opens = nothing_yet or broken or (previous is not None and not previous.word and previous.text in OPENERS)
        token.closed = previous is None or broken or not previous.word
        nothing_yet = nothing_yet and (not token.word or token.text.isdigit())
        previous = token
