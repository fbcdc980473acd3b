"""Every error a person can meet, under one base.

DentelleError
├── VocabularyError      a vocabulary or gazetteer data file is wrong
├── IdentifierError      an identifier is not valid
├── TerritoryError       territory.toml is wrong; carries every problem at once
├── SourceError          a file cannot be used; carries a reason code
├── EngineError          a reading engine is not there; says what to install
├── PassageError         a claim's passage breaks the rule
├── JudgementError       a decision cannot be taken
│   ├── RefusedError     earlier decisions forbid it; carries their chain
│   └── DecidedError     somebody else decided it meanwhile, or has it before them
├── RegisterError        a register is not there, or cannot be imported
├── AccountError         an account cannot be made or changed so
├── AuditError           a line of the audit cannot be changed or removed
├── BackupError          a backup cannot be made, or is damaged and cannot be restored
├── ReportError          a reader's report cannot be settled so
├── JobError             work behind the pages cannot be begun, ended or gone on with
│   └── CancelledError   a person ended it
├── InterfaceError       a need, an offer or a referral cannot be so
├── ExchangeError        a file of needs or offers is wrong
├── IncubatorError       a place, a stay or a plan of the incubator cannot be so
├── TombstoneError       a person cannot be left out so, or the file of tombstones is damaged
└── WeaveError           a run cannot go on
    └── TakenError       another process is at it
"""

from dataclasses import dataclass

from dentelle.terminal import inert


class DentelleError(Exception):
    """Base of all; ``detail`` says what failed and what to do, in one readable sentence.

    What pages show in the reader's language is given as a ``template``, which is translated, and what is ``said`` in it.
    """

    def __init__(self, template: str, **said: object) -> None:
        self.template = template
        self.said = said
        self.detail = template % said if said else template
        super().__init__(self.detail)


class VocabularyError(DentelleError):
    """A data file of the vocabulary or the gazetteer is wrong; the detail names file and line."""


class IdentifierError(DentelleError):
    """A value is no valid identifier of its scheme; the detail says what the scheme wants."""


class Phrase(str):
    """Words that pages can show in another language: a ``template``, which is translated, with what is ``said`` in it."""

    template: str
    said: dict[str, object]


def phrase(template: str, **said: object) -> Phrase:
    """``template`` with what is ``said`` in it."""
    made = Phrase(template % said if said else template)
    made.template, made.said = template, said
    return made


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in ``territory.toml``: ``line`` (from 1, 0: the file as a whole), what is wrong, what would be right."""

    line: int
    wrong: str
    right: str


class TerritoryError(DentelleError):
    """``territory.toml`` is wrong. ``problems`` holds every mistake, in the order of lines."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        self.path = path
        self.problems = problems
        super().__init__("\n".join(inert(f"{path}:{f'{p.line}:' if p.line else ''} {p.wrong}. {p.right}") for p in problems))


class SourceError(DentelleError):
    """A file cannot be used. ``reason`` is one of ``model.SKIP_REASONS``."""

    def __init__(self, reason: str, template: str, **said: object) -> None:
        super().__init__(template, **said)
        self.reason = reason


class EngineError(DentelleError):
    """There is no such reading engine, or what it needs is not installed; the detail says what to install."""


class PassageError(DentelleError):
    """A passage is too long, does not quote its document, or holds neither value nor subject."""


class JudgementError(DentelleError):
    """A decision cannot be taken: there is no such claim or entity, or it makes no sense; the detail says why."""


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain of decisions: two leaves by id, name and path of their source, and what was said of them.

    ``verdict`` same, different, unsure or split, by ``who`` on the day ``when`` (ISO) and ``why``; "linked" is the machine's.
    """

    leaves: tuple[str, str]
    names: tuple[str, str]
    paths: tuple[str, str]
    verdict: str
    who: str = ""
    when: str = ""
    why: str = ""
    judgement: int = 0  # id of the judgement's row

    def __str__(self) -> str:
        ends = [f"{name} ({path})" if path else name for name, path in zip(self.names, self.paths, strict=True)]
        by = f"{self.who}, {self.when}" + (f", “{self.why}”" if self.why else "") if self.who else "found by the machine"
        return f"{ends[0]}  {self.verdict}  {ends[1]}  ({by})"


class RefusedError(JudgementError):
    """Earlier decisions forbid this one. ``chain`` leads from its one end to the other, in the order of the detail."""

    def __init__(self, detail: str, chain: tuple[Link, ...]) -> None:
        super().__init__(detail)
        self.chain = chain


class DecidedError(JudgementError):
    """``who`` decided the item meanwhile, or has it before them (``held``); "" when it has gone without a decision."""

    def __init__(self, detail: str, who: str = "", *, held: bool = False) -> None:
        super().__init__(detail)
        self.who = who
        self.held = held


class RegisterError(DentelleError):
    """A register is unknown or damaged, or a file to import is wrong; the detail names the file and what to do."""


class AccountError(DentelleError):
    """An account cannot be made or changed so; the detail says why."""


class AuditError(DentelleError):
    """The audit is append-only."""


class BackupError(DentelleError):
    """A backup cannot be made or restored; the detail says why, and that nothing was changed."""


class ReportError(DentelleError):
    """A reader's report cannot be answered or closed so; the detail says why."""


class InterfaceError(DentelleError):
    """A need, an offer or a referral cannot be made or changed so; the detail says why."""


class ExchangeError(DentelleError):
    """A file of needs or offers is wrong; ``problems`` names file, index and field of all that is, and what would be right."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class IncubatorError(DentelleError):
    """A place, a stay, a wait or a scenario of the incubator cannot be made or changed so; the detail says why."""


class TombstoneError(DentelleError):
    """A person cannot be hidden or erased so, or what says who is left out cannot be read; the detail says what to do."""


class WeaveError(DentelleError):
    """A run cannot go on (no territory, another run in progress, a database that is too new)."""


class TakenError(WeaveError):
    """Another process does what only one may do at a time; the detail says which, where that is known."""


class JobError(DentelleError):
    """Work behind the pages cannot be begun or ended so, or could not be finished; the detail says why."""


class CancelledError(JobError):
    """A person asked for the end of the work; nothing of it was kept."""
