"""Opens a territory's database: settings, Django, migrations."""

import os
from pathlib import Path


def open_atlas(folder: Path, *, to_write: bool = False) -> None:
    """Makes the database of the territory in ``folder`` ready, and up to date.

    Raises WeaveError when it cannot be, and when it shall be written and may only be read.
    """
    os.environ["DENTELLE_TERRITORY"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dentelle.settings")
    _make_state(folder / "var")
    import django
    from django.conf import settings
    from django.db import Error

    from dentelle.errors import WeaveError

    django.setup()
    if to_write and settings.READ_ONLY:
        raise WeaveError(f"The atlas of {folder} may be read, not written. Give yourself the right to write {folder / 'var'}.")
    try:
        migrate()
    except Error as error:
        raise WeaveError(f"The database cannot be used: {error}. Check DATABASE_URL and the folder var/.") from error
    if not settings.READ_ONLY:
        from dentelle.atlas.privacy.obeying import obey

        obey()  # of a backup that was restored, say


def _make_state(state: Path) -> None:
    from dentelle.errors import WeaveError

    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if not os.environ.get("DATABASE_URL"):  # else the atlas is elsewhere, and only a weave needs the folder
            right = f"Give yourself the right to write into {state.parent}."
            raise WeaveError(f"There is no atlas in {state.parent} and none can be made: {error.strerror}. {right}") from error


def migrate() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from dentelle.errors import WeaveError

    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    newer = sorted(f"{app}.{name}" for app, name in executor.loader.applied_migrations if (app, name) not in known)
    if newer:
        names = ", ".join(newer)
        raise WeaveError(
            f"The database was made by a newer Dentelle ({names}). Install that version, or weave into a new folder."
        )
    targets = executor.loader.graph.leaf_nodes()
    if executor.migration_plan(targets):
        executor.migrate(targets)
