"""What a run of capitalised words is.

Weights: a legal form 90; a head noun inside the run 80 or beside it 70; a cue around it 57 to 67; several words 56, one 30; a
brand's shape 42. What begins a sentence and might be an ordinary word is left to ``document``.
"""

from collections.abc import Iterator

from dentelle.reading.names.adjectives_dutch import (
    adjective_of_town,
    house_adjective,
    house_of_ruler,
    house_word,
    neuter_adjective,
    stressed,
)
from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.cues import (
    INDEFINITE,
    apposed,
    apposed_head,
    awarded,
    born,
    by_person,
    capital_article,
    colon_head,
    created,
    dated_event,
    dated_name,
    demonymic,
    enumerated,
    family,
    held,
    is_region,
    plural_places,
    portfolio,
    possessed,
    published_in,
    siblings,
    title_of_year,
    venue,
)
from dentelle.reading.names.english import behind_office, place_behind, plain_words, quarter_of_place
from dentelle.reading.names.guess import guess
from dentelle.reading.names.run_heads import before_head, beside, head_inside, marked, national_body, run_candidate, with_head
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set

__all__ = ["LINKS", "named"]

LINKS = {
    "fr": frozenset({"de", "du", "des", "d", "la", "l", "en"}),
    "en": frozenset({"of", "the", "for", "and", "de", "du", "des", "d", "la", "l", "in"}),
    "de": frozenset({"du", "de", "des", "d", "la", "l", "of", "the"}),
    "nl": frozenset({"van", "de", "het", "voor", "en", "du", "des", "d", "la", "l"}),
}


def named(clause: Clause, first: int, last: int) -> Iterator[Candidate]:
    """What the run ``first``..``last`` is."""
    first = _without_opening(clause, _behind_generic(clause, first, last), last)
    if first >= last or clause.begins_longer(first, last):
        return
    if clause.forms[last - 1].legal and last - first > 1:
        if not all(clause.forms[i].never for i in range(first, last - 1)):
            yield run_candidate(clause, first, last, "organisation", "company", "legal form", 90, True)
        return
    if last - first == 1 and clause.language == "de" and clause.forms[first].legal:
        return  # "die Gesellschafter der gGmbH"
    if (quarter := quarter_of_place(clause, first, last)) is not None:
        yield quarter
        return
    if portfolio(clause, first) or clause.generic(first, last):
        return
    if (told := national_body(clause, first, last)) is not None:
        yield told
    elif not _no_name(clause, first, last):
        before = before_head(clause, first, last)
        told = _told(clause, first, last, before)
        if told is not None:
            yield told
        else:
            yield from _by_inner_head(clause, first, last, before)


def _behind_generic(clause: Clause, first: int, last: int) -> int:
    """``first``, or where the complement of a generic phrase begins: "Raad van Bestuur van het X" is about X."""
    for index in range(first + 1, last):
        token = clause.tokens[index]
        if token.form.low not in ("van", "de", "du", "der", "of") or token.form.capital:
            continue
        if clause.generic(first, index):
            behind = index + 1
            while behind < last and not clause.forms[behind].capital and not clause.forms[behind].odd:
                behind += 1
            return behind
    return first


def _no_name(clause: Clause, first: int, last: int) -> bool:
    """Whether the run is made of words that are no names, or is a shouted line."""
    tokens = clause.tokens[first:last]
    for token in tokens:
        if not (token.form.never or token.form.text == "&"):
            break
    else:
        return True
    if len(tokens) == 2 and tokens[0].form.text == "&" and clause.language == "de":
        return clause.common(tokens[1]) and clause.closed(last)  # a menu's "Leben & Wohnen"
    if len(tokens) == 1 and clause.language == "nl" and (neuter_adjective(clause, first) or stressed(clause, first)):
        return True
    if len(tokens) > 1 and tokens[-1].form.never and not tokens[-1].form.upper and all(map(clause.ordinary, tokens[:-1])):
        return not clause.closed(last)  # "Eerste Nederlandse waterstofbus"
    if len(tokens) < 3:
        return False
    return all((token.form.upper and len(token.form.text) > 3) or not token.form.word for token in tokens)


def _told(clause: Clause, first: int, last: int, before: Candidate | None) -> Candidate | None:
    """What words outside the run say so plainly that its own head noun does not count."""
    titled = before is not None and before.rule == "head noun before" and before.kind in ("programme", "work", "event")
    if before is not None and titled and last - first > 1:
        before.weight = 81
        return before
    if clause.forms[last - 1].low == "year" and clause.forms[last - 3].low == "of":
        return run_candidate(clause, title_of_year(clause, first, last), last, "programme", "award", "of the year", 81, True)
    return marked(clause, first, last)


