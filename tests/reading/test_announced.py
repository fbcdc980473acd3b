"""Pages that announce an event, entries of a directory of addresses, and books named with their editors."""

import pytest
from named_text import lexicon, names

from dentelle.model import Document, Reading
from dentelle.reading import read

EXHIBITION = """Visit | Programme | Collection

Salt and Silver. Harbours of the North

Tarn House Museum
3 May 2019 to 8 September 2019

The exhibition comprises 74 prints. The museum was opened in 1911.

Programme

- 12 May 2019, 3 pm: talk by Jane Hartley
- 2 June 2019: concert, Harbour Street Choir

Catalogue

Salt and Silver, edited by Jane Hartley, Kestrel Press, Leeds 2019, 96 pages.

Your visit

4 Quay Road, Whitby YO21 3QJ
"""
DIRECTORY = {
    "en": "Where to rent a desk\n\n1. Tolvik\n12 Mill Street, 8500 Kortrijk, Belgium\nOpened in 2014 by two engineers.",
    "fr": "Où s’installer\n\n1. Tolvik\n12 rue du Moulin, 59300 Valenciennes\nOuvert en 2014 par deux ingénieurs.",
    "de": "Wo man Räume findet\n\n1. Tolvik\nMühlstraße 12, 52349 Düren\n2014 von zwei Ingenieuren gegründet.",
    "nl": "Waar je een plek huurt\n\n1. Tolvik\nMolenstraat 12, 8500 Kortrijk\nGeopend in 2014 door twee ingenieurs.",
}


def reading(text: str, language: str = "en") -> Reading:
    return read(Document("s", "a.txt", "text", "", text, language=language), lexicon())


def told(text: str, language: str = "en") -> set[tuple[str, str, str]]:
    return {(c.subject, c.property, c.value.edtf or c.value.text) for c in reading(text, language).claims}


def test_title_above_its_days_is_an_event_with_days_and_venue() -> None:
    title = "Salt and Silver. Harbours of the North"
    assert {(m.text, m.kind) for m in reading(EXHIBITION).mentions} >= {(title, "event"), ("Salt and Silver", "work")}
    assert told(EXHIBITION) >= {
        (title, "takes_place", "2019-05-03/2019-09-08"),
        (title, "takes_place", "Tarn House Museum"),
        (title, "count", "74 prints"),
    }


def test_days_of_the_programme_are_of_who_is_at_work_and_the_address_of_the_house() -> None:
    claims = told(EXHIBITION)
    held = {value for subject, prop, value in claims if prop == "takes_place" and subject.startswith("Salt")}
    assert held == {"2019-05-03/2019-09-08", "Tarn House Museum"}
    assert ("Jane Hartley", "happened", "2019-05-12") in claims
    assert ("Tarn House Museum", "located_in", "Quay Road") in claims


def test_book_with_its_editor() -> None:
    assert told(EXHIBITION) >= {
        ("Salt and Silver", "author", "Jane Hartley"),
        ("Salt and Silver", "published_by", "Kestrel Press"),
        ("Salt and Silver", "count", "96 pages"),
    }


@pytest.mark.parametrize(
    ("language", "title", "days"),
    [
        ("fr", "Fils de soie et de sel", "Du 3 mai au 8 septembre 2019"),
        ("de", "Fäden aus Seide und Salz", "3. Mai bis 8. September 2019"),
        ("nl", "Draden van zijde en zout", "3 mei tot 8 september 2019"),
        ("en", "Threads of silk and salt", "3 May – 8 September 2019"),
    ],
)
def test_announced_in_every_language(language: str, title: str, days: str) -> None:
    assert (title, "event") in names(f"{title}\n\n{days}\n\n", language)


@pytest.mark.parametrize("line", ["3 May 2019", "Published 3 May 2019", "Open from 3 May to 8 September 2019 in the old mill."])
def test_a_title_above_another_line_is_no_event(line: str) -> None:
    assert not {kind for _, kind in names(f"Threads of silk and salt\n\n{line}\n", "en")} & {"event"}


@pytest.mark.parametrize("language", DIRECTORY)
def test_entry_above_its_address(language: str) -> None:
    assert ("Tolvik", "organisation") in names(DIRECTORY[language], language)
    assert ("Tolvik", "located_in") in {(subject, prop) for subject, prop, _ in told(DIRECTORY[language], language)}


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Contact"), ("fr", "Notre adresse"), ("de", "Anfahrt"), ("nl", "Adres")]
)
def test_an_ordinary_heading_above_an_address_is_no_name(language: str, heading: str) -> None:
    assert heading not in {text for text, _ in names(f"{heading}\n12 Molenstraat, 8500 Kortrijk\n", language)}


def test_a_heading_in_capitals_gives_no_new_name() -> None:
    found = {
        m.text for m in reading("FÜR MÜNDHEIM, WESTLICHES HARZLAND UND OBERTAL\n\nDas Haus steht offen für alle.", "de").mentions
    }
    assert not {text for text in found if text.startswith(("FÜR", "WESTLICHES"))}
