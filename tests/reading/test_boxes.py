"""Boxes beside articles as plain text has them, and the title above them."""

from time import process_time

import pytest
from named_text import lexicon, names

from dentelle.model import Document, Reading
from dentelle.reading import read
from dentelle.reading.prepared import prepare
from dentelle.reading.repair import repair


def reading(text: str, language: str) -> Reading:
    return read(Document("s", "a.txt", "text", "", text, language=language), lexicon())


def told(text: str, language: str) -> set[tuple[str, str, str]]:
    return {(c.subject, c.property, c.value.edtf or c.value.text) for c in reading(text, language).claims}


LINES = {
    "en": (
        "Royal Tarnwick\n\nFounded 1871\nFounder Hugh Calder\nHeadquarters Leeds\nIndustry ceramics\nEmployees 240\n\n"
        "Royal Tarnwick was a company that made tiles for kitchens.",
        "Royal Tarnwick",
        {("founded", "1871"), ("created_by", "Hugh Calder"), ("located_in", "Leeds"), ("works_in", "ceramics")},
    ),
    "fr": (
        "Tarnoise\n\nCréation 1871\nFondateur Hugues Calder\nVille Lille\nActivité céramique\n\n"
        "La Tarnoise est une entreprise qui fabriquait des carreaux.",
        "Tarnoise",
        {("founded", "1871"), ("created_by", "Hugues Calder"), ("located_in", "Lille"), ("works_in", "céramique")},
    ),
    "nl": (
        "Koninklijke Tarnoot\n\nOprichting 1871\nOprichter(s) Hugo Calder\nHoofdkantoor Gent\nSector keramiek\n\n"
        "Koninklijke Tarnoot was een onderneming die tegels maakte.",
        "Koninklijke Tarnoot",
        {("founded", "1871"), ("created_by", "Hugo Calder"), ("located_in", "Gent"), ("works_in", "keramiek")},
    ),
    "de": (
        "Tarnauer GmbH\n\nGründung 1871\nGründer Hugo Calder\nSitz Dortmund\nBranche Keramik\n\n"
        "Die Tarnauer GmbH stellte Fliesen für Küchen her.",
        "Tarnauer GmbH",
        {("founded", "1871"), ("created_by", "Hugo Calder"), ("located_in", "Dortmund"), ("works_in", "Keramik")},
    ),
}


@pytest.mark.parametrize("language", LINES)
def test_lines_of_a_box_tell_of_the_page(language: str) -> None:
    text, subject, claims = LINES[language]
    assert {(prop, value) for owner, prop, value in told(text, language) if owner == subject} >= claims


def test_rows_with_bars() -> None:
    text = (
        "Zeche Konradsgrube | |||\n---|---|---|---|\nBeschäftigte | bis zu 1984 | ||\nBetriebsbeginn | 1860 | ||\n"
        "Betriebsende | 1961 | ||\nGemeinde | Herne ||\n\nDie Zeche Konradsgrube war ein Bergwerk."
    )
    assert told(text, "de") >= {
        ("Zeche Konradsgrube", "founded", "1860"),
        ("Zeche Konradsgrube", "closed", "1961"),
        ("Zeche Konradsgrube", "located_in", "Herne"),
        ("Zeche Konradsgrube", "count", "1984 Beschäftigte"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Founded in 1871\nOwner of many mills\nStatus quo\nArea for guests\n",  # sentences that go on
        "Founded 1871\n\nOwner Hugh Calder\n\nAddress Leeds\n",  # no run
        "Founder Hugh Calder spoke first.\nOwner Jane Hart spoke then.\nDirector Paul Reed was silent.\n",
        "Mill | Town | Year\nCalder Mill | Leeds | 1871\nHart Mill | York | 1902\n",  # a table of its own
        "Home | About | Contact\nNews | Events | Shop\nLegal | Help | Terms\n",
    ],
)
def test_what_is_no_box_stays_as_it_is(text: str) -> None:
    assert repair(text).text == text


