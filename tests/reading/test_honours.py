"""Who won what and who holds which label, told by lists, tables, labels and headlines; all names are made up."""

import time

import pytest
from named_text import lexicon
from test_names_tidied import said

from dentelle.model import Document
from dentelle.reading import read


def told(text: str, language: str, prop: str = "received") -> set[tuple[str, str]]:
    """(subject, value) of every claim of ``text`` with the property ``prop``."""
    reading = read(Document("s", "a.txt", "text", "", text, language=language), lexicon())
    return {(claim.subject, claim.value.text) for claim in reading.claims if claim.property == prop}


def test_a_list_below_a_word_for_winners() -> None:
    text = (
        "De Denham Kunstprijs wordt sinds 1990 uitgereikt. Anna Visser krijgt de Denham Kunstprijs.\n\n"
        "Eerdere winnaars:\n1990 Jan Bakker\n1994 Wim T. Jansen\n\nContact\n\nPiet Jansen"
    )
    winners = {"Anna Visser", "Jan Bakker", "Wim T. Jansen"}
    assert told(text, "nl") == {(name, "Denham Kunstprijs") for name in winners}


def test_a_list_with_fields_and_reasons() -> None:
    text = (
        "Prix de la Dentelle bleue\n\nLe prix de la Dentelle bleue récompense des architectes.\n\nLes lauréats\n\n"
        "• 1996 : Pierre Lefebvre pour le musée du Lin\n• 2001 : Jacques Martin et Pierre Durand pour une école\n"
    )
    winners = {"Pierre Lefebvre", "Jacques Martin", "Pierre Durand"}
    assert told(text, "fr") == {(name, "Prix de la Dentelle bleue") for name in winners}


def test_a_prize_stands_above_its_winner() -> None:
    text = "Palmarès 2019\n\nGrand prix :\n\nRessac, réalisé par Michel Dubois\n\n"
    text += "Prix du meilleur scénario :\n\nMarie Leroy pour Belle Étoile\n"
    assert told(text, "fr") == {("Ressac", "Grand prix"), ("Marie Leroy", "Prix du meilleur scénario")}


def test_columns_of_prizes() -> None:
    text = (
        "Sinds 2003 wordt de Tuinier van het Jaar gekozen.\n\njaar\tTuinier van het Jaar\n2003\tJan Bakker\n2004\tAnna Visser\n"
    )
    assert told(text, "nl") == {("Jan Bakker", "Tuinier van het Jaar"), ("Anna Visser", "Tuinier van het Jaar")}


def test_earlier_winners_in_a_sentence() -> None:
    text = "De Denham Kunstprijs gaat naar Anna Visser. Eerdere prijswinnaars waren Jan Bakker in 2004 en Wim Jansen in 2007."
    assert {("Jan Bakker", "Denham Kunstprijs"), ("Wim Jansen", "Denham Kunstprijs")} <= told(text, "nl")


def test_holders_of_a_label_in_a_list() -> None:
    text = (
        "Le préfet a remis les diplômes aux entreprises labellisées «Entreprise du Patrimoine Vivant».\n"
        "Deux entreprises rejoignent ce réseau :\n🔹 Ateliers Merlin\n🔹 Fonderies de Grasse\n"
    )
    assert {name for name, _ in told(text, "fr", "holds_label")} == {"Ateliers Merlin", "Fonderies de Grasse"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Denham Design Award was created in 1990.\n\nFinalists:\n- Anna Hart\n- Jack Moore\n"),
        ("fr", "Le prix de la Dentelle bleue est remis en mai.\n\nMembres du jury :\n- Marie Leroy\n- Michel Dubois\n"),
        ("de", "Der Denham-Preis wird im Mai verliehen.\n\nNominierte:\n- Anna Hartmann\n- Jakob Moser\n"),
        ("nl", "De Denham Kunstprijs wordt in mei uitgereikt.\n\nGenomineerden:\n- Anna Visser\n- Jan Bakker\n"),
    ],
)
def test_who_is_on_a_shortlist_has_won_nothing(language: str, text: str) -> None:
    assert told(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le jury a décerné le prix spécial du jury à Marie Leroy.", ("prix spécial du jury", "programme")),
        ("en", "The firm won the Excellence in Sustainability award last year.", ("Excellence in Sustainability", "programme")),
        ("de", "Er wurde von der Jury als Gärtner des Jahres ausgezeichnet.", ("Gärtner des Jahres", "programme")),
        ("de", "Die Jury ehrte sie mit dem Grete-Muster-Preis und einem Konzert.", ("Grete-Muster-Preis", "programme")),
        ("nl", "Dit zijn de winnaars van de Denhamse ondernemersprijzen.", ("Denhamse ondernemersprijzen", "programme")),
    ],
)
def test_a_prize_is_whole(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in said(text, language)


def test_the_end_of_the_year_is_no_prize() -> None:
    assert not [
        name for name, _ in said("Die Jury tagt gegen Ende des Jahres und im Herbst des Jahres 1990.", "de") if "Jahres" in name
    ]


def test_a_hostile_text_is_read_quickly() -> None:
    started = time.process_time()
    read(
        Document("s", "a.txt", "text", "", "winner award " + "A-" * 4000 + "Best of " * 600 + "(" * 2000, language="en"),
        lexicon(),
    )
    assert time.process_time() - started < 8
