"""A jury that scores, and managers who decide, all at once, in the database of a territory of its own.

    python tests/hub/incubator/jury_at_once.py DIR

Prints as JSON what went wrong, how many decisions were taken, and whether what is stored is what was said.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from threads_together import run_together

JURORS, APPLICATIONS = 5, 6


def main(folder: Path) -> dict[str, object]:
    from dentelle.atlas.opening import open_atlas

    folder.mkdir()
    open_atlas(folder, to_write=True)
    from django.utils import timezone

    from dentelle.atlas.models import AuditLine, User
    from dentelle.errors import IncubatorError
    from dentelle.hub.incubator import applications, calls, decisions, jury
    from dentelle.hub.incubator.models import Application, Ballot, Firm, Score, Wait

    today = timezone.localdate()
    call = calls.keep_call(
        None, {"fr": "Appel"}, {"fr": "Qui ?"}, today, today + timedelta(days=9), places=2, scale=5, who="mona"
    )
    criteria = [calls.add_criterion(call.pk, {"fr": name}, 1, who="mona").pk for name in ("Idée", "Équipe")]
    numbers = []
    for place in range(APPLICATIONS):
        given = {"name": f"Firm {place}", "person": "Tine", "email": "tine@example.org", "project": "Kant.", "activity": "kant"}
        numbers.append(applications.send(applications.keep(call, None, given, "fr").pk).pk)
    jurors = []
    for place in range(JURORS):
        user = User.objects.create_user(f"j{place}@example.org", "threads and knots", name="J", role="reader")
        jurors.append(calls.add_juror(call.pk, user.pk, who="mona"))
    kept: list[tuple[int, int]] = []
    decided: list[tuple[int, str]] = []

    def juror_of(seat: int) -> Callable[[], None]:
        def work() -> None:
            for number in numbers:
                try:
                    jury.declare(number, jurors[seat], conflict=False)
                    for value in (1, 3, seat % 6):  # thinks again
                        jury.score(number, jurors[seat], dict.fromkeys(criteria, value))
                    kept.append((number, seat))
                except IncubatorError:  # it is decided meanwhile
                    continue

        return work

    def manager(seat: int) -> Callable[[], None]:
        def work() -> None:
            for number in numbers[:: -1 if seat % 2 else 1]:
                verdict = ("admitted", "refused")[(number + seat) % 2]
                try:
                    decisions.decide(number, verdict, "So.", who=f"m{seat}")
                    decided.append((number, verdict))
                except IncubatorError:
                    continue

        return work

    errors = run_together([*(juror_of(seat) for seat in range(JURORS)), *(manager(seat) for seat in range(3))])
    twice = [number for number, times in Counter(number for number, _ in decided).items() if times != 1]
    stored = dict(Application.objects.filter(pk__in=numbers).values_list("pk", "state"))
    halves = [pk for pk in Ballot.objects.values_list("pk", flat=True) if Score.objects.filter(ballot=pk).count() not in (0, 2)]
    last = {
        (ballot.application_id, jurors.index(ballot.juror)): set(ballot.scores.values_list("value", flat=True))
        for ballot in Ballot.objects.select_related("juror")
    }
    lost = [one for one in kept if last.get(one) != {one[1] % 6}]
    admitted = [number for number, verdict in decided if verdict == "admitted"]
    return {
        "errors": errors,
        "decided_twice": twice,
        "not_as_said": [number for number, verdict in decided if stored[number] != verdict],
        "undecided": [number for number in numbers if stored[number] == "sent"],
        "half_scored": halves,
        "lost": lost,
        "without_a_line": len(decided) - AuditLine.objects.filter(verb="decision").count(),
        "firms": len(admitted) - Firm.objects.count(),
        "waits": len(admitted) - Wait.objects.count(),
        "decided": len(decided),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]).resolve())))
