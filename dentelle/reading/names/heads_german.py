"""Names that a German head noun opens: "Institut für …", "Hochschule von …", "Leopold-Hoesch-Museum", "Jülicher Straße".

Weights: a head noun with its complement 82, a name behind a head noun that is no part of it 78, a compound or an adjective with
its head noun 74 (all strong), a street 72.
"""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause, HeadAt, headed_candidate
from dentelle.reading.names.wordlists import closed_set, endings, is_given_name

__all__ = ["german_name", "is_capital_adjective"]

GENERIC_FOR = closed_set("all", "generic_for")
TOWNLIKE = closed_set("all", "townlike")
HEAD_STAYS = closed_set("all", "head_stays")
GERMAN_LINKS = closed_set("de", "links")
GERMAN_APPOSED = closed_set("all", "apposed")
GENERIC_STREETS = closed_set("de", "generic_streets")
STAYING_ENDINGS = endings("de", "staying_endings")
LEARNED = endings("de", "learned")
OF_A_FIELD = endings("de", "of_a_field")
FIRMS = closed_set("de", "firms")
OWNERS = closed_set("de", "owners")
CALLED = closed_set("de", "called")
STAYING_COMPANIES = closed_set("de", "staying")


def german_name(clause: Clause, found: HeadAt) -> Iterator[Candidate]:
    """The names that the German head noun ``found`` opens."""
    if clause.forms[found.first].low == "initiative" and clause.forms[found.first - 1].low == "auf":
        return  # "auf Initiative des Vereins"
    first = _adjectives_before(clause, found.first)
    if (
        found.head.type == "street"
        and not found.compound
        and clause.forms[found.last].text[:1].isdigit()
        and clause.forms[found.first - 1].capital
        and first == found.first
        and not clause.closed(found.first)
    ):
        first = found.first - 1
    last = _german_extent(clause, found)
    kind, kind_type = found.head.kind, found.head.type
    token = clause.tokens[found.first]
    hyphened = found.compound and (
        ("-" in token.form.text and not _common_prefix(clause, token.form.low)) or _named_prefix(found, token.form.low)
    )
    if kind_type == "street" and found.compound and last == found.last:
        if _street_context(clause, found):
            yield headed_candidate(clause, found.first, found.last, found, 72, "street")
        return
    if last > found.last:
        if kind == "place" and kind_type in TOWNLIKE:
            return
        apposed = not clause.is_known(found.last, last) and (
            clause.namelike(found.last)
            and kind_type in GERMAN_APPOSED
            and token.form.low not in STAYING_COMPANIES
            and not token.form.low.endswith(STAYING_ENDINGS)
            and first == found.first
            and not hyphened
        )
        if not apposed and first == found.first and _town_before(clause, found, last):
            first -= 1
        start = found.last if apposed else first
        if (apposed and clause.is_known(start, last) and kind == "organisation") or (
            apposed and clause.forms[start].given and clause.forms[found.first].low not in FIRMS
        ):
            return
        yield headed_candidate(
            clause, start, last, found, 78 if apposed else 82, "head noun before a name" if apposed else "head noun"
        )
    elif first < found.first or (hyphened and not _any_of_a_kind(clause, found)):
        yield headed_candidate(
            clause, first, found.last, found, 74, "adjective and head noun" if first < found.first else "compound"
        )


def _any_of_a_kind(clause: Clause, found: HeadAt) -> bool:
    """Whether a hyphenated compound of ordinary nouns stands behind "ein …": one of many ("ein kleines Wortkunst-Festival")."""
    index = found.first - 1
    while index >= 0 and clause.forms[index].word and not clause.forms[index].capital and not clause.forms[index].function:
        index -= 1
    return clause.forms[index].low.startswith("ein") and clause.forms[index].low in clause.words.articles


