"""What the extractor saw of the page holds in reading: a block is one paragraph, however its lines wrap."""

from dentelle.model import Block, Document
from dentelle.reading.prepared import prepare


def sentences(text: str, *blocks: Block) -> list[tuple[str, str]]:
    prepared = prepare(Document("s", "a.pdf", "pdf", "", text, blocks))
    return [(sentence.role, prepared.text[sentence.start : sentence.end]) for sentence in prepared.sentences]


def test_a_newline_inside_a_block_ends_no_sentence() -> None:
    text = "Les lauréats sont Jacques Saly, Henri\nLemaire et Jules France.\n\nUne autre phrase de ce texte."
    assert sentences(text, Block(0, text.index("\n\n"), "paragraph"), Block(text.index("Une"), len(text), "paragraph")) == [
        ("sentence", "Les lauréats sont Jacques Saly, Henri\nLemaire et Jules France."),
        ("sentence", "Une autre phrase de ce texte."),
    ]


def test_roles_of_blocks() -> None:
    text = "Le Fil n° 3\n\nUn titre\n\n- un point\nqui continue\n\nVille | Denain"
    roles = ["furniture", "heading", "item", "cell"]
    parts = text.split("\n\n")
    blocks = [Block(text.index(part), text.index(part) + len(part), role) for part, role in zip(parts, roles, strict=True)]
    assert [role for role, _ in sentences(text, *blocks)] == ["furniture", "heading", "item", "item"]
    assert ("item", "un point\nqui continue") in sentences(text, *blocks)
