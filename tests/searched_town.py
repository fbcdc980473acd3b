"""A small woven territory with an index of its own."""

from typing import Any

import pytest
from small_territory import Small, small  # noqa: F401 - a fixture

from dentelle.search import rebuild

SECRET = "Le Bureau Ossavine a été fondé en 1987 par Ruth Palendre."
DECLARED = """name = "Test"

[[sources]]
glob = "texts/quiet*.txt"
publisher = "Nobody"
licence = "all rights reserved"
publish = "none"

[[sources]]
glob = "texts/*.*"
publisher = "The town"
licence = "CC-BY-4.0"
trust = 0.9
"""
TEXTS = {
    "town.fr.txt": "L'Institut Zolamon des Mobilités est situé à Valenciennes. Il a été fondé en 1994 par Hélène Vasson.\n"
    "Hélène Vasson, peintre, est née à Valenciennes en 1950.\n",
    "lace.fr.txt": "Le Musée Kirasson de la Dentelle est situé à Lille. Il a été fondé en 2001.\n",
    "stadt.de.txt": "Die Universität Brenningen wurde 1964 gegründet. Die Universität Brenningen hat ihren Sitz in Aachen.\n",
    "quiet.fr.txt": SECRET + "\n",
}


@pytest.fixture
def searched(small: Small, settings: Any) -> Small:  # noqa: F811
    settings.STATE = small.folder / "var"
    small.declare(DECLARED)
    for name, text in TEXTS.items():
        small.write(name, text)
    small.weave()
    assert rebuild() > 0
    return small
