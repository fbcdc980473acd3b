"""A territory in which every page of the site has something to show: woven, and on top of it rows of every sort.

A new page whose address holds an id needs a line in ``_ids``, and a row that the id is of.
"""

import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from every_address import addresses as every_address

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "incubator"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "interface"))

from dirty_list import dirty_list
from full_house import FullHouse, full_house
from kept_offers import catalogue
from lace_town import Town, weave_town
from small_territory import INSTITUTE, LAB, Here, Small

from dentelle.atlas.deciding import proposals
from dentelle.atlas.deciding.hand_facts import Draft, state
from dentelle.atlas.deciding.hand_values import Written
from dentelle.atlas.models import ClaimRow, EntityRow, FactRow, Job, ListImport, Publication, ReviewRow, Run, Source, User
from dentelle.atlas.people.accounts import invite
from dentelle.atlas.privacy.leaving_out import Wish, leave_out
from dentelle.atlas.reports import receive
from dentelle.hub.incubator import aid, applications, calls, decisions, jury
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.models import Firm, Look, Seen
from dentelle.hub.incubator.planning import add_rooms, add_scenario
from dentelle.hub.incubator.scenarios import Addition
from dentelle.hub.incubator.waiting import enter as wait
from dentelle.hub.interface import needs, referrals
from dentelle.hub.interface.models import Offer
from dentelle.territory import load
from dentelle.weaving import drafts, intake
from dentelle.weaving.imports.prepare import surveyed

PASSWORD = "threads and knots"
ADA, OTTO = "ada@example.org", "otto@example.org"  # an administrator; a reader who has one-time codes
LIST = {"licence": "own", "trust": "0.9", "publish": "", "title": "", "publisher": "The Hive"}
ARTICLE = """L'Institut Zolamon des Mobilités a été fondé en 1997. L'Institut Zolamon des Mobilités est situé à Valenciennes.
L'École Durelin du Verre est située à Douai. Elle a été fondée en 1911.
"""
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass
class Everything:
    """``ids``: part of a route → the same with an id; ``more``: addresses below a language that look different from those;
    ``sessions``: of everybody who sees something, a visitor last."""

    folder: Path
    ids: dict[str, str] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)
    sessions: list[Client] = field(default_factory=list)

    def addresses(self, language: str) -> list[tuple[str, str]]:
        """(name of the view, address) of every page in ``language``."""
        with override(language):
            routes = {(name or "", address) for address, _, name in every_address(self._filled)}
        return sorted({*routes, *(("", f"/{language}/{address}") for address in self.more)}, key=lambda one: one[1])

    def _filled(self, route: str) -> str:
        for former, latter in self.ids.items():
            route = route.replace(former, latter)
        return route


def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Everything:
    """Makes it in ``tmp_path``, in the database of the test."""
    cache.clear()
    for room in ("run", "intake", "imports.prepare"):
        monkeypatch.setattr(f"dentelle.weaving.{room}.Pool", Here)  # processes are not what is looked at here
    monkeypatch.setattr("dentelle.weaving.intake.start", lambda territory, token: intake.read(load(territory), token))
    settings.TERRITORY = tmp_path / "territory"
    settings.STATE = settings.TERRITORY / "var"
    settings.DEVELOP = True  # with the style guide
    made = Everything(settings.TERRITORY, sessions=_sessions())
    _woven(made)
    _decided(made)
    published = Publication.objects.values("run", "territory").get()
    town = weave_town()  # as if the last weave had found it
    Publication.objects.update(**published)
    _of_the_town(town, made)
    _incubator(full_house(), made)
    _interface(made)
    return made


def _sessions() -> list[Client]:
    """The administrator; somebody with one-time codes who has just confirmed the password, and who has not; who is half in."""
    ada, fresh, old, half, visitor = (Client() for _ in range(5))
    ada.force_login(User.objects.create_user(ADA, PASSWORD, name="Ada", role="administrator"))
    otto = User.objects.create_user(OTTO, PASSWORD, name="Otto", role="reader")
    TOTP.activate(otto, generate_totp_secret())
    RecoveryCodes.activate(otto)
    for client in (fresh, old):
        client.force_login(otto)
    for client in (ada, fresh):
        client.post("/en/account/confirm/", {"password": PASSWORD})
    half.post("/en/account/sign-in/", {"login": OTTO, "password": PASSWORD})
    return [ada, fresh, old, half, visitor]


