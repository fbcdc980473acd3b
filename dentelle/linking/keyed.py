"""By which keys the groups of a likeness are found, so that a few leaves more are compared with those that share one only.

Invariant: it holds hashes of 64 bits and no word of a name; two keys of one hash would only have more compared than need be.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dentelle.linking.candidates import Key, context_keys
from dentelle.linking.profile import Profile, signature
from dentelle.model import Leaf

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]
    Groups = npt.NDArray[np.uint32]

__all__ = ["Keyed", "keyed", "same"]


@dataclass(frozen=True, slots=True)
class Keyed:
    """``hashes`` of keys (8 bytes each), ascending, and beside each the position of a group that has it (``groups``, 4 bytes)."""

    hashes: bytes
    groups: bytes

    def having(self, key: Key) -> list[int]:
        """The positions of the groups that have ``key``, ascending."""
        import numpy as np

        hashes = np.frombuffer(self.hashes, dtype="<u8")
        sought = np.uint64(int.from_bytes(_hash(key), "little"))
        first, last = np.searchsorted(hashes, sought, "left"), np.searchsorted(hashes, sought, "right")
        found: list[int] = np.frombuffer(self.groups, dtype="<u4")[first:last].tolist()
        return found

    def moved(self, places: Sequence[int], more: Mapping[Key, Sequence[int]]) -> "Keyed":
        """The same keys of groups that have gone to ``places`` (by their positions here; -1 for nowhere), and ``more``."""
        import numpy as np

        there = np.asarray(places, dtype=np.int64)[np.frombuffer(self.groups, dtype="<u4")]
        stay = there >= 0
        hashes, groups = _arrays(more)
        hashes = np.concatenate((np.frombuffer(self.hashes, dtype="<u8")[stay], hashes))
        groups = np.concatenate((there[stay].astype("<u4"), groups))
        return _sorted(hashes, groups)


def keyed(index: Mapping[Key, Sequence[int]], found: Sequence[Profile], leaves: Mapping[str, Leaf]) -> Keyed:
    """The keys of ``index``, and those by which the groups ``found`` among ``leaves`` are recognised and asked about."""
    import numpy as np  # here: whoever only compares names needs none of it

    more: dict[Key, list[int]] = {}
    for at, profile in enumerate(found):
        for key in {same(leaves[profile.id]), *context_keys(profile)}:
            more.setdefault(key, []).append(at)
    parts = [_arrays(index), _arrays(more)]
    return _sorted(np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts]))


def _arrays(index: Mapping[Key, Sequence[int]]) -> tuple["Hashes", "Groups"]:
    import numpy as np

    words = b"".join(_hash(key) * len(group) for key, group in index.items())
    return np.frombuffer(words, dtype="<u8"), np.fromiter(_flat(index.values()), dtype="<u4")


def _sorted(hashes: "Hashes", groups: "Groups") -> Keyed:
    import numpy as np

    order = np.lexsort((groups, hashes))
    return Keyed(hashes[order].tobytes(), groups[order].tobytes())


def same(leaf: Leaf) -> Key:
    """The key of the one group of leaves that are equal to ``leaf``."""
    return "same", "", repr(signature(leaf))


def _flat(groups: Iterable[Sequence[int]]) -> Iterator[int]:
    return (at for group in groups for at in group)


def _hash(key: Key) -> bytes:
    return hashlib.blake2b("\t".join(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
