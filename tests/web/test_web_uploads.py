"""What forms keep of the files that are sent to them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dentelle.atlas.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(monkeypatch):
    """The names of the files that were written to the disk."""
    names = []
    handler = "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk"
    monkeypatch.setattr(handler, lambda self, raw_data, start: names.append(self.file_name))
    return names


def send(client, address):
    return client.post(address, {"files": [SimpleUploadedFile(f"{number}.txt", b"lace") for number in range(3)]})


@pytest.mark.parametrize("address", ["/fr/account/sign-in/", "/fr/need/", "/fr/workbench/intake/", "/fr/nowhere/"])
def test_files_of_whoever_has_no_account_do_not_fill_the_disk(client, town, kept, address):
    assert send(client, address).status_code < 500
    assert kept == []


def test_files_of_an_account_are_taken(town, kept):
    client = Client(enforce_csrf_checks=True)  # for which the form is read before any view
    client.force_login(User.objects.create_user("e@example.org", "threads and knots", name="E", role="editor"))
    token = client.get("/fr/workbench/sources/add/").context["csrf_token"]
    files = [SimpleUploadedFile(f"{number}.txt", b"lace") for number in range(3)]
    assert client.post("/fr/workbench/sources/add/", {"files": files, "csrfmiddlewaretoken": str(token)}).status_code != 403
    assert kept == ["0.txt", "1.txt", "2.txt"]
