"""The commands of the hub's jobs: ``dentelle hub remind``."""

import argparse
from collections.abc import Callable

from dentelle.terminal import say

OK = 0
EXAMPLES = {
    "hub": "dentelle -C hainaut hub remind",
    "hub remind": "dentelle -C hainaut hub remind",
}

Command = Callable[..., argparse.ArgumentParser]


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    command: Command,
    open_atlas: Callable[[argparse.Namespace], None],
) -> None:
    """Adds the commands to the grammar; ``command`` makes one, ``open_atlas`` makes the territory's database ready."""

    def remind(options: argparse.Namespace) -> int:
        open_atlas(options)
        from dentelle.hub.interface.jobs import remind_due

        say(f"reminders sent: {remind_due()}")
        return OK

    hub = command(commands, "hub", None, "what the jobs of the hub do by themselves, for a timer")
    below = hub.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command(below, "remind", remind, "remind the recipients of referrals who are due; twice a day is as once", "hub ")
