"""A site that a text names by its address is a name; an address that says where something is found is none."""

import pytest

from dentelle.model import Document
from dentelle.reading import build_lexicon, default_entries, read


def named(text: str, language: str) -> set[tuple[str, str]]:
    document = Document(source="s", path="a.txt", format="text", extractor="test", text=text, language=language)
    return {(mention.text, mention.kind) for mention in read(document, build_lexicon(default_entries())).mentions}


@pytest.mark.parametrize(
    ("language", "text", "site"),
    [
        ("fr", "Le site quaisnumeriques.fr est ouvert depuis 2018.", "quaisnumeriques.fr"),
        ("en", "The findings were first reported by dockyardnews.com on Monday.", "dockyardnews.com"),
        ("de", "Seit Mai bietet gründerkai.ch einen Dienst für Firmen an.", "gründerkai.ch"),
        ("nl", "Volgens havenkrant.nl komt er een tweede loods bij.", "havenkrant.nl"),
    ],
)
def test_a_site_told_of_by_its_address(language: str, text: str, site: str) -> None:
    assert (site, "organisation") in named(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Renseignements : quaisnumeriques.fr"),
        ("en", "Write to desk@dockyardnews.com or see www.dockyardnews.com for more."),
        ("de", "Mehr steht auf gründerkai.ch/dienste für alle bereit."),
        ("nl", "Meer weten? (havenkrant.nl)"),
    ],
)
def test_an_address_that_only_leads_somewhere(language: str, text: str) -> None:
    assert not any("." in name for name, _ in named(text, language))
