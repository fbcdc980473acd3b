"""Has in memory what readers and deciders need before they come: the first after a start or a weave waits no longer than others.

A thread of the serving process does it; what a decision needs only where somebody could decide, for it costs memory, some 8 kB an
entity. For everybody it reads the facets, the network and what the home page is made of, and draws the land of the maps once:
outlines are joined and the gazetteer is read.
"""

import gc
import threading
from collections.abc import Callable

from django.db import Error, connection
from django.utils import timezone

from dentelle.atlas.browsing.facet_index import current
from dentelle.atlas.browsing.network import network
from dentelle.atlas.deciding.vicinity import make_ready, rehearse
from dentelle.atlas.models import Publication, User
from dentelle.atlas.people.permissions import may
from dentelle.web.drawing import drawing
from dentelle.web.queries.map import ground
from dentelle.web.queries.outline import outline
from dentelle.web.queries.territory import published

LOOK = 2  # seconds between two looks at what is published


def keep_ready() -> Callable[[], None]:
    """Begins to look; the function that ends it."""
    ending = threading.Event()
    thread = threading.Thread(target=_keep, args=(ending,), daemon=True, name="readiness")
    thread.start()

    def end() -> None:
        ending.set()
        thread.join(LOOK)

    return end


def draw() -> None:
    """Draws the land of the published territory, where there is one: pages then only put upon it what lies there."""
    territory = published("")
    if territory.run:
        drawing(ground(territory), (), {})


def read(last: int) -> int:
    """Has in memory what every public page is made of, unless the published run was ``last``; the run that was read.

    Not after every decision: whoever decides would wait for it, and the next reader has it in a moment.
    """
    territory = published("")
    if territory.run and territory.run != last:
        current()
        network()
        outline(territory, timezone.localdate().isoformat())
    return territory.run


def look(last: int) -> int:
    """Has in memory what the published run needs, unless that was ``last``; the run that is ready, 0 for none."""
    run = Publication.objects.filter(pk=1).values_list("run", flat=True).first() or 0
    if run and run != last:
        if not any(may(user, "decide_claims") for user in User.objects.filter(is_active=True)):
            return 0
        make_ready()
        rehearse()
    return run


def _keep(ending: threading.Event) -> None:
    last = shown = 0
    drawn = False
    while not ending.is_set():
        try:
            if not drawn:
                draw()
                drawn = True
            shown = read(shown)
            if (ready := look(last)) != last:
                gc.freeze()  # half a million objects that stay: whoever waits while they are searched for cycles waits a second
                last = ready
        except Error:  # a database that is busy, or being put in place: the next look finds it
            last = 0
        finally:
            connection.close()
        ending.wait(LOOK)
