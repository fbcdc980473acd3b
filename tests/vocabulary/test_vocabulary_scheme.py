"""The scheme of domains, its Turtle file, and how words find their concept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.errors import VocabularyError
from dentelle.model import LANGUAGES
from dentelle.vocabulary import match_domain, scheme
from dentelle.vocabulary.turtle import read_turtle

PREFIXES = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <https://example.org/lace#> .\n"


def written(folder: Path, body: str) -> Path:
    path = folder / "domains.ttl"
    path.write_text(PREFIXES + body, encoding="utf-8")
    return path


def test_the_eight_domains_are_labelled_in_four_languages() -> None:
    concepts = scheme().concepts
    assert [concept.id for concept in concepts] == [
        *("digital_image", "interactive_citizenship", "training", "health"),
        *("culture", "business_development", "new_activities", "infrastructure"),
    ]
    for concept in concepts:
        assert set(concept.labels) == set(concept.alt_labels) == set(LANGUAGES)


def test_no_form_belongs_to_two_domains() -> None:
    owners: dict[tuple[str, str], str] = {}
    for concept in scheme().concepts:
        for form in concept.forms():
            assert match_domain(form) == concept.id, form
            assert owners.setdefault((form, ""), concept.id) == concept.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("image numérique", "digital_image"),
        ("Digital Image", "digital_image"),
        ("die digitale Bildgestaltung", "digital_image"),
        ("la citoyenneté interactive", "interactive_citizenship"),
        ("Opleiding", "training"),
        ("Ausbildung", "training"),
        ("secteur de la santé", "health"),
        ("Gesundheit", "health"),
        ("l’action culturelle", "culture"),
        ("développement d’entreprises", "business_development"),
        ("création et accompagnement d’activités nouvelles", "new_activities"),
        ("the creation and support of new activities", "new_activities"),
        ("infrastructures de très haut débit", "infrastructure"),
        ("very-high-speed infrastructure", "infrastructure"),
        ("les INFRASTRUCTURES DE TRES HAUT DEBIT sur le territoire", "infrastructure"),
    ],
)
def test_words_find_their_domain(text: str, expected: str) -> None:
    assert match_domain(text) == expected


@pytest.mark.parametrize(
    "text", ["", "   ", "culture du blé", "formation géologique", "services", "domaine numérique", "dentelle", "of the"]
)
def test_words_that_say_something_else_find_none(text: str) -> None:
    assert match_domain(text) == ""


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert match_domain(text) in {"", *(concept.id for concept in scheme().concepts)}


def test_a_territory_may_bring_its_own_scheme(tmp_path: Path) -> None:
    body = """
    :water a skos:Concept ; skos:prefLabel "eau"@fr , "water"@en ; skos:altLabel 'nappe phréatique'@fr .   # a comment
    <https://example.org/lace#rivers> a skos:Concept ; skos:notation "1" ; skos:broader :water ;
        skos:prefLabel "cours d'eau"@fr ; skos:definition \"\"\"Ce qui \\"coule\\".\"\"\"@fr ; .
    """
    own = scheme(written(tmp_path, body))
    assert [concept.id for concept in own.concepts] == ["rivers", "water"]
    assert own.concepts[0].broader == "water"
    assert own.concepts[1].label("de") == "eau"
    assert match_domain("les cours d’eau", own) == "rivers"
    assert match_domain("une nappe phréatique", own) == "water"
    assert match_domain("santé", own) == ""
    assert own.concept("fire") is None


@pytest.mark.parametrize(
    ("body", "line", "complaint"),
    [
        (':a a skos:Concept ;\n skos:prefLabel "a"@fr', 4, "the file ends in the middle of a statement"),
        (':a a skos:Concept ;\n skos:prefLabel "a"@fr\n:b a skos:Concept .', 5, "':b' is not expected here"),
        (':a a skos:Concept ; skos:prefLabel "a@fr .', 3, "is not understood here"),
        (":a a skos:Concept ;\n skos:notation 3 .", 3, "'a' has no skos:prefLabel"),
        (':a a skos:Concept ; skos:prefLabel "a"@fr,\n "b"@fr .', 4, "a second preferred label in 'fr'"),
        (':a a skos:Concept ; skos:prefLabel "a"@fr ;\n\n skos:broader :z .', 5, "the broader concept 'z' is not in this file"),
        (':a a skos:Concept ;\n rdfs:label "a"@fr .', 4, "the prefix 'rdfs' is not declared"),
        (":a a skos:ConceptScheme .", 1, "describes no skos:Concept"),
        ("\n@base <https://example.org/> .", 4, "base is not understood"),
        (":a a skos:Concept ; skos:prefLabel [ ] .", 3, "is not understood here"),
        (':a a skos:Concept ;\n skos:prefLabel " "@fr .', 4, "the preferred label is empty"),
        (':x a skos:Concept; skos:prefLabel "a"@fr .\n<urn:y:x> a skos:Concept; skos:prefLabel "b"@fr .', 4, "must be unique"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, body: str, line: int, complaint: str) -> None:
    with pytest.raises(VocabularyError, match=rf"domains\.ttl:{line}: .*{complaint}"):
        scheme(written(tmp_path, body))


def test_a_scheme_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"absent\.ttl:1: the file cannot be read"):
        scheme(tmp_path / "absent.ttl")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=40))
def test_a_label_comes_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    path = written(tmp_path_factory.mktemp("turtle"), f':a skos:prefLabel "{escaped}"@fr , """{escaped}"""@en .')
    assert [triple.object for triple in read_turtle(path)] == [text, text]