def _by_inner_head(clause: Clause, first: int, last: int, before: Candidate | None) -> Iterator[Candidate]:
    """What the head noun inside the run says; without one, what stands around it."""
    token, inside = clause.tokens[first], head_inside(clause, first, last)
    if last - first > 1 and all_ordinary(clause, first, last):
        titles = any(clause.forms[i].low in clause.words.roles for i in range(first, last))
        if titles or (inside is not None and clause.language != "de" and token.opens):
            return  # "Chief Executive", "Press Office"
    if inside is None or clause.is_known(first, last):  # "Nouvelle Calédonie"
        yield from _by_surroundings(clause, first, last, before)
        return
    built = inside.head.kind == "place" and clause.language == "en"
    apposition = apposed_head(clause, last) if built or inside.head.kind == "event" else None  # "X Forum, a think tank"
    told = apposition.head.kind if apposition is not None and last - first > 1 else ""
    house = inside.head.type in ("building", "site")
    otherwise = told in ("work", "event") or (house and told in ("organisation", "programme"))
    if apposition is not None and (otherwise if built else told == "organisation"):
        # "X Mill, a museum of glass", "X Road, a novel": what it is now, not what it was built for
        yield run_candidate(clause, first, last, told, apposition.head.type, "head noun in apposition", 81, True)
        return
    proper = len(inside.head.words) > 1 and token.form.low in clause.words.never
    if last - first > inside.last - inside.first or proper:
        yield from with_head(clause, first, last, inside)
    elif (inside.compound or house_word(clause, inside)) and clause.language != "de" and (not token.opens or clause.closed(last)):
        yield run_candidate(clause, first, last, inside.head.kind, inside.head.type, "compound", 45 if token.opens else 70, True)
    elif inside.head.type == "street" and clause.forms[last].text[:1].isdigit():
        yield run_candidate(clause, first, last, "place", "street", "street and number", 70, True)
    elif token.form.odd or clause.language == "de" or capital_article(clause, first):
        yield from _by_surroundings(clause, first, last, before)


def _indefinite(clause: Clause, last: int) -> bool:
    """Whether ", a …" follows, which tells what is not known yet ("…, a village near Leeds")."""
    return clause.forms[last + 1].low in INDEFINITE


LISTING = frozenset({",", "–", "—", "("})


def _by_surroundings(clause: Clause, first: int, last: int, before: Candidate | None) -> Iterator[Candidate]:
    """What head nouns beside the run, a year, an apposition or a cue say."""
    token, single = clause.tokens[first], last - first == 1
    if (found := beside(clause, first, last, before)) is not None:
        yield found
        return
    if dated_name(clause, first, last):
        yield _with_year(clause, first, last)
        return
    if clause.is_known(first, last):
        return
    ordinary = single and token.opens and clause.ordinary(token)
    apposition = apposed_head(clause, last)
    standing = apposition is not None and apposition.head.type in ("building", "site", "district")
    if apposition is not None and (apposition.head.kind != "place" or standing or _indefinite(clause, last)) and not ordinary:
        kind, kind_type = apposition.head.kind, apposition.head.type
        yield run_candidate(clause, first, last, kind, kind_type, "head noun in apposition", 67, True)
    elif single and token.opens and not token.form.odd:
        placed = (
            venue(clause, last) or _before_town(clause, last) or dated_event(clause, first, last) or born(clause, first, last)
        )
        if colon_head(clause, first) or (placed and not ordinary):
            yield from _bare(clause, first, last)
        elif (apposed(clause, last) or enumerated(clause, last)) and not ordinary:
            yield run_candidate(clause, first, last, "organisation", "", "apposition", 34, False)
        elif clause.role == "item" and clause.forms[last].text in LISTING and clause.language != "de" and not ordinary:
            yield run_candidate(clause, first, last, "organisation", "", "name in a list", 34, False)
    elif not single or not (token.form.never or demonymic(clause, first) or token.form.low in clause.words.people):
        yield from _bare(clause, first, last)


