"""The rows that a network has for features, which it knows by sums of four bytes alone.

Invariant: a sum that the network does not know has a row of zeros.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["rows_of", "written"]


def written(features: Iterable[str]) -> list[bytes]:
    """Features, each once, as the bytes of which the sums are made."""
    return [feature.encode("utf-8", "surrogatepass") for feature in dict.fromkeys(features)]


def rows_of(wanted: NDArray[np.uint32], sums: NDArray[np.uint32], rows: NDArray[np.int8]) -> NDArray[np.int8]:
    """A row for each of ``wanted``; ``sums``, at least one, rise, and ``rows`` has one for each of them."""
    places = np.minimum(np.searchsorted(sums, wanted), len(sums) - 1)
    found = rows[places]
    found[sums[places] != wanted] = 0
    return found
