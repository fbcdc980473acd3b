"""The one gate through which every claim's passage goes, whatever engine made the claim.

Invariants of what ``passage`` returns: ``quote == text[start:end]``, at most ``PASSAGE_LIMIT`` characters and no space at
its ends; quote and lead-in together hold the value or a form of it, and the subject or words that stand for it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from dentelle.errors import PassageError
from dentelle.folding import fold
from dentelle.model import PASSAGE_LIMIT, Passage
from dentelle.reading.prepared import Prepared

__all__ = ["cut_to_fit", "holds", "passage", "prepared_length"]

BOUNDARY = re.compile(r"[;:,()\[\]–—|\n«»“”]")
WORDS = re.compile(r"\w+")
NO_WORDS = "  "


def passage(
    text: str,
    start: int,
    end: int,
    *,
    value: Iterable[str],
    subject_forms: Iterable[str],
    lead: Passage | None = None,
) -> Passage:
    """The passage ``text[start:end]`` without surrounding space, behind its lead-in ``lead`` if it has one.

    ``value`` are the forms of the claim's value, ``subject_forms`` the subject's names and the words that stand for it
    ("it", "the incubator"); no forms at all mean that there is nothing to look for (claims about the document).
    Raises PassageError when a rule is broken.
    """
    if not 0 <= start < end <= len(text):
        raise PassageError(f"The passage {start}..{end} does not lie in a text of {len(text)} characters.")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    quote = text[start:end]
    if not quote:
        raise PassageError("The passage is empty.")
    if len(quote) > PASSAGE_LIMIT:
        raise PassageError(f"The passage has {len(quote)} characters, {PASSAGE_LIMIT} are allowed: {quote[:60]!r}…")
    said = quote if lead is None else f"{lead.quote}\n{quote}"
    for what, forms in (("value", tuple(value)), ("subject", tuple(subject_forms))):
        if forms and not any(holds(said, form) for form in forms):
            raise PassageError(f"The passage {quote[:60]!r} does not hold its {what}: {', '.join(forms)[:120]}")
    return Passage(start, end, quote, lead)


def holds(text: str, form: str) -> bool:
    """Whether ``text`` holds the words of ``form``, in their order, as whole words; case, accents and marks do not count."""
    wanted = _words(form)
    return wanted != NO_WORDS and wanted in _words(text)


@lru_cache(maxsize=4096)  # the claims of one page ask for the same lines and names again and again
def _words(text: str) -> str:
    """The words of ``text``, folded, each between two spaces."""
    return f" {' '.join(WORDS.findall(fold(text)))} "


def cut_to_fit(
    text: str,
    start: int,
    end: int,
    needed: Sequence[tuple[int, int]],
    length: Callable[[int, int], int] = lambda start, end: end - start,
) -> tuple[int, int] | None:
    """The longest stretch of ``text[start:end]`` from clause boundary to clause boundary that fits into a passage and holds all
    of ``needed`` (spans inside it); None where even the shortest is too long. ``length`` measures a stretch as it is quoted."""
    if length(start, end) <= PASSAGE_LIMIT:
        return start, end
    first, last = min(span[0] for span in needed), max(span[1] for span in needed)
    if not start <= first < last <= end or length(first, last) > PASSAGE_LIMIT:
        return None
    starts = [start, *(m.end() for m in BOUNDARY.finditer(text, start, first))]
    ends = [*(m.start() for m in BOUNDARY.finditer(text, last, end)), end]
    low = next((s for s in reversed(starts) if s <= first), first)
    high = next((e for e in ends if e >= last), last)
    if length(low, high) > PASSAGE_LIMIT:
        return first, last
    for wider in reversed([s for s in starts if s < low]):
        if length(wider, high) > PASSAGE_LIMIT:
            break
        low = wider
    for wider in (e for e in ends if e > high):
        if length(low, wider) > PASSAGE_LIMIT:
            break
        high = wider
    return low, high


def prepared_length(prepared: Prepared) -> Callable[[int, int], int]:
    """How long a stretch of the prepared text is when it is quoted from the document, whose text may be longer (mojibake)."""

    def length(start: int, end: int) -> int:
        first, last = prepared.span(start, end)
        return max(last - first, end - start)

    return length
