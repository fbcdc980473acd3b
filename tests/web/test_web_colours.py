"""Every colour of text can be read on every ground it stands on, in light and dark: WCAG 2.2, 1.4.3 (4.5:1) and 1.4.11 (3:1)."""

import re
from itertools import product

import pytest

from dentelle.web.built import STATIC

TEXT = ("ink", "soft", "thread", "brick", "ochre", "leaf")
GROUNDS = ("paper", "surface")
PAIRS = [
    *product(TEXT, GROUNDS),
    *((name, f"{name}-soft") for name in ("thread", "brick", "ochre", "leaf")),
    *(("ink", ground) for ground in ("thread-soft", "brick-soft", "ochre-soft", "leaf-soft", "mark", "mark-deep")),
    *(("paper", name) for name in ("thread",)),  # words on buttons
]


def tokens() -> dict[str, dict[str, str]]:
    """The colours by scheme; dark ones are those that the dark scheme sets, else the light ones."""
    light, _, dark = (STATIC / "tokens.css").read_text(encoding="utf-8").partition("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part)) for part in (light, dark)]
    return {"light": found[0], "dark": found[0] | found[1]}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(scheme):
    colours = tokens()[scheme]
    assert not {(text, ground) for text, ground in PAIRS if contrast(colours[text], colours[ground]) < 4.5}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_what_can_be_used_are_seen(scheme):
    colours = tokens()[scheme]
    assert not {ground for ground in GROUNDS if contrast(colours["edge"], colours[ground]) < 3}
