"""The kind of a name by all that stands around its places in the document."""

import pytest
from test_names_tidied import said

DESCRIBED = (  # what a place of the name says it is, though its words or another place look otherwise
    ("fr", "Le cabinet Paul Martin emploie douze personnes à Lille.", "Paul Martin", "organisation"),
    ("en", "Veltro is a brewery in Leeds. We met at Veltro in May.", "Veltro", "organisation"),
    ("de", "Das Ingenieurbüro Peter Wagner sitzt in Aachen.", "Peter Wagner", "organisation"),
    ("nl", "Het adviesbureau Pieter Jansen is gevestigd in Gent.", "Pieter Jansen", "organisation"),
    ("fr", "Kiwano est un logiciel gratuit. Les élèves aiment Kiwano.", "Kiwano", "work"),
    ("en", "Tilbo is an app for parents. Parents like Tilbo.", "Tilbo", "work"),
    ("de", "Velba ist eine Software für Schulen. Viele Schulen nutzen Velba.", "Velba", "work"),
    ("nl", "Spolta is een app voor ouders. Veel ouders kennen Spolta.", "Spolta", "work"),
)
TOLD = (  # what is told of it, or who is what of it
    ("fr", "Odile Renard, PDG de Fluvoptix, est venue.", "Fluvoptix", "organisation"),
    ("en", "Anna Reed, founder of Fluvoptix, was there.", "Fluvoptix", "organisation"),
    ("de", "Anna Wagner, Gründerin von Fluvoptix, war dabei.", "Fluvoptix", "organisation"),
    ("nl", "Anna Jansen, oprichter van Fluvoptix, was erbij.", "Fluvoptix", "organisation"),
    ("de", "Peter Wolff wurde 1888 gegründet. Peter Wolff beschäftigt 200 Menschen.", "Peter Wolff", "organisation"),
    ("nl", "Jan Boelens werd in 1902 opgericht. Jan Boelens produceert zeep.", "Jan Boelens", "organisation"),
)
LISTED = (  # the noun before "such as" counts for all that are listed
    ("fr", "Des festivals comme Rumolin et Sorfolk attirent du monde.", "Sorfolk", "event"),
    ("en", "Visitors come to Leeds for festivals such as Sorfest, Brimble and Nuts in June.", "Sorfest", "event"),
    ("de", "Besucher kommen zu Festivals wie Rumolin und Sarabel.", "Sarabel", "event"),
    ("nl", "Bezoekers komen naar festivals zoals Rumolin en Sarabel.", "Sarabel", "event"),
)
CALLED = (  # persons and firms that look like each other, an acronym and what it stands for
    ("de", "Gestern übergab das Bauunternehmen Peter Wagner die Halle.", "Peter Wagner", "organisation"),
    ("nl", "Het recept is van snoepfabrikant August Jansen uit Gent.", "August Jansen", "person"),
    ("de", "Das sagt Jens Ahlenberg von der Stadt Aachen.", "Jens Ahlenberg", "person"),
    ("en", "The miller came to see Bill Ashby about the roof.", "Bill Ashby", "person"),
    ("nl", "Zo zegt interim-directeur Anna Brouwers van het museum.", "Anna Brouwers", "person"),
    ("en", "It was paid for by the Anna Reed Scholarship Trust (ARST) in May.", "ARST", "organisation"),
)
LEFT = (  # what says nothing of the name itself
    ("en", "The town hired the architects Anna Reed and Tom Shaw.", "Anna Reed", "person"),
    ("en", "In 1884 Anna Reed tours the mills of the valley.", "Anna Reed", "person"),
    ("en", "The miller, William Reed, moved to Leeds.", "William Reed", "person"),
    ("de", "In Aachen betrieb Anton Wagner eine Spinnerei.", "Anton Wagner", "person"),
)


@pytest.mark.parametrize(("language", "text", "name", "kind"), [*DESCRIBED, *TOLD, *LISTED, *CALLED, *LEFT])
def test_the_document_says_the_kind(language: str, text: str, name: str, kind: str) -> None:
    assert (name, kind) in said(text, language)
