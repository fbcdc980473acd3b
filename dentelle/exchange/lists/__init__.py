"""A partner's list linked to a register: read as it comes, its columns understood, each row decided and written beside its cells.

Here the list's format (``sources``) meets the comparison (``linking``); neither knows the other, and no database is needed.
"""

from dentelle.exchange.lists.run import Options, link_list

__all__ = ["Options", "link_list"]
