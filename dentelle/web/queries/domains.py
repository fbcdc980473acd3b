"""Which domain of the charter a fact speaks of."""

from collections.abc import Callable
from typing import Any

from dentelle import vocabulary


def domains_in(scheme: vocabulary.Scheme) -> Callable[[dict[str, Any]], str]:
    """A function that gives the domain of a fact's value: the one it is, or the one it names for sure in words ("santé").

    It gives "" for a value that is none of ``scheme``, and works out each text once.
    """
    known = {concept.id for concept in scheme.concepts}
    named: dict[str, str] = {}

    def domain(value: dict[str, Any]) -> str:
        if value.get("concept"):
            return value["concept"] if value["concept"] in known else ""
        if value.get("type") not in ("text", "concept"):
            return ""
        text = value.get("text", "")
        if text not in named:
            named[text] = vocabulary.match_domain(text, scheme)
        return named[text]

    return domain
