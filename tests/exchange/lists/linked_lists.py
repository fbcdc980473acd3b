"""A register of invented firms, and what the tests of list linking share."""

import csv
from pathlib import Path

from dentelle.exchange.lists import Options, link_list
from dentelle.exchange.lists.report import Report
from dentelle.registers import index
from dentelle.registers.table_import import import_table

# SIRETs with valid check digits, of nobody: one begins with a zero, two share a SIREN.
ZOLAMON, FERLANON, DILERMO, DILERMO_TOO, AMITO = (
    "78412345700011", "05221034100013", "90000001900019", "90000001900027", "90000002700012",
)  # fmt: skip
REGISTER = f"""\
id,name,other_names,address,postcode,city,insee,activity,legal_form
{ZOLAMON},Atelier Zolamon,AZ,3 rue des Écoles,59220,Denain,59172,62.01Z,SARL
{FERLANON},Société Ferlanon,,12 place d'Armes,01310,Polliat,01301,,SAS
{DILERMO},Forge Dilermo,,1 rue du Pont,59300,Valenciennes,59606,,SAS
{DILERMO_TOO},Forge Dilermo,,9 rue Haute,59000,Lille,59350,,SAS
{AMITO},Amitourelle,,2 rue Basse,59410,Anzin,59014,,Association
"""


def registers(root: Path) -> Path:
    """A folder of registers with one called firms."""
    source = root / "firms.csv"
    source.write_text(REGISTER, encoding="utf-8")
    import_table(source, "firms", root=root / "registers")
    index.build(root / "registers" / "firms")
    return root / "registers"


def linked(
    folder: Path, content: str | bytes, name: str = "liste.csv", **asked: object
) -> tuple[list[dict[str, str]], Report, list[str]]:
    """The rows of the output, the report, and what was told of the list, once ``content`` is linked to the register firms."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    told: list[str] = []
    options = Options(list=path, register="firms", out=folder / "out.csv", **asked)  # type: ignore[arg-type]
    report = link_list(options, told.append)
    with options.out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), report, [*told, *report.lines()]