def test_every_repaired_character_stands_where_it_stood() -> None:
    text = "Tarnwick | |||\nFounded | 1871 | ||\nOwner | Hugh Calder ||\nStatus | closed ||\n"
    repaired = repair(text)
    assert repaired.text == "Tarnwick\nFounded: 1871\nOwner: Hugh Calder\nStatus: closed\n"
    for word in ("Tarnwick", "1871", "Hugh Calder", "closed"):
        at = repaired.text.index(word)
        start, end = repaired.span(at, at + len(word))
        assert text[start:end] == word


def test_title_that_prose_repeats_is_no_byline() -> None:
    found = names("Nieuws\n\nKoninklijke Tarnoot\n\nKoninklijke Tarnoot was een onderneming in Gent die tegels maakte.", "nl")
    assert ("Koninklijke Tarnoot", "person") not in found
    assert ("Anna Devos", "person") in names("Nieuws\n\nAnna Devos\n\nAnna Devos is redacteur in Gent.", "nl")


def test_any_noun_behind_a_house_is_its_name_in_german() -> None:
    assert names("Die Zeche Königsgrube und das Schloss Falkenlust stehen leer.", "de") == {
        ("Zeche Königsgrube", "place"),
        ("Schloss Falkenlust", "place"),
    }


def test_many_bylines_are_read_in_linear_time() -> None:
    """A byline is looked for in the whole text only near the page's head."""

    def seconds(count: int) -> float:
        text = "\n\n".join(f"Par Tarnoot Nummer{number % 7}x" for number in range(count))
        started = process_time()
        prepare(Document("s", "a.txt", "text", "", text, language="fr"))
        return process_time() - started

    seconds(200)
    assert seconds(16_000) < 40 * max(seconds(2_000), 0.005)


PHRASES = {
    "fr": (
        "Manufacture Tarnel\n\nDate de création 1871\nSiège social Lille\nDomaine d'activité céramique\n"
        "Société mère Groupe Vermont\n"
        "Personnages clés Jeanne Delcroix (directrice)\n\nLa manufacture Tarnel est une entreprise qui fabriquait des carreaux.",
        {"founded", "located_in", "works_in", "part_of"},
    ),
    "en": (
        "Royal Tarnwick\n\nYear built 1871\nHead office Leeds\nParent company Calder Group\nNumber of employees 240\n"
        "Key people Ada Marsden (director)\n\nRoyal Tarnwick was a company that made tiles for kitchens.",
        {"founded", "located_in", "part_of", "count"},
    ),
    "de": (
        "Tarnauer GmbH\n\nGegründet von Hugo Calder\nGründungsjahr 1871\nKreisfreie Stadt Dortmund\nAnzahl der Mitarbeiter 240\n"
        "Geschäftsführung Karl Brandt\n\nDie Tarnauer GmbH stellte Fliesen für Küchen her.",
        {"founded", "created_by", "located_in", "count"},
    ),
    "nl": (
        "Koninklijke Tarnoot\n\nBouw gereed 1871\nMaatschappelijke zetel Gent\nAantal werknemers 240\nHuidige functie museum\n"
        "Belangrijke personen Marie Verstraete\n\nKoninklijke Tarnoot was een onderneming die tegels maakte.",
        {"founded", "located_in", "count", "works_in"},
    ),
}


@pytest.mark.parametrize("language", PHRASES)
@pytest.mark.parametrize("gap", [" ", "\t"])
def test_keys_of_several_words(language: str, gap: str) -> None:
    text, expected = PHRASES[language]
    claims = told(text if gap == " " else text.replace(" 1871", f"{gap}1871").replace(" 240", f"{gap}240"), language)
    assert {prop for _, prop, _ in claims} >= expected
    assert any(prop == "role" and subject.count(" ") == 1 for subject, prop, _ in claims), claims


def test_a_founder_in_a_box_is_a_maker_and_holds_no_office() -> None:
    text, subject, _ = LINES["en"]
    claims = told(text, "en")
    assert (subject, "created_by", "Hugh Calder") in claims
    assert not any(prop == "role" for _, prop, _ in claims)


def test_the_day_below_a_label_is_not_the_day_of_publication() -> None:
    text = "Glass Museum Tarnwick\n\nOpened\n3 May 1987\nLocation\nTarnwick\nDirector\nAda Marsden\n\nThe museum shows glass."
    assert not [one for one in told(text, "en") if one[1] in ("published_on", "author")]
