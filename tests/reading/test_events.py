"""What fairs, festivals and exhibitions are called, when and where they are, who holds them, and how many come. All made up."""

import pytest
from named_text import lexicon
from test_names_tidied import said

from dentelle.model import Document
from dentelle.reading import read

KINDS = (
    ("nl", "In mei volgt Tools4voor, een onderwijsbeurs met veel standen. Wie naar Tools4voor komt, leert.", "Tools4voor"),
    ("nl", "Elk jaar trekt Bouwexpo veel volk uit de streek.", "Bouwexpo"),
    ("de", "Auch SaraBel findet vom 3. bis 5. Mai in Aachen statt.", "SaraBel"),
    ("fr", "Cette année, Rumolin se tiendra au mois de mai.", "Rumolin"),
    ("en", "Last year SorFolk was held in the old mill.", "SorFolk"),
)


@pytest.mark.parametrize(("language", "text", "name"), KINDS)
def test_what_is_held_is_an_event(language: str, text: str, name: str) -> None:
    assert (name, "event") in said(text, language)


def told(text: str, language: str) -> set[tuple[str, str, str]]:
    found = read(Document("s", "a.txt", "text", "", text, language=language), lexicon())
    return {(c.subject, c.property, c.value.edtf or c.value.text) for c in found.claims}


VISITED = (
    (
        "fr",
        "Le Festival des Brumes ouvre à Lille. La Fondation Tarn entretient le parc. Plus de 7 000 visiteurs sont venus.",
        ("Festival des Brumes", "count", "Plus de 7 000 visiteurs"),
    ),
    (
        "en",
        "The Brimble Festival opens in Leeds. The Tarn Foundation looks after the park. More than 7,000 visitors came.",
        ("Brimble Festival", "count", "More than 7,000 visitors"),
    ),
    (
        "de",
        "Das Nebel Festival beginnt in Aachen. Die Stiftung Tarnhof unterhält den Park. Gekommen waren fast 7.000 Besucher.",
        ("Nebel Festival", "count", "fast 7.000 Besucher"),
    ),
    (
        "nl",
        "Het Nevel Festival begint in Gent. De Stichting Tarnhof onderhoudt het park. Er kwamen 7.000 bezoekers.",
        ("Nevel Festival", "count", "7.000 bezoekers"),
    ),
)


@pytest.mark.parametrize(("language", "text", "claim"), VISITED)
def test_visitors_are_the_event_s(language: str, text: str, claim: tuple[str, str, str]) -> None:
    assert claim in told(text, language)


def test_visitors_of_a_museum_stay_its_own() -> None:
    text = "The Brimble Festival opens in Leeds. The Tarn Museum stands beside it. In 2018 it had 7,000 visitors."
    assert ("Tarn Museum", "count", "7,000 visitors") in told(text, "en")


def test_a_house_that_opens_does_not_take_place() -> None:
    text = "The Tarn Museum was built in Leeds. It opens on 3 May 2021 in the old mill."
    assert not {claim for claim in told(text, "en") if claim[1] == "takes_place"}


ENTITLED = (
    ("en", "An exhibition entitled Threads of the north opens in May.", ("Threads of the north", "event")),
    ("en", "In 1921 she wrote a book titled The Last Weaver, which sold well.", ("The Last Weaver", "work")),
    ("fr", "Le musée ouvre une exposition intitulée Fils du nord, avec quarante pièces.", ("Fils du nord", "event")),
    ("de", "Das Museum zeigt eine Ausstellung unter dem Titel Garn und Faden, die im Mai beginnt.", ("Garn und Faden", "event")),
    ("nl", "Het museum toont een tentoonstelling, getiteld Draden te gast, met veertig werken.", ("Draden te gast", "event")),
    ("fr", 'L\'exposition " Le fil, comme une rivière" reste ouverte.', ("Le fil, comme une rivière", "event")),
    ("en", "Small Weaver of the Year", ("Small Weaver of the Year", "programme")),
)


