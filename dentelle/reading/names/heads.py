"""Names that a head noun opens, in French and German: "Université de …", "Centre d'essais …", "Institut für …", "rue …".

English and Dutch names are runs of capitals and read in ``runs``. Weights: a capitalised head noun with its complement 82
(strong), a small one with a proper complement 72.
"""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause, HeadAt
from dentelle.reading.names.wordlists import is_given_name, word_bundle

__all__ = ["headed"]

FRENCH_LINKS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "pour", "sur", "sous", "aux", "a", "au"})
NEEDS_CAPITAL = frozenset({"en", "pour", "sur", "sous", "aux", "a", "au"})
FRENCH_ADJECTIVES = (
    "al", "ale", "aux", "ales", "el", "elle", "els", "elles", "ique", "iques", "ien", "ienne", "iens", "iennes", "een", "eenne", "ois", "oise", "oises", "ais", "aise",
    "aire", "aires", "if", "ive", "ifs", "ives", "eux", "euse", "ier", "iere", "iers", "ieres", "able", "ables", "ible", "ain", "aine", "ieur", "ieure", "ieurs", "eur", "or", "vert", "verte", "bleu", "bleue",
    "rouge", "noir", "noire", "blanc", "blanche", "jaune", "gris", "grise", "nouveau", "nouvelle", "uni", "unis", "unies", "sobre", "sobres", "moderne", "modernes", "libre", "libres", "solidaire", "mixte", "ouvert", "ouverte", "clair", "ant", "ante", "ants", "antes",
)  # fmt: skip
NO_ADJECTIVES = frozenset(
    {
        "or",
        "vont",
        "sont",
        "ont",
        "font",
        "jamais",
        "mais",
        "dont",
        "avant",
        "devant",
        "pendant",
        "durant",
        "maintenant",
        "autant",
        "cependant",
        "apres",
        "desormais",
        "hier",
        "entier",
        "vient",
        "tient",
    }
)
NAMED_SMALL = frozenset(
    {
        "university",
        "museum",
        "hospital",
        "chamber",
        "intercommunality",
        "public_body",
        "agency",
        "library",
        "street",
        "building",
        "war",
        "treaty",
        "river",
        "foundation",
        "federation",
    }
)
NEVER_SMALL = frozenset(
    {
        "cour",
        "conseil",
        "direction",
        "office",
        "commission",
        "autorite",
        "union",
        "ordre",
        "confederation",
        "tour",
        "salle",
        "batiment",
        "immeuble",
        "siege",
        "parlement",
        "etablissement",
        "maison",
        "mission",
        "senat",
        "clinique",
        "pont",
    }
)
GENERIC_FOR = frozenset(
    {"company", "cluster", "software", "film", "book", "game", "product", "artwork", "media", "incubator", "team", "fund"}
)
TOWNLIKE = frozenset({"commune", "region", "province", "district"})
HEAD_STAYS = frozenset(
    {
        "street",
        "building",
        "site",
        "river",
        "war",
        "treaty",
        "university",
        "museum",
        "hospital",
        "chamber",
        "intercommunality",
        "public_body",
        "agency",
        "library",
    }
)
GERMAN_LINKS = frozenset({"fur", "der", "des", "von", "vom", "zu", "zur", "zum", "am", "an", "im"})
GERMAN_APPOSED = frozenset(
    {
        "company",
        "cluster",
        "incubator",
        "network",
        "association",
        "software",
        "film",
        "book",
        "game",
        "product",
        "artwork",
        "label",
        "award",
        "initiative",
        "festival",
        "fair",
        "exhibition",
        "organisation",
    }
)
GENERIC_STREETS = frozenset(
    {
        "haupt",
        "bundes",
        "land",
        "landes",
        "wasser",
        "einbahn",
        "verkehrs",
        "schnell",
        "fahr",
        "spiel",
        "kreis",
        "seiten",
        "einkaufs",
    }
)
STAYING_ENDINGS = (
    "fabrik",
    "werke",
    "verlag",
    "brauerei",
    "bank",
    "sparkasse",
    "spinnerei",
    "weberei",
    "raffinerie",
    "druckerei",
)
STAYING_COMPANIES = frozenset({"studio", "verlag", "sparkasse", "bank", "ensemble", "druckerei", "brauerei", "agentur", "werft"})


