"""Three answers to whether an offer can be had: of several conditions the least is the answer to all."""

from enum import IntEnum

__all__ = ["Verdict"]


class Verdict(IntEnum):
    """*no*, *unknown* or *yes*, in this order."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def word(self) -> str:
        """As the exchange format writes it: no, unknown, yes."""
        return self.name.lower()
