"""German names, where nouns are capitalised and are not therefore names; the sentences and most names are made up."""

import pytest
from named_text import mentions, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sie lehrt am Institut für Holztechnik und ist nicht allein.", ("Institut für Holztechnik", "organisation")),
        ("Er kam aus der Musikschule von Weimar und ist geblieben.", ("Musikschule von Weimar", "organisation")),
        ("Das Anna-Seiler-Museum ist am Montag nicht geöffnet.", ("Anna-Seiler-Museum", "organisation")),
        (
            "Die Kranich Fördertechnik GmbH hat die Halle gekauft und wird sie nutzen.",
            ("Kranich Fördertechnik GmbH", "organisation"),
        ),
        ("Der Auftrag ging an die Hartung & Lohse AG in der Stadt.", ("Hartung & Lohse AG", "organisation")),
        ("Am Abend sprach die Bildhauerin Theres Windmüller über ihre Arbeit.", ("Theres Windmüller", "person")),
        ("»Das wird nicht einfach«, sagt Bernd Oelmann, Leiter der Werkstatt.", ("Bernd Oelmann", "person")),
        ("Die Stadt ist durch den Neckar-Donau-Pakt mit der anderen verbunden.", ("Neckar-Donau-Pakt", "programme")),
        ("Sie bekam den Preis Goldene Feder und ist nun bekannt.", ("Goldene Feder", "programme")),
        ("Das Deutsch-Polnische Jugendwerk hat das Haus gefördert.", ("Deutsch-Polnische Jugendwerk", "organisation")),
        ("Der Wettbewerber Volvia baut die Anlage nicht mehr selbst.", ("Volvia", "organisation")),
        ("Das Büro ist in der Lindenhofstraße 7 und wird bald größer.", ("Lindenhofstraße", "place")),
        ("Der Zug fährt von München über Straßburg nach Mülhausen und wieder zurück.", ("Straßburg", "place")),
        ("Im Zweiten Weltkrieg wurde die Brücke zerstört.", ("Zweiten Weltkrieg", "event")),
    ],
)
def test_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


def test_nouns_are_no_names() -> None:
    text = (
        "Die Mitarbeiter der Werkstatt haben im Frühjahr mit Holz, Metall und Papier gearbeitet. Der Unterricht ist für "
        "Schüler und Lehrer kostenlos. Am Dienstag kommen die Franzosen mit einer Delegation zum Besuch der Anlage."
    )
    assert names(text) == set()


def test_a_ruler_in_the_nominative() -> None:
    found = [m for m in mentions("Die Münze stammt aus der Zeit Ludwigs des Frommen und ist nicht groß.") if m.kind == "person"]
    assert [(m.text, m.name) for m in found] == [("Ludwigs des Frommen", "Ludwig der Fromme")]


