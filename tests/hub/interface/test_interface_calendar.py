"""Working days, reminders, and what may become of a referral."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.hub.interface.gaps import Asked, gaps
from dentelle.hub.interface.referral_states import ENDS, STATES, may_become, opened
from dentelle.hub.interface.reminding import LAST, call_back_on, overdue_on, reminder_on
from dentelle.hub.interface.working_days import holidays, is_working_day, working_days_after


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("FR", "2026-07-14"),
        ("FR", "2026-04-06"),  # Easter Monday
        ("BE", "2026-07-21"),
        ("DE", "2026-04-03"),  # Good Friday
        ("NL", "2027-04-27"),
        ("LU", "2026-06-23"),
        ("FR", "2027-05-06"),  # Ascension
    ],
)
def test_public_holidays_are_no_working_days(country: str, day: str) -> None:
    assert date.fromisoformat(day) in holidays(country, int(day[:4]))
    assert not is_working_day(date.fromisoformat(day), country)


def test_an_unknown_country_has_weekends_only() -> None:
    assert holidays("", 2026) == frozenset()
    assert working_days_after(date(2026, 12, 24), 1, "") == date(2026, 12, 25)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 30), st.sampled_from(["FR", "BE", "DE", "NL", "LU", ""]))
def test_working_days_are_counted_one_by_one(day: date, count: int, country: str) -> None:
    end = working_days_after(day, count, country)
    between = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(is_working_day(each, country) for each in between) == count
    assert is_working_day(end, country)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_nobody_is_reminded_before_three_working_days_and_reminders_end(sent: date) -> None:
    days = [reminder_on(sent, count, "FR") for count in range(LAST)]
    assert days[0] == working_days_after(sent, 3, "FR")
    assert days == sorted(set(days))
    assert reminder_on(sent, LAST, "FR") is None
    assert overdue_on(sent, "FR") > days[-1]


def test_a_firm_is_called_back_after_two_months() -> None:
    assert call_back_on(date(2026, 12, 31), "FR") == date(2027, 3, 1)
    assert call_back_on(date(2026, 3, 10), "FR") == date(2026, 5, 11)


def test_a_referral_is_answered_once() -> None:
    assert may_become("sent", "accepted")
    assert may_become("accepted", "done")
    assert not may_become("sent", "done")
    assert not any(may_become(end, state) for end in ENDS for state in STATES)


def test_a_name_opens_on_both_sides_consent() -> None:
    assert opened(anonymous=False, firm_agrees=False, recipient_agrees=False)
    assert not opened(anonymous=True, firm_agrees=True, recipient_agrees=False)
    assert not opened(anonymous=True, firm_agrees=False, recipient_agrees=True)
    assert opened(anonymous=True, firm_agrees=True, recipient_agrees=True)


def test_the_gap_map_counts_what_cannot_be_had_and_hides_what_is_too_few() -> None:
    asked = [Asked(True, ("export",), "59", "fr", ("headcount",)), Asked(True, ("export",), "59", "nl", ("headcount", "window"))]
    asked += [Asked(False, ("export", "digital"), "62", "fr", ("window",))]
    found = gaps(asked)
    assert (found.needs, found.unmet) == (3, 2)
    assert found.by["theme"] == (("export", 3, 2),)
    assert found.by["place"] == found.by["condition"] == ()
    assert found.hidden == 7