@pytest.mark.parametrize(("language", "text", "expected"), ENTITLED)
def test_a_title_is_whole(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in said(text, language)


LISTED = {
    "de": "Ausstellungen\n\nGarn und Faden\n\nStadtmuseum Aachen\nAachen | 10.09.2020-13.12.2020\nDie Schau zeigt 50 Drucke.\n\n"
    "Salz und Silber\n\n3. Mai bis 9. Juni 2020\nDie Schau zeigt 40 Drucke.",
    "fr": "Expositions\n\nLe fil rouge\n\nDu 10 septembre au 13 décembre 2020\nLe musée montre 50 dessins.\n\n"
    "Sel et argent\n\nDu 3 mai au 9 juin 2020\nLe musée montre 40 dessins.",
    "nl": "Expo's\n\nGaren en draad\n\nVan 10 september tot 13 december 2020\nHet museum toont 50 prenten.\n\n"
    "Zout en zilver\n\nVan 3 mei tot 9 juni 2020\nHet museum toont 40 prenten.",
    "en": "What is on\n\nYarn and Thread\n\n10 September to 13 December 2020\nThe museum shows 50 prints.\n\n"
    "Salt and Silver\n\n3 May to 9 June 2020\nThe museum shows 40 prints.",
}


@pytest.mark.parametrize("language", LISTED)
def test_every_title_of_a_list_of_events_has_its_days(language: str) -> None:
    days = {value for _, prop, value in told(LISTED[language], language) if prop == "takes_place"}
    assert days >= {"2020-09-10/2020-12-13", "2020-05-03/2020-06-09"}
    titles = {subject for subject, prop, _ in told(LISTED[language], language) if prop == "takes_place"}
    assert len(titles) == 2


CALLED = (
    ("en", "They run a conference in the mill called SorFolk with forty guests.", "SorFolk", "event"),
    ("fr", "Elle anime un festival baptisé RumoLin avec ses amis.", "RumoLin", "event"),
    ("de", "Sie leitet eine Tagung namens SaraBel mit vielen Gästen.", "SaraBel", "event"),
    ("nl", "Zij leidt een congres genaamd SaraBel met veel gasten.", "SaraBel", "event"),
    ("nl", "De derde partij, genaamd Louis Daverts, werkt in de textiel.", "Louis Daverts", "person"),
    ("en", "Many of the members meet during WXQ in May. The group WXQ has 40 members.", "WXQ", "organisation"),
)


@pytest.mark.parametrize(("language", "text", "name", "kind"), CALLED)
def test_what_is_called_so_says_its_kind(language: str, text: str, name: str, kind: str) -> None:
    assert (name, kind) in said(text, language)


WITH = (
    (
        "en",
        "Lomax Fair grows. Also Tarn Expo, a trade fair with 110 exhibitors, is back.",
        ("Tarn Expo", "count", "110 exhibitors"),
    ),
    (
        "nl",
        "De Weefbeurs groeit. Ook Tarn Expo, een kleine beurs met 110 exposanten, is terug.",
        ("Tarn Expo", "count", "110 exposanten"),
    ),
    (
        "de",
        "Die Webmesse wächst. Auch die Tarn Messe, eine Fachmesse mit 110 Ausstellern, ist zurück.",
        ("Tarn Messe", "count", "110 Aussteller"),
    ),
    (
        "fr",
        "Le Salon du Fil grandit. Voici aussi le Salon Tarnec, une foire avec 110 exposants, pour tous.",
        ("Salon Tarnec", "count", "110 exposants"),
    ),
    ("en", "The Tarn Project grows. It received a grant of EUR 2,000,000 in May.", ("Tarn Project", "count", "2,000,000 euros")),
)


@pytest.mark.parametrize(("language", "text", "claim"), WITH)
def test_what_stands_behind_a_fair_is_its_own(language: str, text: str, claim: tuple[str, str, str]) -> None:
    assert claim in told(text, language)


def test_no_name_ends_with_a_small_word() -> None:
    text = "La concours Initiatives de la CCI de Bordeaux aide les clubs. Le concours Initiatives continue."
    assert not [name for name, _ in said(text, "fr") if name.endswith(" de")]


def test_opening_hours_are_no_title() -> None:
    text = "Thur-Sat 11-4\n\n3 May to 9 June 2020\nThe museum shows 40 prints.\n"
    assert not [name for name, kind in said(text, "en") if kind == "event"]
