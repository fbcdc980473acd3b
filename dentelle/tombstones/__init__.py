"""Tombstones: who is left out of the atlas, without saying who it is. A room of the ground, which knows no Django."""

from dentelle.tombstones.finding import MASK, Nearby, Stones, glued
from dentelle.tombstones.seeking import Seeker
from dentelle.tombstones.stone import ERASED, HIDDEN, Stone, make
from dentelle.tombstones.store import FILE, active, add, read

__all__ = ["ERASED", "FILE", "HIDDEN", "MASK", "Nearby", "Seeker", "Stone", "Stones", "active", "add", "glued", "make", "read"]
