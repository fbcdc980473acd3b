"""axe-core finds nothing: on every page that the URL configuration has, in four languages, light and dark, wide and narrow.

A page is loaded once for each language; then scheme and width change under it, as they do for a reader who turns a telephone.
What words cannot change (colours, what is hidden from narrow windows) is looked at in the first language only.
"""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH, AxeResults
from everything_there import Everything, make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
SIZES = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}, "resultTypes": ["violations"]}
WIDE, NARROW = 1440, 360
LOOKS = {  # by language: width, scheme and what axe looks for; the dark scheme changes colours and nothing else
    "fr": ((WIDE, "light", OPTIONS), (WIDE, "dark", COLOURS), (NARROW, "light", OPTIONS), (NARROW, "dark", COLOURS)),
    **dict.fromkeys(("en", "de", "nl"), ((WIDE, "light", OPTIONS), (NARROW, "light", SIZES))),
}
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"  # a colour on its way is none
NO_PAGES = {"choose-language", "favicon", "protect-name", "map-place", "suggest"}  # these lead on, or are parts of pages
MISSING = "has no page for anybody: give it a row in tests/browser/everything_there.py, or a reason in NO_PAGES"


@pytest.fixture
def everything(transactional_db, tmp_path, monkeypatch, settings):
    return make(tmp_path, monkeypatch, settings)


def opened(client, address):
    """Whether there is a page at ``address``, not a way elsewhere, a file or a refusal."""
    answer = client.get(address)
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def shared_out(there, language):
    """(who may see it, address) of every page; each address has one, gives a file, or takes only what is sent off."""
    visitor, shared, missing = there.sessions[-1], [], []
    for name, address in there.addresses(language):
        who = next((client for client in there.sessions if opened(client, address)), None)
        if who is not None or not name:
            shared.append((who or visitor, address))  # without a name: a refusal that we ask for
        elif name not in NO_PAGES and not any(client.get(address).status_code in (200, 405) for client in there.sessions):
            missing.append(f"{name} {address} {MISSING}")
    assert not missing, "\n".join(missing)
    return shared


def faults(page, address, looks):
    """What axe finds on the page that is open, in each of the ``looks``."""
    page.add_style_tag(content=STILL)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.add_script_tag(path=AXE_FILE_PATH)
    for width, scheme, options in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = AxeResults(page.evaluate("options => axe.run(options)", options))
        if found.violations_count:
            yield f"{address} {scheme} {width}: {found.generate_report()}"
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            yield f"{address} is wider than {width} pixels"


@pytest.mark.parametrize("language", LOOKS)
def test_axe_finds_nothing_on_any_page(browser, live_server, everything: Everything, language):
    shared = shared_out(everything, language)
    found = []
    for client in everything.sessions:
        context = browser.new_context(bypass_csp=True)
        if "sessionid" in client.cookies:
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        for address in (address for who, address in shared if who is client):
            page.goto(f"{live_server.url}{address}", wait_until="load")
            found.extend(faults(page, address, LOOKS[language]))
        context.close()
    assert not found, "\n".join(found)
