"""Dutch capitalised words that are no names of their own: towns' adjectives, and common words that a description stresses."""

from dentelle.reading.names.sentence import Clause, HeadAt

__all__ = ["adjective_of_town", "house_adjective", "house_of_ruler", "house_word", "neuter_adjective", "stressed"]

OF_HOUSES = ("lijk", "lijke", "aal", "ale", "isch", "ische", "eel", "ele", "oude", "nieuwe", "grote", "kleine")


def neuter_adjective(clause: Clause, index: int) -> bool:
    """Whether a Dutch word is a town's adjective before a neuter noun ("een Leuvens bedrijf")."""
    behind = clause.forms[index + 1]
    if not clause.forms[index].low.endswith("s") or clause.forms[index - 1].low != "een":
        return False
    return behind.word and not (behind.function or behind.capital or clause.closed(index + 1))


def stressed(clause: Clause, index: int) -> bool:
    """Whether an ordinary word stands in capitals because a description stresses it ("de romp van een WINDMOLEN")."""
    form = clause.forms[index]
    return form.upper and len(form.text) > 4 and clause.ordinary(clause.tokens[index])


def adjective_of_town(clause: Clause, first: int, last: int) -> bool:
    """Whether a Dutch town's adjective stands before a building that its compound names ("Gentse Sint-Baafskathedraal")."""
    if clause.language != "nl" or last - first < 2 or not clause.forms[first].low.endswith("se") or clause.head_at(first):
        return False
    found = clause.head_at(first + 1)
    if last - first == 2 and found is not None and found.compound and found.head.type == "building":
        return True
    if any(clause.head_at(i) for i in range(first + 1, last)) or clause.forms[first - 1].bare not in clause.words.articles:
        return False
    return not any(clause.ordinary(clause.tokens[i]) for i in range(first + 1, last))  # "het Leuvense Capricorn"


def house_adjective(clause: Clause, first: int, last: int) -> bool:
    """Whether an ordinary adjective at the head of a sentence belongs to the house behind it ("Provinciaal Museum")."""
    if clause.language != "nl" or last - first < 2 or not clause.forms[first].low.endswith(OF_HOUSES):
        return False
    return clause.head_at(first + 1) is not None and clause.forms[first + 1].capital and not clause.closed(first + 1)


REIGNING = frozenset({"prins", "prinses", "koning", "koningin", "keizer", "keizerin", "graaf", "hertog", "kardinaal", "sint"})


def house_of_ruler(clause: Clause, first: int, last: int) -> bool:
    """Whether a ruler's title opens the name of a house that is called by her ("Prinses Máxima Centrum"), or an English street
    ("Queen Street Mill")."""
    if clause.language == "en":
        return clause.forms[first].low in RULERS and clause.forms[first + 1].low in ROADS
    return clause.language == "nl" and clause.forms[first].low in REIGNING and clause.head_at(last - 1) is not None


RULERS = frozenset({"queen", "king", "prince", "princess", "duke", "bishop", "lord", "lady"})
ROADS = frozenset({"street", "road", "lane", "square", "gate", "court", "bridge", "quay", "park", "mill", "mills", "hill"})
HOUSES = frozenset({"venue", "museum", "library", "school", "hospital", "university"})
HOUSE_LETTERS = 9  # of a compound that names one house where it has a capital


def house_word(clause: Clause, inside: HeadAt) -> bool:
    """Whether one long Dutch word for a house has a capital because it is the one of its town ("het Cultuurcentrum")."""
    return clause.language == "nl" and inside.head.type in HOUSES and len(inside.head.words[0]) >= HOUSE_LETTERS
