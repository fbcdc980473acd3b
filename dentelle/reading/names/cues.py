"""Cues around a run of capitalised words that say what it is: verbs of award, dates and towns, authors, appositions.

Invariant: a cue looks at no more than ten tokens around the run.
"""

from dentelle.reading.names.sentence import Clause, HeadAt
from dentelle.reading.names.wordlists import Head, closed_set, heads_at

__all__ = [
    "apposed",
    "apposed_head",
    "awarded",
    "born",
    "by_person",
    "capital_article",
    "colon_head",
    "created",
    "dated_event",
    "dated_name",
    "demonymic",
    "enumerated",
    "family",
    "held",
    "is_region",
    "plural_places",
    "portfolio",
    "possessed",
    "published_in",
    "siblings",
    "title_of_year",
    "venue",
]

PLACE_PREFIXES = closed_set("all", "place_prefixes")
INDEFINITE = frozenset({"a", "an", "un", "une", "ein", "eine", "een"})
AWARDING = closed_set("all", "awarding")


def is_region(clause: Clause, first: int, last: int) -> bool:
    """An unknown area by its shape: "le Cambrésis", "du Boulonnais", "Haut-Artois", "Sint-Gillis"."""
    token = clause.tokens[first]
    if last - first != 1 or clause.common(token):
        return False
    if " " in token.form.low and token.form.low.split(" ")[0] in PLACE_PREFIXES and not token.form.odd:
        return True
    articled = clause.language == "fr" and clause.forms[first - 1].bare in ("le", "du", "au")
    return articled and token.form.low.endswith(("ois", "ais", "sis", "esis")) and len(token.form.low) > 5


def venue(clause: Clause, last: int) -> bool:
    """Whether ", Town :" follows in a list of dates."""
    if (
        clause.role not in ("item", "heading")
        or clause.forms[last].text != ","
        or last + 1 >= len(clause.tokens)
        or not clause.starts_known(last + 1)
    ):
        return False
    end = next((i for i in range(last + 2, min(last + 6, len(clause.tokens))) if clause.forms[i].text == ":"), 0)
    return bool(end) or (_dated(clause) and clause.forms[last + 2].text in ("(", "–"))


def _dated(clause: Clause) -> bool:
    return any(token.form.text[0].isdigit() for token in clause.tokens[:3])


def dated_event(clause: Clause, first: int, last: int) -> bool:
    """ "18.–21. September 2018: X, Town" in a list of dates."""
    if not _dated(clause) or clause.forms[first - 1].text not in (":", "–", "-"):
        return False
    return clause.forms[last].text == "," and last + 1 < len(clause.tokens) and clause.starts_known(last + 1)


def awarded(clause: Clause, first: int) -> bool:
    """Whether a verb of winning or awarding stands shortly before, with an article right before the name."""
    if clause.forms[first - 1].bare not in clause.words.articles:
        return False
    for index in range(first - 2, max(first - 7, -1), -1):
        if clause.forms[index].text in (",", ";", ":"):
            return False
        if clause.forms[index].low in AWARDING:
            return True
    return False


def by_person(clause: Clause, last: int) -> bool:
    """Whether "de Noémie …", "van Ilyas …" follows."""
    return (
        clause.forms[last].bare in ("de", "d", "van", "by", "von")
        and last + 1 < len(clause.tokens)
        and clause.forms[last + 1].given
        and last + 2 < len(clause.tokens)
        and clause.forms[last + 2].capital
    )


def apposed_head(clause: Clause, last: int) -> HeadAt | None:
    """The head noun of ", a Belgian maker …", ", een prijs …" behind a run."""
    if clause.forms[last].text != ",":
        return None
    definite = clause.language != "de" and clause.forms[last + 1].bare in clause.words.articles
    definite = definite or clause.forms[last + 1].low in OWN
    if not definite and clause.forms[last + 1].low not in INDEFINITE:
        return None
    for position in range(last + 2, min(last + 5, len(clause.tokens))):
        if not clause.forms[position].word or clause.forms[position].low in clause.words.function:
            return None
        found = clause.head_at(position)
        if clause.forms[position].capital and clause.language != "de":
            return None
        if found is not None and found.head.language == clause.language:
            return found
    return None


