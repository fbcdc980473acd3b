"""The organisations of a selection for an address book: vCard 4.0 (RFC 6350)."""

import re
from collections.abc import Iterable, Iterator

from dentelle.exchange.selections.card import About, Card

__all__ = ["address_book", "folded"]

_ADDRESS = re.compile(r"(?P<street>.*?)[,;]?\s*(?P<code>\b\d{5})\s+(?P<town>[^,;\d]+)$", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LINE = 75  # octets of a line, without its end (RFC 6350, 3.2)


def address_book(cards: Iterable[Card], about: About) -> Iterator[bytes]:
    """One card after another; whoever is no organisation is left out."""
    for card in cards:
        if card.kind == "organisation":
            yield b"".join(folded(line) for line in _lines(card, about))


def _lines(card: Card, about: About) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", "KIND:org")
    yield f"UID:{_uri(card.page)}"
    yield f"SOURCE:{_uri(card.page)}"
    yield f"FN:{_text(card.name)}"
    yield f"ORG:{_text(card.name)}"
    for text, language in card.names:
        if text != card.name:
            yield f"FN{f';LANGUAGE={language}' if language else ''}:{_text(text)}"
    for one in card.facts.get("website", ()):
        if one.startswith(("http://", "https://")):
            yield f"URL:{_uri(one)}"
    for one in card.facts.get("email", ()):
        yield f"EMAIL;TYPE=work:{_text(one)}"
    for one in card.facts.get("phone", ()):
        yield f"TEL;TYPE=work;VALUE=text:{_text(one)}"
    for one in card.facts.get("address", ()):
        yield f"ADR;TYPE=work:{_address(one)}"
    if not card.facts.get("address"):
        for town in card.towns[:1]:
            yield f"ADR;TYPE=work:;;;{_text(town.name)};;;{_text(town.country)}"
    if card.domains:
        yield "CATEGORIES:" + ",".join(_text(one) for one in card.domains)
    yield f"NOTE:{_text('; '.join(map(str, card.credits)) or about.territory)}"
    yield "REV:" + re.sub(r"[-:]|\.\d+", "", about.made).replace("+0000", "Z")
    yield f"PRODID:{_text('-//Dentelle//' + about.territory)}"
    yield "END:VCARD"


def _address(text: str) -> str:
    """Post box, extension, street, town, region, postal code, country."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return f";;{_text(text)};;;;"
    return f";;{_text(found['street'].strip())};{_text(found['town'].strip())};;{found['code']};"


def _text(text: str) -> str:
    """``text`` as the value of a property (RFC 6350, 3.4)."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def _uri(text: str) -> str:
    return re.sub(r"\s", "%20", _CONTROL.sub("", text))


def folded(line: str) -> bytes:
    """``line`` with its end, parted where it is longer than 75 octets, never within a character."""
    parts: list[bytes] = []
    rest = line.encode()
    most = _LINE
    while len(rest) > most:
        end = most
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(rest[:end])
        rest, most = rest[end:], _LINE - 1
    return b"\r\n ".join([*parts, rest]) + b"\r\n"
