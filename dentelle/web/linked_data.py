"""An entity in the words of schema.org.

Only accepted facts, of rivals the preferred one: a search engine knows no "to be confirmed" and no "about". A date that is only
about so, or no more than a decade, is left out; so is whatever a source does not let be shown. Nothing here asks the database.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.safestring import SafeString

from dentelle import vocabulary
from dentelle.errors import VocabularyError
from dentelle.web.queries.entity import EntityPage
from dentelle.web.queries.entity_layout import Layout, Spoken
from dentelle.web.queries.facts import ShownFact
from dentelle.web.queries.names import Name

WEBSITE = "website"
EXACT = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
ORGANISATION, PERSON = ("organisation",), ("person",)
OF_KINDS = {  # words of schema.org that not every sort of thing has
    "foundingDate": ORGANISATION,
    "dissolutionDate": ORGANISATION,
    "numberOfEmployees": ORGANISATION,
    "founder": ORGANISATION,
    "hasCertification": ORGANISATION,
    "location": ("organisation", "event"),
    "memberOf": ("organisation", "person"),
    "knowsAbout": ("organisation", "person"),
    "makesOffer": ("organisation", "person"),
    "naics": ("organisation", "person"),
    "email": ("organisation", "person"),
    "telephone": ("organisation", "person", "place"),
    "award": ("organisation", "person", "work"),
    "address": ("organisation", "place"),
    "birthDate": PERSON,
    "deathDate": PERSON,
    "worksFor": PERSON,
    "author": ("work",),
    "publisher": ("work",),
    "datePublished": ("work",),
    "locationCreated": ("work",),
    "about": ("work", "event"),
    "isPartOf": ("work", "place"),
    "maximumAttendeeCapacity": ("place", "event"),
    "alternateName": (),  # told with the names
    "identifier": (),  # told with the identifiers
    "temporalCoverage": (),
    "postalCode": (),
}
LONGEST = 1_000  # characters of a text
MOST = 50  # values of a property, other names
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

Address = Callable[[str], str]


def node(page: EntityPage, layout: Layout, language: str, address: Address) -> dict[str, Any]:
    """The JSON-LD of an entity; ``address`` gives the absolute address of the page of an id."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _type(page.kind),
        "@id": address(page.name.id),
        "mainEntityOfPage": address(page.name.id),
        "name": _text(page.name.text, page.name.language),
        "alternateName": [text[:LONGEST] for text, _ in page.names[:MOST]],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": scheme, "value": value[:LONGEST]}
            for scheme, value in page.identifiers[:MOST]
        ],
    }
    for name, value in _told(page, language, address):
        there = data.setdefault(name, [])
        if value not in there and len(there) < MOST:
            there.append(value)
    data["subjectOf"] = [_document(spoken) for spoken in layout.documents]
    return {name: value for name, value in data.items() if value not in ([], "")}


def as_script(data: dict[str, Any]) -> SafeString:
    """``data`` as a data block of a page: no markup can end it."""
    return SafeString(json.dumps(data, ensure_ascii=False).translate(UNSAFE))


def _told(page: EntityPage, language: str, address: Address) -> Iterator[tuple[str, Any]]:
    for theme in page.themes:
        for said in theme.said:
            name = _word(said.property, page.of)
            for statement in said.statements if name else ():
                fact = statement.first
                value = _value(fact, language, address) if fact.status == "accepted" else None
                if value is not None:
                    yield name, value


def _word(prop: str, kind: str) -> str:
    """What schema.org calls the property of a thing of the coarse kind ``kind``, "" where it has no word for it."""
    try:
        name = vocabulary.prop(prop).schema_org
    except VocabularyError:
        return ""
    return name if kind in OF_KINDS.get(name, (kind,)) else ""


def _value(fact: ShownFact, language: str, address: Address) -> Any:
    value = fact.value
    if fact.entity is not None:
        return _thing(fact.entity, address)
    match value.get("type"):
        case "date":
            return value["edtf"] if EXACT.fullmatch(value.get("edtf", "")) else None
        case "number":
            unit = {"unitText": value["unit"]} if value.get("unit") else {}
            return (
                {"@type": "QuantitativeValue", "value": value.get("number"), **unit} if value.get("number") is not None else None
            )
        case "concept":
            return vocabulary.label(value["concept"], language) if value.get("concept") else value.get("text")
        case "text":
            text = value.get("text", "")[:LONGEST]
            return text if fact.property != WEBSITE or text.startswith(("https://", "http://")) else None
    return None


def _thing(name: Name, address: Address) -> dict[str, Any]:
    return {"@type": _type(name.type), "@id": address(name.id), "name": _text(name.short, name.language)}


def _text(text: str, language: str) -> Any:
    return {"@value": text[:LONGEST], "@language": language} if language else text[:LONGEST]


def _document(spoken: Spoken) -> dict[str, Any]:
    origin = spoken.origin
    told = {
        "@type": "CreativeWork",
        "name": origin.title[:LONGEST],
        "url": origin.url,
        "inLanguage": origin.language,
        "datePublished": origin.date if EXACT.fullmatch(origin.date) else "",
    }
    if origin.publisher:
        told["publisher"] = {"@type": "Organization", "name": origin.publisher[:LONGEST]}
    return {name: value for name, value in told.items() if value}


def _type(kind: str) -> str:
    try:
        return vocabulary.kind(kind).schema_org or "Thing"
    except VocabularyError:
        return "Thing"
