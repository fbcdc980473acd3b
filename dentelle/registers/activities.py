"""What an activity code means, in the words of a list that was imported or, without one, in those that come with Dentelle.

Invariant: an imported list only ever says more: a code that it has not keeps its packaged label.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dentelle.errors import RegisterError
from dentelle.gazetteer import ActivityLabel, activity_label
from dentelle.registers.delivery import careful_rows, chunks, opened
from dentelle.registers.store import registers_folder

__all__ = ["import_labels", "label"]

_CODE = re.compile(r"[A-V]|\d\d(\.?\d{1,2}[A-Z]?)?")  # a section, a division, a group, a class, a sub-class
_FEWEST = 20  # codes: the sections alone are as many
_SEPARATORS = (",", ";", "\t", "|")


def import_labels(path: Path, nomenclature: str, language: str, root: Path | None = None) -> int:
    """Keeps the labels that the list ``path`` (CSV or XLSX, as published) gives the codes of ``nomenclature`` in ``language``.

    A row gives a label when one of its cells is a code and a later one holds words; titles and notes above are passed over.
    Returns how many codes have one. Raises RegisterError when the file cannot be read or holds hardly any.
    """
    labels: dict[str, str] = {}
    for cells in _rows(path):
        found = _labelled(cells)
        if found and found[1]:
            labels.setdefault(*found)
    if len(labels) < _FEWEST:
        raise RegisterError(
            f"{path} gives {len(labels)} activity codes a label. A list has a column of codes such as 62.10Y, and one of labels."
        )
    kept = _kept(nomenclature, language, root)
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_text("".join(f"{code}\t{text}\n" for code, text in sorted(labels.items())), encoding="utf-8")
    fresh.replace(kept)
    return len(labels)


def label(code: str, nomenclature: str, language: str, root: Path | None = None) -> ActivityLabel | None:
    """The label of ``code`` in ``language``, of an imported list before the packaged one, in another language where there is none
    in this; None for an unknown code."""
    imported = _imported(kept, kept.stat().st_mtime_ns) if (kept := _kept(nomenclature, language, root)).is_file() else {}
    text = imported.get(_bare(code))
    return ActivityLabel(text, language) if text else activity_label(code, nomenclature, language)


def _kept(nomenclature: str, language: str, root: Path | None) -> Path:
    return (root or registers_folder()) / ".activities" / f"{nomenclature}-{language}.tsv"


@lru_cache(maxsize=8)
def _imported(path: Path, changed: int) -> dict[str, str]:
    with path.open(encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t", 1) for line in lines)


def _rows(path: Path) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as work, opened(path, Path(work)) as stream:
        if isinstance(stream, Path):
            raise RegisterError(f"{path} is a Parquet file. A list of activities is read from CSV or XLSX.")
        for chunk in chunks(stream, path, 0):
            first = chunk.data[:100_000].decode("utf-8", errors="ignore")
            separator = max(_SEPARATORS, key=lambda mark: sum(mark in line for line in first.splitlines()))
            for cells in careful_rows(chunk.data, separator):
                yield [" ".join(cell.split()) for cell in cells]


def _labelled(cells: list[str]) -> tuple[str, str] | None:
    """The code of a row, bare, and its label."""
    at = next((at for at, cell in enumerate(cells) if _CODE.fullmatch(cell.upper())), None)
    if at is None:
        return None
    words = (cell for cell in cells[at + 1 :] if sum(map(str.isalpha, cell)) > 2 and not _CODE.fullmatch(cell.upper()))
    return _bare(cells[at]), next(words, "")


def _bare(code: str) -> str:
    return code.strip().upper().replace(".", "")
