"""How a decision enters the atlas: what it changes is projected by the code that weaves use, in the transaction that records it.

Invariant: after ``show`` the published rows are what a weave of the published sources would make with the judgements now in
force; nothing else was touched. The caller holds the transaction, and the lock that ``begin`` takes orders decisions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dentelle.atlas.deciding.near import FarError, Near
from dentelle.atlas.deciding.vicinity import changes_of, claim_changes
from dentelle.atlas.models import ClaimRow
from dentelle.atlas.people.audit import note
from dentelle.atlas.projecting import projection
from dentelle.atlas.projecting.projection import NOTE, TEXT, Changes
from dentelle.atlas.projecting.published import decided_since, judgement_mark, published_state, stamped
from dentelle.atlas.projecting.state import Judgements, State
from dentelle.atlas.projecting.stated import Stated
from dentelle.atlas.projecting.units import Units
from dentelle.errors import JudgementError

Allowed = Callable[[State, State], None]  # of the states before and after; raises what forbids the decision


def begin() -> int:
    """Takes the lock of all who write, until the transaction ends; the published run. Raises JudgementError before the first."""
    run = projection.lock().run
    if not run:
        raise JudgementError("There is nothing to judge yet. Run: dentelle weave")
    return run


def show(before: State | None = None, allowed: Allowed | None = None) -> Changes:
    """Makes the published rows what they are with the judgements now in force; ``before`` is the state until then, if at hand.

    ``allowed`` sees the states before and after first and may raise; then the caller's transaction leaves no trace of it.
    """
    if isinstance(before, Near):
        try:
            changes = changes_of(before, allowed)
        except FarError:
            before = replace(published_state(), judgements=Judgements(before.edges.every()))
        else:
            _stamp()
            return changes
    state = decided_since(before) if before else published_state()
    if allowed is not None and before is not None:
        allowed(before, state)
    run = projection.lock().run
    units = Units(state)
    projection.identify(state, run)
    changes = _project(units, projection.moved(units, run, foreign=(TEXT, NOTE)), run)
    projection.redirect(state)
    _stamp()
    return changes


def show_claim(row: ClaimRow, was: str) -> Changes:
    """What ``show`` does after a judgement on the claim ``row`` alone, on which the verdict ``was`` in force ("" for none)."""
    return show_stated(row.subject_leaf, [row], {row.key: was})


def show_stated(
    leaf: str, judged: Sequence[ClaimRow], was: Mapping[str, str], stated: tuple[Stated, ...] | None = None
) -> Changes:
    """What ``show`` does after judgements on the claims ``judged``, and facts stated about the ``leaf`` that they are about.

    ``was`` are the verdicts before by claim; ``stated`` all facts stated before, None where they are those of now.
    """
    try:
        changes = claim_changes(leaf, judged, was, stated)
    except FarError:
        return show()
    _stamp()
    return changes


def _project(units: Units, names: list[str], run: int) -> Changes:
    changes = Changes()
    for _ in projection.project(units, names, run, changes):
        pass
    return changes


def _stamp() -> None:
    publication = projection.lock()
    if publication.fingerprint:
        publication.fingerprint = stamped(publication.fingerprint, judgement_mark())
        publication.save(update_fields=["fingerprint"])


def audit(who: str, verb: str, what: str, line: str, why: str) -> None:
    """Writes one change by a person into the audit."""
    note(who, verb, what, f"{line} – {why}" if why else line)
