"""Repair undoes what bytes allow, invents nothing, and every repaired character knows where it stood."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dentelle.reading.repair import repair


@pytest.mark.parametrize(
    ("given_text", "repaired"),
    [
        ("CafÃ© de lâ€™Ã‰cole", "Café de l’École"),
        ("5 â‚¬ â€“ prix dâ€™entrÃ©e", "5 € – prix d’entrée"),
        ("SÃ¼ÃŸes StraÃŸenfest", "Süßes Straßenfest"),
        ("un atelier ?” sans chauffage ?” où l’on gèle", "un atelier – sans chauffage – où l’on gèle"),
        ("« Qui vient ?” Personne.", "« Qui vient ?” Personne."),
        ("“On y va ?” demande-t-elle.", "“On y va ?” demande-t-elle."),
        ("le déve-\nloppement du port", "le développement du port"),
        ("à Villeneuve-\nsur-Lot", "à Villeneuve-sur-Lot"),
        ("Nord-\nPicardie", "Nord-Picardie"),
        ("Industrie-\nund Handelskammer", "Industrie- und Handelskammer"),
        ("co\u00adopé\u00adra\u00adtive", "coopérative"),
        ("12\u00a0000\u202fm²", "12 000 m²"),
        ("ofﬁce ﬂuide", "office fluide"),
        ("cafe\u0301", "café"),
        ("un\x00nul", "un nul"),
        ("Chief engineerJohn Example\nDate of plan1831", "Chief engineer: John Example\nDate of plan: 1831"),
        ("OpenedMarch 1902\nOwnerExample Trust", "Opened: March 1902\nOwner: Example Trust"),
        (
            "Dit is de schepenAnna Voorbeeld.Zij was 2010LAUREAAT en gaf het boekjeWilgen aan de school.Daar",
            "Dit is de schepen Anna Voorbeeld. Zij was 2010 LAUREAAT en gaf het boekje Wilgen aan de school. Daar",
        ),
        ("Aan de rand van de stad ligt zandLoper.", "Aan de rand van de stad ligt zandLoper."),
        ("The iPad and the OpenCell of TypeScript", "The iPad and the OpenCell of TypeScript"),
        ("CAFÉ» et ÎLE®", "CAFÉ» et ÎLE®"),
    ],
)
def test_repair(given_text: str, repaired: str) -> None:
    assert repair(given_text).text == repaired


def test_the_way_back() -> None:
    text = "Lâ€™usine de la Chaus-\nsée ferme"
    repaired = repair(text)
    start = repaired.text.index("Chaussée")
    first, last = repaired.span(start, start + len("Chaussée"))
    assert text[first:last] == "Chaus-\nsée"


@given(st.text(alphabet=st.characters() | st.sampled_from("Ã©â€™?”-\nﬁ\u00ad e\u0301"), max_size=300))
def test_positions_rise_and_stay_inside(text: str) -> None:
    repaired = repair(text)
    assert len(repaired.starts) == len(repaired.ends) == len(repaired.text)
    position = 0
    for start, end in zip(repaired.starts, repaired.ends, strict=True):
        assert position <= start < end <= len(text)
        position = start


@given(st.text(alphabet="abcdéàü ABC,.!?’-–«»0123456789", max_size=200))
def test_a_sound_text_is_left_alone(text: str) -> None:
    assume(not re.search(r"[a-zéà-ü][A-C0-9]", text))
    assert repair(text).text == text


def test_an_acute_accent_between_letters_is_an_apostrophe() -> None:
    assert repair("l´usine d`Aurillac").text == "l’usine d’Aurillac"
