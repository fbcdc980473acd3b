"""From the name of a place, as lists and addresses write it, to the places it may mean."""

import re
from functools import lru_cache

from dentelle.folding import fold
from dentelle.gazetteer import Place, commune, former_communes, places

_MARKS = re.compile(r"[^\w]+")
_CEDEX = re.compile(r"\bcedex\b.*$")
_RING = re.compile(r"\b\d{1,2}\s*(?:er|e|eme|nd)?(?:\s+arrondissement)?$")
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur", "ss": "sous"}
_ARTICLES = ("le", "la", "les", "l")


def key(name: str) -> str:
    """``name`` as places are compared: folded, no punctuation, "St" and "s/" spelled out, no CEDEX.

    >>> key("FRESNES S/ESCAUT CEDEX 2")
    'fresnes sur escaut'
    """
    plain = _CEDEX.sub("", fold(name))
    words = [word for word in _MARKS.split(plain.replace("œ", "oe")) if word]
    return " ".join(_SHORT.get(word, word) if len(words) > 1 else word for word in words)


@lru_cache
def _by_key() -> dict[str, tuple[Place, ...]]:
    found: dict[str, dict[str, Place]] = {}
    for place in places():
        for form in place.all_forms():
            found.setdefault(key(form), {})[place.ref] = place
    return {
        name: tuple(sorted(hits.values(), key=lambda place: (-place.population, place.kind != "commune", place.ref)))
        for name, hits in found.items()
    }


@lru_cache
def _by_former_key() -> dict[str, tuple[Place, ...]]:
    """Today's communes by the names of those that went into them."""
    found: dict[str, dict[str, Place]] = {}
    for former in former_communes():
        today = commune(former.commune)
        if former.name and today is not None:
            found.setdefault(key(former.name), {})[today.ref] = today
    return {name: tuple(hits.values()) for name, hits in found.items()}


def lookup_place(name: str, *, department: str = "", postal_code: str = "") -> tuple[Place, ...]:
    """The places that ``name`` may mean in any of the four languages, the most populous first; none when it is unknown.

    Case, accents, hyphens, "St", "s/", CEDEX, a leading postal code, "(59)" or "(Le)" at the end and the number of a municipal
    arrondissement do not matter. ``department`` (code or name) and ``postal_code`` keep the communes that agree with them. The
    name of a merged commune that no place bears today means the commune that it went into.
    """
    bare, code, bracket = _split(name)
    hits = _hits(bare, bracket) or _by_former_key().get(key(bare), ())
    postal_code = postal_code or code
    if postal_code:
        hits = tuple(place for place in hits if postal_code in place.postal_codes) or hits
    department = department or bracket
    if department:
        hits = _within(hits, department) or (() if department != bracket else hits)
    return hits


def _split(name: str) -> tuple[str, str, str]:
    """The name without a postal code before it and brackets after it, and these two."""
    code = bracket = ""
    if (found := re.match(r"\s*(\d{5})\s+(?=\D)", name)) is not None:
        code, name = found[1], name[found.end() :]
    if (found := re.search(r"\s*\(([^()]*)\)\s*$", name)) is not None:
        bracket, name = found[1].strip(), name[: found.start()]
    return name, code, bracket


def _hits(name: str, bracket: str) -> tuple[Place, ...]:
    known = _by_key()
    wanted = key(name)
    candidates = [wanted]
    if fold(bracket).rstrip("'") in _ARTICLES:
        candidates.insert(0, key(f"{bracket.rstrip(chr(39))} {name}"))
    elif bracket:
        candidates.append(key(f"{name} ({bracket})"))
    candidates.append(_RING.sub("", wanted).strip())
    candidates += [f"{article} {wanted}" for article in _ARTICLES]
    return next((known[candidate] for candidate in candidates if candidate in known), ())


def _within(hits: tuple[Place, ...], department: str) -> tuple[Place, ...]:
    codes = {f"departement:{department.upper().zfill(2)}"}
    codes |= {place.ref for place in _by_key().get(key(department), ()) if place.kind == "departement"}
    return tuple(place for place in hits if codes & set(place.parents))
