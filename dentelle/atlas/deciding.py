"""How a decision enters the atlas: what it changes is projected by the code that weaves use, in the transaction that records it.

Invariant: after ``show`` the published rows are what a weave of the published sources would make with the judgements now in
force; nothing else was touched. The caller holds the transaction, and the lock that ``begin`` takes orders decisions.
"""

from collections.abc import Callable

from dentelle.atlas import projection
from dentelle.atlas.models import AuditLine
from dentelle.atlas.projection import NOTE, TEXT, Changes
from dentelle.atlas.published import published_state, stamped
from dentelle.atlas.state import State
from dentelle.atlas.units import Units
from dentelle.errors import JudgementError


def begin() -> int:
    """Takes the lock of all who write, until the transaction ends; the published run. Raises JudgementError before the first."""
    run = projection.lock().run
    if not run:
        raise JudgementError("There is nothing to judge yet. Run: dentelle weave")
    return run


def show(allowed: Callable[[State], None] | None = None) -> Changes:
    """Makes the published rows what they are with the judgements now in force.

    ``allowed`` sees the state first and may raise; then the caller's transaction leaves no trace of the decision.
    """
    state = published_state()
    if allowed is not None:
        allowed(state)
    publication = projection.lock()
    units = Units(state)
    changes = Changes()
    projection.identify(state, publication.run)
    for _ in projection.project(units, projection.moved(units, publication.run, foreign=(TEXT, NOTE)), publication.run, changes):
        pass
    projection.redirect(state)
    if publication.fingerprint:
        publication.fingerprint = stamped(publication.fingerprint, state.judgements.mark)
        publication.save(update_fields=["fingerprint"])
    return changes


def audit(who: str, verb: str, what: str, line: str, why: str) -> None:
    """Writes one change by a person into the audit."""
    AuditLine.objects.create(who=who, verb=verb, object=what, sentence=f"{line} – {why}" if why else line)
