"""Both sides of a comparison, prepared once: a row of the list, and a row of the register as its index holds it.

Invariant: pure functions of the rows; what they share is the way names are told apart.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from dentelle.gazetteer import naf
from dentelle.linking.lists.mending import mended
from dentelle.linking.lists.rows import ListRow
from dentelle.linking.lists.wording import Told, forms_of, told
from dentelle.model import LANGUAGES
from dentelle.registers.index import Row
from dentelle.registers.words import area, doors, plain, town

__all__ = ["Prepared", "prepare", "prepare_row"]


class Prepared(NamedTuple):
    """A row ready to be compared.

    ``heads`` are the concepts of its names that say what kind of body it is, ``kinds`` those of its legal form or activity,
    ``trade`` the words of its activity; ``towns``, of a list row alone, the keys of its town in all languages.
    """

    id: str
    names: tuple[Told, ...]
    heads: frozenset[str]
    kinds: frozenset[str]
    trade: frozenset[str]
    area: str
    postcode: str
    town: str
    towns: frozenset[str]
    city: frozenset[str]
    door: str
    street: tuple[str, ...]
    closed: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


_NONE = frozenset[str]()
_city = lru_cache(maxsize=50_000)(frozenset[str])


def _kinds(*texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        word.form for words in texts if words for word in told(words).words if word.role in {"head", "open", "legal"}
    )


@lru_cache(maxsize=5_000)
def _kinds_known(legal: tuple[str, ...], activity: str) -> frozenset[str]:
    """What the legal form and the activity of a register row say of its kind; the code of an activity says nothing of it."""
    return _kinds(legal, () if any(map(str.isdigit, activity)) else plain(activity))


def prepare(row: ListRow, count: Callable[[str], int]) -> Prepared:
    """The list row ``row``, ready to be compared; ``count`` says in how many rows of the register a word is."""
    door, street = doors(row.address)
    names = tuple(told(mended(words, count)) for text in (row.name, *row.other_names) if (words := plain(text)))
    return Prepared(
        id=row.row,
        names=names,
        heads=frozenset(head for name in names for head in name.heads),
        kinds=_kinds(plain(row.kind)) if row.kind else _NONE,
        trade=_NONE,
        area=area(row.postcode),
        postcode=row.postcode,
        town=town(row.city),
        towns=_towns(row.city),
        city=frozenset(plain(row.city)),
        door=door,
        street=street,
        identifiers=row.identifiers,
    )


def prepare_row(row: Row) -> Prepared:
    """The register row ``row``, ready to be compared."""
    _, id, said, door, street, area, postcode, town, city, _, activity, legal, closed = row
    names = tuple(map(told, said))
    heads = names[0].heads if len(names) == 1 else _NONE.union(*[name.heads for name in names])
    kinds, trade = _kinds_known(legal, activity), _trade(activity)
    return Prepared(id, names, heads, kinds, trade, area, postcode, town, _NONE, _city(city), door, street, closed)


@lru_cache(maxsize=20_000)
def _towns(city: str) -> frozenset[str]:
    """The keys of the town ``city`` under all the names that the gazetteer knows for it."""
    own = town(city)
    named = told(plain(city)).words
    forms = forms_of(named[0].form) if len(named) == 1 and named[0].role == "place" else ()
    return frozenset((own, *("".join(words) for words in forms)))


@lru_cache(maxsize=5_000)
def _trade(activity: str) -> frozenset[str]:
    """The words of ``activity``: its own, or those of the label of a NAF code."""
    labels = [activity]
    if any(c.isdigit() for c in activity):
        labels = [naf(activity, language) for language in LANGUAGES]
    return frozenset(word.form for label in labels for word in told(plain(label)).words if len(word.form) > 3)
