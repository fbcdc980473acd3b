"""What a weave tells at its end."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from dentelle.model import Skipped
from dentelle.terminal import inert

UNCOVERED = 10  # so many names of files that nothing declares are shown


@dataclass(slots=True)
class Report:
    """``read`` documents were read from their files, ``reread`` once more with further names; ``facts`` new, changed, vanished.

    ``seconds`` is the whole work without the start of the program; ``starting`` the part of it in which the worker
    processes loaded what they need. ``dry`` when nothing was published.
    """

    run: int = 0
    dry: bool = False
    nothing: bool = False  # no input changed since the published run
    sources: int = 0
    read: int = 0
    reread: int = 0
    records: int = 0
    entities: int = 0
    claims: int = 0
    new_facts: int = 0
    changed_facts: int = 0
    vanished_facts: int = 0
    findings: int = 0
    skipped: tuple[Skipped, ...] = ()
    would_read: tuple[str, ...] = ()  # paths, of a dry run
    uncovered: tuple[str, ...] = ()  # paths of files that lie in the folder and are declared by nothing
    registers: tuple[str, ...] = ()  # what there is to tell of them, line by line
    warnings: tuple[str, ...] = ()  # registers that could not be asked, and why
    seconds: float = 0.0
    starting: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)  # seconds by stage
    changes: str = ""  # what is kept of what it changed: see ``atlas.run_changes``

    def to_json(self) -> dict[str, Any]:
        """As ``Run.report`` keeps it."""
        return msgspec.to_builtins(self)

    def lines(self) -> list[str]:
        """The report as a person reads it."""
        if self.nothing:
            nothing = f"Nothing to do: nothing has changed since run {self.run} ({self.seconds:.1f} s)."
            return [*self._uncovered_lines(), *map(inert, self.warnings), nothing]
        would = "would be " if self.dry else ""
        lines = [
            f"{self.sources} files; {would}read: {self.read}, again for names of others: {self.reread}; rows: {self.records}.",
            f"{self.entities} entities, {self.claims} claims; facts: {self.new_facts} new, {self.changed_facts} changed, "
            f"{self.vanished_facts} vanished; findings: {self.findings}.",
        ]
        lines += [f"  {inert(path)}" for path in self.would_read]
        if self.skipped:
            lines.append(f"Left out: {len(self.skipped)}.")
            lines += [f"  {one.reason}: {inert(one.detail)}" for one in self.skipped]
        lines += self._uncovered_lines()
        lines += [*map(inert, self.registers), *map(inert, self.warnings)]
        lines.append(
            f"{'Dry run; nothing was published' if self.dry else f'Run {self.run} is published'} ({self.seconds:.1f} s)."
        )
        return lines

    def _uncovered_lines(self) -> list[str]:
        if not self.uncovered:
            return []
        shown = [f"  {inert(path)}" for path in self.uncovered[:UNCOVERED]]
        more = [f"  and {len(self.uncovered) - UNCOVERED} more"] if len(self.uncovered) > UNCOVERED else []
        return [f"Not covered by any [[sources]]: {len(self.uncovered)}", *shown, *more]
