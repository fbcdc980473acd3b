"""The words that stand as labels of fields ("Founded", "Zetel"), in all languages.

Invariant: a label is a whole line or cell; nothing is a label because it begins like one.
"""

import re
from functools import cache

from dentelle.model import LANGUAGES
from dentelle.reading.patterns_loader import word

__all__ = ["FIELDS", "NAMED", "is_label"]

NAMED = {  # label class → property, letters of its values
    "label_seat": ("located_in", "L"),
    "label_founder": ("created_by", "PO"),
    "label_parent": ("part_of", "O"),
    "label_member": ("member_of", "OG"),
    "label_certificate": ("holds_label", "G"),
    "label_award": ("received", "G"),
}
LONGEST = 48  # characters of a label
BRACKET = re.compile(r"\s?\([^()]*\)(?=\s?:?$)")  # "Turnover (2021)"
FIELDS = (
    "label_founded",
    "label_closed",
    "label_seat",
    "label_staff",
    "label_field",
    "label_offers",
    "label_founder",
    "label_parent",
    "label_member",
    "label_certificate",
    "label_award",
    "label_when",
    "label_organiser",
    "label_office",
)


@cache
def _labels() -> re.Pattern[str]:
    every = "|".join(word(language, name) for language in LANGUAGES for name in FIELDS)
    titles = "|".join(word(language, "title") for language in LANGUAGES)
    return re.compile(rf"(?:{every}|{titles})\s?:?", re.IGNORECASE)


def is_label(line: str) -> bool:
    """Whether ``line`` is nothing but a label."""
    return len(line) <= LONGEST and _labels().fullmatch(BRACKET.sub("", line.strip())) is not None
