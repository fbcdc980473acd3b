"""Calls for applications: what is asked for, by which criteria it is judged, and who judges."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from dentelle.atlas.models import User
from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.hub.incubator.models import Ballot, Call, Criterion, Juror
from dentelle.model import LANGUAGES

__all__ = ["add_criterion", "add_juror", "keep_call", "remove_criterion", "remove_juror", "words_in"]


def words_in(words: Mapping[str, str], language: str) -> tuple[str, str]:
    """The words in ``language``, or in another that there is; and in which language they are."""
    for code in (language, "en", *LANGUAGES):
        if words.get(code):
            return words[code], code
    return "", language


def keep_call(
    number: int | None,
    titles: Mapping[str, str],
    texts: Mapping[str, str],
    opens: date,
    closes: date,
    *,
    places: int,
    scale: int,
    who: str,
) -> Call:
    """The call as given, a new one where ``number`` is None; open from ``opens`` to the day before ``closes``.

    Raises IncubatorError when it has no title, closes before it opens, or its scale would change under scores that were given.
    """
    titles = {language: " ".join(text.split())[:200] for language, text in titles.items() if text.strip()}
    texts = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not titles:
        raise IncubatorError("Give the call a title in at least one language.")
    if closes <= opens:
        raise IncubatorError("A call closes after it has opened.")
    given = {"titles": titles, "texts": texts, "opens": opens, "closes": closes, "places": places, "scale": scale}
    with transaction.atomic():
        row = Call() if number is None else Call.objects.select_for_update().filter(pk=number).first()
        if row is None:
            raise IncubatorError("There is no such call any more.")
        if row.pk and row.scale != scale and _scored(row.pk):
            raise IncubatorError("Scores were given already: the scale and the criteria stay as they are.")
        for name, value in given.items():
            setattr(row, name, value)
        row.save()
        title = words_in(titles, "en")[0]
        verb = "opened" if number is None else "changed"
        note(
            who,
            "call",
            f"call {row.pk}",
            f"{who} {verb} the call {title}: {opens} to {closes}, {places} places, scores to {scale}",
        )
    return row


def add_criterion(call: int, names: Mapping[str, str], weight: int, *, who: str) -> Criterion:
    """Adds what is scored. Raises IncubatorError when it has no name, or scores were given already."""
    names = {language: " ".join(text.split())[:200] for language, text in names.items() if text.strip()}
    if not names:
        raise IncubatorError("Name the criterion in at least one language.")
    with transaction.atomic():
        row = _open_to_change(call)
        place = (row.criteria.aggregate(last=Max("place"))["last"] or 0) + 1
        made = Criterion.objects.create(call=row, place=place, names=names, weight=weight)
        note(
            who,
            "call",
            f"call {call}",
            f"{who} added the criterion {words_in(names, 'en')[0]} with weight {weight} to call {call}",
        )
    return made


def remove_criterion(call: int, number: int, *, who: str) -> None:
    """Takes a criterion out. Raises IncubatorError when scores were given already."""
    with transaction.atomic():
        row = _open_to_change(call).criteria.filter(pk=number).first()
        if row is not None:
            note(who, "call", f"call {call}", f"{who} took the criterion {words_in(row.names, 'en')[0]} out of call {call}")
            row.delete()


def add_juror(call: int, user: int, *, who: str) -> Juror:
    """Puts an account on the jury. Raises IncubatorError when it is closed, or on it already."""
    with transaction.atomic():
        row, account = Call.objects.filter(pk=call).first(), User.objects.filter(pk=user, is_active=True).first()
        if row is None or account is None:
            raise IncubatorError("There is no such call or account any more.")
        try:
            with transaction.atomic():
                made = Juror.objects.create(call=row, user=account)
        except IntegrityError as error:
            raise IncubatorError("%(email)s is on the jury already.", email=account.email) from error
        note(who, "jury", f"call {call}", f"{who} put {account.email} on the jury of call {call}")
    return made


def remove_juror(call: int, number: int, *, who: str) -> None:
    """Takes somebody off the jury. Raises IncubatorError when they have said something of an application."""
    with transaction.atomic():
        row = Juror.objects.select_related("user").filter(pk=number, call=call).first()
        if row is None:
            return
        if Ballot.objects.filter(juror=row).exists():
            raise IncubatorError("%(email)s has judged already and stays on the jury.", email=row.user.email)
        note(who, "jury", f"call {call}", f"{who} took {row.user.email} off the jury of call {call}")
        row.delete()


def _open_to_change(number: int) -> Call:
    row = Call.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise IncubatorError("There is no such call any more.")
    if _scored(number):
        raise IncubatorError("Scores were given already: the scale and the criteria stay as they are.")
    return row


def _scored(call: int) -> bool:
    return Ballot.objects.filter(application__call=call, scores__isnull=False).exists()
