"""English names; the sentences and most names are made up."""

import pytest
from named_text import mentions, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She taught at the University of Leeds for most of her life.", ("University of Leeds", "organisation")),
        (
            "It was set up by the Marlow Institute of Glass and Ceramics.",
            ("Marlow Institute of Glass and Ceramics", "organisation"),
        ),
        ("They won the Alder Heritage Prize for their work on the lock.", ("Alder Heritage Prize", "programme")),
        ("The money came from the Tidewater Seed Fund last year.", ("Tidewater Seed Fund", "programme")),
        ("The firm was bought by Harrow & Finch Ltd for a small sum.", ("Harrow & Finch Ltd", "organisation")),
        ("He was taught by Jean-Marc Hollis, who was the head of the mill.", ("Jean-Marc Hollis", "person")),
        ('"We like the place," said Imke Vandersloot, director of the mill.', ("Imke Vandersloot", "person")),
        ("Charles the Bold never came to the town with his men.", ("Charles the Bold", "person")),
        ("Noctua, a Belgian maker of lamps, has hired ten people.", ("Noctua", "organisation")),
        ("The Tamworth pit was closed after the flood of that year.", ("Tamworth pit", "place")),
        ("They shot the film in Ghent and in the hills around Namur.", ("Namur", "place")),
        ("The start-up sells a service called Murmur to the railways.", ("Murmur", "work")),
        ("The First World War emptied the workshops of the town.", ("First World War", "event")),
        ("The award of Designer of the Year went to one of them.", ("Designer of the Year", "programme")),
        ("The Leeds-based firm is one of them and it has grown.", ("Leeds", "place")),
        ("It was bought by the Ferring and Wold Railway in the end.", ("Ferring and Wold Railway", "organisation")),
        ("The Department for Ports, Trade and Skills paid for it.", ("Department for Ports, Trade and Skills", "organisation")),
        ("They lived in County Kerry until the war was over.", ("County Kerry", "place")),
        ("Her father was a draper of Tralee, Co. Kerry, and a poet.", ("Co. Kerry", "place")),
        ("It came to East Lothian with the railway.", ("East Lothian", "place")),
        ("They opened a hall on St George's Quay for the sailors.", ("St George's Quay", "place")),
        ("Her teacher was Clare Marsh, who had a studio there.", ("Clare Marsh", "person")),
        ("The school stood on Clare Street and had two rooms.", ("Clare Street", "place")),
        ("ALFRED Holloway began as a weaver.", ("ALFRED Holloway", "person")),
        ("Whereas Bristol has twenty of them, others have none.", ("Bristol", "place")),
        ("King's College of Art is on the other side of the river.", ("King's College of Art", "organisation")),
    ],
)
def test_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


def test_no_names() -> None:
    text = (
        "French and Dutch visitors came on Monday. The President spoke about the Board. Prices fell in March, said the Brazilian."
    )
    assert names(text) == set()


def test_an_office_is_no_name() -> None:
    assert names("He asked the Secretary of State for Ports, Trade and Skills. The Chair of the Board said no.") == set()


def test_headings_in_title_case_give_no_names() -> None:
    assert (
        names("Funding & Updates\n\nThe rest of the page is about the price of the desks and about nothing else at all.") == set()
    )


def test_surnames_stand_for_their_owner() -> None:
    text = "The mill was built by Agnes Holloway and her son. Holloway said that the work was hard. It was not for the others."
    assert {(m.text, m.name, m.kind) for m in mentions(text)} == {
        ("Agnes Holloway", "Agnes Holloway", "person"),
        ("Holloway", "Agnes Holloway", "person"),
    }


def test_an_organisation_without_its_legal_form() -> None:
    text = "The shed was let to Brackwater Pumps Ltd in the spring. Brackwater Pumps has since left the site and the town."
    assert {m.name for m in mentions(text)} == {"Brackwater Pumps Ltd"}


def test_a_family_and_its_company_are_one_name() -> None:
    assert ("John Brinkley and Company", "organisation") in names("He learned at John Brinkley and Company in Leeds.", "en")
    assert ("Hallam and Sons", "organisation") in names("The firm of Hallam and Sons closed.", "en")
    assert "Peter and Company" not in {name for name, _ in names("They met Peter and company.", "en")}


def test_grades_are_no_rulers() -> None:
    assert "person" not in {kind for _, kind in names("The oven was listed Grade II in 1972.", "en")}
