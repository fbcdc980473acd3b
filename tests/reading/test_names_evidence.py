"""What tells the kind of an unknown name: its letters, its neighbours, its series; all names are made up or well known."""

import pytest
from named_text import names

from dentelle.reading.names import forms
from dentelle.reading.names.guess import KINDS, guess
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tokens import tokens


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The fourth edition of Quarrylight takes place in Halifax on 3 May.", ("Quarrylight", "event")),
        ("en", "In the same year she directed Blue Ferry with friends.", ("Blue Ferry", "work")),
        ("en", "Last summer Tilda Brask, 34, ran the shop by the lock.", ("Tilda Brask", "person")),
        ("en", "He sold the mill before moving to Lower Tarn with his family.", ("Lower Tarn", "place")),
        ("en", "The office passed the audit for ISO 14001 last year.", ("ISO 14001", "programme")),
        ("en", "The money came from Innovate UK in the end.", ("Innovate UK", "organisation")),
        ("fr", "La troisième édition de Lumière noire se tient à Orléans.", ("Lumière noire", "event")),
        ("fr", "Elle a reçu l'aide du Secours populaire et de ses voisins.", ("Secours populaire", "organisation")),
        ("fr", "Le chantier est payé par la Ville de Brest et par ses habitants.", ("Ville de Brest", "organisation")),
        ("de", "Der Verein wurde von Gunhild Asmus und ihren Freunden gegründet.", ("Gunhild Asmus", "person")),
        ("de", "Im Frühjahr eröffnete sie in Brachenau einen Laden.", ("Brachenau", "place")),
        ("nl", "Het project Samen Sterk kreeg steun van de provincie Drenthe.", ("Samen Sterk", "programme")),
        ("nl", "De derde editie van Lichtvlaag vindt plaats in Zwolle.", ("Lichtvlaag", "event")),
    ],
)
def test_found(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text, language)


def test_a_series_is_of_one_kind() -> None:
    found = names("The shop was opened by the sisters Odette and Wrenna Quaile in 1904.", "en")
    assert ("Wrenna Quaile", "person") in found


def test_a_word_in_capitals_only_is_no_acronym_in_small_letters() -> None:
    assert not {name for name, _ in names("Nos ateliers sont ouverts à tous.", "fr")}


def test_towns_with_their_countries_are_no_list_of_companies() -> None:
    found = names("Standorte: Aachen (Deutschland), Lüttich (Belgien)", "de")
    assert ("Belgien", "place") in found


def test_a_guess_is_a_kind_and_its_lead() -> None:
    clause = Clause(tokens("said Imogen Harcastle yesterday", 0, 31, "en"), "en", "sentence")
    kind, lead = guess(clause, 1, 3)
    assert kind == "person"
    assert kind in KINDS
    assert lead > 0


def test_the_word_table_forgets_and_answers_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Anna Bellweather of Quarrylight Ltd spoke in Leeds about the Mill-based Harbour School. " * 3
    before = names(text, "en")
    monkeypatch.setattr(forms, "KEPT", 3)
    forms.forms_of("en").clear()
    assert names(text, "en") == before
    assert len(forms.forms_of("en")) <= 3


def test_a_form_says_what_a_word_can_be() -> None:
    table = forms.forms_of("en")
    assert table["Anna"].given
    assert table["Ltd"].legal
    assert table["the"].function
    assert not table["the"].nameable
    assert table["Leeds-based"].tail == len("-based")
    assert table["XIV"].roman
    assert not table["XIV"].nameable
