"""What the extractor saw of the page holds in reading: a block is one paragraph, however its lines wrap."""

from dentelle.model import Block, Document
from dentelle.reading.prepared import prepare


def sentences(text: str, *blocks: Block) -> list[tuple[str, str]]:
    prepared = prepare(Document("s", "a.pdf", "pdf", "", text, blocks))
    return [(sentence.role, prepared.text[sentence.start : sentence.end]) for sentence in prepared.sentences]


def test_a_newline_inside_a_block_ends_no_sentence() -> None:
    text = "Les lauréats sont Jacques Saly, Henri\nLemaire et Jules France.\n\nUne autre phrase de ce texte."
    assert sentences(text, Block(0, 58, "paragraph"), Block(60, len(text), "paragraph")) == [
        ("sentence", "Les lauréats sont Jacques Saly, Henri\nLemaire et Jules France."),
        ("sentence", "Une autre phrase de ce texte."),
    ]


def test_roles_of_blocks() -> None:
    text = "Le Fil n° 3\n\nUn titre\n\n- un point\nqui continue\n\nVille | Denain"
    starts = [0, 13, 23, 47]
    ends = [11, 21, 45, len(text)]
    roles = ["furniture", "heading", "item", "cell"]
    blocks = [Block(start, end, role) for start, end, role in zip(starts, ends, roles, strict=True)]
    assert [role for role, _ in sentences(text, *blocks)] == ["furniture", "heading", "item", "item"]
    assert ("item", "un point\nqui continue") in sentences(text, *blocks)
