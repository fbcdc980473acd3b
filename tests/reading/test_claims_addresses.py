"""Whose address is whose, and places that hold one another; all names are made up."""

from named_text import lexicon

from dentelle.model import Document
from dentelle.reading import read


def told(text: str, language: str) -> set[tuple[str, str, str]]:
    """(subject, property, value) of every claim of ``text``."""
    reading = read(Document("s", "a.txt", "text", "", text, language=language), lexicon())
    return {(claim.subject, claim.property, claim.value.edtf or claim.value.text) for claim in reading.claims}


def test_an_address_is_that_of_the_name_in_the_line_above() -> None:
    text = (
        "Die Universität Leipzig forscht seit Langem zum Weben. Die Universität Leipzig betreibt dafür ein Archiv.\n\n"
        "Anschrift\n\nInstitut für Webkunst\nLindenstraße 8, 04109 Leipzig\n"
    )
    found = told(text, "de")
    assert ("Institut für Webkunst", "located_in", "Leipzig") in found
    assert ("Universität Leipzig", "located_in", "Leipzig") not in found


def test_the_address_of_a_day_is_not_that_of_the_firm_spoken_of() -> None:
    text = (
        "Die Weberei Ammer GmbH saniert ihr Haus.\n\nTermin: Tag der offenen Tür, 13. Mai 2023, Lindenstraße 8, 04109 Leipzig\n"
    )
    assert ("Weberei Ammer GmbH", "located_in", "Leipzig") not in told(text, "de")


def test_an_address_behind_two_names_is_that_of_the_second() -> None:
    text = "Organisatie: Provincie Limburg - Stichting Weefkunst, Lindelaan 8, 3500 Hasselt\n"
    found = told(text, "nl")
    assert ("Stichting Weefkunst", "located_in", "Hasselt") in found
    assert ("Provincie Limburg", "located_in", "Hasselt") not in found


def test_those_who_sign_are_no_tenants() -> None:
    text = (
        "Bedrijvencentrum De Spil ligt in Gent. In juni tekenden twaalf bedrijven, waaronder Weverij Ammer, Textura nv en "
        "Brouwerij De Otter, het akkoord."
    )
    assert not any(prop == "hosts" for _, prop, _ in told(text, "nl"))


def test_where_members_are_settled_is_no_member() -> None:
    text = (
        "Le Cluster Fil Bleu est une association. Le Cluster Fil Bleu compte 300 adhérents implantés sur quatre départements : "
        "Loire, Rhône, Isère et Ardèche."
    )
    assert not any(prop == "member_of" for _, prop, _ in told(text, "fr"))


def test_firms_that_were_founded_are_no_tenants() -> None:
    text = (
        "Die IHK Leipzig begleitet junge Leute. Erfolgreich gegründet haben unter anderem die Start-ups Optea GmbH, Cobaltis "
        "GmbH und die Ventis GmbH."
    )
    assert not any(prop == "hosts" for _, prop, _ in told(text, "de"))
