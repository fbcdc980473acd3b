"""Names of bodies of several parts, and what is no part of one; the sentences are made up."""

import pytest
from test_names_tidied import said

WHOLE = [
    ("de", "Die Kreisstiftung zur Förderung alter Künste im Tal gibt Geld.", "Kreisstiftung zur Förderung alter Künste im Tal"),
    ("de", "Der Verein zur Erhaltung der Windmühle kauft das Haus.", "Verein zur Erhaltung der Windmühle"),
    ("nl", "De Stichting tot Behoud van de Oude Molen en de stad betalen.", "Stichting tot Behoud van de Oude Molen"),
    ("fr", "La Société pour la protection des paysages et la mairie coopèrent.", "Société pour la protection des paysages"),
    ("en", "After several changes, the firm became Brough, Nichols & Hale in 1891.", "Brough, Nichols & Hale"),
    ("en", "In 1840 the name changed to Hibbert, Platten and Sons.", "Hibbert, Platten and Sons"),
    ("fr", "Elle prend en 1890 la raison sociale Marnier, Poully et Brunel.", "Marnier, Poully et Brunel"),
    ("nl", "De firma Baekels en Raaimans werkte voor de kerk.", "Baekels en Raaimans"),
    ("de", "Der Wasser- und Rudersportverein Musterau e. V. feiert.", "Wasser- und Rudersportverein Musterau e. V."),
    ("nl", "De Geschied- en Heemkundige Kring Sint-Walburga opent de dag.", "Geschied- en Heemkundige Kring Sint-Walburga"),
    ("en", "Innovation Hubs (Scotland) Ltd signed the lease.", "Innovation Hubs (Scotland) Ltd"),
    ("de", "Mills Werke (Deutschland) GmbH kaufte den Betrieb.", "Mills Werke (Deutschland) GmbH"),
    ("en", "He works for KU Leuven Research & Development since May.", "KU Leuven Research & Development"),
    ("nl", "Chipbouwers tekenden met Voka – Kamer van Koophandel Mechelen een akkoord.", "Voka – Kamer van Koophandel Mechelen"),
    ("de", "Die Tuchfabrik Joh. Wilmers & Sohn lieferte das Garn.", "Tuchfabrik Joh. Wilmers & Sohn"),
    ("de", "Das Werk gehört heute der Koch & te Kolk AG.", "Koch & te Kolk AG"),
    ("fr", "Elle enseigne au lycée Jacques Le Caron depuis dix ans.", "lycée Jacques Le Caron"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "whole"), WHOLE)
def test_a_body_keeps_all_that_belongs_to_its_name(language: str, text: str, whole: str) -> None:
    assert (whole, "organisation") in said(text, language)


@pytest.mark.parametrize(
    ("language", "text", "half"),
    [
        ("en", "They sailed to London, Paris & Rome with the goods.", "London"),
        ("nl", "Het bedrijf heette Philips en ASML was de klant.", "ASML"),
        ("fr", "La société Renault et SNCF ont signé.", "SNCF"),
        ("fr", "La maison loge des éditeurs de logiciels (Railvo, Bremm & Cie) et un imprimeur.", "Bremm & Cie"),
        ("en", "The hall houses two makers of sensors (Railvo, Bremm & Sons) and a printer.", "Bremm & Sons"),
    ],
)
def test_two_things_stay_two(language: str, text: str, half: str) -> None:
    assert half in {name for name, _ in said(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Der Verein wurde von der Bochumer Firma Kaltwerk und dem Bochumer Hersteller Ganovit gegründet.", "Ganovit"),
        ("de", "Das Fest zahlt die Leipziger Hanna-Muster-Stiftung gern.", "Hanna-Muster-Stiftung"),
        (
            "de",
            "Anna Beispiel (Vorstandsvorsitzende der Kreissparkasse) und Kai Muster (Geschäftsführer der Handwerkskammer) kamen.",
            "Kreissparkasse",
        ),
        ("nl", "Onderzoeksfinancier NWO en chipmaker Nexfab tekenden een akkoord.", "NWO"),
        ("nl", "Onderzoeksfinancier NWO en chipmaker Nexfab tekenden een akkoord.", "Nexfab"),
        ("fr", "Les Lillois Kactus et Molotec lèvent des fonds.", "Kactus"),
        ("fr", "La S.A. Tourneur est créée vers 1927.", "S.A. Tourneur"),
    ],
)
def test_what_a_body_is_stands_outside_its_name(language: str, text: str, name: str) -> None:
    assert (name, "organisation") in said(text, language)


def test_plurals_of_ordinary_words_name_nobody() -> None:
    text = "They are also known as Research Parks, Technology Centres and Innovation Hubs."
    assert not {kind for _, kind in said(text, "en")} & {"organisation"}


def test_a_plural_of_one_letter_is_read_like_any_name() -> None:
    assert said("The Club S and the Research S met the Centre S in Leeds.", "en")
