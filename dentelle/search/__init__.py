"""Search: entities by their names."""

from dentelle.search.names import find

__all__ = ["find"]
