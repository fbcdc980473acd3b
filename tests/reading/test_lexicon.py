"""The lexicon finds whole known names only, the longest first, whatever their number; layers and digests behave."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st
from named_text import names

from dentelle.given import LexiconEntry
from dentelle.reading import Lexicon, build_lexicon

ENTRIES = (
    LexiconEntry("place", "Bourg-la-Reine"),
    LexiconEntry("place", "Bourg"),
    LexiconEntry("organisation", "Œuvre des Quais", forms=("ODQ",)),
    LexiconEntry("place", "Gießen"),
)


def found(text: str) -> list[str]:
    return [text[known.start : known.end] for known in build_lexicon(ENTRIES).find(text)]


def test_whole_words_and_the_longest() -> None:
    assert found("De Bourg-la-Reine à Bourg, pas Bourges ni Fabourg.") == ["Bourg-la-Reine", "Bourg"]


def test_forms_and_letters() -> None:
    assert found("l’ODQ, l'Oeuvre des quais, GIESSEN, Gießen") == ["ODQ", "Oeuvre des quais", "GIESSEN", "Gießen"]


def test_an_ampersand_is_part_of_a_name() -> None:
    firms = build_lexicon([LexiconEntry("organisation", name) for name in ("Halder & Brandt", "R&D Werk")])
    text = "Halder & Brandt, Halder&Brandt, R&D Werk and R & D Werk, not Halder, Brandt"
    assert [text[known.start : known.end] for known in firms.find(text)] == text.removesuffix(", not Halder, Brandt").replace(
        " and", ","
    ).split(", ")


def test_digest_is_that_of_the_entries() -> None:
    assert build_lexicon(ENTRIES).digest == build_lexicon(reversed(ENTRIES)).digest
    assert build_lexicon(ENTRIES).digest != build_lexicon(ENTRIES[1:]).digest


def test_a_layer_on_top() -> None:
    base = build_lexicon(ENTRIES)
    upper = base.extended([LexiconEntry("organisation", "Moulin Rive")])
    assert upper.digest != base.digest
    assert base.extended([]) is base
    assert upper.present("Le Moulin Rive à Bourg-la-Reine") == {"moulin rive", "bourg-la-reine", "bourg"}
    assert base.present("Le Moulin Rive") == set()


@given(st.text(max_size=200))
def test_matches_are_known_forms(text: str) -> None:
    lexicon = build_lexicon(ENTRIES)
    for known in lexicon.find(text):
        assert set(known.entries) <= set(lexicon.entries(text[known.start : known.end]))


def test_places_in_four_languages() -> None:
    assert ("Anvers", "place") in names("Les toiles partent pour Anvers et pour Londres dans une caisse.")
    assert ("Frankreichs", "place") in names("Das ist im Norden Frankreichs nicht anders und wird auch so bleiben.")
    assert ("Keulen", "place") in names("Het schip vaart van hier naar Keulen en weer terug met de stroom mee.")
    assert ("Norddeutschland", "place") in names("In Norddeutschland und in den Häfen ist das nicht anders als hier.")


def test_an_ordinary_word_is_no_place() -> None:
    assert names("Die Mitarbeiter sind mit dem Bus in die Stadt gefahren und haben nicht gewartet.") == set()
    assert names("Us and them: it was the year of the small boats on the lake.") == set()


def test_reading_time_does_not_grow_with_the_names() -> None:
    def seconds(lexicon: Lexicon) -> float:
        text = "Le moulin de Bourg et la halle de Gießen ouvrent en mai, dit le maire de Bourg-la-Reine. " * 200
        times = []
        for _ in range(5):
            start = process_time()
            assert len(lexicon.find(text)) == 600
            times.append(process_time() - start)
        return min(times)

    many = (LexiconEntry("organisation", f"Halle {number} du moulin", ref=str(number)) for number in range(20_000))
    assert seconds(build_lexicon((*ENTRIES, *many))) < 3 * seconds(build_lexicon(ENTRIES)) + 0.02


def test_a_name_may_be_the_beginning_of_another() -> None:
    lexicon = build_lexicon([LexiconEntry("organisation", name) for name in ("Halle", "Halle du moulin vert", "Halle du")])
    text = "Halle du moulin, Halle  du moulin vert et Halle du moulin vert"
    assert [text[known.start : known.end] for known in lexicon.find(text)] == ["Halle du", "Halle", "Halle du moulin vert"]
    assert lexicon.entries("Halle du moulin") == ()
    assert len(lexicon) == 3


def test_an_entry_comes_back_as_it_was() -> None:
    odd = LexiconEntry("organisation", "Atelier\x1fNord", ("AN", "Le Nord"), "company", "fr", "siren:1")
    whole = LexiconEntry("organisation", "Fonderie du Sud", ("FdS", "Fonderie Süd"), "company", "de", "siren:2")
    lexicon = build_lexicon([odd, whole])
    assert lexicon.entries("fonderie sud") == lexicon.entries("FDS") == (whole,)
    assert lexicon.entries("AN") == (odd,)
