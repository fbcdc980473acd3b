"""A restore that is killed before each single step it takes on the disk, and what is there then.

    python tests/atlas/killed_restore.py FOLDER ARCHIVE

FOLDER holds ``before``, a territory; with DATABASE_URL the archive is restored into that database. A fork of this process
restores into a copy of it and kills itself before its n-th step; then somebody looks, and restores again. Prints how many kills
there were, and after how many of them the territory was not opened and said what to do.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

STEPS = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.copyfile", "sqlite3.connect", "subprocess.Popen"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kill_before(step: int) -> None:
    """Ends this process as a power cut would before its ``step``-th change of anything."""
    left = [step]

    def watch(event: str, arguments: tuple) -> None:
        if event in STEPS or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def restore_in_a_fork(archive: Path, folder: Path, step: int) -> bool:
    """Whether it was killed."""
    child = os.fork()
    if not child:
        from dentelle.atlas.safekeeping.backup import restore

        kill_before(step)
        restore(archive, folder, replace=True)
        os._exit(0)
    _, ended = os.waitpid(child, 0)
    assert not ended or os.WIFSIGNALED(ended), f"step {step}: the restore failed"
    return bool(ended)


def refusal(folder: Path) -> str:
    """What every command says instead of opening ``folder``; "" when it is opened."""
    from dentelle.atlas.safekeeping.half_restored import refuse
    from dentelle.errors import WeaveError

    try:
        refuse(folder)
    except WeaveError as error:
        return error.detail
    return ""


def main(top: Path, archive: Path) -> None:
    import django

    django.setup()
    from dentelle.atlas.safekeeping.backup import restore

    before = tree(top / "before")
    shutil.copytree(top / "before", top / "whole")
    restore(archive, top / "whole", replace=True)
    after = tree(top / "whole")
    shared, refused = bool(os.environ.get("DATABASE_URL")), 0
    for step in range(1, 10_000):
        here = top / f"at-{step}"
        folder = here / "town"
        shutil.copytree(top / "before", folder)
        if not restore_in_a_fork(archive, folder, step):
            break
        if told := refusal(folder):
            refused += 1
            assert "restore --replace" in told, told
            assert shared or not folder.exists(), "a territory that is there is whole, and is opened"
        else:
            assert tree(folder) in (before, after), f"step {step}: a territory that may be opened is half done"
        restore(archive, folder, replace=True)
        assert tree(folder) == after, f"step {step}: restored again, it is not what the backup has"
        beside = [path for path in here.iterdir() if path != folder]
        assert all(path.name.startswith("town.before-") for path in beside), beside
        assert any(tree(path) == before for path in beside), f"step {step}: what was there before is lost"
        shutil.rmtree(here)
    assert tree(folder) == after
    assert not refusal(folder)
    print(step - 1, refused)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
