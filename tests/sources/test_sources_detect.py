"""A file is what it holds: every reason to refuse one, and notes where the name promised something else."""

from pathlib import Path

import made_files as made
import pytest

from dentelle import sources
from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.model import SKIP_REASONS
from dentelle.sources import EXTRACTOR_VERSION, Extraction, extract

PROSE = "Ouverte en 2009, la pépinière accueille quatorze entreprises.\n"
ROWS = [["Nom", "Ville"], ["Studio Rhonelle", "Denain"], ["Octopode", "Anzin"]]


def extracted(folder: Path, name: str, data: bytes, limits: Limits | None = None, language: str = "") -> Extraction:
    path = folder / Path(name).name
    path.write_bytes(data)
    return extract(path, name=name, source="s1", limits=limits or Limits(), language=language)


def test_the_door_is_exactly_this() -> None:
    assert sources.__all__ == ["EXTRACTOR_VERSION", "Extraction", "extract", "preload"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n", "empty"),
        ("a.html", b"<html><script>var x</script></html>", "empty"),
        ("a.csv", b"name;town\n", "empty"),
        ("a.txt", bytes(range(256)) * 20, "unreadable"),
        ("a.txt", b"before\0\0\0after" * 20, "unreadable"),
        ("a.txt", b"\x89PNG\r\n\x1a\n....", "mislabelled"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n....", "mislabelled"),
        ("a.docx", b"\xff\xd8\xff....", "mislabelled"),
        ("a.png", b"\x89PNG\r\n\x1a\n....", "unsupported"),
        ("a.json", b'{"a": 1}', "unsupported"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.pdf", made.encrypted_pdf(), "encrypted"),
        ("a.pdf", made.image_pdf(), "image-only"),
        ("a.pdf", made.pdf([[]]), "empty"),
        ("a.pdf", made.pdf([made.LINES])[:-60], "truncated"),
        ("a.pdf", made.pdf([made.LINES]).replace(b"%PDF", b"%XXX"), "unreadable"),
        ("a.docx", made.docx([("Normal", PROSE)])[:2000], "truncated"),
        ("a.docx", made.docx([]), "empty"),
        ("a.docx", made.rewritten(made.docx([("Normal", PROSE)]), "word/document.xml", b"<w:broken"), "unreadable"),
        ("a.docx", made.billion_laughs(made.docx([("Normal", PROSE)]), "word/document.xml"), "unreadable"),
        ("a.xlsx", made.billion_laughs(made.xlsx({"A": ROWS}), "xl/worksheets/sheet1.xml"), "unreadable"),
        ("a.docx", made.bomb(("word/document.xml", "a.xml", "b.xml", "c.xml", "d.xml"), 10), "oversized"),
        ("a.xlsx", made.bomb(("xl/workbook.xml", "a.xml", "b.xml", "c.xml", "d.xml"), 10), "oversized"),
        ("a.docx", made.bomb(("word/document.xml", "a.xml", "b.xml", "c.xml", "d.xml"), 10, honest=False), "unreadable"),
        ("a.xlsx", made.xlsx({"A": []}), "empty"),
        ("a.csv", b'name;town\n"open;Denain\n' + b"x" * 1_100_000, "unreadable"),
        ("a.html", b"<html><body>" + b"<div>" * 50_000 + b"deep", "unreadable"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        extracted(tmp_path, f"folder/{name}", data)
    assert caught.value.reason == reason, caught.value.detail
    assert caught.value.reason in SKIP_REASONS
    assert f"folder/{name}" in caught.value.detail
    assert len(caught.value.detail.split()) > 6, "it says what to do"


@pytest.mark.parametrize(
    ("name", "data", "limits"),
    [
        ("a.txt", b"x" * 2_000, Limits(file_bytes=1_000)),
        ("a.txt", b"x" * 2_000, Limits(text_characters=1_000)),
        ("a.pdf", made.pdf([made.LINES] * 5), Limits(pages=4)),
        ("a.pdf", made.pdf([made.LINES] * 5), Limits(text_characters=100)),
        ("a.csv", b"a;b\n" + b"1;2\n" * 50, Limits(rows=20)),
        ("a.xlsx", made.xlsx({"A": [["a", "b"]] + [["x", "y"]] * 50}), Limits(rows=20)),
    ],
)
def test_a_file_beyond_a_limit_is_oversized(tmp_path: Path, name: str, data: bytes, limits: Limits) -> None:
    with pytest.raises(SourceError) as caught:
        extracted(tmp_path, name, data, limits)
    assert caught.value.reason == "oversized"
    assert "limit" in caught.value.detail or "more than" in caught.value.detail


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        extract(tmp_path / "gone.txt", name="gone.txt", source="s", limits=Limits())
    assert caught.value.reason == "unreadable"


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.txt", made.html(f"<p>{PROSE}</p>"), "html"),
        ("a.csv", made.html(f"<p>{PROSE}</p>"), "html"),
        ("a.html", made.pdf([made.LINES]), "pdf"),
        ("a.pdf", made.docx([("Normal", PROSE)]), "docx"),
        ("a.pdf", PROSE.encode(), "text"),
        ("a.docx", made.html(f"<p>{PROSE}</p>"), "html"),
    ],
)
def test_a_file_with_the_wrong_suffix_is_read_as_what_it_is_with_a_note(
    tmp_path: Path, name: str, data: bytes, found: str
) -> None:
    extraction = extracted(tmp_path, name, data)
    (document,) = extraction.documents
    assert document.format == found
    (note,) = extraction.skipped
    assert (note.path, note.reason, note.row) == (name, "mislabelled", 0)


def test_a_workbook_named_csv_is_read_as_a_workbook_with_a_note(tmp_path: Path) -> None:
    extraction = extracted(tmp_path, "a.csv", made.xlsx({"A": ROWS}))
    assert len(extraction.records) == 2
    assert [note.reason for note in extraction.skipped] == ["mislabelled"]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "README", "a.TXT"])
def test_a_good_file_has_no_note(tmp_path: Path, name: str) -> None:
    extraction = extracted(tmp_path, name, PROSE.encode())
    assert extraction.skipped == ()
    (document,) = extraction.documents
    assert (document.source, document.path, document.format) == ("s1", name, "text")
    assert document.extractor == f"text {EXTRACTOR_VERSION}"
    assert len(document.extractor) <= 32  # the store's column


def test_the_declared_language_wins(tmp_path: Path) -> None:
    data = made.html(f"<p>{PROSE}</p>", lang="fr-BE")
    assert extracted(tmp_path, "a.html", data).documents[0].language == "fr"
    assert extracted(tmp_path, "a.html", data, language="nl").documents[0].language == "nl"
