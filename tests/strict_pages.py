"""Fixtures of tests that look at pages: translations are compiled, and a template that names an unknown variable fails."""

import pytest

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
