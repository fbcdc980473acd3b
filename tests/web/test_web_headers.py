"""What every answer says about itself."""

import re

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/fr/", "/fr/nowhere/", "/robots.txt", "/static/dentelle/frame.css", "/"])
def test_strict_policy_on_every_answer(client, town, address):
    response = client.get(address)
    response.close()
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "https:" not in policy


def test_nothing_inline_and_no_other_host(client, town):
    for page in ("", "directory/", "charter/", f"entity/{town.entities['valenciennes'].identity_id}/", "sources/"):
        html = client.get(f"/fr/{page}").text
        assert not re.search(
            r"<script(?! type=\"(?:module|application/(?:ld\+)?json)\")|<style|\sstyle=|\son\w+=|javascript:", html
        )
        loaded = re.findall(r'<(?:link|img|script|source|iframe)[^>]+(?:href|src)="([^"]+)"', html)
        assert all(url.startswith(("/", "http://testserver/")) for url in loaded)


def test_no_cookie(client, town):
    assert not client.get("/fr/").cookies


def door(client, header):
    return client.get("/", headers={"accept-language": header})["Location"]


def test_door_asks_the_browser(client, rows):
    assert [door(client, header) for header in ("de-DE,de;q=0.9", "ja, nl;q=0.5", "ja", "")] == ["/de/", "/nl/", "/fr/", "/fr/"]
    assert "Accept-Language" in client.get("/")["Vary"]


def test_a_territory_may_speak_fewer_languages(client, rows):
    publication = rows.publish()
    publication.territory["languages"] = ["nl", "fr"]
    publication.save()
    assert [door(client, header) for header in ("de", "fr-BE")] == ["/nl/", "/fr/"]
    html = client.get("/fr/").text
    assert 'hreflang="nl"' in html
    assert 'hreflang="de"' not in html


def test_legal_notice_names_publisher_and_contact(client, rows):
    publication = rows.publish()
    publication.territory |= {"publisher": "Pôle d’essai", "contact": "atlas@example.org"}
    publication.save()
    html = client.get("/fr/legal/").text
    assert "Pôle d’essai" in html
    assert "atlas@example.org" in html


def test_robots_and_icon(client):
    assert "Disallow: /fr/search/" in client.get("/robots.txt").text
    assert client.get("/favicon.ico")["Location"].endswith("icon.svg")


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Page introuvable"), ("en", "Not found"), ("de", "Nicht gefunden"), ("nl", "Niet gevonden")]
)
def test_not_found_in_the_readers_language(client, town, language, words):
    response = client.get(f"/{language}/entity/nobody/")
    assert response.status_code == 404
    assert words in response.text


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Un fil a cassé"), ("en", "Something broke"), ("de", "gerissen"), ("nl", "gebroken")]
)
def test_server_error_needs_no_database(client, monkeypatch, language, words):
    def fail(*args):
        raise RuntimeError("the query failed")

    monkeypatch.setattr("dentelle.web.views.home.home_query", fail)
    client.raise_request_exception = False
    response = client.get(f"/{language}/")
    assert response.status_code == 500
    assert words in response.text
    assert f'<html lang="{language}">' in response.text
