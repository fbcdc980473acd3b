"""What somebody makes, is by trade, offers or deals with, in the fewest words that say it; all names are made up."""

import pytest
from named_text import lexicon

from dentelle.model import Document
from dentelle.reading import read
from dentelle.reading.terms import enumerated, terms


def told(text: str, language: str, *properties: str) -> set[tuple[str, str]]:
    """(subject, value) of the claims of ``properties`` (works_in) in ``text``."""
    reading = read(Document("s", "a.txt", "text", "", text, language=language), lexicon())
    wanted = properties or ("works_in",)
    return {(claim.subject, claim.value.text) for claim in reading.claims if claim.property in wanted}


@pytest.mark.parametrize(
    ("language", "said", "wanted"),
    [
        ("fr", "ses rubans de soie dans le même hameau", ["rubans de soie"]),
        ("fr", "chaque année une fête des métiers", ["fête des métiers"]),
        ("fr", "du textile et de la laine", ["textile", "laine"]),
        ("fr", "proposer une offre cohérente", []),
        ("fr", "dans les domaines de la mobilité", ["mobilité"]),
        ("en", "a wide range of kilns", ["kilns"]),
        ("en", "fibre sensors for furnaces", ["fibre sensors for furnaces"]),
        ("en", "steam pumps in the same yard", ["steam pumps"]),
        ("en", "on the town's fame", []),
        ("en", "quality employment opportunities", []),
        ("de", "noch gute Tuche im alten Haus", ["gute Tuche"]),
        ("de", "Sensoren an der Schiene", ["Sensoren an der Schiene"]),
        ("de", "Start-ups gute Bedingungen", []),
        ("de", "Herstellung von Feilen", ["Feilen"]),
        ("nl", "wereldwijd groene ketels en kan goede cijfers voorleggen", ["groene ketels"]),
        ("nl", "optische sensoren voor de glastuinbouw en de medische sector", ["optische sensoren"]),
        ("nl", "een aanbod van oude films aan", ["oude films"]),
        ("nl", "aan bakkers en slagers", []),
    ],
)
def test_a_term_is_the_thing_alone(language: str, said: str, wanted: list[str]) -> None:
    assert [said[first:last] for first, last in terms(said, 0, len(said), language)] == wanted


def test_what_is_added_behind_the_last_item_belongs_to_all() -> None:
    said = "lectures, tours and classes for adults"
    at = said.index("classes")
    assert [said[first:last] for first, last in terms(said, at, len(said), "en", listed=True)] == ["classes"]
    assert said[: enumerated(said, 0, len(said), "en")] == "lectures, tours and classes"
    examples = "machines à vapeur, telles que des pompes et des treuils"
    assert examples[: enumerated(examples, 0, len(examples), "fr")] == "machines à vapeur"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "La visite finit chez l'entreprise de boutons Merlane SA.", ("Merlane SA", "boutons")),
        ("fr", "Merlane SA est une ancienne manufacture de boutons.", ("Merlane SA", "boutons")),
        ("fr", "La société Merlane SA emploie 30 salariés à la production de bouchons.", ("Merlane SA", "bouchons")),
        ("fr", "Lille est réputée pour sa vannerie.", ("Lille", "vannerie")),
        ("en", "Merlane Ltd, granite cutters, closed in 1868.", ("Merlane Ltd", "granite cutters")),
        ("en", "From 1804 Merlane Ltd wove sailcloth at the harbour.", ("Merlane Ltd", "sailcloth")),
        ("de", "Merlane GmbH, die elektronische Waagen entwickelt, zog nach Berlin.", ("Merlane GmbH", "elektronische Waagen")),
        ("de", "Begonnen hat die Merlane GmbH mit der Fertigung von Nadeln.", ("Merlane GmbH", "Nadeln")),
        ("nl", "Merlane BV, een bedrijf dat lijm maakt, verhuist naar Gent.", ("Merlane BV", "lijm")),
        ("nl", "Merlane BV is een ontwikkelaar en producent van weegschalen.", ("Merlane BV", "weegschalen")),
    ],
)
def test_who_makes_what(language: str, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Merlane Ltd builds on its fame in the town."),
        ("nl", "Merlane BV levert onder meer aan bakkers."),
        ("nl", "Merlane BV maakt licht meetbaar."),
        ("fr", "Merlane SA a pour objet de proposer une offre cohérente."),
        ("de", "Die Merlane GmbH baut auf ihre Erfahrung."),
    ],
)
def test_what_only_looks_like_making(language: str, text: str) -> None:
    assert not told(text, language)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Das Robotik-Start-up Merlane GmbH zog nach Berlin.", {("Merlane GmbH", "Robotik")}),
        ("de", "Das Familienunternehmen Merlane GmbH zog nach Berlin.", set()),
        ("nl", "Het lijmbedrijf Merlane BV verhuist naar Gent.", {("Merlane BV", "lijm")}),
        ("nl", "Merlane BV is een familiebedrijf uit Gent.", set()),
    ],
)
def test_a_compound_gives_its_field_and_no_kind_of_ownership(language: str, text: str, wanted: set[tuple[str, str]]) -> None:
    assert told(text, language) == wanted


def test_for_whom_things_are_made_is_no_thing() -> None:
    said = "wall tiles for hospitals, dairies and stations"
    assert said[: enumerated(said, 0, len(said), "en", made=True)] == "wall tiles"
    assert enumerated(said, 0, len(said), "en") == len(said)  # "classes for adults, tours and talks" are offered
    alone = "acoustic sensors for railway track, "
    assert enumerated(alone, 0, len(alone), "en", made=True) == len(alone)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Rendez-vous chez Merlane SA, une usine produisant des boutons.", ("Merlane SA", "boutons")),
        ("en", "Merlane Ltd, makers of sailcloth, moved to Leeds.", ("Merlane Ltd", "sailcloth")),
        ("en", "Merlane Ltd is a mill spinning flax.", ("Merlane Ltd", "flax")),
        ("de", "Die Merlane GmbH war ein Unternehmen des Maschinenbaus.", ("Merlane GmbH", "Maschinenbaus")),
        ("de", "In der Merlane GmbH wurden Feilen hergestellt.", ("Merlane GmbH", "Feilen")),
        ("nl", "Merlane BV restaureert wandtapijten.", ("Merlane BV", "wandtapijten")),
    ],
)
def test_who_makes_what_in_other_words(language: str, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text, language)
