"""Needs: stated, confirmed, answered, closed, called back, and erased.

Invariant: what was only heard in the text decides nothing; a fact counts from when a person confirmed it. Nothing of a need is
public, and who it is about can be erased without losing what it teaches the gap map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dentelle.atlas.people.audit import note
from dentelle.errors import ExchangeError, InterfaceError
from dentelle.hub.interface import models, terms
from dentelle.hub.interface.catalogue import indexed
from dentelle.hub.interface.exchanged import need_of
from dentelle.hub.interface.heard import heard
from dentelle.hub.interface.matching import Answer, Answers, match
from dentelle.hub.interface.reminding import call_back_on
from dentelle.model import LANGUAGES
from dentelle.reading.language import detect

__all__ = [
    "SHOWN",
    "Contact",
    "answers_to",
    "call_backs",
    "close",
    "confirm",
    "erase",
    "erase_closed",
    "log_shown",
    "state",
    "take_over",
    "term",
    "told_back",
]

THEMES = 3  # concepts that a need counts under
SHOWN, REFUSED = 10, 3  # answers on a page: that can perhaps be had, and that cannot
MOST_TEXT = 20_000  # characters
NAMED = ("firm", "person", "email", "phone")  # who a need is about


@dataclass(frozen=True, slots=True)
class Contact:
    """Who a need is about; ``anonymous``: recipients learn it on both sides' consent only."""

    firm: str = ""
    person: str = ""
    email: str = ""
    phone: str = ""
    anonymous: bool = False


def state(
    text: str,
    *,
    who: str,
    language: str = "",
    contact: Contact | None = None,
    facts: Mapping[str, Any] | None = None,
    family: str = "",
) -> models.Need:
    """The new need; what its text says of facts is kept beside it, to be confirmed. ``who``: the adviser, "" for the public.

    Raises InterfaceError when the text is empty or a fact is wrong.
    """
    text = text.strip()[:MOST_TEXT]
    if not text:
        raise InterfaceError("Say what is needed.")
    language = language if language in LANGUAGES else detect(text)
    known = _checked(text, language, facts or {}, family)
    contact = contact or Contact()
    told = {name: [_plain(one.value), one.words] for name, one in heard(text, language).items() if name not in known}
    with transaction.atomic():
        made = models.Need.objects.create(
            language=language,
            text=text,
            facts=known,
            read=told,
            family=family,
            adviser=who,
            anonymous=contact.anonymous,
            **{name: getattr(contact, name).strip()[:200] for name in NAMED},
        )
        by = who or "a visitor"
        note(by, "need", f"need {made.pk}", f"{by} stated need {made.pk}")
    return made


def _checked(text: str, language: str, facts: Mapping[str, Any], family: str) -> dict[str, Any]:
    given = {name: value for name, value in facts.items() if value not in (None, "", [])}
    try:
        need = need_of({"id": "need", "language": language, "text": text, "facts": given, "wanted_family": family or None})
    except ExchangeError as error:
        raise InterfaceError("A fact cannot be so. %(problems)s", problems=error) from error
    return {name: _plain(value) for name, value in need.facts.items()}


def _plain(value: terms.Fact) -> Any:
    return list(value) if isinstance(value, tuple) else value


def confirm(number: int, facts: Mapping[str, Any], *, who: str, family: str | None = None) -> models.Need:
    """The need with ``facts`` as all that is known: what was heard is confirmed or dropped by it. Raises InterfaceError."""
    with transaction.atomic():
        need = _open(number)
        need.family = need.family if family is None else family
        need.facts, need.read = _checked(need.text, need.language, facts, need.family), {}
        need.save()
        note(who, "need", f"need {number}", f"{who} confirmed {len(need.facts)} facts of need {number}")
    return need


def correct(number: int, text: str, contact: Contact, *, who: str) -> models.Need:
    """The need in other words, or about somebody else; what new words say of facts that are not known waits to be confirmed.

    Raises InterfaceError when the text is empty or the need is closed.
    """
    text = text.strip()[:MOST_TEXT]
    if not text:
        raise InterfaceError("Say what is needed.")
    with transaction.atomic():
        need = _open(number)
        if text != need.text:
            need.text, need.language = text, detect(text)
            told = heard(text, need.language).items()
            need.read = {name: [_plain(one.value), one.words] for name, one in told if name not in need.facts}
        for name in NAMED:
            setattr(need, name, getattr(contact, name).strip()[:200])
        need.anonymous = contact.anonymous
        need.save()
        note(who, "need", f"need {number}", f"{who} corrected the words of need {number} or who it is about")
    return need


def reopen(number: int, *, who: str) -> None:
    """Opens a need that was closed too early. Raises InterfaceError when nobody is left whom it is about."""
    with transaction.atomic():
        need = models.Need.objects.select_for_update().filter(pk=number).first()
        if need is None:
            raise InterfaceError("There is no such need any more.")
        if need.erased_at is not None:
            raise InterfaceError("Who the need was about is erased: it cannot be opened again.")
        if need.state == models.CLOSED:
            need.state, need.outcome, need.closed_at = models.OPEN, "", None
            need.save()
            note(who, "need", f"need {number}", f"{who} opened need {number} again")


