"""An address as a QR code, drawn as one path: for paper, from which nobody can click."""

from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M


@dataclass(frozen=True, slots=True)
class Code:
    """``size`` modules on a side, the quiet zone included; ``path`` draws the dark ones, each one unit wide."""

    size: int
    path: str


def code(text: str) -> Code:
    """The QR code of ``text``, with a tenth and more of it to spare for stains."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    made.add_data(text)
    made.make(fit=True)
    matrix = made.get_matrix()
    path = "".join(_row(row, number) for number, row in enumerate(matrix))
    return Code(len(matrix), path)


def _row(row: list[bool], number: int) -> str:
    """The runs of dark modules of one row."""
    runs, start = [], -1
    for at, dark in enumerate([*row, False]):
        if dark and start < 0:
            start = at
        elif not dark and start >= 0:
            runs.append(f"M{start} {number}h{at - start}v1h-{at - start}z")
            start = -1
    return "".join(runs)
