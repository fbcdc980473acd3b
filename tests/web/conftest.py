"""The pages over a small atlas; a template that names an unknown variable fails."""

import pytest
from atlas_rows import AtlasRows
from lace_town import Town, weave_town
from searched_town import searched, small  # noqa: F401 - fixtures
from strict_pages import compiled_catalogs, strict_templates  # noqa: F401 - fixtures


@pytest.fixture
def rows(db) -> AtlasRows:
    made = AtlasRows()
    made.publish()
    return made


@pytest.fixture
def town(db) -> Town:
    return weave_town()
