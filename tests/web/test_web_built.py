"""How pages load what Vite built; and that they do without."""

import json
import os
import re

import pytest

from dentelle.web import built
from dentelle.web.built import STATIC


@pytest.fixture
def manifest(tmp_path, monkeypatch):
    monkeypatch.setattr(built, "MANIFEST", tmp_path / "manifest.json")

    def write(**entries):
        built.MANIFEST.write_text(json.dumps(entries), encoding="utf-8")
        built._read.cache_clear()

    built._read.cache_clear()
    yield write
    built._read.cache_clear()


def test_a_script_brings_its_styles_and_the_chunks_it_imports(manifest):
    manifest(
        **{
            "src/map.ts": {"file": "assets/map-1.js", "imports": ["_shared.js"], "css": ["assets/map-1.css"]},
            "_shared.js": {"file": "assets/shared-2.js", "imports": ["_shared.js"], "css": ["assets/shared-2.css"]},
        }
    )
    assert built.tags("map").split("\n") == [
        '<link rel="stylesheet" href="/static/dentelle/built/assets/map-1.css">',
        '<link rel="stylesheet" href="/static/dentelle/built/assets/shared-2.css">',
        '<link rel="modulepreload" href="/static/dentelle/built/assets/shared-2.js">',
        '<script type="module" src="/static/dentelle/built/assets/map-1.js"></script>',
    ]


def test_a_style_sheet_may_be_an_entry(manifest):
    manifest(**{"src/site.css": {"file": "assets/site-1.css"}})
    assert built.tags("site") == '<link rel="stylesheet" href="/static/dentelle/built/assets/site-1.css">'


def test_the_style_sheet_of_one_page_is_the_built_one_where_there_is_one(manifest):
    assert built.style("map") == '<link rel="stylesheet" href="/static/dentelle/map.css">'
    manifest(**{"../dentelle/web/static/dentelle/map.css": {"file": "assets/style-map-1.css"}})
    assert built.style("map") == '<link rel="stylesheet" href="/static/dentelle/built/assets/style-map-1.css">'


def test_nothing_without_a_build_or_for_an_entry_that_is_not_there(manifest):
    assert built.tags("map") == ""
    manifest(**{"src/site.css": {"file": "assets/site-1.css"}})
    assert built.tags("map") == ""


def test_a_new_build_shows_at_once_to_developers_alone(manifest, settings):
    manifest(**{"src/map.ts": {"file": "assets/map-1.js"}})
    assert "map-1.js" in built.tags("map")
    built.MANIFEST.write_text(json.dumps({"src/map.ts": {"file": "assets/map-2.js"}}), encoding="utf-8")
    assert "map-1.js" in built.tags("map")
    settings.DEVELOP = True
    assert "map-2.js" in built.tags("map")


def test_developers_see_a_style_sheet_that_is_newer_than_the_build(manifest, settings, tmp_path, monkeypatch):
    settings.DEVELOP = True
    monkeypatch.setattr(built, "STATIC", tmp_path)
    (tmp_path / "tokens.css").touch()
    manifest(**{"src/site.css": {"file": "assets/site-1.css"}})
    assert built.tags("site")
    later = built.MANIFEST.stat().st_mtime + 5
    os.utime(tmp_path / "tokens.css", (later, later))
    assert built.tags("site") == ""


@pytest.mark.django_db
def test_a_page_without_a_build_links_the_style_sheets_one_by_one(client, town, manifest):
    html = client.get("/fr/").text
    for name in ("tokens", "frame", "pieces", "forms", "print"):
        assert f'href="/static/dentelle/{name}.css"' in html
    manifest(**{"src/site.css": {"file": "assets/site-1.css"}})
    html = client.get("/fr/").text
    assert 'href="/static/dentelle/built/assets/site-1.css"' in html
    assert "tokens.css" not in html


def test_pages_ask_for_style_sheets_by_their_tag():
    templates = STATIC.parents[2].rglob("templates/**/*.html")
    plain = re.compile(r"static ['\"]dentelle/\w+\.css")
    assert {path.name for path in templates if plain.search(path.read_text(encoding="utf-8"))} == {"styles.html"}
