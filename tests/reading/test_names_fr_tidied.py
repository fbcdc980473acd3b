"""French names once more after all rules: cut where their sentence goes on, split at "et", given the kind their words tell."""

import pytest
from named_text import lexicon

from dentelle.model import Document
from dentelle.reading.names.finding import find_names
from dentelle.reading.prepared import prepare


def _said(text: str) -> set[str]:
    prepared = prepare(Document("s", "a.txt", "text", "", text, language="fr"))
    return {f"{mention.kind}: {mention.text}" for mention in find_names(prepared, lexicon())}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Il est conservateur à la Ville de Lyon et aujourd'hui professeur de dessin.", "organisation: Ville de Lyon"),
        ("On peut aussi citer Kravio, fondée à Lille par deux amis.", "organisation: Kravio"),
        ("L'étude est due à la Maison de l'objet connecté.", "organisation: Maison de l'objet connecté"),
    ],
)
def test_a_name_ends_where_its_sentence_goes_on(text: str, told: str) -> None:
    assert told in _said(text)


def test_one_of_a_kind_is_no_name() -> None:
    assert not any("musée de la dentelle" in name for name in _said("C'est le plus grand musée de la dentelle d'Europe."))


def test_an_institution_that_does_something_is_not_called_by_its_verb() -> None:
    assert not any("possède" in name or "fut" in name for name in _said("Le Musée possède 300 machines. Le Musée fut agrandi."))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Elle a reçu le prix Estuaire Vaillant, remis par la mairie.", "programme: Estuaire Vaillant"),
        ("Le bureau se trouve avenue Léopold Hubert, près du canal.", "place: avenue Léopold Hubert"),
        ("À Lille, la Halle aux tisserands accueille un marché.", "place: Halle aux tisserands"),
    ],
)
def test_what_stands_before_a_name_tells_its_kind(text: str, told: str) -> None:
    assert told in _said(text)
