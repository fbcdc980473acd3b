"""What the words of a name, the noun before it and the other names of the document say it is made of: roles that open or
end it, a title and its author, halves that belong together, parts that are known by themselves.

Invariants: names of the lexicon stay as they are, but a town and its river are one; names stay apart and in order.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import Form, Forms, forms_of
from dentelle.reading.names.wordlists import closed_set, plain

__all__ = ["wholes"]

SURE = frozenset(("lexicon", "quoted name", "quoted title", "reference", "legal form", "partners"))
RIVERS = closed_set("de", "town_additions")
ON_RIVER = re.compile(r"\s(?:an\sder|am|an\sdem|ob\sder|vor\sder|in\sder|im|bei)\s")
BY_AUTHOR = re.compile(
    r"(?P<title>[^\n]{1,60}?)\s(?:de\s|d['’]|by\s)(?P<who>(?P<given>[A-ZÀ-Þ][a-zß-ÿ-]+)\s[A-ZÀ-Þ][a-zß-ÿ'’-]+)"
)
OFFICE_OF = re.compile(r"(?:[A-Z][a-z]+\s){0,2}(?P<role>[A-Z][a-z]+)\s(?:of|for)\s(?:the\s)?(?=[A-Z])")
ACRONYM_OWNS = re.compile(r"(?P<who>[A-Z]{2,6})[’']s\s(?=[A-Z])")
ROLES = re.compile(r"(?:Co-|Vice-)?(?P<role>[A-ZÀ-Þ]?[a-zà-ÿ]{3,}?)s?$")
SUFFIX = re.compile(r"(?<![\w-])\w+(?P<noun>-[a-zë]{4,})$")  # not "Arc-en-ciel"
TITLED = re.compile(
    r"\b(?:[Tt]itels?|[Tt]itre|betitelte?[nrs]?|intitulée?s?|titled|entitled|getiteld)\s(?:de\s)?"
    r"[«“„\"'‘]\s?$"
)
OWN_NOUN = re.compile(r"(?:^|[\s(])(?P<noun>[A-ZÄÖÜa-zà-ÿ-]+)\s$")
TOWN_ADJECTIVE = re.compile(r"(?P<adjective>[A-Z][a-zë-]{2,}se)\s(?=[A-Z])")
TWO = re.compile(r"(?:North|South|Central)[ -]?(?:East|West)|(?:East|West)\sMidlands|Midlands|(?:North|South)\sCoast")
BODY_TYPES = frozenset(("public_body", "association", "foundation", "university", "federation", "agency", "chamber"))
PARTICLE_END = re.compile(r"\s(?:van|de|der|den|ten|ter|von|zu|du|le|la)$")
STREET = re.compile(r"\s(?P<noun>Straße|Strasse|Str\.|Platz|Allee|Weg|Ring|Damm|Chaussee|Ufer)\s\d")
LABEL = re.compile(  # a label behind a name, before its colon: "Musterstadt Foto: …"
    r"\s(?:Fotografie|Foto|Fotos|Foto’s|Tekst|Bron|Beeld|Photos?|Photographie|Texte?|Bild|Bilder|Quelle|Source|Image|Contact|Kontakt|Infos?"
    r"|Tel|Adresse|Address|Adres|Website|E-?[Mm]ail)$"
)
COLON = re.compile(r"\s?:")
POST_CODE = re.compile(r"\d{4}\s$")
FAIRS = frozenset(
    ("Christmas", "Farmers", "Farmers'", "Flea", "Makers", "Craft", "Food", "Night", "Art", "Book", "Winter", "Spring", "Summer")
)
NEAR = 30


def wholes(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, each cut to what is a name in it, joined with its other half or split in two."""
    text = clauses.text
    known = {text[c.start : c.end] for c in found if c.kind == "organisation"}
    kept: list[Candidate] = []
    for candidate in found:
        at = clauses.token_at(candidate.start)
        if at is None:
            kept.append(candidate)
            continue
        language = clauses.sentences[at[0]].language
        before = kept[-1] if kept else None
        if before is not None and (joined := _joined(text, before, candidate, language)) is not None:
            kept[-1] = joined
        elif candidate.rule in SURE:
            titled = candidate.kind == "programme" and TITLED.search(text, max(candidate.start - NEAR, 0), candidate.start)
            kept.append(replace(candidate, kind="work", type="") if titled else candidate)
        else:
            kept += _parts(text, candidate, language, known)
    return kept


