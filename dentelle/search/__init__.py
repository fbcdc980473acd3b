"""Search: entities by name. What may be seen is decided by the database alone."""

from dentelle.search.names import Hit, find, hits

__all__ = ["Hit", "find", "hits"]
