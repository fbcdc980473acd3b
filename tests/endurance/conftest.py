from small_territory import small  # noqa: F401 - a fixture
