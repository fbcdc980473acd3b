"""How templates say what the atlas holds: labels, dates, numbers and languages, in the reader's language.

Nothing here marks a source's words as safe: markup comes from templates, words are escaped by them.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal, format_percent
from django import template
from django.template.context import RequestContext
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from dentelle import vocabulary
from dentelle.atlas.browsing import days
from dentelle.model import THE_DOCUMENT
from dentelle.web import dates
from dentelle.web.facet_words import STATES
from dentelle.web.queries.facet_groups import Shown
from dentelle.web.queries.territory import scheme_of
from dentelle.web.sentences import sentence

register = template.Library()

LONGEST_VALUE = 90  # characters of a facet's value
BIDI_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

LANGUAGE_NAMES = {
    "fr": gettext_lazy("French"),
    "en": gettext_lazy("English"),
    "de": gettext_lazy("German"),
    "nl": gettext_lazy("Dutch"),
}
STATUSES = {
    "proposed": gettext_lazy("to be confirmed"),
    "planned": gettext_lazy("planned"),
    "hypothetical": gettext_lazy("considered"),
    "denied": gettext_lazy("denied"),
}

PROPOSAL_STATES = {
    "open": gettext_lazy("waits for an answer"),
    "accepted": gettext_lazy("accepted"),
    "refused": gettext_lazy("not accepted"),
    "withdrawn": gettext_lazy("taken back by its author"),
}


def _language() -> str:
    return get_language() or "fr"


@register.filter
def lang(language: str) -> SafeString:
    """The attribute ``lang`` for words in ``language``; nothing when it is the page's own or unknown."""
    return format_html(' lang="{}"', language) if language and language != _language() else SafeString("")


@register.filter
def language_name(language: str) -> str:
    """ "German", in the page's language; the code for a language without a name here."""
    return str(LANGUAGE_NAMES.get(language, language))


@register.filter
def proposal_state(state: str) -> str:
    """What became of a proposal."""
    return str(PROPOSAL_STATES.get(state, state))


@register.filter(expects_localtime=True)
def in_full(day: date | None) -> str:
    """``day`` with the name of its month, in the page's language; "" for none."""
    return days.in_full(day) if day else ""


@register.filter
def plain(text: str) -> str:
    """``text`` in one line without the marks that turn the direction of reading: for titles, where no element isolates it."""
    return " ".join(BIDI_CONTROLS.sub("", text).split())[:200]


@register.filter
def kind_name(kind: str) -> str:
    """The label of a kind, capitalised."""
    return _capital(vocabulary.label(kind, _language()))


@register.filter
def kind_names(kind: str) -> str:
    """The label of several things of a kind, capitalised."""
    return _capital(vocabulary.plural(kind, _language()))


@register.filter
def amid(label: str) -> str:
    """A label as it stands amid other words: in German as it is, for nouns keep their capital; elsewhere small."""
    return label if _language() == "de" else label[:1].lower() + label[1:]


@register.filter
def property_name(name: str) -> str:
    """The label of a property, capitalised."""
    return _capital(vocabulary.label(name, _language()))


@register.filter
def inverse_name(name: str) -> str:
    """The label of a property on the page of its value, capitalised."""
    return _capital(vocabulary.inverse_label(name, _language()) or vocabulary.label(name, _language()))


@register.filter
def theme_name(theme: str) -> str:
    """The heading of a theme."""
    return _capital(vocabulary.theme_label(theme, _language()))


@register.filter
def qualifier_name(name: str) -> str:
    """What a qualifier is called."""
    return vocabulary.qualifier_label(name, _language())


@register.filter
def is_dated(qualifier: tuple[str, str]) -> bool:
    """Whether a qualifier holds a date, not words of the source."""
    return qualifier[0] in ("from", "to", "as_of")


@register.filter
def qualifier_text(qualifier: tuple[str, str]) -> str:
    """What a qualifier says: dates in words, registers by their acronym, the rest as the source wrote it."""
    if qualifier[0] == "scheme":
        return qualifier[1].upper()
    return dates.in_words(qualifier[1], _language()) if is_dated(qualifier) else qualifier[1]


