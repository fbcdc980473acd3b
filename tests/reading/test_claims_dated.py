"""Whom a date is told of, and dates that tell nothing: of laws, of the page itself, of a mere description."""

import pytest
from marked_text import read_marked, said

OF_WHAT_WAS_SPOKEN_OF = {  # a house that lies in a town: what is dated behind it is told of the house
    "en": "[O:Cobalt Mill] is a weaving shed in [L:Denham]. The boiler house has stood empty since 2002. "
    "Looms were sent to [L:Merrow] in 2004.",
    "fr": "[O:Filature Cobalt] est une usine de [L:Denville]. Le bâtiment des chaudières reste vide depuis 2002. "
    "Des métiers ont été envoyés à [L:Merrou] en 2004.",
    "de": "Die [O:Weberei Cobalt] ist eine Fabrik in [L:Denheim]. Das Kesselhaus steht schon seit 2002 leer. "
    "Die Webstühle kamen in die Stadt [L:Merrau] und wurden 2004 verkauft.",
    "nl": "De [O:Weverij Cobalt] is een fabriek in [L:Denhem]. Het ketelhuis van de fabriek staat leeg sinds 2002. "
    "Er gingen weefgetouwen naar [L:Merem] in 2004.",
}
NO_FACT = (  # language, text, the date that tells nothing
    ("fr", "[O:Cobalt] est une association de la loi de 1901 qui anime un réseau.", "1901"),
    ("en", "[O:Cobalt] is a body under the Act of 1901 that runs a network.", "1901"),
    ("de", "[O:Cobalt] ist nach dem Vereinsgesetz von 1901 eine Gesellschaft.", "1901"),
    ("nl", "[O:Cobalt] is volgens de wet van 1901 een vereniging.", "1901"),
    ("fr", "[O:Cobalt] est une fabrique de papier.\n\nDernière modification de cette page le 4 mai 2016.", "2016-05-04"),
    ("en", "[O:Cobalt] is a paper mill.\n\nThis page was last modified on 4 May 2016.", "2016-05-04"),
    ("de", "[O:Cobalt] ist eine Papierfabrik.\n\nSeite zuletzt bearbeitet am 4. Mai 2016.", "2016-05-04"),
    ("nl", "[O:Cobalt] is een papierfabriek.\n\nDeze pagina is gewijzigd op 4 mei 2016.", "2016-05-04"),
    ("fr", "[O:Cobalt] conserve aussi une machine de 1903.", "1903"),
    ("en", "[O:Cobalt] still keeps an old engine from 1903.", "1903"),
    ("de", "[O:Cobalt] bewahrt noch eine Dampfmaschine aus dem Jahr 1903.", "1903"),
    ("nl", "[O:Cobalt] bewaart nog een stoommachine uit 1903.", "1903"),
    ("en", "[O:Cobalt] has grown from 35 in 2020 to a large crew.", "2020"),
)


@pytest.mark.parametrize("language", OF_WHAT_WAS_SPOKEN_OF)
def test_what_is_dated_is_told_of_the_house_and_not_of_a_town_passed_by(language: str) -> None:
    claims = read_marked(OF_WHAT_WAS_SPOKEN_OF[language], language).claims
    happened = {(claim.subject_kind, claim.value.edtf) for claim in claims if claim.property == "happened"}
    assert happened == {("organisation", "2002"), ("organisation", "2004")}


@pytest.mark.parametrize(("language", "text", "date"), NO_FACT)
def test_dates_of_laws_pages_and_descriptions_are_no_facts(language: str, text: str, date: str) -> None:
    assert not [claim for claim in said(read_marked(text, language)) if claim == f"Cobalt | happened | {date}"]


def test_a_season_is_no_description() -> None:
    text = "[O:Cobalt] fut reconstruite au cours de l'été de 1903."
    assert [claim for claim in read_marked(text, "fr").claims if claim.property == "happened"]


COUNTED = (  # language, text, a claim that it makes
    (
        "en",
        "[O:Cobalt] is old. In 1808 there were in [L:Denham] 8 spinning mills, 12 sheds and 3 yards.",
        "Denham | count | 3 yards",
    ),
    (
        "fr",
        "[O:Cobalt] est vieux. En 1808, on trouve à [L:Gand] 8 filatures, 12 tissages et 3 ateliers.",
        "Gand | count | 3 ateliers",
    ),
    ("de", "[O:Cobalt] ist alt. 1808 gab es in [L:Denheim] 8 Spinnereien, 12 Mühlen und 3 Höfe.", "Denheim | count | 3 Höfe"),
    (
        "nl",
        "[O:Cobalt] is oud. In 1808 zijn er in [L:Gent] 8 spinnerijen, 12 weverijen en 3 ateliers.",
        "Gent | count | 3 ateliers",
    ),
    ("en", "[O:Cobalt] is old. There is a hall for 120 people.", "Cobalt | capacity | 120 people"),
    ("fr", "[O:Cobalt] est vieux. Il y a une salle pour 120 personnes.", "Cobalt | capacity | 120 personnes"),
    ("de", "[O:Cobalt] ist alt. Es gibt einen Saal für 120 Personen.", "Cobalt | capacity | 120 Personen"),
    ("nl", "[O:Cobalt] is oud. Er is een zaal voor 120 personen.", "Cobalt | capacity | 120 personen"),
    ("en", "[O:Cobalt] has 77 offices.", "Cobalt | count | 77 offices"),
    ("fr", "[O:Cobalt] dispose de 77 bureaux.", "Cobalt | count | 77 bureaux"),
    ("de", "[O:Cobalt] hat 77 Büros.", "Cobalt | count | 77 Büros"),
    ("nl", "[O:Cobalt] telt 77 kantoren.", "Cobalt | count | 77 kantoren"),
    ("en", "[P:Ada Kade] was there. As for the firm [O:Velmor Ltd], it employs 40 people.", "Velmor Ltd | count | 40 people"),
    (
        "fr",
        "[P:Ada Kade] est née là. Quant à l'entreprise [O:Velmor], elle emploie 40 personnes.",
        "Velmor | count | 40 personnes",
    ),
)
IN_SO_MANY = (
    ("en", "[O:Cobalt] is active in eleven countries."),
    ("fr", "[O:Cobalt] est présent dans onze pays."),
    ("de", "[O:Cobalt] ist in elf Ländern tätig."),
    ("nl", "[O:Cobalt] is actief in elf landen."),
)


