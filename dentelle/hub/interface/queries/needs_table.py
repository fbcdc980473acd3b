"""The needs as a table for a report: what was asked, who answered, what came of it; nobody's name, words or address."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext

from dentelle.hub.interface.forms import FAMILY_NAMES, OUTCOME_NAMES
from dentelle.hub.interface.heard import place_name
from dentelle.hub.interface.models import CLOSED, Need
from dentelle.hub.interface.queries.gap_map import theme_name
from dentelle.hub.interface.referral_states import ACCEPTED, DECLINED, DONE

__all__ = ["needs_table"]


def needs_table(language: str) -> Iterator[tuple[str, ...]]:
    """The rows, the first their head, oldest first: days in ISO (one query)."""
    yield (
        gettext("Need"), gettext("Stated on"), gettext("Language"), gettext("Kind of help"), gettext("Themes"),
        gettext("Commune"), gettext("Adviser"), gettext("Can be had"), gettext("Passed on"), gettext("accepted"),
        gettext("declined"), gettext("done"), gettext("Closed on"), gettext("What came of it"),
    )  # fmt: skip
    counted = {state: Count("referrals", filter=Q(referrals__state=state)) for state in (ACCEPTED, DECLINED, DONE)}
    for row in Need.objects.annotate(asked=Count("referrals"), **counted).order_by("made_at", "pk").iterator():
        closed = row.state == CLOSED
        yield (
            str(row.pk),
            row.made_at.date().isoformat(),
            row.language,
            str(FAMILY_NAMES.get(row.family, "")),
            ", ".join(theme_name(theme, language) for theme in row.themes),
            place_name(row.facts["commune"]) if row.facts.get("commune") else "",
            row.adviser,
            gettext("yes") if row.answered else gettext("no"),
            str(row.asked),
            *(str(getattr(row, state)) for state in (ACCEPTED, DECLINED, DONE)),
            row.closed_at.date().isoformat() if closed and row.closed_at else "",
            str(OUTCOME_NAMES.get(row.outcome, "")) if closed else "",
        )
