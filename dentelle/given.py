"""What is given to the rooms beforehand: names that are known, what a file may cost, what is accepted without a person.

Invariant: a room takes these from whoever calls it; none looks them up.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """A name known beforehand: ``forms`` other written forms, ``language`` "" when it holds in all, ``ref`` its code or ""."""

    kind: str
    name: str
    forms: tuple[str, ...] = field(default=())
    type: str = ""
    language: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one untrusted file may cost, and how many workers share the machine (``[limits]`` of territory.toml)."""

    file_bytes: int = 50_000_000  # bytes; a larger file is refused unread
    text_characters: int = 10_000_000  # of extracted text; a longer one is refused
    pages: int = 2_000  # of a PDF
    rows: int = 1_000_000  # of a list
    memory_bytes: int = 400_000_000  # address space a worker may add while it works on one file
    cpu_seconds: int = 60  # for one file
    wall_seconds: int = 120  # for one file
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Which claims are accepted without a person (``[acceptance]`` of territory.toml): trust × confidence at least ``threshold``.

    ``properties`` holds (property, threshold) for properties with a threshold of their own.
    """

    threshold: float = 0.6
    properties: tuple[tuple[str, float], ...] = ()

    def threshold_for(self, name: str) -> float:
        """The least trust × confidence at which a claim of property ``name`` is accepted."""
        return dict(self.properties).get(name, self.threshold)
