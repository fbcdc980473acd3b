"""Word documents: structure, tables, properties; attacks are refused before they are parsed."""

import io
import zipfile

import made_files as made
import pytest

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.model import Document
from dentelle.sources.office import docx_document


def document(data: bytes) -> Document:
    return docx_document(data, "a.docx", "s", Limits())


def by_role(page: Document) -> list[tuple[str, str]]:
    return [(block.role, page.text[block.start : block.end]) for block in page.blocks]


def test_blocks_in_the_order_of_the_body() -> None:
    data = made.docx(
        [
            ("Title", "La charte"),
            ("Heading 2", "Les domaines"),
            ("Normal", "Elle couvre trois domaines."),
            ("List Bullet", "la formation"),
            ("List Number", "la santé"),
            ("Caption", "Figure 1"),
            ("Normal", "12, rue Brunet\n59220 Denain"),
        ],
        rows=[["Signataire", "Date"], ["Ville de Denain", "2017"]],
        title="La charte du rail",
        author="Anne Petit",
    )
    page = document(data)
    assert by_role(page) == [
        ("heading", "La charte"),
        ("heading", "Les domaines"),
        ("paragraph", "Elle couvre trois domaines."),
        ("item", "la formation"),
        ("item", "la santé"),
        ("caption", "Figure 1"),
        ("paragraph", "12, rue Brunet"),
        ("paragraph", "59220 Denain"),
        ("cell", "Signataire | Date"),
        ("cell", "Ville de Denain | 2017"),
    ]
    assert [block.level for block in page.blocks[:3]] == [1, 2, 0]
    assert (page.title, page.author, page.format) == ("La charte du rail", "Anne Petit", "docx")


def test_deleted_text_is_out_and_inserted_text_is_in() -> None:
    data = made.docx([("Normal", "MARK")])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    changed = body.replace(
        "<w:r><w:t>MARK</w:t></w:r>",
        "<w:r><w:t>huit </w:t></w:r><w:del><w:r><w:delText>vieux</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>domaines</w:t></w:r></w:ins>",
    )
    assert changed != body
    assert document(made.rewritten(data, "word/document.xml", changed.encode())).text == "huit domaines"


def test_what_the_library_writes_by_default_is_no_metadata() -> None:
    page = document(made.docx([("Normal", "Un texte.")]))
    assert (page.author, page.date) == ("", "")


@pytest.mark.parametrize("member", ["word/document.xml", "[Content_Types].xml", "word/styles.xml", "custom.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_external_entities_are_refused_in_any_part_and_encoding(member: str, encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    with pytest.raises(SourceError) as caught:
        document(made.rewritten(made.docx([("Normal", "x")]), member, part.encode(encoding)))
    assert caught.value.reason == "unreadable"
    assert "document type" in caught.value.detail