def _with_year(clause: Clause, first: int, last: int) -> Candidate:
    """A name and a year: an event of a town, else a programme; the year belongs to a name of one word."""
    kind, kind_type = ("event", "") if clause.is_known(first, last) else ("programme", "initiative")
    said = clause.head_at(first - 1) if first else None
    if said is not None and said.head.kind in ("programme", "event"):
        kind, kind_type = said.head.kind, said.head.type
    return run_candidate(clause, first, last + (last - first == 1), kind, kind_type, "name and year", 67, False)


def _bare(clause: Clause, first: int, last: int) -> Iterator[Candidate]:
    """A run without a head noun: its kind by what stands around it, else an organisation."""
    single = last - first == 1
    if clause.language == "nl" and single and clause.forms[first].low.endswith("se") and not clause.closed(last):
        return  # a town's adjective ("Leuvense")
    if single and clause.forms[first].given and not clause.head_at(first):
        yield run_candidate(clause, first, last, "person", "person", "given name alone", 40, False)
    elif siblings(clause, first):
        yield run_candidate(clause, first - 1, last, "person", "person", "siblings", 66, False)
    else:
        for tell in (_among_others, _by_verb, _by_word_before, _shaped):
            if (said := tell(clause, first, last)) is not None:
                yield run_candidate(clause, first, last, *said)
                return


Said = tuple[str, str, str, int, bool]  # kind, type, rule, weight, whether it is strong


def _among_others(clause: Clause, first: int, last: int) -> Said | None:
    """What the names beside the run say of it."""
    if family(clause, first, last):
        return "person", "person", "family", 57, False
    listed = colon_head(clause, first)
    if listed is not None and not (_personal(clause, first, last) and guess(clause, first, last)[0] == "person"):
        return listed.kind, listed.type, "list behind a head noun", 59, True
    if last - first == 1 and plural_places(clause, first):
        return "place", "commune", "list behind a plural of places", 59, True
    if is_region(clause, first, last):
        return "place", "historic_area", "region with article", 57, False
    if venue(clause, last):
        return "place", "site", "venue and town", 57, False
    return None


def _by_verb(clause: Clause, first: int, last: int) -> Said | None:
    """What is told of the run: it takes place, was made, awarded, written by somebody."""
    if dated_event(clause, first, last):
        return "event", "", "date and town", 57, True
    if held(clause, first, last):
        return "event", "", "takes place", 57, True
    if created(clause, first):
        return "work", "", "verb of making", 57, False
    if awarded(clause, first):
        return "programme", "award", "verb of award", 57, False
    if by_person(clause, last) or possessed(clause, first):
        return "work", "", "title and author", 57, False
    return None


def _by_word_before(clause: Clause, first: int, last: int) -> Said | None:
    """What the words before the run say: a verb of naming, a preposition."""
    form, before, words = clause.forms[first], clause.forms[first - 1].low, clause.words
    if before in words.naming:
        return "programme", "initiative", "naming", 57, False
    if not words.event_prepositions.isdisjoint(clause.lows(max(first - 3, 0), first)) and not clause.tokens[first].closed:
        return "event", "", "preposition of an event", 46, False
    if born(clause, first, last):
        return "person", "person", "birth", 57, False
    if published_in(clause, first):
        return "organisation", "media", "published in", 57, False
    in_a_place = before in words.place_prepositions or (clause.language == "fr" and before == "a")
    if last - first == 1 and in_a_place and not form.odd:
        return "place", "", "preposition of a place", 46, False
    return None


def _shaped(clause: Clause, first: int, last: int) -> Said | None:
    """What the run is by its letters alone; None where nothing but its place in the sentence capitalises it."""
    token, single = clause.tokens[first], last - first == 1
    if token.form.odd and single:
        return "organisation", "", "shape of a brand", 42, True
    common = single and clause.common(token) and clause.language != "de"
    articled = clause.forms[first - 1].bare in clause.words.articles and not capital_article(clause, first)
    if common and (clause.titled or articled):
        return None  # "la Région", "the Board"
    if clause.language == "en" and clause.role in ("heading", "item") and plain_words(clause, first, last):
        return None  # "Funding & Updates"
    if not single and token.opens and all(clause.ordinary(clause.tokens[i]) for i in range(first, last)):
        return None  # "Get Involved"
    weight = 30 if single else 66 if any(clause.starts_known(i) for i in range(first, last)) else 56
    return _guessed(clause, first, last, weight)


HOLY = frozenset({"st", "saint", "sainte", "ste"})


SURE = 110  # points by which the model has to lead for a person whose given name no list knows
SURE_ENGLISH = 50  # its long list of ordinary words leaves little else than names
LIKELY = 30
COMPASS = closed_set("all", "compass")


