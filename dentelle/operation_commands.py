"""The commands of those who run an atlas: ``dentelle backup``, ``restore``, ``retention`` and ``search rebuild``."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from dentelle.terminal import inert, say

OK, WRONG = 0, 1
EXAMPLES = {
    "backup": "dentelle backup /srv/copies/hainaut.tar.gz",
    "retention": "dentelle retention --dry-run",
    "search": "dentelle search rebuild",
    "search rebuild": "dentelle -C hainaut search rebuild",
    "restore": "dentelle -C hainaut-again restore /srv/copies/hainaut.tar.gz\n"
    "dentelle -C hainaut restore --replace /srv/copies/hainaut.tar.gz",
}

Command = Callable[..., argparse.ArgumentParser]


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    command: Command,
    open_atlas: Callable[[argparse.Namespace], None],
) -> None:
    """Adds the commands to the grammar; ``command`` makes one, ``open_atlas`` makes the territory's database ready."""

    def make(options: argparse.Namespace) -> int:
        open_atlas(options)
        return _backup(options)

    backup = command(commands, "backup", make, "write the whole territory into one file, while it is running")
    backup.add_argument(
        "file", metavar="FILE", help="the archive, such as hainaut.tar.gz; one of that name is replaced when the new is whole"
    )

    def retain(options: argparse.Namespace) -> int:
        open_atlas(options)
        return _retention(options)

    retention = command(commands, "retention", retain, "erase what has been kept long enough, as every weave does, and count it")
    retention.add_argument("--dry-run", action="store_true", help="count only")
    restore = command(commands, "restore", _restore, "put a backup in place, all of it or nothing; stop the server first")
    restore.add_argument("file", metavar="FILE", help="the archive")
    restore.add_argument("--replace", action="store_true", help="move the territory that is there aside")

    def index(options: argparse.Namespace) -> int:
        open_atlas(options)
        return _search_rebuild()

    search = command(commands, "search", None, "the index of the search")
    below = search.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command(below, "rebuild", index, "make the index of the search anew; the server may run", "search ")


def _backup(options: argparse.Namespace) -> int:
    from dentelle.atlas.safekeeping.backup import backup

    for line in backup(Path(options.file).resolve()):
        say(inert(line))
    return OK


def _retention(options: argparse.Namespace) -> int:
    from dentelle.atlas.privacy.retention import RULES, apply

    done = apply(write=not options.dry_run)
    for rule in RULES:
        erased = "would be erased" if options.dry_run else "erased"
        say(f"{rule.kind.replace('_', ' ')}: {done[rule.kind]} {erased}, kept for {rule.days} days")
    return OK


def _search_rebuild() -> int:
    from dentelle.search import rebuild

    number = rebuild()
    if number < 0:
        say("The index is being written by another process, or var/ may not be written. Wait, then try again.")
        return WRONG
    say(f"The search index is made: {number:,} entries.")
    return OK


def _restore(options: argparse.Namespace) -> int:
    folder, file = Path(options.folder_of).resolve(), Path(options.file).resolve()
    os.environ["DENTELLE_TERRITORY"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dentelle.settings")
    import django

    django.setup()
    from dentelle.atlas.safekeeping.backup import restore

    for line in restore(file, folder, replace=options.replace):
        say(inert(line))
    return OK
