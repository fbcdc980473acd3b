"""The door of the kept tables: nothing is written there that names somebody who is left out.

Invariant: whatever a person or a machine saves in a table of ours passes here, also in tables that nobody thought of here; made
tables need no door, for what sources say is masked before it enters them.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_save

from dentelle.atlas.privacy.obeying import in_force
from dentelle.atlas.privacy.sweeping import fields_of, swept_tables, words_of

__all__ = ["guard"]


def guard() -> None:
    """Puts the door before every table that ``swept_tables`` names."""
    for model in swept_tables():
        pre_save.connect(_mask, sender=model, dispatch_uid=f"tombstones {model._meta.label}")


def _mask(sender: type[Model], instance: Model, raw: bool = False, **_: Any) -> None:
    """``raw``: a row of a backup, as it was; the whole is swept afterwards."""
    stones = in_force()
    if raw or not stones:
        return
    for name in fields_of(sender):
        before = getattr(instance, name)
        after = words_of(before, stones) if before else before
        if after != before:
            setattr(instance, name, after)
