"""When a recipient who has not answered is reminded, and when a firm is called back.

Nobody is reminded before three working days; each reminder is more pressing than the one before, and after the last the adviser
is asked to hand the need to somebody else.
"""

from datetime import date

from dentelle.hub.interface.working_days import working_days_after

__all__ = ["LAST", "STEPS", "call_back_on", "overdue_on", "reminder_on"]

STEPS = (3, 7, 12)  # working days after sending
LAST = len(STEPS)
OVERDUE = 15  # working days after sending: hand over
CALL_BACK = 2  # months after the help was done


def reminder_on(sent: date, reminders: int, country: str) -> date | None:
    """The day of the next reminder, after so many ``reminders``; None when there is none any more."""
    return working_days_after(sent, STEPS[reminders], country) if reminders < LAST else None


def overdue_on(sent: date, country: str) -> date:
    """The day from which on a need without an answer is handed over rather than asked for again."""
    return working_days_after(sent, OVERDUE, country)


def call_back_on(done: date, country: str) -> date:
    """The working day, two months after ``done``, on which the firm is asked how it went."""
    years, month = divmod(done.month - 1 + CALL_BACK, 12)
    day = min(done.day, 28)
    return working_days_after(date(done.year + years, month + 1, day), 1, country)
