"""The ways in which a person's name may be written: what has to be sought to leave somebody out.

Invariant: every form is glued (letters and digits, folded), so that case, accents, hyphens and spaces need no form of their own.
"""

import re

from dentelle.linking.persons import person
from dentelle.tombstones import glued

__all__ = ["is_full", "own_forms", "short_forms", "written_forms"]

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
LEAST = 3  # letters of a surname that is sought alone


def is_full(name: str) -> bool:
    """Whether ``name`` says who is meant: a ruler's name, given name and surname, or at least two initials with it."""
    read = person(name)
    return bool(read.ruler) or len(read.given) > 1 or any(len(given) > 1 for given in read.given)


def own_forms(name: str) -> frozenset[str]:
    """What ``name`` itself is, glued, without its titles; also with the surname first, and with a former surname."""
    read = person(name)
    given = glued(" ".join(read.given))
    surnames = [glued(surname) for surname in (read.surname, read.other_surname) if surname]
    forms = {form for surname in surnames for form in (given + surname, surname + given)} if given else {glued(name), *surnames}
    return frozenset(form for form in forms if form)


def written_forms(name: str) -> frozenset[str]:
    """All forms by which ``name``, a full one, is sought everywhere: own ones, initials, umlauts as two letters, genitives."""
    forms: set[str] = {glued(name)}
    for spelling in {name, name.translate(UMLAUTS), re.sub(r"([aouAOU])e", r"\1", name)}:
        read = person(spelling)
        forms |= own_forms(spelling)
        initials, surname = "".join(given[:1] for given in read.given), glued(read.surname)
        if len(initials) > 1 and surname:
            forms |= {initials + surname, surname + initials}
    return frozenset(forms | {f"{form}s" for form in forms if not form.endswith("s")})


def short_forms(name: str) -> frozenset[str]:
    """What stands for ``name`` within a source that gives it in full: the surname, and the surname with one initial."""
    read = person(name)
    surnames = [glued(surname) for surname in (read.surname, read.other_surname) if len(surname) >= LEAST] if read.given else []
    surnames += [surname[:-1] for surname in surnames if surname.endswith("s") and len(surname) > LEAST]  # a genitive, perhaps
    forms = {form for surname in surnames for form in (surname, f"{surname}s")}
    if read.given:
        initial = read.given[0][:1]
        forms |= {form for surname in surnames for form in (initial + surname, surname + initial)}
    return frozenset(forms)
