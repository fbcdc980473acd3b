"""Which column of a publisher's list holds what, as people said it: offered again for the next list that looks like it."""

from collections.abc import Iterable

from dentelle.atlas.models import ListMapping
from dentelle.folding import fold
from dentelle.weaving.imports.survey import Survey, shape_of

__all__ = ["known", "remember"]

Columns = tuple[tuple[str, str], ...]
ENOUGH = 0.5  # of the columns of a list that its publisher's last list had, from which on what was said of these is offered


def known(survey: Survey, publisher: str) -> tuple[ListMapping | None, Columns]:
    """What was said of a list of this shape, and (column, field) of it for the columns of ``survey``; None where nobody did.

    A mapping of the same publisher wins; one of any publisher's list with exactly these columns comes next, then that of the
    publisher's last list, where it had most of the columns.
    """
    same = ListMapping.objects.filter(shape=survey.shape).order_by("-made_at", "-id")
    own = same.filter(publisher=publisher).first() or same.first()
    if own is not None:
        return own, _fitted(own, survey)
    last = ListMapping.objects.filter(publisher=publisher).order_by("-made_at", "-id").first() if publisher else None
    if last is not None and len(fitted := _fitted(last, survey)) >= ENOUGH * len(survey.columns):
        return last, fitted
    return None, ()


def _fitted(mapping: ListMapping, survey: Survey) -> Columns:
    said = {fold(column): field for column, field in mapping.columns}
    return tuple((column.name, said[fold(column.name)]) for column in survey.columns if fold(column.name) in said)


def remember(publisher: str, columns: Iterable[tuple[str, str]], who: str) -> None:
    """Keeps what ``who`` said of the ``columns`` of a list of ``publisher``."""
    listed = [list(pair) for pair in columns]
    shape = shape_of(column for column, _ in listed)
    ListMapping.objects.filter(publisher=publisher, shape=shape).delete()
    ListMapping.objects.create(publisher=publisher, shape=shape, columns=listed, who=who)
