"""Hiding and erasing people in the workbench: previewed, for those who may, effective on every page; the notice."""

import pytest
from django.test import Client
from everything_said import exports, found, state, tables
from small_territory import INSTITUTE, LAB, Small, small  # noqa: F401 - a fixture

from dentelle.atlas.models import AuditLine, EntityRow, Source, Tombstone, User

pytestmark = pytest.mark.django_db
FORMS = ("Hélène Vasson", "Vasson Hélène", "Vasson", "helenevasson")
GONE = ("entity/{}/", "entity/{}.jsonld", "entity/{}/sheet/", "entity/{}/compare/", "entity/{}/report/", "heritage/{}/")
ADDRESSES = (
    "",
    "directory/",
    "sources/",
    "timeline/",
    "agenda/",
    "disputes/",
    "search/?q=zolamon",
    "charter/",
    "labels/",
    "privacy/",
    "legal/",
)
DESK = ("", "sources/", "findings/", "monday/", "review/", "review/item/", "reports/", "audit/", "protection/", "intake/")


@pytest.fixture
def told(small: Small, monkeypatch: pytest.MonkeyPatch) -> Small:  # noqa: F811
    monkeypatch.setattr("dentelle.web.workbench.protection.weave_soon", lambda who: None)
    small.write("a.txt", INSTITUTE)
    small.write("b.txt", LAB + "Hélène Vasson le dirige. Mme Vasson est née à Denain.\n")
    small.weave()
    return small


def client(role: str) -> Client:
    made = Client()
    if role:
        user = User.objects.create_user(f"{role}@example.org", "threads and knots", name=role.title(), role=role)
        made.force_login(user)
    return made


def her() -> str:
    return EntityRow.objects.visible().get(label="Hélène Vasson").identity_id


def pages(made: Client) -> list[tuple[str, str]]:
    """(address, text) of every page that ``made`` may see."""
    ids = EntityRow.objects.visible().values_list("identity_id", flat=True)
    sources = list(Source.objects.filter(present=True).values_list("id", flat=True))
    addresses = [f"/en/{one}" for one in (*ADDRESSES, *(f"entity/{id}/" for id in ids), *(f"document/{id}/" for id in sources))]
    addresses += [
        f"/en/workbench/{one}" for one in (*DESK, *(f"entity/{id}/" for id in ids), *(f"sources/{id}/" for id in sources))
    ]
    addresses += ["/en/workbench/audit/export/csv/", "/en/workbench/audit/export/jsonl/", "/robots.txt"]
    shown = []
    for address in addresses:
        response = made.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        shown.append((address, content.decode()))
    return shown


@pytest.mark.parametrize("role", ["", "reader", "editor", "administrator"])
def test_nowhere_left_on_any_page(told: Small, role: str) -> None:
    identity = her()
    assert found(pages(client("")), FORMS)
    steward = client("steward")
    address = f"/en/workbench/protection/of/{identity}/"
    seen = steward.get(address).content.decode()
    assert "What will be touched" in seen
    assert not Tombstone.objects.exists()
    given = {"names": "Hélène Vasson", "level": "erased", "why": "objection"}
    again = steward.post(address, given | {"do": "preview"})
    assert again.status_code == 200
    assert not Tombstone.objects.exists()
    assert steward.post(address, given | {"do": "apply"}).status_code == 302
    made = client(role)
    for _ in range(2):
        assert found(pages(made), FORMS) == []
        assert found(pages(steward), FORMS) == []
        assert found([*tables(), *exports(), *state(told.folder / "var")], FORMS) == []
        for address in GONE:
            assert made.get(f"/en/{address.format(identity)}").status_code == 410
        told.weave()


def test_needs_a_steward(told: Small) -> None:
    identity = her()
    given = {"names": "Hélène Vasson", "level": "erased", "why": "objection", "do": "apply"}
    for role in ("reader", "editor"):
        assert client(role).post(f"/en/workbench/protection/of/{identity}/", given).status_code == 403
    assert not Tombstone.objects.exists()


def test_somebody_without_a_page(told: Small) -> None:
    steward = client("steward")
    assert (
        "What will be touched"
        in steward.post("/en/workbench/protection/name/", {"names": "Hélène Vasson", "do": "begin"}).content.decode()
    )
    given = {"names": "Hélène Vasson", "level": "erased", "why": "no_role", "do": "apply"}
    assert steward.post("/en/workbench/protection/name/", given).status_code == 302
    assert found(pages(client("")), FORMS) == []


def test_what_is_no_name_is_refused(told: Small) -> None:
    answer = client("steward").post(
        "/en/workbench/protection/name/", {"names": "x", "level": "erased", "why": "no_role", "do": "apply"}
    )
    assert answer.status_code == 422
    assert "four letters" in answer.content.decode()


def test_a_hiding_is_listed_for_stewards_and_taken_back(told: Small) -> None:
    steward, identity = client("steward"), her()
    given = {"names": "Hélène Vasson", "level": "hidden", "why": "objection", "do": "apply"}
    steward.post(f"/en/workbench/protection/of/{identity}/", given)
    listed = steward.get("/en/workbench/protection/").content.decode()
    assert "Hélène Vasson" in listed
    assert "texts/b.txt" in listed
    assert client("editor").get("/en/workbench/protection/").status_code == 403
    steward.post("/en/workbench/protection/change/", {"stone": Tombstone.objects.get().id, "change": "withdraw"})
    told.weave()
    assert her() == identity
    assert list(AuditLine.objects.filter(verb__in=("hide", "unhide")).order_by("id").values_list("verb", flat=True)) == [
        "hide",
        "unhide",
    ]


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_the_notice_says_how_long_things_are_kept(told: Small, language: str, settings) -> None:
    settings.REPORT_TEXT_DAYS = 777
    answer = Client().get(f"/{language}/privacy/")
    assert answer.status_code == 200
    assert "777" in answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_the_notice_says_to_whom_one_writes_and_complains(told: Small, language: str) -> None:
    privacy = '\n[privacy]\nofficer = "<Ina>"\nofficer_contact = "dpo@example.org"\nauthority = "CNIL"\nauthority_url = "https://cnil.example/x"\n'
    told.declare((told.folder / "territory.toml").read_text() + privacy)
    told.weave()
    page = Client().get(f"/{language}/privacy/").content.decode()
    assert "&lt;Ina&gt;" in page
    assert "dpo@example.org" in page
    assert 'href="https://cnil.example/x"' in page