def _woven(made: Everything) -> None:
    """Two weaves, a list that waits for its columns, one that is compared and one that was taken in."""
    folder = made.folder
    small = Small(folder)
    small.write("a.txt", INSTITUTE)
    small.weave()
    ada = made.sessions[0]
    taken, compared, asked = (_list(ada, folder, name, rows) for name, rows in (("members", 40), ("guests", 24), ("others", 12)))
    for token in (taken, compared):
        columns = surveyed(folder, token).columns
        ada.post(f"/en/workbench/lists/{token}/columns/", {f"c-{at}": one.field for at, one in enumerate(columns)})
    ada.post(f"/en/workbench/lists/{taken}/", {"action": "take"})
    assert ListImport.objects.filter(pk=taken).exists()
    small.write("b.txt", LAB)
    small.weave()
    made.ids |= {"lists/<str:token>/columns": f"lists/{asked}/columns", "<slug:which>": "skipped"}
    made.ids |= {"lists/<str:token>": f"lists/{taken}"}
    made.more.append(f"workbench/lists/{taken}/?show=left")
    article = drafts.make(folder, "article.txt", [ARTICLE.encode()], {"trust": 0.8}, ADA)
    intake.read(load(folder), article.token)
    source = Source.objects.get(path="texts/a.txt").id
    made.more += [f"workbench/intake/{article.token}/", f"workbench/sources/{source}/", f"workbench/sources/{source}/retire/"]
    made.more += [
        f"workbench/lists/{compared}/",
        *(f"workbench/lists/{compared}/?show={show}" for show in ("perhaps", "same", "double", "new", "left", "remarked")),
    ]
    first, *_, last = Run.objects.filter(state="published").order_by("pk").values_list("pk", flat=True)
    made.ids["runs/compare/"] = f"runs/compare/?former={first}&latter={last}"
    made.more.append(f"workbench/runs/{last}/")


def _list(client: Client, folder: Path, name: str, rows: int) -> str:
    before = {draft.token for draft in drafts.every(folder)}
    file = SimpleUploadedFile(f"{name}.csv", dirty_list(rows=rows).data.replace(b"Atelier", name.encode()))
    client.post("/en/workbench/lists/add/", {**LIST, "publisher": name, "file": file})
    (draft,) = (draft for draft in drafts.every(folder) if draft.token not in before)
    assert draft.state == "surveyed"
    return draft.token


def _decided(made: Everything) -> None:
    """A statement, a proposal, somebody who is left out, an invitation."""
    woven = EntityRow.objects.visible().get(label="Institut Zolamon des Mobilités").identity_id
    state(Draft(woven, Written("closed", "date", edtf="2019"), "I was there"), who=ADA)
    asked = proposals.propose(Draft(woven, Written("website", "text", text="https://zolamon.example"), "ours"), who=OTTO)
    leave_out(Wish(("Hélène Vasson",)), who=ADA, why="objection")
    made.ids |= {
        "invitation/<str:secret>": f"invitation/{invite('ben@example.org', 'editor', who=ADA)}",
        "proposals/<int:number>": f"proposals/{asked.pk}",
        "of/<slug:identity>": f"of/{woven}",
        "<slug:identity>/history/restore/": f"{woven}/history/restore/?to=2019-01-01",
    }
    made.more += [f"entity/{woven}/", f"workbench/entity/{woven}/", f"workbench/entity/{woven}/history/"]
    made.more += [f"workbench/entity/{woven}/split/"]


