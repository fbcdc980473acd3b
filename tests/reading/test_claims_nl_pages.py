"""What Dutch pages say around an event, a stand or a new shop; all names are made up."""

from named_text import lexicon

from dentelle.model import Document
from dentelle.reading import read


def told(text: str, language: str = "nl") -> set[tuple[str, str, str]]:
    """(subject, property, value) of every claim of ``text``."""
    reading = read(Document("s", "a.txt", "text", "", text, language=language), lexicon())
    return {(claim.subject, claim.property, claim.value.edtf or claim.value.text) for claim in reading.claims}


def test_a_line_of_day_and_place_below_the_title_of_an_event() -> None:
    found = told("Festival Het Grote Otterfeest\nVrijdag 3 mei 2024 | Gent\n\nHet festival is gratis en begint om tien uur.\n")
    assert {(prop, value) for _, prop, value in found} >= {("takes_place", "2024-05-03"), ("takes_place", "Gent")}


def test_what_an_apposition_belongs_to_was_not_founded() -> None:
    found = told(
        "OtterLab, onderzoeksgroep van de Universiteit Voorbeeldstad, opgericht in januari 2019, bouwt sensoren voor boeren."
    )
    assert ("OtterLab", "founded", "2019-01") in found
    assert not any(subject != "OtterLab" and prop == "founded" for subject, prop, _ in found)


def test_a_second_shop_founds_nobody() -> None:
    found = told("Chocolaterie Vandotter uit Herent opent op 4 november 2022 een tweede winkel in Leuven.")
    assert not any(prop == "founded" for _, prop, _ in found)


def test_a_firm_goes_somewhere() -> None:
    assert ("Otterwerk nv", "located_in", "Delfzijl") in told("Otterwerk nv gaat zich vestigen in Delfzijl, zegt de wethouder.")


def test_days_below_a_dateline_are_of_its_year_if_they_are_near() -> None:
    text = "Otterfeest in de stad\n\n14 februari 2020\n\nHet Otterfestival loopt tot en met 26 april in Gent."
    assert any(value == "2020-04-26" for _, _, value in told(text))
    later = text.replace("26 april", "26 december")
    assert not any(value.startswith("2020-12") for _, _, value in told(later))


def test_a_sentence_below_a_heading_is_no_value() -> None:
    text = "Prijzen\n\nDe Zilveren Otter ging naar Glasblazerij Vuurmond voor haar vaas.\n\nHet Instituut Otter telt 12 leden.\n"
    assert not any(subject == "Instituut Otter" and prop == "received" for subject, prop, _ in told(text))
