"""Runs a command with DATABASE_URL naming a fresh PostgreSQL that lives as long as the command.

    python tests/with_postgres.py COMMAND [ARGUMENT…]

PostgreSQL refuses to run as root: then an ordinary user (postgres, else nobody) runs it, in a temporary folder and on a socket
only. Ends with the command's exit code; 3 when there is no PostgreSQL, with the command that installs it.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

MISSING = "PostgreSQL is not installed. Run: apt-get install --no-install-recommends postgresql"
OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def binaries() -> Path | None:
    """The folder of the newest installed PostgreSQL server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


def ordinary_user() -> str:
    """Who runs the server: ourselves, unless we are root."""
    if os.geteuid():
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def server(folder: Path, programs: Path) -> Iterator[str]:
    """A running server in ``folder``; gives its DATABASE_URL."""
    user = ordinary_user()
    before = ["runuser", "-u", user, "--"] if user else []
    data, socket = folder / "data", folder / "socket"
    for path in (data, socket):
        path.mkdir()
    if user:
        for path in (folder, data, socket):
            shutil.chown(path, user)

    def run(*command: str | Path) -> None:
        subprocess.run([*before, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")

    run(programs / "initdb", "-D", data, "-U", "dentelle", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "data" / "log", "-o", f"-k {socket} {OPTIONS}", "start")
    try:
        yield f"postgres://dentelle@{quote(str(socket), safe='')}/postgres"
    finally:
        run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def main(command: list[str]) -> int:
    programs = binaries()
    if programs is None:
        print(MISSING, file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory(prefix="dentelle-postgres-") as folder, server(Path(folder), programs) as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
