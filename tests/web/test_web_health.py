"""The health page: what a watcher needs, and nothing that anybody may not know."""

import os
import subprocess
import sys

import pytest
from django.db import OperationalError

from dentelle.web import health


@pytest.mark.django_db
def test_it_tells_the_run_and_the_free_disk(client, town):
    response = client.get("/health")
    told = response.json()
    assert response.status_code == 200
    assert set(told) == {"database", "run", "worker", "free_disk_bytes"}
    assert (told["database"], set(told["run"])) == ("ok", {"published", "finished_at", "last"})
    assert told["free_disk_bytes"] > 0
    assert told["worker"] is False
    assert not response.cookies
    assert client.post("/health").status_code == 405


@pytest.mark.django_db
def test_a_database_that_is_away_is_503_without_a_word_about_it(client, monkeypatch):
    def away(**asked):
        raise OperationalError("password of dentelle at db.internal refused")

    monkeypatch.setattr(health.Publication.objects, "filter", away)
    response = client.get("/health")
    assert response.status_code == 503
    assert "internal" not in response.text


def test_djangos_own_check_finds_nothing_once_the_site_has_an_address(tmp_path):
    (tmp_path / "var").mkdir()
    environment = {**os.environ, "DENTELLE_TERRITORY": str(tmp_path), "DENTELLE_ORIGIN": "https://atlas.example.org"}
    environment |= {"DJANGO_SETTINGS_MODULE": "dentelle.settings"}
    for ours in ("DENTELLE_SECRET_KEY", "DJANGO_ALLOW_ASYNC_UNSAFE"):  # the second is set by the tests that drive a browser
        environment.pop(ours, None)
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "no issues" in ended.stdout
