"""Which domain of the charter a fact speaks of."""

from typing import Any

from dentelle import vocabulary


def domain_of(value: dict[str, Any], scheme: vocabulary.Scheme) -> str:
    """The id of the domain that ``value`` is or names for sure in words ("santé"), "" when it is none of ``scheme``."""
    if value.get("concept"):
        return value["concept"] if any(concept.id == value["concept"] for concept in scheme.concepts) else ""
    return vocabulary.match_domain(value.get("text", ""), scheme) if value.get("type") in ("text", "concept") else ""
