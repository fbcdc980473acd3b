"""Every string of the interface is translated in all four languages, and the catalogues are those of the code."""

import re

import pytest
from babel.messages.pofile import read_po

from dentelle.web import catalogs

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")


def catalog(language):
    with catalogs.path_of(language).open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_every_string_is_translated(language):
    for message in catalog(language):
        if message.id:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(texts), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_translations_keep_their_placeholders(language):
    for message in catalog(language):
        if message.id:
            asked = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in said:
                assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(asked[-1])), message.id


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_catalogues_are_up_to_date(language):
    """Fails after a string was added or dropped: run ``python -m dentelle.web.catalogs extract`` and translate it."""
    fresh = catalogs.brought_up_to_date(language, catalogs.template())
    assert fresh == catalogs.path_of(language).read_bytes()


def test_compiling_writes_only_what_is_older(tmp_path):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes(catalogs.path_of("fr").read_bytes())
    assert [path.name for path in catalogs.compile_all(tmp_path)] == ["django.mo"]
    assert catalogs.compile_all(tmp_path) == ()
