"""What a decision would give, seen before it is taken.

Invariant: a preview is the decision itself, by the same code, in a transaction that is always rolled back: nothing of it stays,
and what it shows is what the decision will show.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

Acted = TypeVar("Acted")
Seen = TypeVar("Seen")


class _BackError(Exception):
    """Ends the transaction of a preview."""


def tried(act: Callable[[], Acted], look: Callable[[Acted], Seen]) -> Seen:
    """What ``look`` sees once ``act`` is done, of which nothing stays. Raises what ``act`` raises.

    ``look`` must read all that it returns: afterwards it is gone.
    """
    seen: list[Seen] = []
    try:
        with transaction.atomic():
            seen.append(look(act()))
            raise _BackError
    except _BackError:
        return seen[0]
