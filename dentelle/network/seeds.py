"""Chance that is always the same for a name: what breaks ties between nodes that nothing else tells apart."""

import hashlib

__all__ = ["seed"]


def seed(name: str) -> tuple[float, float]:
    """Two numbers from 0 to 1, always the same for ``name``."""
    hashed = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(hashed[:4], "big") / 2**32, int.from_bytes(hashed[4:8], "big") / 2**32
