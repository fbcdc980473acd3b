"""The page's own subject: what a sentence defines, a word with its letter, and halves that always stand beside a name."""

import time

import pytest
from named_text import mentions, names

from dentelle.reading.names.defined import DEFINED as RULE

DEFINED = {
    "de": (
        "Tuchweg\n\nDer Tuchweg ist eine länderübergreifende Initiative. Der Tuchweg führt durch drei Orte.\n",
        "Tuchweg",
        "programme",
    ),
    "nl": (
        "De Volharding\n\nDe Volharding is een achtkantige stellingmolen uit 1858. De wieken van de Volharding draaien nog.\n",
        "Volharding",
        "place",
    ),
    "en": (
        "Sorrel Brightwater\n\nSorrel Brightwater was a company established in Ludwick. It made lamps.\n",
        "Sorrel Brightwater",
        "organisation",
    ),
    "fr": (
        "Vent d'ouest\n\nVent d'ouest est un festival de musique organisé chaque été. Il attire du monde.\n",
        "Vent d'ouest",
        "event",
    ),
}


@pytest.mark.parametrize("language", DEFINED)
def test_what_a_sentence_defines_and_a_heading_repeats_is_a_name_of_the_kind_that_the_sentence_says(language: str) -> None:
    text, name, kind = DEFINED[language]
    assert (name, kind) in names(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Baumwolle\n\nDie Baumwolle ist eine alte Kulturpflanze. Sie wächst im Süden.\n"),
        ("de", "Gründerzentrum\n\nEin Gründerzentrum ist eine Einrichtung für junge Firmen.\n"),
        ("nl", "Museum\n\nHet museum is een huis met een verzameling. Een museum bewaart.\n"),
        ("fr", "Pépinière\n\nLa pépinière est un lieu pour les jeunes entreprises.\n"),
    ],
)
def test_a_page_about_an_ordinary_noun_defines_no_name(language: str, text: str) -> None:
    assert not names(text, language)


LETTERED = {
    "nl": "De nieuwe hub Depot Q gaat open. In Depot Q werken starters. Depot Q telt tien zalen.",
    "en": "The studio opened in Lantern 14 last year. Lantern 14 has ten rooms, and Lantern 14 is full.",
    "fr": "Le site accueille Lanterne B depuis un an. Chez Lanterne B, tout est neuf.",
    "de": "Das Haus heißt Lampion K und liegt am Fluss. Im Lampion K arbeiten zehn Firmen.",
}


@pytest.mark.parametrize("language", LETTERED)
def test_a_word_that_is_only_written_with_its_letter_or_number_is_one_name_with_it(language: str) -> None:
    wanted = {"nl": "Depot Q", "en": "Lantern 14", "fr": "Lanterne B", "de": "Lampion K"}[language]
    assert wanted in [name for name, _ in names(LETTERED[language], language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They met on May 14 and again in the week of May 14. The plan says Article 5 and again Article 5."),
        ("nl", "In groep B zit Groep B. Zie de tekst bij Figuur 3 en nog eens bij Figuur 3."),
        ("de", "Das steht in Artikel 3 und noch einmal in Artikel 3. Die Gruppe A spielt gegen die Gruppe A."),
        ("fr", "Voir la Figure 2 puis la Figure 2. Le Lot B et le Lot B sont vendus."),
    ],
)
def test_what_is_told_apart_by_numbers_is_no_name(language: str, text: str) -> None:
    assert not [name for name, _ in names(text, language) if name.endswith(("14", "5", "3", "2", " A", " B"))]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "en",
            "Work on ‘Community Building Norwick’ begins. The ‘Community Building Norwick’ has 14 floors.",
            "Community Building Norwick",
        ),
        (
            "nl",
            "De film ‘Traag Water Filmfestival’ is er weer. Het publiek kent Traag Water Filmfestival goed.",
            "Traag Water Filmfestival",
        ),
    ],
)
def test_a_word_that_always_stands_before_a_name_belongs_to_it(language: str, text: str, name: str) -> None:
    assert name in [found for found, _ in names(text, language)]


def test_hostile_text_takes_no_longer_than_its_length() -> None:
    started = time.process_time()
    names("Die " + "Aa 1 " * 4000 + "(((" * 500 + ",,," * 500 + " ist ein Haus.", "de")
    assert time.process_time() - started < 20


def test_a_capital_article_inside_a_sentence_stays_with_the_defined_name() -> None:
    text = "La Bobine\n\nLa Bobine est un incubateur. Une rencontre a lieu à La Bobine chaque mois."
    assert ("La Bobine", "organisation") in names(text, "fr")


def test_a_german_prize_of_one_word_is_a_name_where_it_is_given() -> None:
    text = "Der Erfinderpreis wird alle zwei Jahre vergeben. Zum Jubiläum des Erfinderpreises kamen 400 Gäste."
    assert ("Erfinderpreis", "programme") in names(text, "de")
    assert not names("Der Strompreis steigt, und der Strompreis drückt. Ein Auftrag wurde vergeben.", "de")


def test_a_definition_looks_no_further_than_its_page() -> None:
    """A long document is many pages, and its length times its definitions would be quadratic."""
    definition = "Sorrel Brightwater was a company established in Ludwick. It made lamps.\n\n"
    again = "Few remember Sorrel Brightwater today.\n\n" * 2
    filler = "The town grew slowly and nothing else happened there in those years.\n\n" * 400
    near, far = (mentions(text, "en") for text in (definition + again + filler, definition + filler + again))
    assert RULE in {mention.rule for mention in near}
    assert RULE not in {mention.rule for mention in far}
