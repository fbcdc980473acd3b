"""Three hundred files that a careless or hostile world might hold, made anew from a seed.

Most are good files damaged in one way; a few are made to do harm. ``python tests/endurance/broken_files.py DIR`` writes
them into DIR.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from made_files import LINES, billion_laughs, bomb, docx, encrypted_pdf, html, image_pdf, ods, pdf, xlsx

COUNT = 300


@dataclass(frozen=True, slots=True)
class Broken:
    """One file. ``reasons`` are the reasons for which it may be refused; empty when it may also be read."""

    path: Path
    how: str
    reasons: tuple[str, ...] = ()


def good_files() -> dict[str, bytes]:
    """A small good file of each format, by suffix."""
    prose = "\n\n".join(LINES * 8)
    rows = [["Nom", "SIRET", "Ville"], *([f"Société {i}", f"7841234567{i:04}", "Denain"] for i in range(40))]
    table = "\n".join(";".join(row) for row in rows)
    body = "".join(f"<p>{line}</p>" for line in LINES * 8)
    return {
        ".txt": prose.encode(),
        ".html": html(f"<nav><a href='/'>Accueil</a></nav><main><h1>Pépinière</h1>{body}</main>"),
        ".pdf": pdf([LINES * 5, LINES * 5, LINES * 5]),
        ".docx": docx([("Heading 1", LINES[0]), *(("Normal", line) for line in LINES * 8)], rows=rows[:5]),
        ".csv": table.encode("cp1252"),
        ".xlsx": xlsx({"Liste": rows}),
        ".ods": ods(rows),
    }


def truncated(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data))]


def flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 3, 10, 100))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def zeroed(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    length = dice.randrange(1, max(2, len(data) // 4))
    return data[:start] + b"\0" * len(data[start : start + length]) + data[start + length :]


def shuffled(data: bytes, dice: random.Random) -> bytes:
    size = max(1, len(data) // 8)
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    dice.shuffle(pieces)
    return b"".join(pieces)


def inserted(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data))
    return data[:place] + dice.randbytes(dice.randrange(1, 2000)) + data[place:]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (truncated, flipped, zeroed, shuffled, inserted)


def make(folder: Path, *, seed: int = 1, count: int = COUNT, good: Path | None = None) -> list[Broken]:
    """Writes ``count`` files into ``folder``; the damaged ones from the files in ``good`` as well, where it is given."""
    dice = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    made = _harmful(folder)
    stock = [(suffix, data) for suffix, data in good_files().items()]
    if good is not None:
        stock += [(path.suffix.lower(), path.read_bytes()) for path in sorted(good.iterdir()) if path.is_file()]
    suffixes = sorted({suffix for suffix, _ in stock})
    while len(made) < count:
        number = len(made)
        suffix, data = stock[number % len(stock)]
        kind = dice.randrange(len(DAMAGES) + 2)
        if kind < len(DAMAGES):
            damage = DAMAGES[kind]
            how, data = damage.__name__, damage(data, dice)
        elif kind == len(DAMAGES):
            how, suffix = "mislabelled", dice.choice([s for s in suffixes if s != suffix])
        else:
            how, data = "random", dice.randbytes(dice.choice((0, 1, 7, 100, 10_000)))
        path = folder / f"{number:03}-{how}{suffix}"
        path.write_bytes(data)
        made.append(Broken(path, how))
    return made


def _harmful(folder: Path) -> list[Broken]:
    files = good_files()
    word = ("word/document.xml", "[Content_Types].xml", "_rels/.rels", "a.xml", "b.xml")
    sheets = ("xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml", "a.xml", "b.xml")
    harmful: list[tuple[str, bytes, tuple[str, ...]]] = [
        ("empty.txt", b"", ("empty",)),
        ("blank.html", b" \n\t ", ("empty",)),
        ("encrypted.pdf", encrypted_pdf(), ("encrypted",)),
        ("scan.pdf", image_pdf(), ("image-only",)),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(200), ("mislabelled",)),
        ("half.docx", files[".docx"][: len(files[".docx"]) // 2], ("truncated",)),
        ("bomb.docx", bomb(word, 10), ("oversized",)),
        ("bomb.xlsx", bomb(sheets, 10), ("oversized",)),
        ("lying-bomb.docx", bomb(word, 10, honest=False), ("unreadable",)),
        ("lying-bomb.xlsx", bomb(sheets, 10, honest=False), ("unreadable",)),
        ("laughs.docx", billion_laughs(files[".docx"], "word/document.xml"), ("unreadable",)),
        ("laughs.xlsx", billion_laughs(files[".xlsx"], "xl/worksheets/sheet1.xml"), ("unreadable",)),
        ("deep.html", b"<html><body>" + b"<div>" * 200_000 + b"deep", ("unreadable", "limit", "empty")),
        ("wide.html", b"<html><body>" + b"<b><i>x" * 300_000, ()),
        ("5000-pages.pdf", pdf([LINES] * 5_000), ("oversized",)),
        ("quote.csv", b'name;town\n"open;Denain\n' + b"x" * 3_000_000, ("unreadable",)),
        ("nul.txt", b"text\0\0\0 with NULs " * 50, ("unreadable",)),
    ]
    made = []
    for name, data, reasons in harmful:
        path = folder / name
        path.write_bytes(data)
        made.append(Broken(path, "harmful", reasons))
    large = folder / "200-megabytes.txt"
    with large.open("wb") as out:
        for _ in range(200):
            out.write(b"Valenciennes " * 76_924)
    return [*made, Broken(large, "harmful", ("oversized",))]


if __name__ == "__main__":
    for broken in make(Path(sys.argv[1])):
        sys.stdout.write(f"{broken.path}\t{broken.how}\n")