def take_over(number: int, *, who: str) -> None:
    """Makes ``who`` the adviser of the need."""
    with transaction.atomic():
        need = _open(number)
        before, need.adviser = need.adviser, who
        need.save()
        note(who, "need", f"need {number}", f"{who} took over need {number}" + (f" from {before}" if before else ""))


def _open(number: int) -> models.Need:
    need = models.Need.objects.select_for_update().filter(pk=number).first()
    if need is None:
        raise InterfaceError("There is no such need any more.")
    if need.state != models.OPEN:
        raise InterfaceError("The need is closed.")
    return need


def term(need: models.Need) -> terms.Need:
    """The need as it is matched: confirmed facts only."""
    facts = {name: tuple(value) if isinstance(value, list) else value for name, value in need.facts.items()}
    return terms.Need(str(need.pk), need.language, need.text, facts, need.family)


def answers_to(need: models.Need, day: date) -> Answers:
    """All offers as answers to ``need`` on ``day``, best first."""
    return match(term(need), indexed(day), day)


def log_shown(need: models.Need, answers: Answers) -> tuple[Answer, ...]:
    """What a page shows to ``need``; keeps it, each at the best place that it had: what neutrality is measured by.

    Keeps also what the gap map counts: what the need is about, whether anything answers it, and what stood before the rest.
    """
    told = answers.told(SHOWN, REFUSED)
    keys = {answer.offer.id: (place, answer.verdict) for place, answer in enumerate(told, 1)}
    rows = dict(models.Offer.objects.filter(key__in=keys).values_list("key", "pk"))
    before = dict(models.Shown.objects.filter(need=need).values_list("offer_id", "place"))
    seen = [
        models.Shown(need=need, offer_id=rows[key], place=min(place, before.get(rows[key], place)), verdict=verdict)
        for key, (place, verdict) in keys.items()
        if key in rows
    ]
    models.Shown.objects.bulk_create(
        seen, update_conflicts=True, unique_fields=["need", "offer"], update_fields=["place", "verdict"]
    )
    counted = {"answered": answers.answered, "themes": list(answers.themes(THEMES)), "failed": list(answers.in_the_way)}
    if counted != {name: getattr(need, name) for name in counted}:
        models.Need.objects.filter(pk=need.pk).update(**counted)
    return told


def close(number: int, outcome: str, *, who: str, answer: str = "") -> None:
    """Closes the need with what came of it and the firm's own answer. Raises InterfaceError for an outcome that there is not."""
    if outcome not in models.OUTCOMES:
        raise InterfaceError("Say what came of it.")
    with transaction.atomic():
        need = _open(number)
        need.state, need.outcome, need.answer, need.closed_at = models.CLOSED, outcome, answer.strip()[:4_000], timezone.now()
        need.save()
        note(who, "need", f"need {number}", f"{who} closed need {number}: {outcome}")


def call_backs(day: date, country: str) -> tuple[tuple[models.Need, date], ...]:
    """The needs whose firm is to be called back by ``day``, with the day from which on: two months after the help was done."""
    done = models.Need.objects.filter(called_at=None, erased_at=None, referrals__done_at__isnull=False).distinct()
    found = (
        (need, call_back_on(max(one.done_at for one in need.referrals.all() if one.done_at).date(), country))
        for need in done.prefetch_related("referrals")
    )
    return tuple(sorted(((need, due) for need, due in found if due <= day), key=lambda one: (one[1], one[0].pk)))


def told_back(number: int, answer: str, *, who: str) -> None:
    """Keeps what the firm said when it was called back."""
    with transaction.atomic():
        need = models.Need.objects.select_for_update().filter(pk=number).first()
        if need is None:
            raise InterfaceError("There is no such need any more.")
        need.called_at, need.answer = timezone.now(), answer.strip()[:4_000]
        need.save()
        note(who, "need", f"need {number}", f"{who} called back about need {number}")


def erase(number: int, *, who: str) -> None:
    """Erases who the need is about and its words; facts, verdicts and what came of it stay, without a name, for the gap map."""
    with transaction.atomic():
        need = models.Need.objects.select_for_update().filter(pk=number).first()
        if need is None:
            raise InterfaceError("There is no such need any more.")
        for name in NAMED:
            setattr(need, name, "")
        need.text, need.read, need.answer, need.identity, need.erased_at = "", {}, "", None, timezone.now()
        if need.state == models.OPEN:
            need.state, need.outcome, need.closed_at = models.CLOSED, "gave_up", timezone.now()
        need.save()
        need.referrals.update(note="")
        note(who, "erase", f"need {number}", f"{who} erased who need {number} was about")


def erase_closed(before: datetime, write: bool) -> int:
    """How many needs were closed before and still say who they are about; with ``write`` that is erased."""
    due = models.Need.objects.filter(closed_at__lt=before, erased_at=None).values_list("pk", flat=True)
    numbers = list(due)
    if write:
        for number in numbers:
            erase(number, who="dentelle")
    return len(numbers)
