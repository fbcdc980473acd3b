"""The words by which a page names a kind, a property, a concept, a theme or a qualifier.

A language without labels is answered in English; an unknown id is answered by itself, so that data of a newer
version still shows.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from dentelle.vocabulary.properties import properties, qualifiers, themes
from dentelle.vocabulary.skos import scheme
from dentelle.vocabulary.tree import kinds


class _Labelled(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def labels(self) -> Mapping[str, str]: ...


def label(identifier: str, language: str) -> str:
    """The label in ``language`` of a kind, else of a property, else of a packaged domain."""
    return _said(_labels(), identifier, language)


def plural(kind: str, language: str) -> str:
    """The label of several things of the kind ``kind``."""
    return _said(_plurals(), kind, language)


def inverse_label(prop: str, language: str) -> str:
    """How the page of a value names the property ``prop``; "" when values have no page."""
    labels = _inverses().get(prop, {})
    return labels.get(language) or labels.get("en", "")


def theme_label(theme: str, language: str) -> str:
    """The heading ``theme`` in ``language``."""
    return _said(_themes(), theme, language)


def qualifier_label(qualifier: str, language: str) -> str:
    """The name of a qualifier in ``language``."""
    return _said(_qualifiers(), qualifier, language)


def _said(labels: Mapping[str, Mapping[str, str]], identifier: str, language: str) -> str:
    known = labels.get(identifier)
    return identifier if known is None else known.get(language) or known.get("en") or identifier


def _by_id(items: Iterable[_Labelled]) -> dict[str, Mapping[str, str]]:
    return {item.id: item.labels for item in items}


@lru_cache
def _labels() -> dict[str, Mapping[str, str]]:
    return _by_id(scheme().concepts) | _by_id(properties()) | _by_id(kinds())


@lru_cache
def _plurals() -> dict[str, Mapping[str, str]]:
    return {kind.id: kind.plurals for kind in kinds()}


@lru_cache
def _inverses() -> dict[str, Mapping[str, str]]:
    return {made.id: made.inverse_labels for made in properties()}


@lru_cache
def _themes() -> dict[str, Mapping[str, str]]:
    return _by_id(themes())


@lru_cache
def _qualifiers() -> dict[str, Mapping[str, str]]:
    return _by_id(qualifiers())
