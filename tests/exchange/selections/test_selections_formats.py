"""vCards keep to RFC 6350, tables to what spreadsheets bear, whatever a name holds."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.exchange.selections.card import About, Card, Credit
from dentelle.exchange.selections.feed import Change, Entry, Feed, feed, stable_id
from dentelle.exchange.selections.geojson import features
from dentelle.exchange.selections.linked_data import graph
from dentelle.exchange.selections.tables import csv_table
from dentelle.exchange.selections.vcards import address_book, folded
from dentelle.gazetteer import commune
from dentelle.vocabulary import scheme

MADE = "2026-10-01T10:00:00Z"
ABOUT = About("Directory", "Town", "en", "http://x/d/", "http://x/sources/", MADE, lambda one: f"http://x/{one}", scheme())


def card(name: str = "Praxys", **given: object) -> Card:
    said = {
        "id": "e1",
        "page": "http://x/e1",
        "name": name,
        "language": "fr",
        "names": ((name, "fr"), ("PRX", "")),
        "kind": "organisation",
        "type": "company",
        "facts": {},
        "facets": {},
        "labels": (),
        "identifiers": (),
        "credits": (Credit("Town", "CC-BY-4.0"),),
    } | given
    return Card(**said)


def lines(*cards: Card) -> list[str]:
    text = b"".join(address_book(cards, ABOUT)).decode()
    assert not text or text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_card_has_what_the_rfc_asks_for() -> None:
    facts = {
        "address": ("3 rue du Rempart; bât. A, 59300 Valenciennes",),
        "email": ("a@x.org",),
        "phone": ("+33 3 27 00 00 00",),
        "website": ("https://x.org", "javascript:alert(1)"),
    }
    found = lines(card(facts=facts, domains=("Health", "Culture, art")))
    assert found[:2] == ["BEGIN:VCARD", "VERSION:4.0"]  # 6.7.9: VERSION right after BEGIN
    assert found[-1] == "END:VCARD"
    assert "KIND:org" in found
    assert "FN:Praxys" in found
    assert r"ADR;TYPE=work:;;3 rue du Rempart\; bât. A;Valenciennes;;59300;" in found
    assert "TEL;TYPE=work;VALUE=text:+33 3 27 00 00 00" in found
    assert r"CATEGORIES:Health,Culture\, art" in found
    assert "NOTE:Town (CC-BY-4.0)" in found
    assert "REV:20261001T100000Z" in found
    assert not any("javascript" in line for line in found)
    assert "UID:http://x/e1" in found


def test_only_organisations_have_a_card_and_a_town_stands_for_an_address() -> None:
    assert lines(card(kind="person")) == []
    assert "ADR;TYPE=work:;;;Valenciennes;;;FR" in lines(card(towns=(commune("59606"),)))


@given(st.text(max_size=200))
def test_lines_are_folded_within_75_octets_and_unfold(text: str) -> None:
    line = "FN:" + re.sub(r"[\r\n]", "", text.encode("utf-8", "replace").decode())
    made = folded(line)
    assert all(len(part) <= 75 for part in made.split(b"\r\n"))
    assert made.replace(b"\r\n ", b"").decode() == line + "\r\n"


@given(st.text(max_size=60))
def test_no_name_breaks_a_format(name: str) -> None:
    name = name.encode("utf-8", "replace").decode()
    one = card(name, names=((name, "fr"),))
    found = lines(one)
    assert found.count("BEGIN:VCARD") == 1
    assert json.loads(b"".join(graph([one], ABOUT)))["@graph"][1]["name"]["@value"] == name
    assert json.loads(b"".join(features([one], ABOUT)))["features"][0]["properties"]["name"] == name
    assert b"".join(csv_table([one], ABOUT))


@given(st.text(max_size=60))
def test_no_text_breaks_the_feed(text: str) -> None:
    from lxml import etree

    text = text.encode("utf-8", "replace").decode()
    head = Feed("a", text, "en", text, "2026-10-01T10:00:00Z", "http://x/?a=1&b=2", "http://x/", text)
    made = b"".join(feed(head, [Entry("e", text, "2026-10-01T10:00:00Z", "http://x/e", (Change("new", text),))]))
    assert etree.fromstring(made).tag == "{http://www.w3.org/2005/Atom}feed"


@pytest.mark.parametrize("about", ["a", "b"])
def test_ids_follow_from_what_they_are_about(about: str) -> None:
    assert stable_id(about) == stable_id(about)
    assert stable_id("a") != stable_id("b")
