"""One decision in a process of its own, that kills itself in the middle of it.

    python tests/atlas/killed_decision.py DIR lay-out
    python tests/atlas/killed_decision.py DIR (merge|split|state|restore) WRITES
    python tests/atlas/killed_decision.py DIR look

WRITES: how many tables are written before the kill, 0: none comes. ``look`` prints what stands in the atlas, as JSON lines.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SCHOOL = "École Durelin du Verre"


def lay_out(folder: Path) -> None:
    from judged_town import TEXTS
    from small_territory import Here, Small

    from dentelle.weaving import run

    run.Pool = Here  # processes are not what is tested here
    small = Small(folder)
    for name, text in TEXTS.items():
        small.write(name, text)
    small.weave()


def decide(what: str, writes: int) -> None:
    from judged_town import founded

    from dentelle.atlas.deciding.hand_facts import Draft, state
    from dentelle.atlas.deciding.hand_values import Written
    from dentelle.atlas.deciding.judgements import judge_pair, leaves_named, split
    from dentelle.atlas.deciding.restoring import restore
    from dentelle.atlas.projecting import projection

    replace, left = projection.replace, [writes]

    def counted(*arguments: object, **named: object) -> object:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(*arguments, **named)  # type: ignore[arg-type]

    projection.replace = counted  # type: ignore[assignment]
    here = founded("1994").subject_id or ""
    if what == "merge":
        judge_pair(here, SCHOOL, "same", who="Ada", why="one house")
    elif what == "split":
        split(here, leaves_named(here, ["texts/b.txt"]), who="Ada", why="two")
    elif what == "state":
        state(Draft(here, Written("closed", "date", edtf="2019"), "heard it"), who="Ada")
    else:
        restore(here, datetime(2020, 1, 1, tzinfo=UTC), who="Ada", why="all wrong")


def look() -> None:
    from small_territory import exported

    from dentelle.atlas.deciding import ledger
    from dentelle.atlas.models import AuditLine

    print("\n".join([*exported(), *ledger.lines(), *AuditLine.objects.order_by("pk").values_list("sentence", flat=True)]))


def main() -> None:
    from dentelle.atlas.opening import open_atlas

    folder, what = Path(sys.argv[1]), sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    open_atlas(folder, to_write=True)
    if what == "lay-out":
        lay_out(folder)
    elif what == "look":
        look()
    else:
        decide(what, int(sys.argv[3]))


if __name__ == "__main__":
    main()
