"""Weaving: from a folder of files to a published atlas; what changed is read again, what moved is written again."""

from dentelle.weaving.report import Report

__all__ = ["Report", "weave"]


def __getattr__(name: str) -> object:
    """``weave`` needs Django; workers and the command line import this room without it."""
    if name == "weave":
        from dentelle.weaving.run import weave

        return weave
    raise AttributeError(name)
