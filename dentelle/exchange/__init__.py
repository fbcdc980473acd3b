"""Exchange: what enters and leaves in other people's formats: the atlas exported, a partner's list linked to a register."""

__all__ = ["FORMATS", "export"]


def __getattr__(name: str) -> object:
    """The export needs Django; the command line links lists without it."""
    if name in __all__:
        from dentelle.exchange import exported

        return getattr(exported, name)
    raise AttributeError(name)
