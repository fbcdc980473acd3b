"""What ``dentelle register import`` and ``dentelle link`` do, step by step, so that each step can be timed."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from linking_peers import Answer
from linking_scores import MATCH, MOST_REVIEWED, read

from dentelle.linking.lists import Decided, ListRow, link, link_together
from dentelle.registers import index
from dentelle.registers.store import Register, open_register
from dentelle.registers.table_import import import_table

NAME = "benchmark"


def imported(task: Path, work: Path) -> Path:
    """The folder of the register, with its index, that register.csv became."""
    import_table(task / "register.csv", NAME, root=work)
    return work / NAME


def indexed(folder: Path) -> None:
    index.build(folder)


def linked(folder: Path, task: Path) -> list[Answer]:
    """The list of ``task``, decided."""
    with opened(folder) as register:
        return [answer(decided) for decided in link_together(asked(task), register)]


def answer(decided: Decided) -> Answer:
    given = [(candidate.id, candidate.score) for candidate in decided.candidates]
    return decided.row, decided.decision, given[: 1 if decided.decision == MATCH else MOST_REVIEWED]


def lookups(folder: Path, task: Path, most: int) -> list[float]:
    """Milliseconds of single lookups of the first ``most`` list rows, on a register that is open."""
    spent = []
    with opened(folder) as register:
        for row in list(asked(task))[:most]:
            start = perf_counter()
            list(link([row], register))
            spent.append(1000 * (perf_counter() - start))
    return spent


def opened(folder: Path) -> Register:
    return open_register(folder.name, folder.parent)


def asked(task: Path) -> Iterator[ListRow]:
    for row in read(task / "list.csv"):
        yield ListRow(row["row"], row["name"], address=row["address"], postcode=row["postcode"], city=row["city"])