@register.filter
def undated_qualifiers(fact: Any) -> tuple[tuple[str, str], ...]:
    """The qualifiers of a fact but those that its sentence says with its date."""
    return tuple(pair for pair in fact.qualifiers if not is_dated(pair))


@register.filter
def sentence_case(text: str) -> str:
    """``text`` with a capital at its head."""
    return _capital(text)


@register.filter
def headed(name: str) -> str:
    """A name at the head of a page: "beffroi de …" with a capital, "i-Trans" and other spellings of one's own as they are."""
    first, space, _ = name.partition(" ")
    return _capital(name) if space and len(first) > 3 and first.replace("-", "").isalpha() and first.islower() else name


@register.filter
def status_name(status: str) -> str:
    """The word beside a fact that is not simply accepted, "" for one that is."""
    return str(STATUSES.get(status, ""))


@register.filter
def edtf(value: str) -> str:
    """An EDTF date in words."""
    return dates.in_words(value, _language()) if value else ""


@register.filter
def century(number: int) -> str:
    """A century as a heading."""
    return dates.century_heading(number, _language())


@register.filter
def date_value(value: dict[str, Any]) -> str:
    """A date value in words; the source's own words may tell early from late."""
    return dates.in_words(value.get("edtf", ""), _language(), value.get("text", ""))


@register.filter
def number(value: float | None) -> str:
    """A number as the reader's language writes it."""
    return "" if value is None else _written(value, _language())


@lru_cache(maxsize=8_192)
def _written(value: float, language: str) -> str:
    return format_decimal(value, locale=language).replace("\u202f", "\u00a0")  # few letters have it


@register.filter
def state_name(state: str) -> str:
    """Whether somebody is still active, "" where nothing says so."""
    return _capital(str(STATES.get(state, state)))


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 in whole percent."""
    return format_percent(share, locale=_language())


@register.filter
def subject_name(text: str) -> str:
    """The name of a claim's subject that has no page: the document itself, or the words of the source."""
    return gettext("This document") if text == THE_DOCUMENT else text


@register.filter
def finding_sentence(finding: Any) -> str:
    """What a check says, in the reader's language."""
    return sentence(finding, _language())


@register.filter
def in_language(words: Mapping[str, str]) -> str:
    """What stands under the reader's language, else under English."""
    return words.get(_language()) or words.get("en", "")


@register.simple_tag(takes_context=True)
def concept(context: RequestContext, identifier: str) -> str:
    """The label of a domain, from the territory's own scheme where it has one."""
    territory = context.get("territory")
    for item in scheme_of(territory.scheme if territory else "").concepts:
        if item.id == identifier:
            return _capital(item.labels.get(_language()) or item.labels.get("en") or identifier)
    return _capital(vocabulary.label(identifier, _language()))


@register.simple_tag
def facet_values(values: Iterable[Shown]) -> SafeString:
    """Values of a facet as links in list items: there are hundreds on a page, and a template for each would be half its time."""
    away = format_html('<span class="unseen">{} </span>', gettext("Take away:"))
    language = _language()
    return format_html_join(
        "",
        '<li class="depth{}"><a href="{}"{} rel="nofollow">{}<bdi>{}</bdi> <span class="count">{}{}</span></a></li>',
        (
            (
                one.depth,
                one.address,
                SafeString(' aria-current="true"') if one.chosen else "",
                away if one.chosen else "",
                one.text if len(one.text) <= LONGEST_VALUE else one.text[: LONGEST_VALUE - 1] + "…",
                "+" if one.adds else "",
                _written(one.count, language),
            )
            for one in values
        ),
    )


@register.simple_tag(takes_context=True)
def page_address(context: RequestContext, page: int) -> str:
    """The address of another page of the same list, everything else kept; ``fragment`` is where on the page the list begins.

    Of several lists on a page ``parameter`` says which one is turned ("page" by itself). What is said on one page of a text is
    parted for itself: another page of the text begins with its first portion.
    """
    query = context["request"].GET.copy()
    parameter = context.get("parameter", "page")
    query[parameter] = str(page)
    if parameter == "page":
        query.pop("said", None)
    return f"?{query.urlencode()}{context.get('fragment', '')}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
