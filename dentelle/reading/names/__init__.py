"""Names: persons, organisations, places, programmes, events and works of a prepared text."""

from dentelle.model import Mention
from dentelle.reading.lexicon import Lexicon
from dentelle.reading.prepared import Prepared

__all__ = ["find_names"]


def find_names(prepared: Prepared, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every mention of a name in ``prepared``, in order; positions in the prepared text."""
    return ()