def test_rarer_nouns_are_no_names_either() -> None:
    text = (
        "Die Labors arbeiten mit Pipetten und Zentrifugen, das Gerät kommt aus Beständen der Apotheke. Bei Umbau und Abriss "
        "halfen Installateure, Gerüstbauer und Statiker; nach Heirat und Umzug blieb nur ein Wappen aus Sandstein."
    )
    assert names(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am Abend sprach dort Alphonse Gatter über den Handel.", ("Alphonse Gatter", "person")),
        ("Das Amt hat seit dem Mai Johannes Klar inne.", ("Johannes Klar", "person")),
        ("Im Saal saß auch Konrad B. Ottmann neben dem Fenster.", ("Konrad B. Ottmann", "person")),
        ("Der Weg führt durch das Aachener Revier nach Westen.", ("Aachener Revier", "place")),
    ],
)
def test_words_of_the_dictionary_inside_names(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Café in der Bremer Kunsthalle ist seit Mai offen.", ("Bremer Kunsthalle", "organisation")),
        ("Er wurde Mitglied der Akademie der Wissenschaften und blieb es.", ("Akademie der Wissenschaften", "organisation")),
        ("Sie leitet das Museum für Moderne Kunst und zwei Archive.", ("Museum für Moderne Kunst", "organisation")),
        ("Er fiel in der Schlacht von Wellingen, wie es heißt.", ("Schlacht von Wellingen", "event")),
    ],
)
def test_houses_of_a_town_and_of_a_field(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


def test_whose_a_federation_is_makes_no_name() -> None:
    text = "Der Verband der Stadt und ein Berliner Unternehmen haben mit dem Museum der Gemeinde gesprochen."
    assert {name for name, _ in names(text)} <= {"Berliner"}


def test_a_menu_of_two_nouns_holds_no_names() -> None:
    assert names("Kultur & Freizeit\nWirtschaft & Verkehr\nBauen & Wohnen\n\nDie Stadt hat ein neues Bad.") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Kleiderkammer Düren wurde im Mai von zwei Nachbarn gegründet.", ("Kleiderkammer Düren", "organisation")),
        ("Die Lebenshilfe Aachen betreibt zwei Werkstätten.", ("Lebenshilfe Aachen", "organisation")),
    ],
)
def test_a_noun_and_a_town(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


def test_a_participle_ends_no_name() -> None:
    found = names("Darin ist seit 2004 das Zentrum Schermesser untergebracht, das Ausstellungen zeigt und ein Archiv unterhält.")
    assert not any(name.endswith("untergebracht") for name, _ in found)


def test_what_a_town_is_makes_no_name_with_it() -> None:
    text = "Der Standort Aachen wächst. Im Wohnort Düren gilt das nicht. Die Zugstrecke Köln–Aachen ist gesperrt."
    assert {name for name, _ in names(text)} <= {"Aachen", "Düren", "Köln"}


def test_a_legal_form_alone_is_no_name() -> None:
    assert names("Die Gesellschafter der gGmbH haben im Mai nicht getagt.") == set()


def test_the_title_behind_an_author_and_a_colon() -> None:
    text = "Gerd Hermes: Mühlen und Müller. Flussverlag, Merzen 1988.\nGerd Hermes: Das war schön. Wir kommen wieder."
    assert [name for name, kind in names(text) if kind == "work"] == ["Mühlen und Müller"]


def test_long_ordinary_nouns_are_no_towns() -> None:
    text = "Die Franzosen denken in Netzen, wir in Losgrößen. Beides zusammen ergibt einen Fahrplan."
    assert not any(name == "Losgrößen" for name, _ in names(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Im Mai lädt die Stadt Rotenburg (Wümme) zum Lauf ein.", ("Stadt Rotenburg (Wümme)", "organisation")),
        ("Foto: Stadt Chemnitz", ("Stadt Chemnitz", "organisation")),
        ("Das Haus trägt der Verein Webstuhl e. V. Auf zwei Etagen wird gearbeitet.", ("Verein Webstuhl e. V.", "organisation")),
        ("Später zog die Truppe in die Reuterkaserne um.", ("Reuterkaserne", "place")),
        ("Kapellenberg: Neue Brücke ist fertig", ("Kapellenberg", "place")),
        ("Der Odertaler Museumsverein Bad Ellrode betreut das Haus.", ("Odertaler Museumsverein Bad Ellrode", "organisation")),
        ("Zur Eröffnung sprach Vereinsvorsitzende Swantje Ohlrogge.", ("Swantje Ohlrogge", "person")),
        ("Bis 1893 war Ludwig Oehlrich Kustos.", ("Ludwig Oehlrich", "person")),
        ("Die Gruppe spielt im Improtheater „Was nun!?“ am Hafen.", ("Was nun!?", "organisation")),
    ],
)
def test_found_on_pages(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Auf Initiative des Ersten Beigeordneten wurde die Halle saniert.",
        "Der Sänger (20.6.) kommt wieder, der Raum (122 Quadratmeter) ist frei.",
        "Nach der Pause gab es ein „Extra“ für alle.",
        "Am Neubau führt kein Weg vorbei, abschließend führte man durch das Haus.",
        "Gezeigt wird ein kleines Wortkunst-Festival im Hof.",
    ],
)
def test_not_found_on_pages(text: str) -> None:
    assert names(text) == set()


def test_a_paper_of_a_town_in_a_heading() -> None:
    assert ("Odertaler Mitteilungsblatt", "organisation") in names("Odertaler Mitteilungsblatt")
