"""Exchange: what leaves the atlas in other people's formats."""

from dentelle.exchange.export import FORMATS, export

__all__ = ["FORMATS", "export"]
