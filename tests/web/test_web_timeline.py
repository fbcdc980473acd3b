"""The timeline: what is drawn and listed, by period, lane and page; few facts and many."""

import re

import pytest
from atlas_rows import date_value
from django.utils import timezone

from dentelle.web.queries.timeline import DRAWN, PAGE, Wanted
from dentelle.web.queries.timeline import timeline as query

pytestmark = pytest.mark.django_db


def page(client, address=""):
    response = client.get(f"/en/timeline/{address}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.text)


def marks(html):
    return re.findall(r'<a class="mark ([^"]*)" href="#(fact-[^"]+)"><title>([^<]*)', html)


def test_every_mark_leads_to_its_fact_in_the_list(client, town):
    html = page(client)
    assert len(marks(html)) >= 6
    for _, anchor, _ in marks(html):
        assert html.count(f'id="{anchor}"') == 1
    assert "style=" not in html


def test_it_runs_from_the_earliest_fact_to_next_year(client, town):
    shown = query(Wanted(), 2026, "en")
    assert (shown.start, shown.end) == (870, 2027)
    assert query(Wanted(), 3000, "en").end == 3001


def test_uncertain_dates_are_drawn_as_they_are(client, town):
    told = {name: shape for shape, _, name in marks(page(client))}
    about = next(shape for name, shape in told.items() if name.startswith("about 870"))
    assert "fades" in about
    century = next(shape for name, shape in told.items() if name.startswith("17th–18th centuries"))
    assert "band" in century
    planned = next(shape for name, shape in told.items() if "Réunion publique" in name)
    assert "soft" in planned
    label = next(shape for name, shape in told.items() if "French Tech" in name)
    assert "line" in label  # held since 2019, no end known


def test_the_address_holds_period_and_lane(client, town):
    html = page(client, "?from=1700&to=1750")
    assert [name for _, _, name in marks(html) if "1721" in name]
    assert not [name for _, _, name in marks(html) if "870" in name]
    assert [name for _, _, name in marks(html) if "17th–18th" in name]  # a stretch that reaches in
    html = page(client, "?lane=event")
    assert {name.partition(":")[0] for _, _, name in marks(html)} == {"early May 2019"}
    html = page(client, "?by=theme&lane=programmes")
    assert len(marks(html)) == 1


@pytest.mark.parametrize(
    "address", ["?from=0&to=99999", "?from=2000&to=1000", "?from=x", "?by=no&lane=no", "?page=900", "?from=9999&to=9999"]
)
def test_a_strange_address_is_no_error(client, town, address):
    assert "<h1>Timeline</h1>" in page(client, address)


def test_an_empty_atlas_has_a_timeline(client, rows):
    assert "No dated fact" in page(client)


def test_a_denied_fact_stands_on_no_timeline(client, town):
    source = town.sources["list"]
    town.rows.fact(town.entities["praxys"], "founded", date_value("1999"), (source, "x"), status="denied", earliest="1999-01-01")
    assert not [name for _, _, name in marks(page(client)) if "1999" in name]


def test_marks_of_other_pages_lead_there(client, town):
    for number in range(PAGE):
        day = f"{1900 + number}-01-01"
        town.rows.fact(town.entities["praxys"], "happened", date_value(day), (town.sources["list"], "x"), earliest=day)
    html = page(client)
    away = re.findall(r'href="(\?page=2)(#fact-[^"]+)"', html)
    assert len(away) == len(re.findall(r'class="mark', html)) - PAGE
    second = page(client, away[0][0])
    assert f'id="{away[0][1][1:]}"' in second
    assert html.count('<li id="fact-') == PAGE


def test_many_facts_are_counted_and_every_bar_leads_nearer(client, town):
    source = town.sources["list"]
    for number in range(DRAWN + 1):
        town.rows.fact(
            town.entities["praxys"], "happened", date_value(f"{1800 + number}"), (source, "x"), earliest=f"{1800 + number}-01-01"
        )
    html = page(client)
    assert not marks(html)
    assert html.count('<rect class="bar"') > 5
    shown = query(Wanted(), timezone.localdate().year, "en")
    assert len(shown.dated) == PAGE
    first = re.search(r'<a href="(\?from=\d+&amp;to=\d+)"><title>', html)[1].replace("&amp;", "&")
    assert marks(page(client, first))
    assert page(client, "?page=2").count('id="fact-') > 0
