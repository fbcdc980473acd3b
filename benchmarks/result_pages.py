"""How a benchmark writes its table into a page of the docs."""

from collections.abc import Sequence
from pathlib import Path


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rows))


def between(page: Path, marker: str, text: str) -> None:
    """Writes ``text`` between the markers ``<!-- marker -->`` and ``<!-- end of marker -->`` of ``page``."""
    old = page.read_text(encoding="utf-8")
    start, end = f"<!-- {marker} -->", f"<!-- end of {marker} -->"
    before, rest = old.split(start)
    page.write_text(f"{before}{start}\n{text}\n{end}{rest.split(end)[1]}", encoding="utf-8")