def _of_the_town(town: Town, made: Everything) -> None:
    """A report, jobs, a document that was not read; what looks different from entity to entity, from document to document."""
    identity = town.entities["metropole"].identity_id
    report = receive(identity, "It is closed.", language="fr", email="lea@example.org", kind="dead_link")
    job = Job.objects.create(kind="weave", who=ADA, state="failed", error="It was killed %(times)s times.", said={"times": "3"})
    running = Job.objects.create(kind="weave", who=ADA, state="running", doing="reading", done=2, total=9, log=["one", "two"])
    Job.objects.create(kind="weave", who=ADA)
    failed = Run.objects.create(state="failed", report={"error": "It was killed."})
    draft = drafts.make(made.folder, "article.txt", [b"words"], {"title": "An article"}, ADA)
    draft.state, draft.reason = "unread", "unreadable"
    drafts.save(made.folder, draft)
    made.ids |= {
        "reports/<int:number>": f"reports/{report.pk}",
        "runs/job/<int:number>": f"runs/job/{job.pk}",
        "runs/<int:number>": f"runs/{failed.pk}",
        "intake/<str:token>": f"intake/{draft.token}",
        "correct/<slug:fact>": f"correct/{FactRow.objects.filter(identity=identity).first().key}",
        "linked/<slug:name>": "linked/hosts",
        "<slug:identity>/add/": f"{identity}/add/?property=website",
        "<slug:identity>": identity,
        "<slug:source>": town.sources["list"].id,
        "<slug:form>": "csv",
        "network/export/<slug:format>": "network/export/gexf",
        "heritage/section/<slug:name>": "heritage/section/people",
        "<slug:format>": "csv",
        "<slug:level>": "small",
    }
    made.more += [f"entity/{town.entities[name].identity_id}/" for name in ("ateliers", "charte", "charles", "valenciennes")]
    made.more += [f"document/{town.sources[name].id}/" for name in ("town", "quote", "none")]
    entity, other = f"workbench/entity/{identity}", town.entities["ateliers"].identity_id
    made.more += [f"{entity}/merge/?other={other}", f"{entity}/merge/?q=ateliers"]
    made.more += [f"workbench/runs/job/{running.pk}/", "workbench/findings/?state=settled", "workbench/audit/?since=x"]
    made.more += [f"workbench/review/item/?at={key}" for key in _to_review(town)] + ["workbench/review/item/?property=none"]
    made.more += [f"directory/?{asked}" for asked in ("view=table", "view=map", "kind=robot&domain=health&place=nowhere")]
    made.more += ["search/?q=vale", "search/?q=nobody-is-called-so", "nowhere/", "account/invitation/nothing/"]


def _to_review(town: Town) -> tuple[str, str]:
    """A claim and a pair that wait for somebody; their keys."""
    waiting = town.rows.fact(town.entities["3isn"], "works_in", {"type": "text", "text": "SSII", "language": "fr"},
                             (town.sources["town"], "Praxys et 3ISN"), status="proposed")  # fmt: skip
    claim = ClaimRow.objects.get(fact_key=waiting.key).key
    about = {"property": "works_in", "source": town.sources["town"].id, "entity": waiting.identity_id}
    ReviewRow.objects.create(since=1, key=claim, unit="u", sort="claim", pages=3, doubt=0.5, priority=1.5, **about)
    source, left, right = town.sources["town"], town.entities["praxys"], town.entities["3isn"]
    data = {"left": "Praxys", "right": "3ISN", "probability": "55%", "reason": "short_form"}
    data |= {"left_leaf": f"{source.id}|organisation|praxys", "right_leaf": f"{source.id}|organisation|3isn"}
    pair = town.rows.finding("pairs", "notice", "One?", left, right, **data)
    columns = {"unit": "pairs", "sort": "pair", "source": source.id, "pages": 4, "doubt": 0.9, "priority": 3.6}
    ReviewRow.objects.create(since=1, key=pair.key, **columns)
    return claim, pair.key