def _town_before(clause: Clause, found: HeadAt, last: int) -> bool:
    """Whether the adjective of a town or region belongs to the name of a body whose head noun has a longer form or a complement
    ("Markgräfler Museumsverein Müllheim", "Bremer Institut für …")."""
    if found.head.kind != "organisation" or clause.closed(found.first) or found.first < 1:
        return False
    if not found.compound and clause.forms[found.last].low not in ("fur", "der", "des"):
        return False
    form, token = clause.forms[found.first - 1], clause.tokens[found.first - 1]
    whole = form.capital and form.low.endswith("er") and len(form.low) > 5 and not form.odd and " " not in form.low
    return whole and not (
        form.cue or form.given or form.never or form.function or clause.head_at(found.first - 1) or clause.common(token)
    )


def _named_prefix(found: HeadAt, low: str) -> bool:
    """Whether an award or building is called after a person ("Karlspreis")."""
    if found.head.kind != "programme" or " " in low:
        return False
    prefix = low[: -len(found.head.words[0])]
    return is_given_name(prefix) or (prefix.endswith("s") and is_given_name(prefix[:-1]))


def _common_prefix(clause: Clause, low: str) -> bool:
    """Whether every part of a hyphenated compound but the last is an ordinary word ("Charta-Partner")."""
    parts = low.split(" ")[:-1]
    return bool(parts) and all(part in clause.words.common or len(part) < 2 for part in parts)


def _street_context(clause: Clause, found: HeadAt) -> bool:
    """A house number behind, or a town that is no common word before the ending."""
    following = clause.forms[found.last].text
    before = clause.forms[found.first - 1].low
    if clause.language == "de" and before == "der" and clause.forms[found.first - 2].low in ("in", "an", "auf", "von"):
        return True
    prefix = clause.forms[found.first].low[: -len(found.head.words[0])]
    if (
        clause.language == "de"
        and before in ("die", "der")
        and prefix not in clause.words.common
        and prefix not in GENERIC_STREETS
    ):
        return True
    return (
        following[:1].isdigit() or before in ("am", "zur") or (clause.language == "nl" and not clause.tokens[found.first].opens)
    )


def _adjectives_before(clause: Clause, first: int) -> int:
    """Where the capitalised adjectives before a German head noun begin ("Deutsch-Französisches Jugendwerk")."""
    position = first
    while position > 0 and not clause.tokens[position].closed and is_capital_adjective(clause, position - 1):
        position -= 1
    return position


def is_capital_adjective(clause: Clause, index: int) -> bool:
    """Whether token ``index`` is a capitalised German adjective inside a sentence, which only names have."""
    return clause.forms[index].adjective and not (clause.tokens[index].opens and clause.role == "sentence")


def _german_extent(clause: Clause, found: HeadAt) -> int:
    """The token behind the last that belongs to the name that ``found`` opens."""
    tokens = clause.tokens
    position = last = found.last
    loose = (
        found.head.kind in ("programme", "event")
        or found.head.type == "network"
        or clause.forms[found.first].low in STAYING_COMPANIES
    )
    linked = False
    while position < len(tokens) and not (tokens[position].closed and clause.forms[position - 1].text != "&"):
        form = tokens[position].form
        if form.text == "&" and position + 1 < len(tokens) and clause.forms[position + 1].capital:
            position += 1
            continue
        if form.text == "-" and last > found.last and _elided(clause, position):
            position = last = position + 3
            continue
        if not form.word:
            break
        if form.low in GERMAN_LINKS and not form.capital:
            following = _german_complement(clause, position, found, position == found.last)
            if following <= position:
                break
            position = last = following
            linked = True
        elif form.low == "und" and last > found.last and (linked or loose) and _second_noun(clause, position + 1):
            position = last = position + 2
        elif _goes_on(clause, found, position, loose=loose, linked=linked):
            position = last = position + 1
        else:
            break
    return last


def _elided(clause: Clause, position: int) -> bool:
    """Whether a hyphen stands for what the noun behind "und" ends with ("Industrie- und Handelskammer")."""
    return clause.forms[position + 1].low == "und" and clause.forms[position + 2].capital


