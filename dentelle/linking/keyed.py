"""By which keys the groups of a likeness are found, so that a few leaves more are compared with those that share one only.

Invariant: it holds hashes of 64 bits and no word of a name; two keys of one hash would only have more compared than need be.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dentelle.linking.candidates import Key, context_keys
from dentelle.linking.profile import Profile, signature
from dentelle.model import Leaf

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


def keyed(index: Mapping[Key, Sequence[int]], found: Sequence[Profile], leaves: Mapping[str, Leaf]) -> Keyed:
    """The keys of ``index``, and those by which the groups ``found`` among ``leaves`` are recognised and asked about."""
    import numpy as np  # here: whoever only compares names needs none of it

    more: dict[Key, list[int]] = {}
    for at, profile in enumerate(found):
        for key in {same(leaves[profile.id]), *context_keys(profile)}:
            more.setdefault(key, []).append(at)
    every = [*index.items(), *more.items()]
    words = b"".join(hashed * len(group) for key, group in every for hashed in (_hash(key),))
    hashes, groups = np.frombuffer(words, dtype="<u8"), np.fromiter(_flat(group for _, group in every), dtype="<u4")
    order = np.lexsort((groups, hashes))
    return Keyed(hashes[order].tobytes(), groups[order].tobytes())


def same(leaf: Leaf) -> Key:
    """The key of the one group of leaves that are equal to ``leaf``."""
    return "same", "", repr(signature(leaf))


def _flat(groups: Iterable[Sequence[int]]) -> Iterator[int]:
    return (at for group in groups for at in group)


def _hash(key: Key) -> bytes:
    return hashlib.blake2b("\t".join(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
