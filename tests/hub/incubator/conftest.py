import pytest
from full_house import FullHouse, full_house


@pytest.fixture
def house(db) -> FullHouse:
    return full_house()
