"""The reference page names every format, suffix, role and reason."""

import re
from pathlib import Path

import pytest

from dentelle.model import SKIP_REASONS
from dentelle.sources.detect import SUFFIXES
from dentelle.sources.package import UNPACKED_FACTOR

PAGE = Path(__file__).parents[2].joinpath("docs", "reference", "sources.md").read_text("utf-8")


def test_the_table_of_reasons_is_exactly_the_models() -> None:
    assert tuple(re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.M)) == SKIP_REASONS


@pytest.mark.parametrize("suffix", sorted(filter(None, SUFFIXES)))
def test_every_suffix_is_named(suffix: str) -> None:
    assert f"`{suffix}`" in PAGE


@pytest.mark.parametrize("role", ["heading", "paragraph", "item", "cell", "caption", "furniture"])
def test_every_role_is_named(role: str) -> None:
    assert f"`{role}`" in PAGE


def test_the_factor_is_the_one_of_the_code() -> None:
    assert UNPACKED_FACTOR == 8
    assert "eight times `file_bytes`" in PAGE
