"""The published run and the territory's own name."""

from dataclasses import dataclass

from django.conf import settings

from dentelle import vocabulary
from dentelle.atlas.models import Publication


@dataclass(frozen=True, slots=True)
class PublishedTerritory:
    """``run`` is 0 before the first weave; ``scheme`` is the file of the territory's own domains, "" for the charter's eight."""

    name: str
    run: int
    scheme: str


def published(language: str) -> PublishedTerritory:
    """The territory as the published run knows it, named in ``language`` where it has such a name."""
    row = Publication.objects.filter(pk=1).first()
    data = row.territory if row else {}
    names = data.get("names") or data.get("name") or {}
    name = names if isinstance(names, str) else names.get(language) or next(iter(names.values()), "")
    return PublishedTerritory(name=name, run=row.run if row else 0, scheme=data.get("domains") or "")


def scheme_of(path: str) -> vocabulary.Scheme:
    """The domains: those of the file ``path`` below the territory's folder, or the charter's eight when it is ""."""
    return vocabulary.scheme(settings.TERRITORY / path if path else None)
