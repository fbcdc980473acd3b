"""What a worker makes of a file before it is read."""

from dentelle.model import Document
from dentelle.weaving.passes import Declared, complete, decode_document, encode_document

DOCUMENT = Document("s", "a.html", "html", "html 1", "Un signe \0 et \ud800 la suite", title="Own", date="2019")


def test_signs_that_no_database_takes_are_replaced_one_for_one() -> None:
    text = complete(DOCUMENT, Declared()).text
    assert text == "Un signe \ufffd et \ufffd la suite"
    assert len(text) == len(DOCUMENT.text)


def test_a_rule_that_names_the_file_outweighs_its_own_words() -> None:
    said = complete(DOCUMENT, Declared(title="Declared", publisher="Town", named=True))
    assert (said.title, said.publisher, said.date) == ("Declared", "Town", "2019")


def test_a_rule_for_many_files_only_fills_gaps() -> None:
    said = complete(DOCUMENT, Declared(title="Declared", publisher="Town"))
    assert (said.title, said.publisher, said.date) == ("Own", "Town", "2019")


def test_a_document_survives_its_encoding() -> None:
    said = complete(DOCUMENT, Declared())
    assert decode_document(encode_document(said)) == said
