"""Names of all languages after all rules and the tagger: partners, roles, credits, titles in quotes."""

import pytest
from named_text import lexicon

from dentelle.model import Document
from dentelle.reading.names.finding import find_names
from dentelle.reading.prepared import prepare


def said(text: str, language: str) -> set[tuple[str, str]]:
    """(text, coarse kind) of every name in ``text``."""
    prepared = prepare(Document("s", "a.txt", "text", "", text, language=language))
    return {(mention.text, mention.kind) for mention in find_names(prepared, lexicon()) if not mention.described}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "In 1921 the mill was bought by L.Ashworth & Sons, who spun wool.", ("L.Ashworth & Sons", "organisation")),
        ("nl", "Het staat in de fabriek van C. Dekkers & Co aan de haven.", ("C. Dekkers & Co", "organisation")),
        ("fr", "Elle fut vendue à Jean Morel et Fils en 1902.", ("Jean Morel et Fils", "organisation")),
        ("de", "Gebaut wurde sie von Anna Holt & Söhne in Bremen.", ("Anna Holt & Söhne", "organisation")),
        ("en", "In her report, Chamber CEO Anna Foster thanked the members.", ("Anna Foster", "person")),
        ("de", "Zu Gast war auch Stadtrat Peter Holzmann aus der Nachbarschaft.", ("Peter Holzmann", "person")),
        ("en", "The prize went to “Bitter Root” by Anna Foster.", ("Bitter Root", "work")),
        ("fr", "La salle accueille un concert. © Alain Lefort Venez nombreux.", ("Alain Lefort", "person")),
        ("de", "Der Saal am Abend. © Eifelblick GmbH / Anna Ketteler Zum Programm.", ("Anna Ketteler", "person")),
        ("de", "Das Gerät baut die Firma Gerhard Kessel Maschinenbau in Ulm.", ("Gerhard Kessel Maschinenbau", "organisation")),
        ("nl", "De regio Midden- en West-Brabant krijgt geld.", ("Midden- en West-Brabant", "place")),
        ("de", "In West- und Ostflandern wächst die Zahl der Gründungen.", ("West- und Ostflandern", "place")),
        (
            "de",
            "Die Handwerkskammer Nord- und Mittelhessen lädt ein.",
            ("Handwerkskammer Nord- und Mittelhessen", "organisation"),
        ),
        ("fr", "Le texte est de la chargée de mission Clémence Morel.", ("Clémence Morel", "person")),
        ("fr", "Le matin, nous arrivons à La Manufacture, musée de la ville.", ("La Manufacture", "organisation")),
        ("en", "Most of them stand in The Warrens area of the town.", ("Warrens", "place")),
        ("en", "It was paid for by The Duke’s Regeneration Trust in spring.", ("Duke’s Regeneration Trust", "organisation")),
        ("en", "It stands beside Queen Street Mill in the valley.", ("Queen Street Mill", "place")),
        ("fr", "La visite est menée par l'historienne Greta Lindholm, de Paris.", ("Greta Lindholm", "person")),
        (
            "nl",
            "Het lijkt een stapel containers bij elkaar.Frans Donkers, directeur van het huis, lacht.",
            ("Frans Donkers", "person"),
        ),
        ("fr", "Elle habite la région Grand Est depuis dix ans.", ("Grand Est", "place")),
    ],
)
def test_what_stands_around_a_name_is_believed(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in said(text, language)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("de", "Zu ihr gehörten auch die Lohnschleifer (1412) und die Reeder.", "Lohnschleifer"),
        ("de", "Wenn alles nach Plan läuft, öffnet das Haus im Mai.", "Plan"),
        ("de", "Der Betrieb blieb zunächst in Zwangsverwaltung und unter Aufsicht.", "Zwangsverwaltung"),
        ("fr", "Les métiers furent réglés dès le Moyen Âge par la ville.", "Moyen Âge"),
        ("fr", "Il se trouve dans une ancienne piscine de style Art déco.", "piscine de style Art déco"),
        ("fr", "Elle suivit des cours d’architecture et de dessin aux Ecoles Académiques.", "cours d’architecture"),
        ("en", "The park is a scheduled Ancient Monument of the county.", "Ancient Monument"),
        ("nl", "De crisis in de Tilburgse wolnijverheid duurde lang.", "Tilburgse"),
        ("nl", "Er is werk in de Noordelijke regio en daarbuiten.", "Noordelijke"),
    ],
)
def test_ordinary_words_are_no_names(language: str, text: str, word: str) -> None:
    assert not any(word in name for name, _ in said(text, language))


def test_a_name_ends_before_the_verb_of_its_sentence() -> None:
    assert ("Kravio", "organisation") in said("En juin dernier, Kravio récidive avec son voisin de Lyon.", "fr")


def test_a_ministry_has_all_its_fields() -> None:
    found = said("Il dépend du ministère de l'Éducation nationale, de l'enseignement supérieur et de la recherche.", "fr")
    assert ("ministère de l'Éducation nationale, de l'enseignement supérieur et de la recherche", "organisation") in found


def test_the_town_of_an_office_is_no_surname() -> None:
    found = said("Burgemeester Tjeerd van Dekkum van Smallingerland opende de zaal.", "nl")
    assert {("Tjeerd van Dekkum", "person"), ("Smallingerland", "place")} <= found
