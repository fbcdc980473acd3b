"""Data files are read with the line of every fault."""

import gzip
from pathlib import Path

import pytest

from dentelle.errors import VocabularyError
from dentelle.tables import read_table


def table(folder: Path, text: str) -> Path:
    path = folder / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_know_their_line_and_comments_are_left_out(tmp_path: Path) -> None:
    rows = list(read_table(table(tmp_path, "# note\nid\tfr\n\na\tun, deux\n# more\nb\t\n"), ("id", "fr")))
    assert [(row.line, row["id"]) for row in rows] == [(4, "a"), (6, "b")]
    assert rows[0].many("fr") == ("un", "deux")
    with pytest.raises(VocabularyError, match=r"table\.tsv:6: column 'fr' is empty"):
        rows[1].required("fr")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id\tfr\na\tun\tde trop\n", r"table\.tsv:2: 3 cells where the header has 2"),
        ("id\ten\n", r"table\.tsv:1: the header is id, en; it must be id, fr"),
        ("# only a note\n", r"table\.tsv:1: the table is empty"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(VocabularyError, match=complaint):
        list(read_table(table(tmp_path, text), ("id", "fr")))


def test_a_file_that_is_missing_or_not_text_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tsv"
    broken.write_bytes(b"id\tfr\n\xff\xfe\n")
    truncated = tmp_path / "cut.tsv.gz"
    truncated.write_bytes(gzip.compress(b"id\tfr\n" * 100)[:20])
    for path in (broken, truncated, tmp_path / "absent.tsv"):
        with pytest.raises(VocabularyError, match=rf"{path.name}:1: the file cannot be read"):
            list(read_table(path, ("id", "fr")))
