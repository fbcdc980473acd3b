"""Many people decide at once on the items of one queue, on one entity, and while the atlas is woven, in a territory of its own.

    python tests/atlas/many_reviewers.py DIR

Prints as JSON what went wrong: errors, decisions lost or taken twice, items in two hands. A process of its own, as ``at_once``.
"""

import json
import sys
import threading
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from threads_together import run_together

PEOPLE = tuple(f"{name}@example.org" for name in ("ada", "bea", "cleo", "dora", "eva"))
ITEMS = 30  # decided by all together


def main(folder: Path) -> dict[str, list[str]]:
    from dentelle.atlas.opening import open_atlas

    folder.mkdir()
    open_atlas(folder, to_write=True)
    from small_territory import DECLARED, Here, Small, forget_everything

    from dentelle.weaving import run

    run.Pool = Here
    forget_everything()
    small = Small(folder, DECLARED.replace("0.9", "0.5"))
    rows = [f"{number};Institut Brodelle{number} du Verre;Lille;{1950 + number}" for number in range(40)]
    small.write("list.csv", "\n".join(["id;nom;commune;date de création", *rows]) + "\n")
    small.weave()
    wrong: dict[str, list[str]] = {}
    wrong["items"] = one_winner()
    wrong["hands"] = one_hand(small)
    wrong["entity"] = one_entity()
    return wrong


def one_winner() -> list[str]:
    """All decide on the same items: of each one decision is taken, the others are told whose."""
    from dentelle.atlas.deciding import reviewing
    from dentelle.atlas.models import ClaimJudgement, ReviewRow
    from dentelle.errors import DecidedError

    keys = list(ReviewRow.objects.visible().order_by("key").values_list("key", flat=True)[:ITEMS])
    taken: Counter[str] = Counter()

    def decide(who: str) -> None:
        for key in keys:
            try:
                reviewing.decide(key, "accept" if hash(who) % 2 else "reject", who=who)
                taken[key] += 1
            except DecidedError as error:
                if error.who not in PEOPLE:
                    raise

    wrong = run_together([lambda who=who: decide(who) for who in PEOPLE])  # type: ignore[misc]
    wrong += [f"{key} was decided {taken[key]} times" for key in keys if taken[key] != 1]
    judged = Counter(ClaimJudgement.objects.filter(claim_key__in=keys).values_list("claim_key", flat=True))
    return wrong + [f"{key} is stored {judged[key]} times" for key in keys if judged[key] != 1]


def one_hand(small: object) -> list[str]:
    """Each takes the next free item again and again, while the atlas is woven: no item is in two hands."""
    from dentelle.atlas.deciding import leases, reviewing
    from dentelle.atlas.models import ClaimJudgement, ReviewRow
    from dentelle.errors import DecidedError
    from dentelle.web.queries.review import Filters, next_item

    held: dict[str, str] = {}
    wrong: list[str] = []
    turn = threading.Lock()
    before = ClaimJudgement.objects.count()
    decided: list[str] = []

    def review(who: str) -> None:
        for number in range(8):
            row = next_item(Filters(), who)
            if row is None or not leases.take(row.key, who):
                continue
            if not ReviewRow.objects.visible().filter(key=row.key).exists():
                continue  # somebody decided it between the two questions
            with turn:
                if held.setdefault(row.key, who) != who:
                    wrong.append(f"{row.key} is in the hands of {held[row.key]} and {who}")
            try:
                if number % 2:
                    reviewing.decide(row.key, "accept", who=who)
                    decided.append(row.key)
            except DecidedError as error:
                wrong.append(f"{who} had {row.key}, but: {error}")
            with turn:
                held.pop(row.key, None)
            leases.give_back(row.key, who)

    def weave() -> None:
        for number in range(2):
            small.write("other.csv", f"id;nom;commune\n1;École Durelin{number};Douai\n")  # type: ignore[attr-defined]
            small.weave()  # type: ignore[attr-defined]

    errors = run_together([*(lambda who=who: review(who) for who in PEOPLE), weave])  # type: ignore[misc]
    if ClaimJudgement.objects.count() != before + len(decided):
        wrong.append(f"{len(decided)} decisions were acknowledged, {ClaimJudgement.objects.count() - before} are stored")
    return errors + wrong


def one_entity() -> list[str]:
    """All decide on one entity: on its claims, with whom it is one; each decision is stored, or refused for a reason."""
    from decided_towns import stale

    from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, undo_claim
    from dentelle.atlas.models import AuditLine, ClaimJudgement, ClaimRow, EntityRow, PairJudgement
    from dentelle.errors import JudgementError, RefusedError

    ids = list(EntityRow.objects.visible().filter(kind="organisation").order_by("label").values_list("identity_id", flat=True))
    hub, others = ids[0], ids[1:6]
    key = ClaimRow.objects.visible().filter(subject_id=hub, property="founded").values_list("key", flat=True)[0]
    stored = [AuditLine.objects.count(), ClaimJudgement.objects.count() + PairJudgement.objects.count()]
    done: list[int] = []

    def act(who: str, other: str) -> None:
        for verdict in ("same", "different", "same"):
            try:
                judge_pair(hub, other, verdict, who=who)
                done.append(1)
            except (RefusedError, JudgementError):  # who was merged meanwhile has no id to be kept apart by
                continue
        judge_claim(key, "accept", who=who)
        done.append(1)
        undo_claim(key, who=who)
        judge_claim(key, "reject", who=who)
        done.append(1)

    wrong = run_together([lambda who=who, other=other: act(who, other) for who, other in zip(PEOPLE, others, strict=True)])  # type: ignore[misc]
    now = ClaimJudgement.objects.count() + PairJudgement.objects.count()
    if now - stored[1] != len(done):
        wrong.append(f"{len(done)} decisions were acknowledged, {now - stored[1]} are stored")
    if AuditLine.objects.count() - stored[0] != len(done) + len(PEOPLE):  # and who took one back
        wrong.append("a decision without its line in the audit")
    units, leaves = stale()
    return wrong + [f"{unit} is not what the whole gives" for unit in units] + [f"{leaf} is elsewhere" for leaf in leaves]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]).resolve())))