@pytest.mark.parametrize(("language", "text", "claim"), COUNTED)
def test_whose_count_it_is(language: str, text: str, claim: str) -> None:
    assert claim in said(read_marked(text, language))


@pytest.mark.parametrize(("language", "text"), IN_SO_MANY)
def test_where_somebody_is_active_is_no_count_of_theirs(language: str, text: str) -> None:
    assert not [claim for claim in said(read_marked(text, language)) if "| count |" in claim]


PROGRAMMES = {
    "en": "[E:Denham Film Festival]\n\nThe [E:Denham Film Festival] shows short films.\n\n"
    "Local films: Friday 25 January 2019 at the [O:Cobalt Cinema] in [L:Merrow].\n\n"
    "The fifth edition is planned for March 2021, in [L:Harford].",
    "fr": "[E:Festival de Denville]\n\nLe [E:Festival de Denville] montre des films.\n\n"
    "Films d'ici : vendredi 25 janvier 2019 à 20h au [O:Cinéma Cobalt] à [L:Merrou].\n\n"
    "La cinquième édition est annoncée pour mars 2021, à [L:Harville].",
    "de": "[E:Filmfest Denheim]\n\nDas [E:Filmfest Denheim] zeigt kurze Filme.\n\n"
    "Filme von hier: Freitag, 25. Januar 2019, im [O:Kino Cobalt] in [L:Merrau].\n\n"
    "Die fünfte Ausgabe ist für März 2021 in [L:Harheim] geplant.",
    "nl": "[E:Filmfestival Denhem]\n\nHet [E:Filmfestival Denhem] toont korte films.\n\n"
    "Films van hier: vrijdag 25 januari 2019 in [O:Bioscoop Cobalt] in [L:Merem].\n\n"
    "De vijfde editie is gepland voor maart 2021 in [L:Harhem].",
}


@pytest.mark.parametrize("language", PROGRAMMES)
def test_lines_of_a_programme_and_editions_say_when_and_where_an_event_is(language: str) -> None:
    held = {
        c.value.edtf or c.value.text for c in read_marked(PROGRAMMES[language], language).claims if c.property == "takes_place"
    }
    cinema, towns = (
        PROGRAMMES[language].split("[O:")[1].split("]")[0],
        {t.split("]")[0] for t in PROGRAMMES[language].split("[L:")[1:]},
    )
    assert {"2019-01-25", "2021-03", cinema, *towns} <= held


TOO_FEW = (
    ("en", "[O:Cobalt] is old. Two ovens survive and the yard is still there."),
    ("fr", "[O:Cobalt] est vieux. Les deux parties viennent de se réunir."),
    ("de", "[O:Cobalt] ist alt. In den drei Gebäudeteilen brannte noch Licht."),
    ("nl", "[O:Cobalt] is oud. De twee andere molens stonden verderop."),
    ("en", "[O:Cobalt] was set up when eleven toolmakers met."),
)


@pytest.mark.parametrize(("language", "text"), TOO_FEW)
def test_the_few_that_do_something_are_no_count(language: str, text: str) -> None:
    assert not [claim for claim in said(read_marked(text, language)) if "| count |" in claim]


def test_few_are_counted_where_a_verb_says_they_are_had() -> None:
    assert "Cobalt | count | 2 sites" in said(read_marked("[O:Cobalt] compte deux sites.", "fr"))


def test_german_counts_stand_in_the_nominative() -> None:
    assert "Cobalt | capacity | 220 Plätze" in said(read_marked("[O:Cobalt] hat einen Saal mit 220 Plätzen.", "de"))
    assert "Cobalt | capacity | 2.900 Quadratmeter" in said(read_marked("[O:Cobalt] sitzt auf 2.900 Quadratmetern.", "de"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[O:Cobalt] is old. It was a workshop that was founded by two sisters in [L:Denham] in 1834."),
        ("fr", "[P:Ada Kade] a conduit la visite à travers une école créée en 1834."),
        ("de", "[O:Cobalt] ist alt. 1834 Gründung in einer Backstube."),
        ("nl", "[O:Cobalt] is oud. Het was een bedrijf dat in [L:Denhem] in 1834 werd opgericht."),
    ],
)
def test_the_year_of_a_founding_is_no_other_fact(language: str, text: str) -> None:
    assert not [claim for claim in said(read_marked(text, language)) if "happened | 1834" in claim]
