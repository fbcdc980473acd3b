"""What may become of a referral, and who may see whom in it.

sent → accepted | declined | withdrawn | handed over; accepted → done | declined | withdrawn | handed over. The rest are ends.
Invariant: one answer per recipient; who is anonymous stays so until both sides agree.
"""

__all__ = [
    "ACCEPTED",
    "DECLINED",
    "DONE",
    "ENDS",
    "HANDED_OVER",
    "OPEN",
    "REASONS",
    "SENT",
    "STATES",
    "WITHDRAWN",
    "may_become",
    "opened",
]

SENT, ACCEPTED, DECLINED, DONE, WITHDRAWN, HANDED_OVER = "sent", "accepted", "declined", "done", "withdrawn", "handed_over"
STATES = (SENT, ACCEPTED, DECLINED, DONE, WITHDRAWN, HANDED_OVER)
OPEN = (SENT, ACCEPTED)
ENDS = (DECLINED, DONE, WITHDRAWN, HANDED_OVER)
REASONS = ("not_ours", "not_eligible", "no_capacity", "unreachable", "already_helped", "other")  # for declining

_MAY = {
    SENT: {ACCEPTED, DECLINED, WITHDRAWN, HANDED_OVER},
    ACCEPTED: {DONE, DECLINED, WITHDRAWN, HANDED_OVER},
}


def may_become(state: str, wanted: str) -> bool:
    """Whether a referral that is ``state`` may become ``wanted``."""
    return wanted in _MAY.get(state, set())


def opened(*, anonymous: bool, firm_agrees: bool, recipient_agrees: bool) -> bool:
    """Whether the recipient sees the firm's name: always where it is not anonymous, else on both sides' consent."""
    return not anonymous or (firm_agrees and recipient_agrees)
