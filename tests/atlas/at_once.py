"""Many decisions at once, and weaves between them, in the database of a territory of its own.

    python tests/atlas/at_once.py DIR

Prints what went wrong as JSON: errors, decisions that were lost, lines in which the atlas differs from one woven anew. A process
of its own because a test's SQLite lives in memory, where threads cannot wait for one another.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from threads_together import run_together

ROUNDS = 4


def main(folder: Path) -> dict[str, list[str]]:
    from dentelle.atlas.opening import open_atlas

    folder.mkdir()
    open_atlas(folder, to_write=True)
    from judged_town import TEXTS
    from small_territory import Here, Small, forget_everything

    from dentelle.weaving import run

    run.Pool = Here  # processes are not what is tested here
    forget_everything()
    small = Small(folder)
    for name, text in TEXTS.items():
        small.write(name, text)
    small.weave()
    return play(small)


def play(small: object) -> dict[str, list[str]]:
    """Decisions and weaves by threads that begin together."""
    from judged_town import HOUSE, founded
    from small_territory import exported

    from dentelle.atlas.browsing.queries import entity
    from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, leaves_named, split, undo_claim
    from dentelle.atlas.models import ClaimJudgement, ClaimRow, PairJudgement, Publication
    from dentelle.atlas.safekeeping.reset import reset

    keys = {year: founded(year).key for year in ("1994", "1996", "1911", "1980")}
    situated = [row.key for row in ClaimRow.objects.visible().filter(property="located_in")][:3]
    institute = entity("Institut Zolamon des Mobilités").identity_id
    leaves = leaves_named(institute, ["texts/b.txt"])

    def claims(who: str, key: str, verdicts: tuple[str, ...]) -> Callable[[], None]:
        def decide() -> None:
            for _ in range(ROUNDS):
                for verdict in verdicts:
                    judge_claim(key, verdict, who=who)
                undo_claim(key, who=who)

        return decide

    def weave() -> None:
        for number in range(ROUNDS):
            small.write("e.txt", f"Bienvenue, page {number}. {HOUSE}")  # type: ignore[attr-defined]
            small.weave()  # type: ignore[attr-defined]

    jobs: list[Callable[[], object]] = [
        claims("Ada", keys["1994"], ("accept", "hide")),
        claims("Bea", keys["1996"], ("reject", "accept")),
        claims("Cleo", situated[0], ("hide", "reject")),
        lambda: judge_pair("École Durelin du Verre", "Maison Ferlanon", "same", who="Dora"),
        lambda: split(institute, leaves, who="Eva"),
        lambda: judge_pair("Laboratoire Kirasson du Design", "Maison Ferlanon", "unsure", who="Fay"),
        weave,
    ]
    errors = run_together(jobs)
    lost = []
    for key, verdict, count in ((keys["1994"], "accept", 8), (keys["1996"], "reject", 8), (situated[0], "hide", 8)):
        rows = ClaimJudgement.objects.filter(claim_key=key)
        shown = ClaimRow.objects.visible().get(key=key).verdict
        if rows.count() != count or rows.filter(undone_at=None).count() != ROUNDS or shown != verdict:
            lost.append(f"{verdict}: {rows.count()} judgements, shown as {shown!r}")
    if sorted(PairJudgement.objects.values_list("verdict", flat=True)) != ["same", "split", "unsure"]:
        lost.append("a decision on a pair")
    small.weave()  # type: ignore[attr-defined]
    shown = exported()
    Publication.objects.update(fingerprint="")
    small.weave()  # type: ignore[attr-defined]
    again = exported()
    reset()
    small.weave()  # type: ignore[attr-defined]
    return {"errors": errors, "lost": lost, "differs": sorted({*shown} ^ {*again} | {*again} ^ {*exported()})[:5]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]).resolve())))