def headed(clause: Clause) -> Iterator[Candidate]:
    """Every name in ``clause`` that a head noun opens."""
    for index in range(len(clause.tokens)):
        token = clause.tokens[index]
        found = clause.head_at(index) if token.word else None
        if found is None:
            continue
        if found.head.language == "fr":
            yield from _french(clause, found)
        elif found.head.language == "de" and token.capital:
            yield from _german(clause, found)


def _candidate(clause: Clause, first: int, last: int, found: HeadAt, weight: int, rule: str, strong: bool = True) -> Candidate:
    start, end = clause.tokens[first].start, clause.tokens[last - 1].end
    return Candidate(start, end, found.head.kind, found.head.type, rule, weight, strong)


# ---- French ---------------------------------------------------------------------------------------------------------


def _french(clause: Clause, found: HeadAt) -> Iterator[Candidate]:
    head = clause.tokens[found.first]
    if head.capital:
        if clause.language != "fr" and not _french_goes_on(clause, found):
            return
        last, proper = _french_extent(clause, found, small_words=4)
        if last == found.last:
            if len(found.head.words) > 2 and clause.capital(last - 1):
                yield _candidate(clause, found.first, last, found, 82, "head noun")
            return
        closed = last >= len(clause.tokens) or not clause.tokens[last].word
        foreign = clause.language != "fr" and closed and last > found.last + 1
        if head.opens and not proper and clause.text(last) != "(" and not foreign:
            return
        if found.head.kind == "place" and found.head.type in TOWNLIKE and proper:
            return
        if not proper and " ".join(clause.word(i).strip() for i in range(found.first, last)) in word_bundle("fr").generic:
            return
        yield _candidate(clause, _french_adjective_before(clause, found.first), last, found, 82, "head noun")
        return
    if clause.language != "fr" and found.head.type != "street":
        return
    if found.head.kind == "programme" and clause.namelike(found.last) and _participle_inside(clause, found.last):
        last, proper = _french_extent(clause, HeadAt(found.head, found.first, found.last + 2), 0)
        if proper:
            yield _candidate(clause, found.last, last, found, 73, "head noun before a name")
            return
    named_small = found.head.type in NAMED_SMALL and not (len(found.head.words) == 1 and found.head.words[0] in NEVER_SMALL)
    last, proper = _french_extent(clause, found, small_words=2 if named_small else 0)
    if not proper:
        return
    article = (
        last > found.last + 1
        and clause.tokens[found.last].capital
        and clause.word(found.last).strip() in ("le", "la", "les", "l")
    )
    if clause.namelike(found.last) or article:
        if found.head.type in HEAD_STAYS:
            yield _candidate(clause, found.first, last, found, 72, "head noun before a name")
        elif not clause.is_known(found.last, last):
            yield _candidate(clause, found.last, last, found, 72, "head noun before a name")
    elif named_small:
        yield _candidate(clause, found.first, last, found, 72, "small head noun and proper complement")
    elif found.head.type == "departement":
        yield _candidate(clause, found.first, last, found, 56, "département")


BEFORE_HEADS = frozenset(
    [
        "grand",
        "grande",
        "petit",
        "petite",
        "haute",
        "haut",
        "nouveau",
        "nouvelle",
        "premier",
        "premiere",
        "seconde",
        "second",
        "vieux",
        "vieille",
        "ancien",
        "ancienne",
        "saint",
        "sainte",
    ]
)


def _french_adjective_before(clause: Clause, first: int) -> int:
    """Where a French name begins whose head noun has a capitalised adjective before it ("Seconde Guerre mondiale")."""
    before = first - 1
    if before >= 0 and clause.tokens[before].capital and clause.word(before) in BEFORE_HEADS and not clause.closed(first):
        return before
    return first


