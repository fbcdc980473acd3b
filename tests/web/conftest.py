"""The pages over a small atlas; a template that names an unknown variable fails."""

import pytest
from atlas_rows import AtlasRows
from lace_town import Town, weave_town

from dentelle.web import catalogs


class UnknownVariable(str):
    """Django shows this string for a variable that a template names and no view gives."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"a template names the unknown variable {name}")


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogs() -> None:
    catalogs.compile_all()


@pytest.fixture(autouse=True)
def strict_templates(settings) -> None:
    templates = settings.TEMPLATES
    settings.TEMPLATES = [{**templates[0], "OPTIONS": {**templates[0]["OPTIONS"], "string_if_invalid": UnknownVariable("%s")}}]


@pytest.fixture
def rows(db) -> AtlasRows:
    made = AtlasRows()
    made.publish()
    return made


@pytest.fixture
def town(db) -> Town:
    return weave_town()
