"""The words and marks of one sentence.

Invariant: tokens are in order, do not overlap and hold no space; an elided article or preposition ("l’", "d’") and a genitive
("'s") are tokens of their own.
"""

import re
from dataclasses import dataclass

from dentelle.reading.names.forms import NOTHING, Form, forms_of

__all__ = ["Token", "tokens"]

TOKEN = re.compile(
    r"[a-zß-öø-ÿ]++(?![\w'’&+.‐‑-])"  # a plain small word, which most are; what follows decides about all others
    r"|\b(?:[ldnsjmtcLDNSJMTC]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=\w)"  # an elision
    r"|(?<![\w’'])['’]t(?= [A-ZÀ-ÖØ-Þ])"  # the article in Dutch names
    r"|\b(?:[A-ZÀ-ÖØ-Þ]\.){3,}|\b[BN]\.V\."  # an acronym with full stops
    r"|\be\. ?[VG]\.(?!\w)"  # "e. V.", "e.V." behind a German association
    r"|\b(?!(?:[DIJM]r|Ds|Hr|Ms)\.)[A-ZÀ-ÖØ-Þ](?:[a-z]?)\.(?:[ ]?-?[A-ZÀ-ÖØ-Þ]\.){0,3}(?=[ ]?[A-ZÀ-ÖØ-Þ][\w-])"  # initials
    r"|\w+(?:(?:[-‐‑'’&+]|(?<=[a-zß-ÿ])\.(?=[A-Z]|[a-z]{2})|(?<=[A-Z]{2})\.(?=[A-Z]{2,3}\b))\w+)*"  # a word
    r"|[^\w\s]"  # a mark
)


@dataclass(slots=True)
class Token:
    """One word or mark: what it is, where it stands, and what stands before it."""

    form: Form
    start: int
    end: int
    opens: bool  # begins a sentence, a quotation or a line
    closed: bool  # a mark or a line break stands between it and the token before


def tokens(text: str, start: int, end: int, language: str) -> list[Token]:
    """The tokens of ``text[start:end]``, a sentence in ``language``; positions in ``text``."""
    forms = forms_of(language)
    found: list[Token] = []
    previous, behind, nothing_yet = NOTHING, start, True
    append = found.append
    columns = text.count("  ", start, end) > 1
    for match in TOKEN.finditer(text, start, end):
        first, last = match.span()
        form = forms[text[first:last]]
        tail = form.tail
        if tail:
            form = forms[form.text[:-tail]]
            last -= tail
        gap = first - behind
        broken = gap > 0 and (text[behind] == "\t" if gap == 1 else gap > 2 or columns or _apart(text[behind:first]))
        append(Token(form, first, last, nothing_yet or broken or previous.opener, broken or not previous.word))
        if nothing_yet and form.word and not form.digits:
            nothing_yet = False
        previous, behind = form, last
        if tail:
            form = forms[text[last : last + tail]]
            found.append(Token(form, last, last + tail, nothing_yet, False))
            previous, behind = form, last + tail
    return found


def _apart(space: str) -> bool:
    """Whether two spaces part columns or paragraphs."""
    return "\t" in space or space == "\n\n"
