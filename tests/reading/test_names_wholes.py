"""What names are made of: roles, authors, towns on rivers, bodies and firms; the sentences are made up."""

import pytest
from test_names_tidied import said


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Elle travaille pour la société Sophie Morel depuis dix ans.", ("Sophie Morel", "organisation")),
        ("de", "Sie zog im Mai nach Mülheim an der Ruhr zurück.", ("Mülheim an der Ruhr", "place")),
        ("en", "It is the first of its kind in the wider North East and beyond.", ("North East", "place")),
        (
            "en",
            "They wrote to the Marsh County Water Development Authority in May.",
            ("Marsh County Water Development Authority", "organisation"),
        ),
        (
            "nl",
            "De lijst begint met Anna van den Dekker Textielfabriek BV te Gemert.",
            ("Anna van den Dekker Textielfabriek BV", "organisation"),
        ),
        ("fr", "Il est président de la communauté de communes du Val d’Or et maire de Grasse.", ("Grasse", "place")),
        ("fr", "C'est une copie de la manufacture royale de Sèvres.", ("manufacture royale de Sèvres", "organisation")),
        ("en", "It is still used as intended, like Smithfield Market in London.", ("Smithfield Market", "place")),
        ("nl", "Schrijf naar postbus 6575, 3002 AN Rotterdam of bel.", ("Rotterdam", "place")),
        ("de", "Das Buch erschien unter dem Titel „Papyrus“ in Wien.", ("Papyrus", "work")),
    ],
)
def test_a_name_is_what_its_words_say(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in said(text, language)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("fr", "Elle fut élue lors de l’Assemblée Générale, à Lyon.", "Assemblée"),
        ("fr", "Les comptes sont lus lors de leurs Assemblées Générales.", "Assemblées"),
        ("en", "He is now the Optics Cluster Team Leader of the county.", "Leader"),
    ],
)
def test_what_any_body_has_is_no_name(language: str, text: str, word: str) -> None:
    assert not any(word in name for name, _ in said(text, language))


@pytest.mark.parametrize("rule", ["-", "--", "---", "(-"])
def test_a_ruled_line_above_a_person_is_no_noun(rule: str) -> None:
    assert "Georg Friederich Merkel" in {name for name, _ in said(f"{rule}\nGeorg Friederich Merkel, 1723\n{rule}", "fr")}
