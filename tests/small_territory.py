"""Small territories, and weaves of them inside the test's own process, so that hundreds can run."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.model import Skipped

DECLARED = """name = "Test"

[[sources]]
glob = "texts/*.*"
publisher = "The town"
licence = "CC-BY-4.0"
trust = 0.9
"""

INSTITUTE = "L'Institut Zolamon des Mobilités est situé à Valenciennes. Il a été fondé en 1994 par Hélène Vasson.\n"
RIVAL = "L'Institut Zolamon des Mobilités a été fondé en 1996. L'institut est situé à Valenciennes.\n"
LAB = "Le Laboratoire Kirasson du Design travaille avec l'Institut Zolamon des Mobilités.\nIl est situé à Lille.\n"


class Here:
    """The pool of a weave without its processes: what is tested here is the weave."""

    def __init__(self, limits: Limits, preload: Callable[[], object] | None = None) -> None:
        self.limits = limits

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *ending: object) -> None:
        pass

    def run(self, function: Callable[..., Any], tasks: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[tuple[str, Any]]:
        for name, arguments in tasks:
            try:
                yield name, function(*arguments)
            except SourceError as error:
                yield name, Skipped(name, error.reason, error.detail)


class Small:
    """A territory in ``folder``: write files, weave, look."""

    def __init__(self, folder: Path, declared: str = DECLARED) -> None:
        self.folder = folder
        (folder / "texts").mkdir(parents=True)
        self.declare(declared)

    def declare(self, text: str) -> None:
        (self.folder / "territory.toml").write_text(text, encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / "texts" / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def weave(self, **options: Any) -> Any:
        from dentelle.territory import load
        from dentelle.weaving.run import weave

        return weave(load(self.folder), **options)


def exported() -> list[str]:
    """The whole published atlas: what is exported, the findings, the texts, the facets."""
    from dentelle.atlas.models import DocumentRow, FacetRow, FindingEntity, FindingRow
    from dentelle.exchange import export

    lines = list(export("jsonl"))
    lines += sorted(f"{row.key} {row.message} {row.claims}" for row in FindingRow.objects.visible())
    lines += sorted(f"{row.finding_key} {row.identity_id}" for row in FindingEntity.objects.visible())
    lines += sorted(f"{row.identity_id} {row.facet} {row.value}" for row in FacetRow.objects.visible())
    lines += sorted(f"{row.source_id} {row.text} {row.title}" for row in DocumentRow.objects.visible())
    return lines


def forget_everything() -> None:
    """Empties every table, also the kept ones, and the audit, which refuses that outside of tests."""
    from django.db import connection

    from dentelle.atlas import models
    from dentelle.atlas.models import AuditLine, Identity
    from dentelle.atlas.people.append_only import REMOVAL, TRIGGERS

    Identity.objects.update(redirect=None)
    names = sorted(models.__all__, key=lambda name: name in ("Identity", "Source"))
    for name in names:
        if hasattr(getattr(models, name), "objects") and name != "AuditLine":
            getattr(models, name).objects.all().delete()
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(AuditLine._meta.db_table)
        for statement in (*REMOVAL[connection.vendor], f"DELETE FROM {table}", *TRIGGERS[connection.vendor]):
            cursor.execute(statement)


@pytest.fixture
def small(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Small:
    monkeypatch.setattr("dentelle.weaving.run.Pool", Here)
    settings.TERRITORY = tmp_path / "territory"
    return Small(tmp_path / "territory")