def _incubator(house: FullHouse, made: Everything) -> None:
    """Rooms, stays, somebody who waits, a scenario, and a call with a jury, an application in each state."""
    waits = wait("Waits", date(2026, 1, 1), who=ADA, area=Decimal(20), earliest=date(2027, 1, 1), note_="a note")
    scenario = add_scenario("Wing", who=ADA, note_="over the yard")
    add_rooms(scenario.pk, Addition("East", 6, Decimal(24), 4, date(2027, 9, 1), Decimal(288)), who=ADA)
    for room in house.rooms[:6]:
        aid.set_market_rent(room.pk, Price(date(2019, 1, 1), Decimal(20), "area"), "Survey", who=ADA)
    today = timezone.localdate()
    aid.grant(house.stays[0].firm_id, "declared", today, "Region", who=ADA, amount=Decimal(290_000))
    look = Look.objects.create(register="firms", vintage=today, made_by=ADA)
    Seen.objects.create(look=look, firm=Firm.objects.get(name="Guipure"), number="33000003500019", insee="59606")
    titles = {"fr": "Appel d’hiver", "nl": "Winteroproep"}
    call = calls.keep_call(None, titles, {"nl": "Wie?"}, today, today + timedelta(days=30), places=2, scale=5, who=ADA)
    for name, weight in (("Idee", 3), ("Team", 1)):
        calls.add_criterion(call.pk, {"nl": name}, weight, who=ADA)
    rows = []
    for name in ("Klosdraad", "Weefgoed", "Spoel"):
        given = {"name": name, "person": "Tine", "email": "tine@example.org", "project": "Kant.", "activity": "kant"}
        row = applications.keep(call, None, given, "nl")
        applications.attach(row.pk, "plan.pdf", PDF)
        rows.append(applications.send(row.pk) if name != "Spoel" else row)
    juror = calls.add_juror(call.pk, User.objects.get(email=ADA).pk, who=ADA)
    jury.declare(rows[1].pk, juror, conflict=False)
    decisions.decide(rows[0].pk, "admitted", "", who=ADA)
    made.ids |= {
        "apply/<int:number>": f"apply/{call.pk}",
        "mine/<str:link>": f"mine/{applications.link_of(rows[1])}",
        "calls/<int:number>": f"calls/{call.pk}",
        "judge/<int:application>": f"judge/{rows[1].pk}",
        "applications/<int:number>": f"applications/{rows[0].pk}",
        "files/<int:file>": f"files/{rows[0].attachments.get().pk}",
        "waiting/<int:number>": f"waiting/{waits.pk}",
        "rooms/<int:number>": f"rooms/{house.rooms[0].pk}",
        "sites/<int:number>": f"sites/{house.rooms[0].building.site_id}",
        "export/<slug:kind>": "export/rooms",
        "stays/<int:number>": f"stays/{house.stays[0].pk}",
        "scenarios/<int:number>": f"scenarios/{scenario.pk}",
        "firms/<int:number>": f"firms/{house.stays[0].firm_id}",
        "aid/<int:number>": f"aid/{house.stays[0].firm_id}",
    }
    made.more += [
        *(f"apply/mine/{applications.link_of(row)}/" for row in (rows[0], rows[2])),
        "workbench/incubator/occupancy/?start=x",
    ]
    made.more += [f"workbench/incubator/applications/{rows[1].pk}/"]
    made.more.append(f"workbench/incubator/calls/{call.pk}/judge/{rows[0].pk}/")
    made.more.append(f"workbench/incubator/scenarios/compare/?s={scenario.pk}")


def _interface(made: Everything) -> None:
    catalogue()
    need = needs.state("Premier export ; 54 salariés à Denain, 80 m²", who=ADA, contact=needs.Contact("Tissages", anonymous=True))
    (referral,) = referrals.refer(need.pk, [referrals.Choice("export-course")], who=ADA, send=lambda _: None)
    made.ids |= {
        "needs/<int:number>": f"needs/{need.pk}",
        "referrals/<int:number>": f"referrals/{referral.pk}",
        "offers/<int:number>": f"offers/{Offer.objects.first().pk}",
        "answer/<str:token>": f"answer/{referrals.token(referral)}",
    }
