"""Opens a territory's database: settings, Django, migrations."""

import os
from pathlib import Path


def open_atlas(folder: Path) -> None:
    """Makes the database of the territory in ``folder`` ready, and up to date. Raises WeaveError when it cannot be."""
    os.environ["DENTELLE_TERRITORY"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dentelle.settings")
    (folder / "var").mkdir(parents=True, exist_ok=True)
    import django
    from django.db import Error

    from dentelle.errors import WeaveError

    django.setup()
    try:
        _migrate()
    except Error as error:
        raise WeaveError(f"The database cannot be used: {error}. Check DATABASE_URL and the folder var/.") from error


def _migrate() -> None:
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
