"""The published run and the territory's own name."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from dentelle import vocabulary
from dentelle.atlas.models import Publication
from dentelle.model import LANGUAGES


@dataclass(frozen=True, slots=True)
class PublishedTerritory:
    """``run`` is 0 before the first weave; ``scheme`` is the file of the territory's own domains, "" for the charter's eight.

    ``languages`` are those of the pages, the reader's default first; ``publisher`` and ``contact`` stand in the legal notice.
    ``names`` are those in all languages, ``perimeter`` the codes of territory.toml.
    ``outlines``, ``tiles`` and ``attribution`` are those of its map (``territory.MapRule``);
    ``privacy`` holds what ``territory.PrivacyRule`` says.
    """

    name: str
    run: int
    scheme: str
    languages: tuple[str, ...]
    publisher: str
    contact: str
    names: tuple[str, ...]
    perimeter: tuple[str, ...]
    outlines: str
    tiles: str
    attribution: str
    privacy: Mapping[str, str]


def published(language: str) -> PublishedTerritory:
    """The territory as the published run knows it, named in ``language`` where it has such a name (one query)."""
    row = Publication.objects.filter(pk=1).first()
    data = row.territory if row else {}
    names = data.get("names") or {}
    return PublishedTerritory(
        name=names.get(language) or next(iter(names.values()), ""),
        run=row.run if row else 0,
        scheme=data.get("domains") or "",
        languages=tuple(data.get("languages") or LANGUAGES),
        publisher=data.get("publisher") or "",
        contact=data.get("contact") or "",
        names=tuple(names.values()),
        perimeter=tuple(data.get("perimeter") or ()),
        outlines=data.get("outlines") or "",
        tiles=data.get("tiles") or "",
        attribution=data.get("attribution") or "",
        privacy=data.get("privacy") or {},
    )


def scheme_of(path: str) -> vocabulary.Scheme:
    """The domains: those of the file ``path`` below the territory's folder, or the charter's eight when it is ""."""
    return vocabulary.scheme(settings.TERRITORY / path if path else None)
