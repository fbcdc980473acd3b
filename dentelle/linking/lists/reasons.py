"""The sentence that explains a score, made of what spoke for and against.

Invariant: every code of ``compare`` has its words in ``data/lists_reasons.toml``; a test holds them together.
"""

import tomllib
from functools import cache
from importlib import resources

from dentelle.linking.lists.compare import Compared
from dentelle.linking.lists.evidence import Evidence

__all__ = ["reason"]


@cache
def _sentences() -> dict[str, str]:
    text = resources.files("dentelle.linking").joinpath("data", "lists_reasons.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)["sentences"]
    return table


def reason(compared: Compared) -> str:
    """What spoke for and against, the weightiest first, in English."""
    told = [one for one in compared.evidence if _sentences()[one.code] and one.code != "enough"]
    return "; ".join(_sentence(one) for one in sorted(told, key=lambda one: -abs(one.weight)))


def _sentence(one: Evidence) -> str:
    template = _sentences()[one.code]
    return template.format(*(one.about if "{1}" in template or len(one.about) == 1 else (", ".join(one.about),)))
