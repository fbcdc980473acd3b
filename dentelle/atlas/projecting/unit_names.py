"""What the units of projection are called."""

from dentelle.folding import digest


def entity_unit(identity: str) -> str:
    """The unit of an entity."""
    return f"e:{identity}"


def source_unit(source: str) -> str:
    """The unit of what a source says about itself."""
    return f"s:{source}"


def asked_unit(left: str, right: str) -> str:
    """The unit of the pair of leaves to review."""
    return f"q:{digest(left, right)}"


def double_unit(left: str, right: str) -> str:
    """The unit of what would disagree if the pair of leaves were one."""
    return f"d:{digest(left, right)}"


def happening_unit(left: str, right: str) -> str:
    """The unit of what two sources date differently under different names."""
    return "h:" + ":".join(sorted((left, right)))


def page_unit(page: str) -> str:
    """The unit of the versions of one page."""
    return f"p:{digest(page)}"
