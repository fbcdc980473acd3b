"""The search over a small woven territory."""

from searched_town import searched, small  # noqa: F401 - fixtures
