"""A date with the preposition that a sentence needs: "en 1757", "on 19 November 1757", "im 18. Jahrhundert"."""

import re

from dentelle.web.dates import in_words

DAY, MONTH, YEAR, CENTURY = r"\d{4}-\d\d-\d\d", r"\d{4}-(?:0\d|1[0-2])", r"\d{4}", r"\d\dXX"
BEFORE = {  # language → (pattern of the EDTF date, what stands before it); what fits none stands in brackets
    "fr": ((DAY, "le "), (MONTH, "en "), (YEAR, "en "), (CENTURY, "au ")),
    "en": ((DAY, "on "), (MONTH, "in "), (YEAR, "in "), (CENTURY, "in the ")),
    "de": ((DAY, "am "), (MONTH, "im "), (YEAR, "im Jahr "), (CENTURY, "im ")),
    "nl": ((DAY, "op "), (MONTH, "in "), (YEAR, "in "), (CENTURY, "in de ")),
}
BARE = re.compile(r"[^/]*~|\d{4}(-\d\d)?(-\d\d)?/\.\.")  # "vers 1335", "seit 2017" need nothing before them


def at_time(edtf: str, language: str) -> str:
    """``edtf`` as a part of a sentence.

    >>> at_time("1757-11-19", "de")
    'am 19. November 1757'
    """
    words = in_words(edtf, language)
    for pattern, before in BEFORE.get(language, BEFORE["en"]):
        if re.fullmatch(pattern, edtf):
            return before + words
    return words if not edtf or BARE.fullmatch(edtf) else f"({words})"
