"""English names after the tagger: halves joined, captions cut, kinds by what stands around; the sentences are made up."""

import pytest
from named_text import lexicon

from dentelle.model import Document
from dentelle.reading import read


def names(text: str) -> set[tuple[str, str]]:
    """(text, coarse kind) of every name that reading finds in ``text``."""
    found = read(Document("s", "a.txt", "text", "", text, language="en"), lexicon())
    return {(m.text, m.kind) for m in found.mentions if not m.described}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was drawn by the Fallow Glass and Technology Incubator last week.",
            ("Fallow Glass and Technology Incubator", "organisation"),
        ),
        ("She left the Rhode Island School of Design to paint.", ("Rhode Island School of Design", "organisation")),
        ("The photo was taken near Lister's Mill, a weaving shed.", ("Lister's Mill", "place")),
        ("In 2016 Fiach Mac Conmara, former director of the theatre, was asked to lead it.", ("Fiach Mac Conmara", "person")),
        ("Tovane is a privately held manufacturer of boxes and labels.", ("Tovane", "organisation")),
        ("It is the home of Optolis, Zedra, Marvon Media and Quillora.", ("Quillora", "organisation")),
        ("Salt Road, a novel by Ada Reed, was printed in Leeds.", ("Salt Road", "work")),
        ("They moved to Ebor Works, the former pin factory, in spring.", ("Ebor Works", "place")),
    ],
)
def test_tidied(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


def test_two_bodies_that_and_joins_stay_two() -> None:
    found = names("It is paid for by the Design Council and Arts Council England.")
    assert ("Design Council", "organisation") in found


def test_letters_behind_a_name_and_postcodes_are_no_names() -> None:
    found = names("He told Ada Reed MBE of School Lane, Leeds LS1 3BX, that we’ve never had so many CNC machines.")
    assert {text for text, _ in found}.isdisjoint({"MBE", "CNC", "LS1", "LS1 3BX", "we’ve"})