OWN = frozenset({"our", "its", "their", "notre", "nos", "unser", "unsere", "ons", "onze"})  # before a noun of one's own
APPOSING = frozenset(
    {"a", "an", "the", "un", "une", "le", "la", "l", "ein", "eine", "qui", "der", "die", "das", "een", "de", "het"}
)


def apposed(clause: Clause, last: int) -> bool:
    """Whether ", a …", ", une …", ", eine …" follows."""
    if clause.forms[last].low in ("is", "est", "ist", "was", "etait", "war") and clause.forms[last + 1].low in INDEFINITE:
        return True
    return clause.forms[last].text == "," and clause.forms[last + 1].low in APPOSING


BORN = closed_set("all", "born")


def born(clause: Clause, first: int, last: int) -> bool:
    """Whether a birth or death is told right before or behind the run."""
    if last - first > 3 or BORN.isdisjoint(clause.lows(0, last + 3)) or any(clause.head_at(i) for i in range(first, last)):
        return False
    if not BORN.isdisjoint(clause.lows(last, last + 3)):
        return True
    return clause.forms[0].low in BORN and not BORN.isdisjoint(clause.lows(max(first - 8, 0), first))


FAMILY = frozenset({"famille", "family", "familie", "gebroeders", "gezusters", "echtpaar"})
SIBLINGS = frozenset({"freres", "soeurs"})
LIST_REACH = 40  # tokens of a list behind a colon that are looked back on


def siblings(clause: Clause, first: int) -> bool:
    """Whether "les frères X" are told of: the word is part of what they are called."""
    return clause.language == "fr" and clause.forms[first - 1].low in SIBLINGS and not clause.closed(first)


def family(clause: Clause, first: int, last: int) -> bool:
    """Whether "la famille X", "the X family" or "die Familie X" is told of."""
    if clause.language == "nl" and clause.forms[first - 1].low.endswith(("echtpaar", "familie", "gezin", "gezusters")):
        return True
    before = first - 1
    while before > 0 and clause.forms[before].low in clause.words.particles:
        before -= 1  # "de familie van Exempel"
    return clause.forms[before].low in FAMILY or (clause.language == "en" and clause.forms[last].low in FAMILY)


def colon_head(clause: Clause, first: int) -> Head | None:
    """The head noun of "trois marques : X, Y et Z" for each of the listed names."""
    index = first - 1
    while index > max(first - LIST_REACH, 0) and clause.forms[index].text != ":":
        small = clause.forms[index].bare
        if not clause.namelike(index) and small not in (",", "&") and small not in AND and small not in clause.words.articles:
            return None
        index -= 1
    if index < 1 or clause.forms[index].text != ":":
        return None
    noun = clause.forms[index - 1].low
    for stem in (noun, noun[:-1], noun[:-2]):
        for head in heads_at().get(stem, ()):
            if head.language == clause.language and len(head.words) == 1 and stem:
                return head
    return None


PLACES = closed_set("all", "plural_places")


def plural_places(clause: Clause, first: int) -> bool:
    """Whether the run stands in a list that a small plural of places opens ("de gemeenten Delft, X en Y")."""
    index = first - 1
    while index > max(first - LIST_REACH, 0):
        form = clause.forms[index]
        if not (clause.namelike(index) or form.text == "," or form.bare in AND):
            break
        index -= 1
    return index >= 0 and clause.forms[index].low in PLACES and not clause.forms[index + 1].function


def demonymic(clause: Clause, first: int) -> bool:
    """Whether an English word of the form of a demonym stands before a small word ("the Brazilian sculptor")."""
    token = clause.tokens[first]
    return (
        clause.language == "en"
        and not token.form.odd
        and token.form.low.endswith(("ian", "ean", "ese", "ish"))
        and not clause.forms[first + 1].capital
    )


def possessed(clause: Clause, first: int) -> bool:
    """Whether the run is somebody's: "Rodin's The Kiss"."""
    before = first - 1 - (clause.forms[first - 1].low == "the" and clause.forms[first - 1].capital)
    if clause.language != "en" or clause.forms[before].text not in ("'s", "’s") or not clause.forms[before - 1].capital:
        return False
    return not any(end == clause.tokens[before - 1].end for end in clause.known.values())