def _joined(text: str, before: Candidate, candidate: Candidate, language: str) -> Candidate | None:
    """The one name that the two are: a town and its river, a surname's particles and the firm that bears it; else None."""
    gap = text[before.end : candidate.start]
    town = language == "de" and before.rule == "lexicon" and before.type == "commune" and candidate.kind == "place"
    if town and ON_RIVER.fullmatch(gap) and plain(text[candidate.start : candidate.end]) in RIVERS:
        return replace(before, end=candidate.end, rule="town and river", name="")
    called = before.rule == "lexicon" and before.kind == "place" and candidate.kind == "person" and gap == " "
    if called and forms_of(language)[text[before.start : before.end]].given:
        return replace(candidate, start=before.start, name="")  # "Israel Jean Beispiel"
    borne = candidate.rule == "legal form" and before.kind == "person" and gap == " "
    if borne and PARTICLE_END.search(text, before.start, before.end):
        return replace(candidate, start=before.start, name="")
    return None


def _parts(text: str, candidate: Candidate, language: str, known: set[str]) -> Iterator[Candidate]:
    """What is a name in ``candidate``, of the kind that its words and the words around it tell."""
    written = text[candidate.start : candidate.end]
    if (label := LABEL.search(written)) is not None and COLON.match(text, candidate.end):
        candidate = replace(candidate, end=candidate.start + label.start(), name="")
        written = text[candidate.start : candidate.end]
    if (
        language == "nl"
        and written[:2].isupper()
        and written[2:3] == " "
        and POST_CODE.search(text, max(candidate.start - 6, 0), candidate.start)
    ):
        candidate = replace(candidate, start=candidate.start + 3, kind="place", type="commune", name="")
        written = text[candidate.start : candidate.end]
    words = written.split()
    forms = forms_of(language)
    if _generic(forms, written):
        return
    if candidate.kind == "person":
        yield from _person_or_firm(text, candidate, language, words, forms, known)
        return
    if (street := _street(text, candidate, language)) is not None:
        yield from street
        return
    if language == "fr" and (made := BY_AUTHOR.fullmatch(written)) is not None and _author(made, forms, candidate.kind):
        yield replace(candidate, end=candidate.start + made.end("title"), kind="work", type="", rule="title and author", name="")
        start = candidate.start + made.start("who")
        yield replace(candidate, start=start, kind="person", type="person", rule="title and author", strong=True, name="")
        return
    if language == "en" and (owner := ACRONYM_OWNS.match(written)) is not None:
        end = candidate.start + owner.end("who")
        yield replace(candidate, end=end, kind="organisation", type="", rule="short for it", name="")
        yield replace(candidate, start=candidate.start + owner.end(), name="")
        return
    candidate = _without_roles(candidate, language, words, forms)
    if candidate.start == candidate.end:
        return
    written = text[candidate.start : candidate.end]
    if language == "nl" and candidate.rule == "tagger" and " " in written and (suffix := SUFFIX.search(written)) is not None:
        candidate = replace(candidate, end=candidate.start + suffix.start("noun"), name="")
    if language == "nl" and (adjective := TOWN_ADJECTIVE.match(written)) is not None and written[adjective.end() :] in known:
        candidate = replace(candidate, start=candidate.start + adjective.end(), name="")
    yield _of_kind(text, candidate, language, forms)


def _generic(forms: Forms, written: str) -> bool:
    """Whether the words are those for any of a kind, in the singular or plural ("Assemblées Générales")."""
    said = plain(written)
    return said in forms.words.generic or " ".join(word.removesuffix("s") for word in said.split()) in forms.words.generic


def _street(text: str, candidate: Candidate, language: str) -> tuple[Candidate, Candidate] | None:
    """The body, and the German street behind it, of a name that took the street's first word; None where it took none."""
    last = candidate.end if language != "de" else candidate.start + text[candidate.start : candidate.end].rfind(" ")
    if last <= candidate.start or last == candidate.end or not text.endswith("er", 0, candidate.end):
        return None
    street = STREET.match(text, candidate.end)
    if street is None:
        return None
    where = Candidate(last + 1, street.end("noun"), "place", "street", "street and number", 70, True)
    return replace(candidate, end=last, name=""), where


