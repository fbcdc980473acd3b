"""Tables in columns and bare lists of fields, in plain text; all names are made up."""

from named_text import lexicon

from dentelle.model import Document
from dentelle.reading import read


def told(text: str, language: str) -> set[tuple[str, str, str]]:
    """(subject, property, value) of every claim of ``text``."""
    reading = read(Document("s", "a.txt", "text", "", text, language=language), lexicon())
    return {(claim.subject, claim.property, claim.value.edtf or claim.value.text) for claim in reading.claims}


def test_columns_say_what_their_labels_say() -> None:
    text = (
        "Ledenlijst\n\nNaam                  Plaats      Sinds   Werkterrein    Medewerkers\n"
        "Brouwerij De Otter    Wetteren    1894    bier           23\n"
        "Glasblazerij Vuurmond Leerdam     1978    glas           6\n"
    ).replace("Vuurmond Leerdam", "Vuurmond  Leerdam")
    found = told(text, "nl")
    assert {("Brouwerij De Otter", "located_in", "Wetteren"), ("Brouwerij De Otter", "founded", "1894")} <= found
    assert {("Brouwerij De Otter", "works_in", "bier"), ("Brouwerij De Otter", "count", "23 medewerkers")} <= found
    assert ("Glasblazerij Vuurmond", "founded", "1978") in found
    assert not any(prop == "happened" for _, prop, _ in found)


def test_columns_in_english() -> None:
    text = (
        "Members\n\nName                 Town        Founded   Staff\nOtter Brewery Ltd    Sheffield   1894      23\n"
        "Finch Glassworks     Leeds       1978      6\n"
    )
    found = told(text, "en")
    assert {("Otter Brewery Ltd", "founded", "1894"), ("Finch Glassworks", "located_in", "Leeds")} <= found


def test_a_table_without_known_labels_says_nothing() -> None:
    text = (
        "Uitslag\n\nPloeg              Punten    Doelpunten\nBrouwerij De Otter   12      33\nGlasblazerij Vuurmond   9     21\n"
    )
    assert told(text, "nl") == set()


def test_labels_with_their_values_below_them() -> None:
    text = (
        "Drukkerij Steenuil nv\n\nOprichting\n1957\nZetel\nMolenlaan 12, 8500 Kortrijk\nAantal werknemers\n64\n"
        "Activiteiten\noffsetdruk, verpakkingen, boeken\nZaakvoerder\nBart Steenuil\nOmzet (2021)\n8,4 miljoen euro\n"
    )
    found = {(prop, value) for _, prop, value in told(text, "nl")}
    assert {("founded", "1957"), ("located_in", "Kortrijk"), ("count", "64 werknemers"), ("count", "8,4 miljoen euro")} <= found
    assert ("works_in", "offsetdruk") in found
    assert ("author", "Bart Steenuil") not in found
    assert ("happened", "2021") not in found


def test_fields_below_each_other_are_not_one_sentence() -> None:
    text = "Drukkerij Steenuil nv\n\nnaam: Steenuil\nplaats: Kortrijk\nbouwjaar: 1957\nmonumentnummer: 11764\n"
    assert {("located_in", "Kortrijk"), ("founded", "1957")} <= {(prop, value) for _, prop, value in told(text, "nl")}