def _participle_inside(clause: Clause, position: int) -> bool:
    """Whether a small word and a link to a capital follow ("Main tendue du Nord")."""
    tokens = clause.tokens
    if position + 3 >= len(tokens) or any(tokens[i].closed for i in (position + 1, position + 2)):
        return False
    small, link = tokens[position + 1], tokens[position + 2]
    return (
        not small.capital
        and small.low not in clause.words.function
        and small.low not in FRENCH_LINKS
        and link.low in ("du", "de", "des")
        and tokens[position + 3].capital
    )


def _french_goes_on(clause: Clause, found: HeadAt) -> bool:
    """Whether a head noun that is French among others is French here: by a link or a small adjective behind it."""
    position = found.last
    if position >= len(clause.tokens) or not clause.tokens[position].word:
        return False
    token = clause.tokens[position]
    if token.low.strip() in ("de", "du", "des", "d") and clause.language != "nl":
        return True
    if token.low.strip() in ("de", "du", "des", "d"):
        return (
            token.low.strip() != "de"
            or clause.word(position + 1).strip() in ("la", "l")
            or (position + 1 < len(clause.tokens) and clause.tokens[position + 1].capital)
        )
    if _small_word(clause, position, False, True) or (found.head.type == "street" and token.capital):
        return True
    behind = clause.word(position + 1)
    if (
        token.capital
        and behind.endswith(FRENCH_ADJECTIVES)
        and not clause.tokens[position + 1].capital
        and not found.head.written.isascii()
    ):
        return True
    return (token.capital and found.head.written[:3] in token.text.casefold()) or (
        clause.word(position + 1).strip() in ("de", "du", "des", "d", "en") and token.capital
    )


def _french_extent(clause: Clause, found: HeadAt, small_words: int) -> tuple[int, bool]:
    """Where the complement of a French head noun ends, and whether it holds a proper name."""
    tokens = clause.tokens
    position = last = found.last
    proper = linked = False
    smalls = 0
    while position < len(tokens):
        token = tokens[position]
        glued = position > 0 and tokens[position - 1].text[-1:] in "'’"
        if token.text == "&" and position + 1 < len(tokens) and tokens[position + 1].capital:
            position, linked = position + 1, True
            continue
        if not token.word or (token.closed and not glued and clause.text(position - 1) != "&"):
            break
        article = position == found.last and token.capital and token.low.strip() in ("le", "la", "les", "l")
        if article and position + 1 < len(tokens) and clause.namelike(position + 1):
            position += 1
            continue
        if found.head.type == "venue" and smalls and clause.starts_known(position):
            break
        if clause.namelike(position) and not (clause.legal(position) and proper is False and position == found.last):
            if proper and not linked and clause.given(position) and found.head.kind in ("programme", "event", "work"):
                break
            proper, linked, position = True, False, position + 1
            last = position
            if token.text.isdigit():
                break
        elif token.low.strip() in FRENCH_LINKS and not token.capital:
            following = _after_links(clause, position)
            if following is None:
                break
            linked, position = True, following
        elif smalls < small_words and _small_word(clause, position, linked, position == found.last):
            smalls, linked, position = smalls + 1, False, position + 1
            last = position
        else:
            break
    return last, proper


def _after_links(clause: Clause, position: int) -> int | None:
    """The content word behind the links at ``position`` ("de la", "et du"), None if they link nothing that a name may hold."""
    tokens = clause.tokens
    first = position
    seen = []
    while (
        position < len(tokens)
        and tokens[position].low.strip() in FRENCH_LINKS
        and not tokens[position].capital
        and position - first < 4
    ):
        if tokens[position].closed and tokens[position - 1].text[-1:] not in "'’":
            return None
        seen.append(tokens[position].low.strip())
        position += 1
    if position >= len(tokens) or not tokens[position].word:
        return None
    if seen[0] == "et" and len(seen) > 1:
        if seen[1] in ("le", "la", "les", "l"):
            return None
        if seen[-1] in ("l", "d", "de") and clause.namelike(position) and not clause.starts_known(position):
            return None
    if (set(seen) & NEEDS_CAPITAL or seen[0] in ("la", "le", "les", "l")) and not clause.namelike(position):
        return None
    if seen[0] == "et" and len(seen) == 1 and clause.starts_known(position):
        return None
    if "et" in seen and clause.head_at(position) is not None and clause.tokens[position].capital:
        return None
    return position


