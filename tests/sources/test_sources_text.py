"""Plain text is untouched, in whatever encoding; bylines are taken only where they are clear."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.errors import SourceError
from dentelle.sources.byline import byline, find_date
from dentelle.sources.decoding import decode, encoding_of
from dentelle.sources.text import text_document

FRENCH = "À Denain, l’école a été créée en 1988 : « où naît l'œuvre ? » – coût 12 €."
words = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cc", "Cs")), min_size=1)


@given(words)
def test_utf8_text_is_what_utf8_sig_decodes(text: str) -> None:
    data = ("Denain " * 40 + text).encode()
    assert text_document(data, "a.txt", "s").text == data.decode("utf-8-sig")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\r\n", "\u2028", "\x0b", "\x0c"])
def test_newlines_are_untouched(newline: str) -> None:
    text = newline.join(["Une ligne", "", "une autre"])
    assert text_document(text.encode(), "a.txt", "s").text == text


def test_a_byte_order_mark_is_no_text() -> None:
    assert text_document(b"\xef\xbb\xbfDenain", "a.txt", "s").text == "Denain"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_are_told_by_the_bytes(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), "a.txt") == FRENCH


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_older_encodings_are_told_by_their_letters(encoding: str) -> None:
    text = "Le château déjà rénové à côté de l'école, où l'élève reçoit ses clés."
    assert decode(text.encode(encoding), "a.txt") == text


def test_one_broken_character_does_not_cost_the_others() -> None:
    data = FRENCH.encode().replace("œ".encode(), b"\xc5")
    assert decode(data, "a.txt") == FRENCH.replace("œ", "\ufffd")


def test_a_declared_encoding_is_believed_only_where_the_bytes_allow() -> None:
    assert decode(FRENCH.encode(), "a.html", "iso-8859-1") == FRENCH
    assert decode("Škoda é".encode("iso8859-2"), "a.html", "iso-8859-2") == "Škoda é"
    assert decode(FRENCH.encode("cp1252"), "a.html", "latin-1") == FRENCH
    assert decode(FRENCH.encode("cp1252"), "a.html", "no-such-encoding") == FRENCH


@given(st.binary(max_size=300))
def test_any_bytes_decode_without_nul_or_are_refused(data: bytes) -> None:
    with suppress(SourceError):
        assert "\0" not in decode(data, "a.txt")
        assert encoding_of(data)


@pytest.mark.parametrize(
    ("lines", "author", "date"),
    [
        (
            ["À Denain", "", "Par Solène Vandeputte", "Publié le 9 avril 2015 à 07:12", "Il aura suffi"],
            "Solène Vandeputte",
            "2015-04-09",
        ),
        (["Title", "", "By Tobias Renwick", "12 November 2018"], "Tobias Renwick", "2018-11-12"),
        (["Titel", "Von Cornelia Astrath", "Wer in Europa"], "Cornelia Astrath", ""),
        (["Titre", "Par Basile Hennion – publié le 3 novembre 2026"], "Basile Hennion", "2026-11-03"),
        (["Titel", "Tom Degraeve – 17/10/2019, 06.30 uur"], "Tom Degraeve", "2019-10-17"),
        (["Titel", "Tekst: Mieke Vandromme, kanthistorica – 3 februari 2020"], "Mieke Vandromme", "2020-02-03"),
        (["Title", "3 April 2019", "Judith Stiekema"], "Judith Stiekema", "2019-04-03"),
        (["Titre", "Un texte assez long.", "Un autre.", "Encore un.", "Arnaud Devillard"], "Arnaud Devillard", ""),
        (["Heimatblätter Harz und Elbe, 1. Dezember 2019", "Prosa."], "", ""),
        (["Festival du film, 12 mars 2027", "Prose."], "", ""),
        (["Journées Numériques – 12 mars 2027", "Prose."], "", ""),
        (["Une phrase.", "Deux.", "Trois.", "Quatre.", "Grand Hainaut"], "", ""),
        (["Düren, 27.09.2018", "Prosa."], "", "2018-09-27"),
        (["Persbericht – Kortrijk, 21 januari 2019"], "", "2019-01-21"),
        (["Communiqué de presse – Valenciennes, le 21 janvier 2019"], "", "2019-01-21"),
        (["Title", "Published: May 4th, 2020"], "", "2020-05-04"),
        (["Von Watteau bis Carpeaux", "Licht."], "", ""),
        (["Par Anne Petit", "Par Paul Grand", "Texte."], "", ""),
        (["Le 3 avril 2019, la ville a signé une charte avec neuf organismes."], "", ""),
        (["Seit dem 1. Dezember 2019 gilt das Abkommen."], "", ""),
        ([], "", ""),
    ],
)
def test_bylines(lines: list[str], author: str, date: str) -> None:
    found = byline(lines)
    assert (found.author, found.date) == (author, date)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27.09.2018", "2018-09-27"),
        ("le 1er août 2014", "2014-08-01"),
        ("3. März 2020", "2020-03-03"),
        ("12 mrt 2011", "2011-03-12"),
        ("2019-04-03T10:00", "2019-04-03"),
        ("32 mars 2011", ""),
        ("12 brumaire 1811", ""),
        ("13/13/2019", ""),
    ],
)
def test_dates_of_bylines(text: str, day: str) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Passer au contenu\n\nValenciennes signe une charte\n\nLe pôle.", "Valenciennes signe une charte"),
        ("Accueil > Économie > Numérique\n\nÀ Denain, complet\n\nTexte.", "À Denain, complet"),
        ("Une phrase de prose, qui va loin.\nUne autre ligne.", ""),
        ("x" * 200 + "\n\ny", ""),
        ("Le moulin a été vendu en 1871.\n\nSuite.", ""),
        ("Le moulin. Il a été vendu, dit-on;\n\nSuite.", ""),
        ("Filatures Dupont et fils S.A.\n\nSuite.", "Filatures Dupont et fils S.A."),
        ("", ""),
    ],
)
def test_the_title_is_the_first_short_line_that_stands_alone(text: str, title: str) -> None:
    assert text_document((text + "\n\nfin").encode(), "a.txt", "s").title == title if text else True
