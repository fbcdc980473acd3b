"""From parsed parts to the rows of a register: sorted by id, each id once, numbered.

Invariant: the same parts give the same rows in the same files, whatever the order of the parts and however often the work was
begun. Work is cut by ranges of ids, so that memory does not grow with the register.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dentelle.gazetteer import former_communes
from dentelle.registers.parsing import SKIPPED, write_skipped
from dentelle.registers.schema import COLUMNS
from dentelle.registers.staging import Progress, Staging, literal
from dentelle.registers.store import Description, Part

RANGE = 500_000  # rows of a register that are made at a time
SAMPLED = 200  # one id in so many is looked at to cut the ids into ranges
STORED = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192"  # small groups: a few rows are fetched without their neighbours
TWICE = "its id stands on an earlier row"


@dataclass(frozen=True, slots=True)
class Range:
    """Ids from ``low`` to below ``high``; "" is no bound."""

    low: str
    high: str

    def holds(self, column: str, length: int | None = None) -> str:
        """The SQL condition that ``column`` is such an id, or the first ``length`` characters of one."""
        above = [f"{column} >= {literal(self.low[:length])}"] if self.low else []
        below = [f"{column} {'<' if length is None else '<='} {literal(self.high[:length])}"] if self.high else []
        return " AND ".join(above + below) or "true"


# The query of the rows of one range: the columns of a register but ``number``, then ``source`` and ``row``.
Rows = Callable[[Range], str]


@dataclass(frozen=True, slots=True)
class Assembled:
    """The files of the register, how many of its rows are closed and masked, how many were left out, of which work it is."""

    parts: tuple[Part, ...]
    closed: int
    masked: int
    skipped: int
    work: str

    def description(self, name: str, kind: str, scheme: str, vintage: str, sources: tuple[str, ...]) -> Description:
        """What the register ``name`` is that these make."""
        return Description(
            name=name,
            kind=kind,
            scheme=scheme,
            vintage=vintage,
            rows=sum(part.rows for part in self.parts),
            closed=self.closed,
            masked=self.masked,
            skipped=self.skipped,
            sources=sources,
            work=self.work,
            parts=self.parts,
        )


def assemble(staging: Staging, ids: str, rows: Rows, files: tuple[str, ...], progress: Progress | None) -> Assembled:
    """Writes ``rows-WORK-*.parquet`` and ``skipped.csv``; ``ids`` are the parts (a glob) whose ids the register has.

    ``files``: the names of the files by ``source``, for the list of what was left out.
    """
    ranges = _ranges(staging, ids)
    staging.lookup("former", ((former.code, former.commune) for former in former_communes()))
    made: list[Part] = []
    closed = masked = 0
    for number, ids_there in enumerate(ranges):
        file = f"rows-{staging.work}-{number:04}.parquet"
        first = made[-1].first + made[-1].rows if made else 0
        facts = staging.noted(file) or staging.note(file, **_range(staging, rows(ids_there), file, first, files))
        made.append(Part(file, first, facts["rows"]))
        closed, masked = closed + facts["closed"], masked + facts["masked"]
        if progress:
            progress("sorting", number + 1, len(ranges))
    _join_skipped(staging)
    return Assembled(tuple(made), closed, masked, staging.total("skipped"), staging.work)


def _ranges(staging: Staging, ids: str) -> list[Range]:
    """Ranges that hold about ``RANGE`` rows each."""
    counted = staging.database.execute(f"SELECT count(*) FROM read_parquet({staging.path(ids)})").fetchone()
    many = -(-(counted[0] if counted else 0) // RANGE)
    if many <= 1:
        return [Range("", "")]
    sample = staging.database.execute(
        f"SELECT id FROM read_parquet({staging.path(ids)}) WHERE hash(id) % {SAMPLED} = 0 ORDER BY id"
    ).fetchall()
    cuts = sorted({sample[len(sample) * place // many][0] for place in range(1, many)}) if sample else []
    return [Range(low, high) for low, high in zip(["", *cuts], [*cuts, ""], strict=True)]


def _range(staging: Staging, query: str, file: str, first: int, files: tuple[str, ...]) -> dict[str, int]:
    staging.database.execute(
        "CREATE OR REPLACE TEMP TABLE range AS "
        "SELECT * REPLACE (coalesce(former.value, insee) AS insee), "
        "row_number() OVER (PARTITION BY id ORDER BY source, row) AS again "
        f"FROM ({query}) LEFT JOIN former ON former.code = insee"
    )
    twice = staging.database.execute("SELECT source, row, id FROM range WHERE again > 1 ORDER BY source, row").fetchall()
    write_skipped(
        staging.folder / f"skipped-{file.removesuffix('.parquet')}.csv",
        [(files[source], row, id, TWICE) for source, row, id in twice],
    )
    columns = ", ".join(column for column in COLUMNS if column != "number")
    numbered = f"{first} - 1 + row_number() OVER (ORDER BY id) AS number"
    rows = staging.write(f"SELECT {numbered}, {columns} FROM range WHERE again = 1 ORDER BY id", file, STORED)
    counted = staging.database.execute(
        "SELECT count(*) FILTER (closed <> ''), count(*) FILTER (masked) FROM range WHERE again = 1"
    ).fetchone()
    closed, masked = counted or (0, 0)
    return {"rows": rows, "closed": closed, "masked": masked, "skipped": len(twice)}


def _join_skipped(staging: Staging) -> None:
    """Puts the lists of what was left out into one, skipped.csv."""
    fresh = staging.folder / "skipped.csv.fresh"
    with fresh.open("wb") as out:
        out.write(f"{','.join(SKIPPED)}\n".encode())
        for path in sorted(staging.folder.glob("skipped-*.csv")):
            out.write(path.read_bytes())
    fresh.rename(staging.folder / "skipped.csv")
