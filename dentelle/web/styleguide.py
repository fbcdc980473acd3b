"""What the style guide shows: each piece of a page in each of its states, with made-up words in the four languages."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.messages import ERROR, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page, Paginator

from dentelle.atlas.browsing.names import Name
from dentelle.web.queries.agenda import Gathering
from dentelle.web.queries.by_hand import ByHand
from dentelle.web.queries.facts import ShownFact, Statement
from dentelle.web.queries.portrait import KeyFigure
from dentelle.web.queries.quotes import Origin, Quote

COLOURS = ("paper", "surface", "ink", "soft", "line", "edge", "thread", "brick", "ochre", "leaf", "mark", "mark-deep")
SOFT = ("thread-soft", "brick-soft", "ochre-soft", "leaf-soft")
STEPS = ("step-4", "step-3", "step-2", "step-1", "step-0", "step--1")
SPACES = ("space-1", "space-2", "space-3", "space-4", "space-5", "space-6")
STATES = ("accepted", "proposed", "planned", "hypothetical", "denied")
FIRM = Name("sample-firm", "Fil & Fuseau", "fr", "company")
TOWN = Name("sample-town", "Spitzenstadt", "de", "commune")
LONG = Name("sample-long", "Communauté d’agglomération des Dentellières, Fileuses et Tisserands réunis de la vallée " * 3, "fr")


class SampleForm(forms.Form):
    """A field of each sort; the first one is wrong."""

    name = forms.CharField(help_text="help_text")
    mail = forms.EmailField(required=False)
    kind = forms.ChoiceField(choices=[("one", "choice 1"), ("two", "choice 2")])
    sure = forms.BooleanField(required=False)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)


def samples() -> dict[str, Any]:
    """The context of the page."""
    quotes = [_quote(publish) for publish in ("full", "quote", "none")]
    hand = ByHand(1, "“…”", datetime(2026, 5, 3, tzinfo=UTC), "ada@example.org", "", "", "2026-05", proposed=False, instead=())
    rivals = Statement((_fact("accepted", 191_885, conflict="x"), _fact("proposed", 245_900, conflict="x", rank=1)))
    figure = _fact("accepted", 43_468, qualifiers=(("as_of", "2026"),))
    dated = _fact("planned", None, value={"type": "date", "edtf": "2027-03-12", "text": "12 mars 2027"}, name="takes_place")
    return {
        "colours": COLOURS,
        "soft": SOFT,
        "steps": STEPS,
        "spaces": SPACES,
        "states": STATES,
        "names": (FIRM, TOWN, LONG, Name("", "nobody", "")),
        "quotes": quotes,
        "hands": [Quote(**{**_columns("full"), "hand": hand})],
        "statements": [*(Statement((_fact(state, 12),)) for state in STATES), rivals],
        "figures": [KeyFigure(figure, (), "m²"), KeyFigure(figure, (_fact("accepted", 45_000),), "m²")],
        "gatherings": [Gathering(FIRM, (dated,), ()), Gathering(FIRM, (), (_fact("accepted", None, entity=TOWN),))],
        "form": _form(),
        "messages_shown": [Message(SUCCESS, "success"), Message(WARNING, "warning"), Message(ERROR, "error")],
        "page": Page(range(10), 2, Paginator(range(30), 10)),
    }


def _form() -> forms.Form:
    form = SampleForm({"name": "", "kind": "two"})
    form.full_clean()
    return form


def _columns(publish: str) -> dict[str, Any]:
    origin = Origin("sample", "Une ville de dentelle", "Mairie", "2026-05~", "https://example.org/", publish, "CC0", "fr")
    shown = publish != "none"
    return {
        "key": publish,
        "subject": FIRM.text,
        "origin": origin,
        "text": "L’atelier compte douze fuseaux." if shown else "",
        "before": "Une phrase avant." if shown else "",
        "after": "Une phrase après." if shown else "",
        "lead": "",
        "language": "fr",
        "modality": "asserted",
        "value": {},
        "anchor": "p1-2",
        "place": "#p1-2",
        "row": 0,
    }


def _quote(publish: str) -> Quote:
    return Quote(**_columns(publish))


def _fact(status: str, number: float | None, *, value: dict | None = None, name: str = "count", **columns: Any) -> ShownFact:
    given = value or {"type": "number", "number": number, "unit": "m²", "text": f"{number} m²", "language": "fr"}
    entity = columns.pop("entity", None)
    return ShownFact(
        key=f"{status} {number}",
        property=name,
        subject=FIRM,
        value=given,
        entity=entity,
        qualifiers=columns.pop("qualifiers", ()),
        status=status,
        rank=columns.pop("rank", 0),
        conflict=columns.pop("conflict", ""),
        earliest="",
        latest="",
        quotes=(_quote("full"),),
    )
