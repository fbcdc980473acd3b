"""Fusing: what several sources say becomes one fact with its claims; rivals live side by side, ranked."""

from dentelle.fusing.fuse import fuse
from dentelle.fusing.values import value_key

__all__ = ["fuse", "value_key"]