def _small_word(clause: Clause, position: int, linked: bool, directly: bool) -> bool:
    token = clause.tokens[position]
    if token.capital or token.text[0].isdigit() or token.low in clause.words.function or len(token.low) < 2:
        return False
    if linked:
        return True
    if directly and clause.word(position + 1) == "et" and token.low in word_bundle("fr").common:
        return True
    return token.low.endswith(FRENCH_ADJECTIVES) and token.low not in NO_ADJECTIVES and not token.low.endswith(("ement", "ment"))


# ---- German ---------------------------------------------------------------------------------------------------------


def _german(clause: Clause, found: HeadAt) -> Iterator[Candidate]:
    first = _adjectives_before(clause, found.first)
    if (
        found.head.type == "street"
        and not found.compound
        and clause.text(found.last)[:1].isdigit()
        and clause.capital(found.first - 1)
        and first == found.first
        and not clause.closed(found.first)
    ):
        first = found.first - 1
    last = _german_extent(clause, found)
    kind, kind_type = found.head.kind, found.head.type
    token = clause.tokens[found.first]
    hyphened = found.compound and (
        ("-" in token.text and not clause_common_prefix(clause, token.low)) or _named_prefix(found, token.low)
    )
    if kind_type == "street" and found.compound and last == found.last:
        if _street_context(clause, found):
            yield _candidate(clause, found.first, found.last, found, 72, "street")
        return
    if last > found.last:
        if kind == "place" and kind_type in TOWNLIKE:
            return
        apposed = not clause.is_known(found.last, last) and (
            clause.namelike(found.last)
            and kind_type in GERMAN_APPOSED
            and token.low not in STAYING_COMPANIES
            and not token.low.endswith(STAYING_ENDINGS)
            and first == found.first
            and not hyphened
        )
        start = found.last if apposed else first
        if (apposed and clause.is_known(start, last) and kind == "organisation") or (apposed and clause.given(start)):
            return
        yield _candidate(clause, start, last, found, 78 if apposed else 82, "head noun before a name" if apposed else "head noun")
    elif first < found.first or hyphened:
        yield _candidate(clause, first, found.last, found, 74, "adjective and head noun" if first < found.first else "compound")


def _named_prefix(found: HeadAt, low: str) -> bool:
    """Whether an award or building is called after a person ("Karlspreis")."""
    if found.head.kind != "programme" or " " in low:
        return False
    prefix = low[: -len(found.head.words[0])]
    return is_given_name(prefix) or (prefix.endswith("s") and is_given_name(prefix[:-1]))


def clause_common_prefix(clause: Clause, low: str) -> bool:
    """Whether every part of a hyphenated compound but the last is an ordinary word ("Charta-Partner")."""
    parts = low.split(" ")[:-1]
    return bool(parts) and all(part in clause.words.common or len(part) < 2 for part in parts)


def _street_context(clause: Clause, found: HeadAt) -> bool:
    """A house number behind, or a town that is no common word before the ending."""
    following = clause.text(found.last)
    before = clause.word(found.first - 1)
    if clause.language == "de" and before == "der" and clause.word(found.first - 2) in ("in", "an", "auf", "von"):
        return True
    prefix = clause.tokens[found.first].low[: -len(found.head.words[0])]
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


GERMAN_ADJECTIVE = (
    "ische",
    "ischer",
    "isches",
    "ischen",
    "ischem",
    "liche",
    "licher",
    "iger",
    "igem",
    "eren",
    "liches",
    "lichen",
    "ale",
    "aler",
    "ales",
    "alen",
    "ive",
    "ives",
    "iver",
    "elle",
    "elles",
    "eller",
    "ellen",
    "ige",
    "iges",
    "igen",
)
GERMAN_COLOURS = frozenset(
    [
        "deutsche",
        "deutscher",
        "deutsches",
        "deutschen",
        "erste",
        "erster",
        "erstes",
        "ersten",
        "zweite",
        "zweiter",
        "zweiten",
        "grune",
        "gruner",
        "grunes",
        "grunen",
        "rote",
        "roter",
        "rotes",
        "roten",
        "blaue",
        "blauer",
        "blaues",
        "blauen",
        "weisse",
        "weißes",
        "weißen",
        "schwarze",
        "schwarzer",
        "schwarzes",
        "goldene",
        "goldener",
        "goldenes",
        "goldenen",
        "silberne",
        "silberner",
        "silbernes",
        "freie",
        "freies",
        "freien",
        "junge",
        "junges",
        "jungen",
    ]
)


