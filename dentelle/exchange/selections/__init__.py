"""A selection of entities in other people's formats: tables, maps, linked data, address books, and a feed of what changes."""

from dentelle.exchange.selections.card import About, Card, Credit, cards
from dentelle.exchange.selections.feed import Change, Entry, Feed, feed
from dentelle.exchange.selections.written import FORMATS, MOST, Format, written

__all__ = ["FORMATS", "MOST", "About", "Card", "Change", "Credit", "Entry", "Feed", "Format", "cards", "feed", "written"]