def _guessed(clause: Clause, first: int, last: int, weight: int) -> Said:
    """The run as the model sees it; an organisation, which is what most unknown names are, where it does not see clearly."""
    if clause.forms[first].low in COMPASS and last - first == 2 and _inside(clause, first):
        return "place", "", "quarter of the compass", 57, False
    if _personal(clause, first, last):
        kind, lead = guess(clause, first, last)
        beginning = clause.tokens[first].opens and clause.role != "sentence"
        sure = SURE if clause.language != "en" or clause.tokens[first].opens or _inside(clause, first) else SURE_ENGLISH
        if kind == "person" and (lead >= sure if not beginning else lead >= 2 * sure):
            return "person", "person", "guessed person", weight, False
    elif (last - first == 1 and clause.located(first)) or _before_town(clause, last) or _inside(clause, first):
        kind, lead = guess(clause, first, last)
        if kind == "place" or (last - first == 1 and (kind == "person" or lead < LIKELY)):
            return "place", "", "guessed place", 46, False
    return "organisation", "", "capitals", weight, False


def _before_town(clause: Clause, last: int) -> bool:
    """Whether ", Town" follows and nothing else of a list ("…, Shipley, Bradford.")."""
    return clause.forms[last].text == "," and clause.starts_known(last + 1)


def _inside(clause: Clause, first: int) -> bool:
    return not clause.closed(first) and clause.forms[first - 1].low in clause.words.place_prepositions


def _personal(clause: Clause, first: int, last: int) -> bool:
    """Whether the run could be given name and surname: two or three words as names of people are written."""
    if not 1 < last - first < 4:
        return False
    for index in range(first, last):
        token = clause.tokens[index]
        if (
            token.form.odd
            or token.form.upper
            or not token.form.capital
            or not token.form.text[-1].isalpha()
            or clause.ordinary(token)
        ):
            return False
        if clause.starts_known(index) and (index == first or (index == last - 1 and not clause.given(first))):
            return False
        if token.form.low in clause.words.never:
            return False
    return not any(token.form.text == "&" for token in clause.tokens[first:last])


def all_ordinary(clause: Clause, first: int, last: int) -> bool:
    """Whether every word of the run is an ordinary one ("Press Office")."""
    words = [clause.tokens[i] for i in range(first, last) if clause.forms[i].word]
    return all(token.form.low in clause.words.common for token in words)


def _without_opening(clause: Clause, first: int, last: int) -> int:
    """``first`` moved behind ordinary words and demonyms that only the beginning of a sentence or grammar capitalises."""
    if clause.language == "en" and clause.forms[first].low in COMPASS and clause.starts_known(first + 1):
        return first
    while first < last:
        token = clause.tokens[first]
        opening = token.opens and not token.form.odd and clause.common(token) and clause.head_at(first) is None
        opening = opening and not house_adjective(clause, first, last)
        demonym = (
            token.form.low in clause.words.never
            and last - first > 1
            and not token.form.upper
            and _demonym_alone(clause, first, last)
        )
        holy = token.form.low in HOLY and clause.language == "en"
        title = token.form.low in clause.words.titles and not holy and not token.form.odd and clause.namelike(first + 1)
        title = title and not house_of_ruler(clause, first, last)
        before_place = token.opens and clause.language == "en" and clause.ordinary(token) and place_behind(clause, first, last)
        office = behind_office(clause, first, last)
        if office:
            first = office
            continue
        if not (opening or demonym or title or before_place or adjective_of_town(clause, first, last)):
            return first
        first += 1
        while first < last and clause.forms[first].bare in LINKS[clause.language] and not clause.forms[first].capital:
            first += 1
    return first


def _demonym_alone(clause: Clause, first: int, last: int) -> bool:
    """Whether the demonym that opens a run is an ordinary adjective ("French President …"), no part of a name ("French Tech")."""
    following = clause.tokens[first + 1]
    if last - first == 2 and clause.common(following) and clause.head_at(first + 1) is None:
        told = (
            clause.tokens[first].opens or clause.titled or clause.role == "heading" or following.form.low in clause.words.people
        )
        return told or (clause.language == "en" and clause.forms[first - 1].low.strip() in clause.words.articles)
    return (
        following.form.low in clause.words.titles
        or following.form.low in clause.words.roles
        or clause.forms[first + 1].given
        or clause.forms[first + 1].legal
        or clause.starts_known(first + 1)
    )
