"""PDF: pages, paragraphs, running titles, hyphens."""

import made_files as made
import pytest

from dentelle.given import Limits
from dentelle.model import Document
from dentelle.sources.pdf import pdf_document


def document(pages: list[list[str]], **options: str) -> Document:
    return pdf_document(made.pdf(pages, **options), "a.pdf", "s", Limits())  # type: ignore[arg-type]


def by_role(page: Document) -> list[tuple[str, str, int]]:
    return [(block.role, page.text[block.start : block.end], block.page) for block in page.blocks]


def test_lines_make_paragraphs_and_items() -> None:
    page = document(
        [
            [
                "Le 23 novembre 2017, neuf organismes ont sign\u00e9 la charte du rail et du num\u00e9-",
                "rique du Grand Hainaut.",
                "Elle couvre sept domaines d'activit\u00e9 que voici dans l'ordre du texte sign\u00e9 :",
                "- la formation aux m\u00e9tiers",
                "- la maintenance",
            ]
        ]
    )
    assert by_role(page) == [
        ("paragraph", "Le 23 novembre 2017, neuf organismes ont signé la charte du rail et du numé-\nrique du Grand Hainaut.", 1),
        ("paragraph", "Elle couvre sept domaines d'activité que voici dans l'ordre du texte signé :", 1),
        ("item", "- la formation aux métiers", 1),
        ("item", "- la maintenance", 1),
    ]


def test_running_titles_and_page_numbers_are_furniture() -> None:
    pages = [
        ["Le Fil de la Rhonelle", f"Un texte propre à la page {word}.", f"page {n} / 5"]
        for n, word in enumerate("abcde", start=1)
    ]
    page = document(pages)
    assert [text for role, text, _ in by_role(page) if role == "paragraph"] == [
        f"Un texte propre à la page {word}." for word in "abcde"
    ]
    assert [number for role, _, number in by_role(page) if role == "furniture"] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    page = document([["Le pôle numérique rassemble les acteurs de la ville", "page 1"], ["autour de huit domaines.", "page 2"]])
    assert by_role(page) == [
        ("paragraph", "Le pôle numérique rassemble les acteurs de la ville\nautour de huit domaines.", 1),
        ("furniture", "page 1", 1),
        ("furniture", "page 2", 2),
    ]


def test_numbered_articles_at_the_edge_of_pages_are_text() -> None:
    pages = [[f"Artikel {n * n + 3}", "Alle Menschen sind frei."] for n in range(1, 6)]
    assert not [text for role, text, _ in by_role(document(pages)) if role == "furniture" and text.startswith("Artikel")]


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("Charte du rail", "Charte du rail"),
        ("charte_v2_final.docx", ""),
        ("Microsoft Word - charte", ""),
        ("Untitled document", ""),
    ],
)
def test_the_title_is_the_declared_one_unless_a_program_made_it(declared: str, title: str) -> None:
    assert document([list(made.LINES)], title=declared).title == title


def test_offsets_hold_in_every_block() -> None:
    page = document([list(made.LINES) * 3] * 4)
    end = 0
    for block in page.blocks:
        assert block.start >= end
        assert page.text[block.start : block.end].strip() == page.text[block.start : block.end] != ""
        end = block.end


def test_a_program_without_text_in_its_fonts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from dentelle.errors import SourceError
    from dentelle.sources import pdf

    monkeypatch.setattr(
        pdf, "_page_lines", lambda textpage, number: [pdf.Line("\ue001\ue002abcdefghijklmnopqrstuvwxyz" + "\ue003" * 40, number)]
    )
    with pytest.raises(SourceError) as caught:
        document([list(made.LINES)])
    assert caught.value.reason == "unreadable"
