"""Sentences, items with their lead-in, headings, bylines and furniture of plain text."""

import pytest

from dentelle.model import Document
from dentelle.reading.language import detect
from dentelle.reading.prepared import prepare


def cut(text: str, language: str = "") -> list[tuple[str, str]]:
    prepared = prepare(Document("s", "a.txt", "text", "", text, language=language))
    return [(s.role, prepared.text[s.start : s.end]) for s in prepared.sentences]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Le Dr. Petit et M. Jean-B. Roy sont là. Ils sortent.", ["Le Dr. Petit et M. Jean-B. Roy sont là.", "Ils sortent."]),
        (
            "Im 13. Jahrhundert und am 4. Mai z. B. war das so. Dann nicht.",
            ["Im 13. Jahrhundert und am 4. Mai z. B. war das so.", "Dann nicht."],
        ),
        (
            "Dat is bijv. hier zo met de heer J.-P. Claes. Het is later niet meer.",
            ["Dat is bijv. hier zo met de heer J.-P. Claes.", "Het is later niet meer."],
        ),
        (
            "It was the case in St. Ives, said Dr. Moss. It rained on the way.",
            ["It was the case in St. Ives, said Dr. Moss.", "It rained on the way."],
        ),
        (
            "« Vous venez ? » demande la gérante de la salle. Oui, dans un instant.",
            ["« Vous venez ? » demande la gérante de la salle.", "Oui, dans un instant."],
        ),
        (
            "Er sagte das nicht. »Wir bauen hier ein Haus.« Das ist gut.",
            ["Er sagte das nicht.", "»Wir bauen hier ein Haus.«", "Das ist gut."],
        ),
    ],
)
def test_limits_of_sentences(text: str, sentences: list[str]) -> None:
    assert [body for _, body in cut(text)] == sentences


def test_roles() -> None:
    text = (
        "Zum Inhalt springen\n\nEine Mühle wird zum Haus der Ideen\n\nVon Petra Lohmann\n\n"
        "Die Mühle steht seit 1910 am Fluss und war lange leer. Jetzt ziehen vier Firmen ein:\n\n"
        "• Tischlerei im Erdgeschoss\n• Druckerei im ersten Stock\n\nKontakt | Impressum | Datenschutz\n"
    )
    assert cut(text) == [
        ("furniture", "Zum Inhalt springen"),
        ("heading", "Eine Mühle wird zum Haus der Ideen"),
        ("byline", "Von Petra Lohmann"),
        ("sentence", "Die Mühle steht seit 1910 am Fluss und war lange leer."),
        ("sentence", "Jetzt ziehen vier Firmen ein:"),
        ("item", "Tischlerei im Erdgeschoss"),
        ("item", "Druckerei im ersten Stock"),
        ("furniture", "Kontakt | Impressum | Datenschutz"),
    ]


def test_items_know_their_lead() -> None:
    prepared = prepare(
        Document("s", "a.txt", "text", "", "De partners van het huis zijn:\n- de stad\n- een school\n\nMeer is er niet.")
    )
    leads = [prepared.text[slice(*s.lead)] for s in prepared.sentences if s.lead is not None]
    assert leads == ["De partners van het huis zijn:"] * 2


def test_a_day_at_the_start_of_a_line_is_no_number_of_an_item() -> None:
    assert ("item", "Oktober 2019: Vortrag im Saal") not in cut(
        "Das sind die Termine der Halle:\n24. Oktober 2019: Vortrag im Saal\n", "de"
    )


def test_a_line_that_ends_with_an_article_goes_on_with_a_number() -> None:
    assert len(cut("Les Assises du lin auront lieu du\n5 au 7 juin 2018 à Anzin.", "fr")) == 1
    assert len(cut("Programme\n5 au 7 juin 2018 à Anzin.", "fr")) == 2


def test_a_german_line_that_ends_with_an_article_goes_on_with_a_noun() -> None:
    assert len(cut("Der Betrieb gehörte lange zu den größten der\nStadt und wurde dann verkauft.", "de")) == 1
    assert len(cut("Die größten Betriebe der Umgebung\nDie Spinnerei stand am Fluss.", "de")) == 2


def test_lines_stay_wrapped_though_parted_words_have_joined_some() -> None:
    line = "und so ging es im Tal noch lange weiter mit den alten Mühlen"
    joined = f"{line} und Ham-\nmerwerken am Bach, die bald niemand mehr brauchte"
    lines = ["Anfangs war das nicht so. Dann kam ein neuer Besitzer ins Dorf", line, line, joined, line, line, line, "Bis heute."]
    assert [body[-5:] for _, body in cut("\n".join(lines), "de")] == ["t so.", "eute."]


def test_no_sentence_is_endless() -> None:
    assert max(len(body) for _, body in cut("wort " * 20_000)) <= 2_000


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La ville est dans une vallée avec les moulins du sud.", "fr"),
        ("The town is in a valley with its mills and the river.", "en"),
        ("Die Stadt ist in einem Tal mit den Mühlen und dem Fluss.", "de"),
        ("De stad is niet ver van het dal met een rivier en molens.", "nl"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("nl", "Iedereen komt naar Hangar K. De economische impact is duidelijk.", 2),
        ("fr", "Tout commence au Quai B. Le public est venu en nombre.", 2),
        ("nl", "Het boek is van J. De Smet en van P. Van den Berg.", 1),
        ("en", "The letter is by John F. The Elder of Whitby.", 1),
    ],
)
def test_a_letter_that_ends_a_name_may_end_a_sentence(language: str, text: str, count: int) -> None:
    assert len(cut(text, language)) == count