RESPONSIBLE_FOR = frozenset({"de", "la", "l", "du", "des", "d", "for", "of", "van", "voor", "fur"})
PORTFOLIOS = closed_set("all", "portfolios")
PUBLISHED = closed_set("all", "published")
AND = frozenset({"and", "et", "und", "en"})


def portfolio(clause: Clause, first: int) -> bool:
    """Whether the run is what an office is responsible for ("ministre de la Transition", "schepen van Sport en Jeugd")."""
    before = first - 1
    linked = False
    while before > 0 and first - before < PORTFOLIO_REACH:
        if clause.forms[before].bare in RESPONSIBLE_FOR:
            before, linked = before - 1, True
        elif _goes_on(clause, before):
            before, linked = before - 2, False
        else:
            break
    return linked and clause.forms[before].low in PORTFOLIOS


PORTFOLIO_REACH = 10  # tokens


def _goes_on(clause: Clause, index: int) -> bool:
    """Whether a comma or "and" at ``index`` and one capitalised word before it are part of a list of offices' fields."""
    form, before = clause.forms[index], clause.forms[index - 1]
    return (form.text in (",", "&") or form.low in AND) and before.capital and not before.odd


def published_in(clause: Clause, first: int) -> bool:
    """ "published in Nature", "paru dans Le Monde"."""
    return not PUBLISHED.isdisjoint(clause.lows(max(first - 3, 0), first))


def dated_name(clause: Clause, first: int, last: int) -> bool:
    """ "Horizon 2020", "Lille 2004": a name and a year without a mark between them."""
    year = clause.forms[last].text
    if clause.language == "de" or not (year.isdigit() and len(year) == 4 and year >= "1990") or clause.closed(last):
        return False
    before = clause.forms[first - 1].low
    return (
        last - first <= 2
        and not clause.tokens[first].opens
        and before not in ("", "since", "depuis", "sinds")
        and not clause.closed(first)
    )


def enumerated(clause: Clause, last: int) -> bool:
    """Whether a list of names goes on behind an opening word ("X, Y and Z …", "X und Y …")."""
    if clause.forms[last].low in AND:
        return clause.namelike(last + 1)
    return (
        clause.forms[last].text == ","
        and clause.namelike(last + 1)
        and (clause.forms[last + 2].text == "," or clause.forms[last + 2].low in AND)
    )


CREATING = closed_set("all", "creating")
HELD = closed_set("all", "held")
HELD_AFTER = closed_set("all", "held_after")
EDITIONS = closed_set("all", "editions")


OF = frozenset({"of", "the", "de", "du", "des", "la", "le", "l", "d", "van", "het", "der"})


def created(clause: Clause, first: int) -> bool:
    """Whether a verb of making a work stands right before ("wrote …", "réalise …")."""
    before = first - 1 - (clause.forms[first - 1].capital and clause.forms[first - 1].bare in clause.words.articles)
    return clause.forms[before].low in CREATING and not clause.closed(first)


def held(clause: Clause, first: int, last: int) -> bool:
    """Whether the run takes place ("… takes place", "… aura lieu") or has an edition ("the third edition of …")."""
    if clause.forms[last].low in HELD and clause.forms[last + 1].low in HELD_AFTER and not clause.closed(last):
        return True
    before = first - 1
    while (
        before > 0
        and first - before < 4
        and clause.forms[before].bare in ("of", "the", "de", "du", "des", "la", "le", "l", "d", "van", "het", "der")
    ):
        before -= 1
    return before < first - 1 and clause.forms[before].low in EDITIONS


def capital_article(clause: Clause, first: int) -> bool:
    """Whether a capitalised article inside the sentence makes the word behind it a name ("à La Piscine")."""
    return (
        clause.forms[first - 1].capital
        and clause.forms[first - 1].bare in ("le", "la", "les", "l", "de", "het")
        and not clause.tokens[first - 1].opens
    )


def title_of_year(clause: Clause, first: int, last: int) -> int:
    """The token that opens "Small Business of the Year": ordinary words with capitals are part of what is awarded."""
    start = min(first, last - 3)
    while start > 0 and clause.forms[start - 1].capital and clause.forms[start - 1].word and not clause.closed(start):
        start -= 1
    return first if start == last - 3 else start
