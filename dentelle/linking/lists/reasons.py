"""The sentence that explains a score, made of what spoke for and against.

Invariant: every code of ``compare`` has its words in ``data/lists_reasons.toml``; a test holds them together.
"""

import tomllib
from functools import cache
from importlib import resources

from dentelle.linking.lists.compare import Compared

__all__ = ["reason"]


@cache
def _sentences() -> dict[str, str]:
    text = resources.files("dentelle.linking").joinpath("data", "lists_reasons.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)["sentences"]
    return table


def reason(compared: Compared) -> str:
    """What spoke for and against, the weightiest first, in English."""
    sentences = _sentences()
    told = [one for one in compared.evidence if sentences[one[0]] and one[0] != "enough"]
    told.sort(key=lambda one: -abs(one[1]))
    return "; ".join([_sentence(sentences[code], about) for code, _, about in told])


def _sentence(template: str, about: tuple[str, ...]) -> str:
    return template.format(*(about if len(about) == 1 or "{1}" in template else (", ".join(about),)))
