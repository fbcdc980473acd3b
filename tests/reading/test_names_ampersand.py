"""A name that goes over an "&" is found whole, also where its first word is an ordinary one."""

from dentelle.model import Document
from dentelle.reading import build_lexicon, default_entries, read


def test_the_word_before_the_ampersand_belongs_to_the_name() -> None:
    text = "Les entreprises ont répondu. Forge & Quintal SARL a été fondée en 1998. Sel & Octavia est basée à Lens."
    document = Document(source="s", path="a.txt", format="text", extractor="test", text=text, language="fr")
    names = {mention.name for mention in read(document, build_lexicon(default_entries())).mentions}
    assert any(name.startswith("Forge & Quintal") for name in names)
    assert "Sel & Octavia" in names
    assert not any(name.startswith("&") for name in names)
