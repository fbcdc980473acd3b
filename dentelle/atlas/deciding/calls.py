"""Calls to actors about what stands on the Monday list."""

from django.db import transaction

from dentelle.atlas.deciding.recording import audit
from dentelle.atlas.models import Call, EntityRow
from dentelle.errors import JudgementError

OUTCOMES = ("reached", "no_answer")


def note_call(identity: str, outcome: str, *, reasons: str, who: str, note: str = "") -> None:
    """Records a call to the actor ``identity`` about ``reasons`` (a digest of what was to be asked).

    Raises JudgementError for an actor or an outcome that is none.
    """
    if outcome not in OUTCOMES:
        raise JudgementError("There is no outcome “%(outcome)s” of a call.", outcome=outcome)
    with transaction.atomic():
        row = EntityRow.objects.visible().filter(identity=identity).first()
        if row is None:
            raise JudgementError("There is no entity %(entity)s.", entity=identity)
        Call.objects.create(identity_id=identity, reasons=reasons[:32], outcome=outcome, who=who, note=note.strip())
        audit(who, "call", identity, f"{who}: call, {outcome.replace('_', ' ')}: {row.label}", note.strip())
