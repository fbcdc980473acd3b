"""HTML: every visible word once, furniture marked and kept, metadata as declared."""

import made_files as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.model import Document
from dentelle.sources.html import html_document

PAGE = """
<header class="site-header"><a href="/">Le Journal</a><h1>La pépinière est pleine</h1></header>
<nav><ul><li><a href="/a">Économie</a></li><li><a href="/b">Sport</a></li></ul></nav>
<main><article>
  <p>Par Solène Vandeputte</p>
  <p>Ouverte en <b>septembre</b> 2009,<br>elle accueille <a href="/x">quatorze entreprises</a>.
  Elle a été créée par l'agglomération.</p>
  <ul><li>Octopode</li><li>Railvox <p>du rail</p></li></ul>
  <table><tr><th>Directeur</th><td>Grégoire Lampaert</td></tr><tr><td>Ville</td><td>Denain</td></tr></table>
  <figure><img alt="x"><figcaption>Les locaux</figcaption></figure>
  <p>12, rue Arthur-Brunet<br>59220 Denain</p>
</article></main>
<aside class="related"><a href="/1">Lire aussi une autre chose</a></aside>
<div class="cookie-banner">Ce site utilise des cookies. <button>J'accepte</button></div>
<footer>© 2019 Le Journal</footer>
<p hidden>caché</p><p style="display: none">caché</p><script>caché</script><style>caché</style>
"""


def document(body: str, head: str = "", lang: str = "fr") -> Document:
    return html_document(made.html(body, head, lang), "a.html", "s")


def by_role(page: Document) -> list[tuple[str, str]]:
    return [(block.role, page.text[block.start : block.end]) for block in page.blocks]


def test_blocks_of_a_page() -> None:
    assert by_role(document(PAGE)) == [
        ("furniture", "Le Journal"),
        ("heading", "La pépinière est pleine"),
        ("furniture", "Économie"),
        ("furniture", "Sport"),
        ("paragraph", "Par Solène Vandeputte"),
        ("paragraph", "Ouverte en septembre 2009,\nelle accueille quatorze entreprises. Elle a été créée par l'agglomération."),
        ("item", "Octopode"),
        ("item", "Railvox"),
        ("item", "du rail"),
        ("cell", "Directeur | Grégoire Lampaert"),
        ("cell", "Ville | Denain"),
        ("caption", "Les locaux"),
        ("paragraph", "12, rue Arthur-Brunet"),
        ("paragraph", "59220 Denain"),
        ("furniture", "Lire aussi une autre chose"),
        ("furniture", "Ce site utilise des cookies. J'accepte"),
        ("furniture", "© 2019 Le Journal"),
    ]


def test_the_byline_of_the_text_serves_where_the_head_is_silent() -> None:
    page = document(PAGE)
    assert (page.title, page.author, page.language) == ("La pépinière est pleine", "Solène Vandeputte", "fr")


def test_metadata_of_the_head() -> None:
    page = document(
        "<h1>Titre</h1><p>Texte.</p>",
        '<title>Titre | Site</title><meta property="og:site_name" content="CCI"><meta name="author" content="Anne Petit">'
        '<meta property="article:published_time" content="2019-04-03T10:00:00+02:00">',
        "de-AT",
    )
    assert (page.title, page.author, page.date, page.publisher, page.language) == (
        "Titre",
        "Anne Petit",
        "2019-04-03",
        "CCI",
        "de",
    )


def test_json_ld_comes_first_and_may_be_broken() -> None:
    linked = (
        '{"@graph":[{"@type":"NewsArticle","headline":"H","datePublished":"2020-05","author":[{"name":"A B"},{"name":"C D"}]}]}'
    )
    page = document(
        "<p>x y.</p>", f'<script type="application/ld+json">{{broken</script><script type="application/ld+json">{linked}</script>'
    )
    assert (page.title, page.author, page.date) == ("H", "A B, C D", "2020-05")


@pytest.mark.parametrize(
    ("time", "date"),
    [
        ('<time datetime="2027-03-12">12 mars</time>', ""),
        ('<time class="published" datetime="2019-04-03T08:00">hier</time>', "2019-04-03"),
        ('<p class="byline"><time>3 avril 2019</time></p>', "2019-04-03"),
        ('<time pubdate datetime="2019-04-03"></time><time pubdate datetime="2020-04-03"></time>', ""),
    ],
)
def test_a_time_counts_as_the_pages_date_only_where_it_is_marked(time: str, date: str) -> None:
    assert document(f"<p>Une fête aura lieu, dit-on, et tout le monde y viendra : {time} à Denain.</p>").date == date


@pytest.mark.parametrize("value", ["yesterday", "0000", "99/99/2019", "2019-99-99", ""])
def test_a_declared_date_that_is_none_is_left_out(value: str) -> None:
    assert document("<p>x</p>", f'<meta name="date" content="{value}">').date == ""


def test_a_list_of_linked_names_in_the_main_part_is_text() -> None:
    names = "".join(f'<li><a href="/{n}">Entreprise {n}</a></li>' for n in "ABCD")
    page = document(f"<main><h1>Nos locataires</h1><p>Les voici tous, un par un.</p><ul>{names}</ul></main>")
    assert [role for role, text in by_role(page) if text.startswith("Entreprise")] == ["item"] * 4


def test_words_named_like_furniture_stay_text_where_they_are_the_content() -> None:
    prose = "Le menu de la cantine numérique a été conçu par une équipe de huit personnes à Denain, en avril 2016. " * 5
    page = document(f'<div class="menu-content menu"><h2>Le projet</h2><p>{prose}</p></div>')
    assert ("paragraph", prose.strip()) in by_role(page)


def test_a_layout_table_is_not_one_row() -> None:
    page = document("<table><tr><td><h2>Titre</h2><p>Un texte.</p></td><td><p>Colonne.</p></td></tr></table>")
    assert by_role(page) == [("heading", "Titre"), ("paragraph", "Un texte."), ("paragraph", "Colonne.")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    data = "<html><body><p>Créée à l’École, où</p></body></html>".encode(encoding)
    assert html_document(data, "a.html", "s").text == "Créée à l’École, où"


def test_entities_and_odd_characters() -> None:
    assert document("<p>A&amp;B &eacute;&nbsp;&#8364; &#0;&#x1;x</p>").text.startswith("A&B é €")


@pytest.mark.parametrize("depth", [10, 500, 1500])
def test_nesting_costs_no_stack(depth: int) -> None:
    assert document("<div>" * depth + "<p>au fond</p>").text == "au fond"


pieces = st.lists(
    st.tuples(
        st.sampled_from(["p", "div", "li", "td", "h2", "span", "b", "br", "nav", "pre", "tr", "table"]),
        st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20),
    ),
    max_size=12,
)


@given(pieces, st.booleans())
def test_blocks_are_apart_in_order_and_without_surrounding_space(parts: list[tuple[str, str]], closed: bool) -> None:
    from html import escape

    body = "".join(f"<{tag}>{escape(text)}" + (f"</{tag}>" if closed else "") for tag, text in parts)
    page = document(body)
    end = 0
    for block in page.blocks:
        quoted = page.text[block.start : block.end]
        assert block.start >= end
        assert quoted == quoted.strip() != ""
        assert page.text[end : block.start].strip() == ""
        end = block.end
    assert page.text[end:].strip() == ""