def _second_noun(clause: Clause, position: int) -> bool:
    """Whether the token behind "und" is a noun of the same complement and no place that begins a name of its own."""
    return position < len(clause.tokens) and clause.forms[position].capital and not clause.starts_known(position)


def _goes_on(clause: Clause, found: HeadAt, position: int, *, loose: bool, linked: bool) -> bool:
    """Whether the capitalised token at ``position`` belongs to the name: no ordinary noun unless the head noun is ``loose``,
    and no person's given name right behind an organisation's head noun."""
    token, form = clause.tokens[position], clause.forms[position]
    if not clause.namelike(position) or token.opens:
        return False
    known = clause.starts_known(position) or form.legal or is_capital_adjective(clause, position)
    if position == found.last and not found.compound and clause.forms[found.first].low in CALLED:
        known = known or not (
            form.heads or clause.forms[position + 1].capital
        )  # "Zeche Königsgrube": no two nouns stand side by side else
    if not loose and not known and " " not in form.low and clause.common(token):
        return False
    following = position + 1 if position + 1 < len(clause.tokens) else position
    person = form.given and position == found.last and not linked and clause.forms[following].surname
    return not (person and found.head.kind == "organisation" and found.head.type not in HEAD_STAYS)


def _of_a_field(clause: Clause, found: HeadAt, low: str) -> bool:
    """Whether "der …" tells the field of an academy or a federation ("Akademie der Künste") and not whose it is ("der Stadt")."""
    noun = clause.tokens[found.first].form.low
    return (noun.endswith(OF_A_FIELD) or noun.removesuffix("s").removesuffix("e").endswith(OF_A_FIELD)) and low not in OWNERS


def _german_complement(clause: Clause, position: int, found: HeadAt, first: bool) -> int:
    """Where "für …", "der …", "von …" at ``position`` ends; ``position`` itself if it does not belong to the name."""
    tokens = clause.tokens
    link = clause.forms[position].low
    following = position + 1
    if (
        following < len(tokens)
        and clause.forms[following].low in ("der", "die", "das", "den", "dem")
        and not clause.forms[following].capital
    ):
        following += 1
    if following >= len(tokens) or not clause.forms[following].word:
        return position
    token = tokens[following]
    if link == "fur":
        if found.head.type in GENERIC_FOR or found.head.kind == "place" or following > position + 1:
            return position
        if not token.form.capital and token.form.low == "alle":
            return following + 1
        if (
            not token.form.capital
            and following + 1 < len(tokens)
            and clause.forms[following + 1].capital
            and token.form.low.endswith(("e", "en", "es", "er"))
        ):
            following += 1
        adjective = is_capital_adjective(clause, following) or token.form.low.endswith(LEARNED)
        if adjective and clause.forms[following + 1].capital and not clause.closed(following + 1):
            following += 1
        return following + 1 if clause.forms[following].capital else position
    if not token.form.capital:
        return position
    if link in ("der", "des"):
        fits = (
            is_capital_adjective(clause, following)
            or (link == "der" and first and following == position + 1 and _of_a_field(clause, found, token.form.low))
            or found.head.kind in ("event",)
            or found.head.type in ("public_body", "charter")
            or (link == "des" and found.head.kind == "organisation" and clause.starts_known(following))
        )
        if not fits:
            return position
        return following + (
            2
            if is_capital_adjective(clause, following) and following + 1 < len(tokens) and clause.forms[following + 1].capital
            else 1
        )
    if link in ("am", "im", "an") and found.head.kind in ("programme", "event") and not first:
        return following + 1
    if (
        link in ("von", "zu")
        and first
        and following == position + 1
        and (clause.starts_known(following) or token.form.low not in clause.words.common)
    ):
        return following + 1 if found.head.type in HEAD_STAYS or found.head.type == "school" else position
    return position
