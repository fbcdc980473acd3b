"""Many who want the same places at once, in the database of a territory of its own.

    python tests/hub/incubator/at_once.py DIR

Prints as JSON what went wrong and who got a place. A process of its own because a test's SQLite lives in memory, where threads
cannot wait for one another.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from threads_together import run_together

THREADS, ROUNDS = 6, 12
DAY = date(2026, 1, 1)


def main(folder: Path) -> dict[str, object]:
    from dentelle.atlas.opening import open_atlas

    folder.mkdir()
    open_atlas(folder, to_write=True)

    from dentelle.errors import IncubatorError
    from dentelle.hub.incubator import house, models, places, stays
    from dentelle.hub.incubator.occupancy import Terms, clash

    whole, hall = (
        places.add_room("Rives", "Halle", name, Terms(DAY, Decimal(60), 6), who="mona", shared=shared)
        for name, shared in (("Room", False), ("Hall", True))
    )
    refused: list[str] = []

    def one(number: int) -> Callable[[], None]:
        luck = random.Random(number)

        def work() -> None:
            for turn in range(ROUNDS):
                room = luck.choice((whole, hall))
                since = DAY + timedelta(days=30 * luck.randrange(6))
                until = since + timedelta(days=luck.choice((30, 60, 90)))
                try:
                    made = stays.book(room.pk, f"Firm {number}", since, until, who="mona", desks=luck.randrange(1, 4))
                    if luck.random() < 0.4:
                        stays.change(made.pk, until=until + timedelta(days=30), leaving=None, who="mona")
                    if turn % 4 == 3:
                        fewer = Terms(DAY + timedelta(days=30 * luck.randrange(6)), Decimal(60), luck.randrange(3, 7))
                        places.set_terms(hall.pk, fewer, who="mona")
                except IncubatorError as error:
                    refused.append(error.detail)

        return work

    errors = run_together([one(number) for number in range(THREADS)])
    known = house.house()
    twice = [room.name for room in known.rooms if clash(room, known.stays)]
    lines = models.Stay.objects.count()
    return {"errors": errors, "let_twice": twice, "booked": lines, "refused": len(refused), "asked": THREADS * ROUNDS}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]).resolve())))