def _author(made: re.Match[str], forms: Forms, kind: str) -> bool:
    """Whether a person stands behind a title that no head noun opens ("Rivages d’Anna Exemple", but "Prix de …")."""
    first = forms[made["title"].split()[0]]
    return forms[made["given"]].given and not forms[made["given"]].headlike and (kind == "work" or not first.headlike)


def _person_or_firm(
    text: str, candidate: Candidate, language: str, words: list[str], forms: Forms, known: set[str]
) -> Iterator[Candidate]:
    """The person, without the body before the given name, or the firm where a noun for one stands right before."""
    noun = OWN_NOUN.search(text, max(candidate.start - NEAR, 0), candidate.start)
    if noun is not None and len(words) > 1 and _firm_noun(forms[noun["noun"]], language):
        yield replace(candidate, kind="organisation", type="company", rule="firm before the name", strong=True)
        return
    for index in range(1, 1 if words[0].endswith(".") else len(words) - 1):
        ahead = " ".join(words[:index])
        if forms[words[index]].given and not forms[words[0]].given and (ahead in known or forms[words[0]].odd):
            end = candidate.start + len(ahead)
            yield replace(candidate, end=end, kind="organisation", type="", rule="body before a person", strong=False, name="")
            yield replace(candidate, start=end + 1, name="")
            return
    yield candidate


def _firm_noun(form: Form, language: str) -> bool:
    """Whether the noun says that a firm is named: "société", "Firma", "brand"."""
    if form.capital and language != "de":
        return False
    heads = [head for head in form.heads if head.language == language and len(head.words) == 1]
    return bool(heads) and heads[0].type == "company" and not form.role and form.low in FIRMS


FIRMS = closed_set("all", "firm_nouns")


def _without_roles(candidate: Candidate, language: str, words: list[str], forms: Forms) -> Candidate:
    """``candidate`` without the role that opens it ("Co-Présidents X", "Master of the X"); nothing where a role is all it is."""
    if candidate.kind not in ("organisation", "programme", "place") or len(words) < 2:
        return candidate
    written = " ".join(words)
    if language == "en" and len(written) == candidate.end - candidate.start:
        office = OFFICE_OF.match(written)
        if office is not None and forms[office["role"]].role and not forms[office["role"]].headlike and words[-1] != "Year":
            return replace(candidate, start=candidate.start + office.end(), kind="organisation", type="", name="")
        last = forms[words[-1]]
        if len(words) > 2 and last.role and not last.headlike and "&" not in words:
            return replace(candidate, end=candidate.start)
    if language == "fr" and (role := ROLES.match(words[0])) is not None and forms[role["role"]].low in forms.words.roles:
        return replace(candidate, start=candidate.start + len(words[0]) + 1, name="")
    return candidate


def _of_kind(text: str, candidate: Candidate, language: str, forms: Forms) -> Candidate:
    """``candidate`` with the kind that its head noun, a quarter of the compass or a word for a title before it gives it."""
    written = text[candidate.start : candidate.end]
    words = written.split()
    if not words:
        return candidate
    if language == "en" and candidate.kind == "organisation" and TWO.fullmatch(written):
        return replace(candidate, kind="place", type="region", rule="quarter of the compass")
    if language == "en" and candidate.kind == "event" and words[-1] == "Market" and not FAIRS.intersection(words):
        return replace(candidate, kind="place", type="building", rule="market")
    if candidate.kind in ("programme", "organisation") and TITLED.search(text, max(candidate.start - NEAR, 0), candidate.start):
        return replace(candidate, kind="work", type="", rule="title")
    if candidate.kind == "place" and len(words) > 1:
        told = forms[words[-1] if language == "en" else words[0]]
        heads = [head for head in told.heads if len(head.words) == 1] or [head for _, head in told.compound]
        if (
            told.capital
            and heads
            and heads[0].kind == "organisation"
            and heads[0].type in BODY_TYPES
            and heads[0].language == language
        ):
            return replace(candidate, kind="organisation", type=heads[0].type, rule="head noun of a body")
    return candidate