def is_capital_adjective(clause: Clause, index: int) -> bool:
    """Whether token ``index`` is a capitalised German adjective inside a sentence, which only names have."""
    token = clause.tokens[index]
    if not token.word or not token.capital or token.upper or (token.opens and clause.role == "sentence"):
        return False
    last = token.low.rsplit(" ", 1)[-1]
    return last in GERMAN_COLOURS or (
        last.endswith(GERMAN_ADJECTIVE) and len(last) > 5 and last not in ("deutsche", "franzosische", "belgische")
    )


def _german_extent(clause: Clause, found: HeadAt) -> int:
    tokens = clause.tokens
    position = last = found.last
    kind = found.head.kind
    loose = kind in ("programme", "event") or found.head.type == "network" or clause.tokens[found.first].low in STAYING_COMPANIES
    linked = False
    while position < len(tokens) and not (tokens[position].closed and tokens[position - 1].text != "&"):
        token = tokens[position]
        if token.text == "&" and position + 1 < len(tokens) and tokens[position + 1].capital:
            position += 1
            continue
        if not token.word:
            break
        if token.low in GERMAN_LINKS and not token.capital:
            following = _german_complement(clause, position, found, position == found.last)
            if following <= position:
                break
            position = last = following
            linked = True
        elif (
            token.low == "und"
            and last > found.last
            and (linked or loose)
            and position + 1 < len(tokens)
            and tokens[position + 1].capital
            and not clause.starts_known(position + 1)
        ):
            position = last = position + 2
        elif clause.namelike(position) and not token.opens:
            if (
                clause.common(token)
                and not loose
                and not clause.starts_known(position)
                and not clause.legal(position)
                and not is_capital_adjective(clause, position)
                and " " not in token.low
            ):
                break
            if (
                found.head.type not in HEAD_STAYS
                and clause.given(position)
                and kind == "organisation"
                and not linked
                and position == found.last
                and clause.surname(position + 1 if position + 1 < len(tokens) else position)
            ):
                break
            position = last = position + 1
        elif token.text.isdigit() and len(token.text) == 4 and kind == "programme" and last > found.last:
            break
        else:
            break
    return last


def _german_complement(clause: Clause, position: int, found: HeadAt, first: bool) -> int:
    """Where "für …", "der …", "von …" at ``position`` ends; ``position`` itself if it does not belong to the name."""
    tokens = clause.tokens
    link = tokens[position].low
    following = position + 1
    if following < len(tokens) and tokens[following].low in ("der", "die", "das", "den", "dem") and not tokens[following].capital:
        following += 1
    if following >= len(tokens) or not tokens[following].word:
        return position
    token = tokens[following]
    if link == "fur":
        if found.head.type in GENERIC_FOR or following > position + 1:
            return position
        if not token.capital and token.low == "alle":
            return following + 1
        if (
            not token.capital
            and following + 1 < len(tokens)
            and tokens[following + 1].capital
            and token.low.endswith(("e", "en", "es", "er"))
        ):
            following += 1
        if is_capital_adjective(clause, following) and clause.capital(following + 1) and not clause.closed(following + 1):
            following += 1
        return following + 1 if tokens[following].capital else position
    if not token.capital:
        return position
    if link in ("der", "des"):
        fits = (
            is_capital_adjective(clause, following)
            or found.head.kind in ("event",)
            or found.head.type in ("public_body", "charter")
        )
        if not fits:
            return position
        return following + (
            2 if is_capital_adjective(clause, following) and following + 1 < len(tokens) and tokens[following + 1].capital else 1
        )
    if (
        link in ("von", "zu")
        and first
        and following == position + 1
        and (clause.starts_known(following) or not clause.common(token))
    ):
        return following + 1 if found.head.type in HEAD_STAYS or found.head.type == "school" else position
    return position
