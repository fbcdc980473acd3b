"""What a projection needs of ``territory.toml`` and of the code: published with each run for decisions to obey."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from dentelle.given import Acceptance
from dentelle.vocabulary import Scheme, scheme

PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Rules:
    """``names`` of the territory by language; ``domains`` the file of its own scheme below its folder, "" for the packaged."""

    names: Mapping[str, str]
    languages: tuple[str, ...]
    perimeter: tuple[str, ...]
    domains: str
    domains_digest: str  # of that scheme's file
    acceptance: Acceptance
    code: str  # see ``code_digest``
    publisher: str = ""  # who answers for the pages, and how to write to them
    contact: str = ""
    outlines: str = ""  # of the map: a GeoJSON file below the folder, tiles and whose these are
    tiles: str = ""
    attribution: str = ""
    privacy: Mapping[str, str] = field(default_factory=dict)  # what ``territory.PrivacyRule`` says

    def scheme(self) -> Scheme:
        """The domains to which values of ``covers`` are matched."""
        return _scheme(settings.TERRITORY / self.domains if self.domains else None, self.domains_digest)

    def to_json(self) -> dict[str, Any]:
        """As ``Publication.territory`` holds it."""
        return asdict(self)


@lru_cache(maxsize=4)
def _scheme(path: Path | None, digest: str) -> Scheme:
    """The scheme at ``path``, read once as long as its file's ``digest`` is the same."""
    return scheme(path)


def from_json(data: Mapping[str, Any]) -> Rules:
    """The rules that ``to_json`` wrote."""
    acceptance = data["acceptance"]
    properties = tuple((name, float(threshold)) for name, threshold in acceptance["properties"])
    return Rules(
        names=data["names"],
        languages=tuple(data["languages"]),
        perimeter=tuple(data["perimeter"]),
        domains=data["domains"],
        domains_digest=data["domains_digest"],
        acceptance=Acceptance(acceptance["threshold"], properties),
        code=data["code"],
        publisher=data.get("publisher", ""),
        contact=data.get("contact", ""),
        outlines=data.get("outlines", ""),
        tiles=data.get("tiles", ""),
        attribution=data.get("attribution", ""),
        privacy=data.get("privacy", {}),
    )


@lru_cache(maxsize=8)
def code_digest(rooms: Iterable[str] = ()) -> str:
    """A digest of the files of ``rooms`` below the package (all of it by default, pages and their texts left out).

    Code that changed may conclude differently: whatever carries this digest is made again, and nobody has to remember
    to raise a number.
    """
    hashed = hashlib.sha256()
    for path in sorted(_files(tuple(rooms))):
        hashed.update(path.relative_to(PACKAGE).as_posix().encode())
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def _files(rooms: tuple[str, ...]) -> Iterable[Path]:
    for folder in [PACKAGE / room for room in rooms] or [PACKAGE]:
        for path in folder.rglob("*") if folder.is_dir() else [folder]:
            parts = path.relative_to(PACKAGE).parts
            if path.is_file() and "__pycache__" not in parts and (rooms or parts[0] not in ("web", "hub", "search", "exchange")):
                yield path
