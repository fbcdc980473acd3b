"""Who arrives at a known house has a name of its own; two houses of one sort stay two."""

import pytest

from dentelle.model import Document
from dentelle.reading import build_lexicon, default_entries, read
from dentelle.reading.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(default_entries())


def names(text: str, lexicon: Lexicon) -> set[str]:
    document = Document(source="s", path="a.txt", format="text", extractor="test", text=text, language="fr")
    return {mention.name for mention in read(document, lexicon).mentions if not mention.described}


KNOWN = "Les Ateliers mécaniques de Denain ont ouvert en 1998."


def test_who_arrives_is_not_part_of_the_house(lexicon: Lexicon) -> None:
    found = names(f"{KNOWN} Bonne nouvelle : l'arrivée aux Ateliers mécaniques de Zorvexia, en mai 2004.", lexicon)
    assert {"Zorvexia", "Ateliers mécaniques de Denain"} <= found
    assert "Ateliers mécaniques de Zorvexia" not in found


def test_two_houses_of_one_sort_stay_two(lexicon: Lexicon) -> None:
    found = names(f"{KNOWN} Les Ateliers mécaniques de Zorvexia les ont suivis en mai 2004.", lexicon)
    assert {"Ateliers mécaniques de Zorvexia", "Ateliers mécaniques de Denain"} <= found
