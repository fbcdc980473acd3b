"""The engine ``spacy``, with real but tiny pipelines: blank ones with a ruler, kept in a folder as any pipeline is."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from dentelle.errors import EngineError
from dentelle.model import Document, Mention
from dentelle.reading import build_lexicon, read
from dentelle.reading.engines import engine_called, warm
from dentelle.reading.engines_spacy import STRETCH, installed, pipeline_for

RULES = {
    "ORG": ("Forge Dilermo", "la Fonderie Basquet"),
    "PER": ("Odile Ramberlin", "Ramberlin"),
    "LOC": ("Denbury", "Saint-Orvain"),
    "MISC": ("Lorrain",),
    "WORK_OF_ART": ("Les Heures grises",),
}
NAMES = build_lexicon(())


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A French pipeline in a folder; its tagger is one that the engine must leave out."""
    nlp = spacy.blank("fr")
    ruler = nlp.add_pipe("entity_ruler")
    nlp.add_pipe("tagger").add_label("X")
    nlp.initialize()
    ruler.add_patterns([{"label": label, "pattern": words} for label, several in RULES.items() for words in several])
    folder = tmp_path_factory.mktemp("spacy") / "fr_test"
    nlp.to_disk(folder)
    return str(folder)


def mentions(text: str, pipeline: str) -> tuple[Mention, ...]:
    found = read(Document("s", "a.txt", "text", "test", text, language="fr"), NAMES, f"spacy:{pipeline}")
    assert all(text[m.start : m.end] == m.text for m in found.mentions)
    return found.mentions


def test_entities_become_names_of_our_kinds(pipeline: str) -> None:
    found = mentions("Odile Ramberlin dirige Forge Dilermo à Denbury. Ce Lorrain lit « Les Heures grises ».", pipeline)
    assert [(m.kind, m.name) for m in found] == [
        ("person", "Odile Ramberlin"),
        ("organisation", "Forge Dilermo"),
        ("place", "Denbury"),
        ("work", "Les Heures grises"),
    ]
    assert {m.rule for m in found} == {"spacy:fr_pipeline"}
    assert not any(m.strong for m in found)


def test_an_article_is_no_part_of_a_name_and_a_surname_stands_for_its_person(pipeline: str) -> None:
    found = mentions("Odile Ramberlin quitte la Fonderie Basquet. Ramberlin reste à Denbury.", pipeline)
    assert [(m.name, m.text) for m in found] == [
        ("Odile Ramberlin", "Odile Ramberlin"),
        ("Fonderie Basquet", "Fonderie Basquet"),
        ("Odile Ramberlin", "Ramberlin"),
        ("Denbury", "Denbury"),
    ]


def test_positions_are_those_of_the_document_however_it_was_repaired(pipeline: str) -> None:
    text = "La sociÃ©tÃ© a Ã©tÃ© crÃ©Ã©e en 1987 par la fon-\nderie. Elle est prÃ¨s de Saint-\nOrvain et de Denbury."
    assert [(m.text, m.name) for m in mentions(text, pipeline)] == [
        ("Saint-\nOrvain", "Saint-Orvain"),
        ("Denbury", "Denbury"),
    ]


def test_our_own_patterns_make_claims_of_its_names_with_passages(pipeline: str) -> None:
    text = "Forge Dilermo a été fondée en 1987 par Odile Ramberlin."
    found = read(Document("s", "a.txt", "text", "test", text, language="fr"), NAMES, f"spacy:{pipeline}")
    assert {(c.subject, c.property, c.value.edtf or c.value.text) for c in found.claims} == {
        ("Forge Dilermo", "founded", "1987"),
        ("Forge Dilermo", "created_by", "Odile Ramberlin"),
    }
    assert {c.passage.quote for c in found.claims} == {text}


def test_page_furniture_gives_no_names(pipeline: str) -> None:
    text = "Accueil | Denbury | Contact | Mentions légales\n\nForge Dilermo travaille le fer depuis longtemps.\n"
    assert [m.name for m in mentions(text, pipeline)] == ["Forge Dilermo"]


def test_a_long_text_is_given_in_stretches_without_losing_a_name(pipeline: str) -> None:
    count = 2 * STRETCH // 40
    assert len(mentions("Forge Dilermo travaille le fer et Denbury. " * count, pipeline)) == 2 * count
    assert mentions("x" * (3 * STRETCH) + " Denbury", pipeline)[-1].name == "Denbury"


def test_each_language_takes_the_pipeline_that_is_installed_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    there = ["fr_core_news_sm", "fr_core_news_md", "en_core_web_trf", "de_mine"]
    monkeypatch.setattr(spacy.util, "get_installed_models", lambda: there)
    assert installed() == {"fr": "fr_core_news_md", "en": "en_core_web_trf", "de": "de_mine"}
    assert pipeline_for("de") == "de_mine"
    with pytest.raises(EngineError, match="spacy download nl_core_news_md"):
        pipeline_for("nl")
    with pytest.raises(EngineError, match="Name one: --engine spacy:PIPELINE"):
        pipeline_for("")


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"no spaCy pipeline 'fr_none_at_all', .* spacy download fr_none_at_all"):
        engine_called("spacy:fr_none_at_all")
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = \n", encoding="utf-8")
    with pytest.raises(EngineError, match="cannot be loaded"):
        warm(f"spacy:{tmp_path}")
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(EngineError, match=r'pip install "dentelle\[spacy\]"'):
        engine_called("spacy")


def test_without_the_engine_spacy_is_never_imported() -> None:
    code = (
        "import sys, dentelle.reading as r; from dentelle.model import Document; "
        "r.read(Document('s', 'a.txt', 'text', '', 'Denbury opened in 1962.'), r.build_lexicon(())); "
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
