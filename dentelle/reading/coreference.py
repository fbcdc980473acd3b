"""Short forms and descriptions inside one document point at the fullest form of the name.

Invariants: a mention's ``name`` is a form that the document writes (or a ruler's name in the nominative); a description stands
for the last name before it of its type that was not named in passing, and is marked ``described``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from dentelle.model import Mention
from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.descriptions import Description
from dentelle.reading.names.document import fold
from dentelle.reading.names.wordlists import legal_forms
from dentelle.reading.prepared import Prepared

__all__ = ["is_apposed", "resolve"]


def resolve(prepared: Prepared, clauses: Clauses, found: list[Candidate]) -> tuple[Mention, ...]:
    """``found`` as mentions with their fullest forms, and the descriptions that stand for them, in the order of the text."""
    full = _fullest(prepared.text, found)
    written: dict[str, str] = {}  # each form once, however many places it has
    mentions = [_mention(prepared.text, candidate, full, written) for candidate in found]
    mentions += _descriptions(prepared.text, clauses.described, mentions)
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _mention(text: str, candidate: Candidate, full: dict[tuple[str, str], str], written: dict[str, str]) -> Mention:
    start = candidate.start
    if candidate.kind == "organisation" and (office := OFFICE_BEFORE.match(text, start, candidate.end)) is not None:
        start = office.end()
    body = text[start : candidate.end]
    body = written.setdefault(body, body)
    plain = " ".join(body.split())
    named = plain if start > candidate.start else candidate.name or plain
    name = full.get((candidate.kind, fold(named)), named)
    return Mention(
        kind=candidate.kind,
        name=written.setdefault(name, name),
        text=body,
        start=start,
        end=candidate.end,
        rule=candidate.rule,
        type=candidate.type,
        strong=candidate.strong,
    )


def _fullest(text: str, found: list[Candidate]) -> dict[tuple[str, str], str]:
    """For each (kind, folded form) the fullest form of the same name in the document."""
    forms: dict[str, dict[str, str]] = {}
    given: dict[tuple[str, str], str] = {}
    for candidate in found:
        body = " ".join(text[candidate.start : candidate.end].split())
        forms.setdefault(candidate.kind, {}).setdefault(fold(body), body)
        if candidate.name:
            given.setdefault((candidate.kind, fold(body)), " ".join(candidate.name.split()))
    full: dict[tuple[str, str], str] = {}
    for kind, by_form in forms.items():
        if kind == "place":
            continue
        keyed = sorted((_key(kind, form.split()), form) for form in by_form)
        called = _by_first_word(by_form) if kind == "person" else {}
        for key, form in keyed:
            match = _longer(kind, key, form, keyed) or _called(called.get(form, ()))
            if match:
                full[kind, form] = by_form[match]
    for (kind, form), name in given.items():
        full[kind, form] = full.get((kind, fold(name)), name)
    return full


GOVERNED = re.compile(  # what stands before a name that is named in passing: "its customers, among them X"
    r"(?:(?:\b(?:de|du|des|chez|avec|par|pour|dans|dont|sur|à|aux?|of|at|by|with|for|from|to|including|against|between|under|near"
    r"|into|on|over|contre|entre|sous|vers|von|vom|bei|beim|mit|für|aus|zu|zum|zur|durch|auf|an|am|in|im|gegen|neben|unter|über|van|bij|met"
    r"|voor|door|naar|aan|op|tot|uit|tegen|onder|naast|tussen)\s|[dl]['’]|,\s|[a-zß-ÿ]\s(?:after|when|while|because|since|that|que|quand"
    r"|lorsque|nachdem|als|weil|dass|während|nadat|toen|terwijl|dat|omdat)\s)(?:la\s|le\s|les\s|l['’]|the\s|der\s|die\s|das\s|dem\s|den\s|de\s"
    r"|het\s)?|\w\s(?:et|and|und|en)\s|[(:]\s?)$",
    re.IGNORECASE,
)
GOVERNED_BY = 16  # characters in which it stands
GAP = re.compile(  # nothing, or the adjective of a nation or kind, or more nouns of its kind
    r"[ \u00a0](?:[a-zà-þ]{1,12}"
    r"(?:aise?|oise?|ien|ienne|aine?|ande?|ique|ale?|elge|uisse|usse|èque|ese|ish|sche|isch|[nstv]ine?|onn?e"
    r"|iste|euse|eux|ère|ive)[ \u00a0]"
    r"|(?:[a-z-]{3,12}[ \u00a0])?(?:spin-?o(?:ut|ff)|start-?up|company|firm|business|group|brand|charity|maker|specialist"
    r"|bureau|bedrijf)[ \u00a0])?"
    r"[«„“\"]?[ \u00a0]?"
)
OFFICE_BEFORE = re.compile(  # a title that the name of a body seems to begin with: "CEO X", "Geschäftsführer des X"
    r"(?:(?:[Cc]o-|[Vv]ice-?)?(?:C[ETFO]O|[Cc]hief [Ee]xecutive|[Mm]anaging [Dd]irector|[Cc]hair(?:man|woman)|PDG"
    r"|[Pp]résidente?s?|[Dd]irecteurs?|[Dd]irectrices?|Geschäftsführer(?:in|s)?|Vorstand|Vorsitzende[rn]?|Leiter(?:in|s)?|Direktor(?:in|s)?|Präsident(?:in|en)?|Kanzler(?:in)?"
    r"|Rektor(?:in)?|Sprecher(?:in)?|[Vv]oorzitter|[Zz]aakvoerder))"
    r"\s(?:(?:of|at|des|der|du|de la|van|von|bei|beim)\s(?:(?:the|de|het)\s)?)?"
    r"(?=[A-ZÀ-Þ])"
)
LONGEST_GAP = 26  # characters between a head noun and the name that it describes
UNSORTED = ("", "organisation")  # types of organisations that may be companies for all that their names say
ORGANS = ("public_body",)  # types whose nouns other bodies have too: only names with the noun are taken up
RIVALS = 50  # longer forms of one name that are looked at


def _key(kind: str, words: list[str]) -> str:
    """The words of a form in the order in which short forms begin long ones: a person's from the surname on."""
    return " ".join(reversed(words) if kind == "person" else words)


def _longer(kind: str, key: str, form: str, keyed: list[tuple[str, str]]) -> str:
    """The longest form of which ``form`` is a short form, "" if there is none or if two of them are rivals."""
    found: list[str] = []
    position = bisect_left(keyed, (key + " ", ""))
    for rival, long in keyed[position : position + RIVALS]:
        if not rival.startswith(key + " "):
            break
        if _short_of(kind, form.split(), long.split()):
            found.append(long)
    found.sort(key=lambda long: (-len(long), long))
    return found[0] if found and all(other in found[0] for other in found) else ""


def _by_first_word(forms: Iterable[str]) -> dict[str, list[str]]:
    """Those of ``forms`` that have several words, by the first of them."""
    found: dict[str, list[str]] = {}
    for form in forms:
        first, space, _ = form.partition(" ")
        if space:
            found.setdefault(first, []).append(form)
    return found


def _called(found: Sequence[str]) -> str:
    """The one person among ``found``, whose names begin with one given name; "" if there is none or several."""
    longest = max(found, key=len, default="")
    return longest if all(other.split()[-1] == longest.split()[-1] for other in found) else ""


def _short_of(kind: str, short: list[str], long: list[str]) -> bool:
    """Whether ``short`` is a usual short form of ``long``: a surname, the first words, the name without legal form or year."""
    if kind == "person":
        return long[-len(short) :] == short
    if long[: len(short)] != short:
        return False
    rest = long[len(short) :]
    return all(word.strip("().,") in legal_forms() or word.isdigit() for word in rest) or (
        len(short) >= 2 and rest[0] in ("de", "du", "des", "d", "von", "of", "van", "in")
    )


def is_apposed(text: str, end: int, start: int) -> bool:
    """Whether a head noun and the name behind it, which ``end`` and ``start`` there, are one: its kind and its name."""
    return start - end <= LONGEST_GAP and GAP.fullmatch(text, end, max(start, end)) is not None


def _descriptions(text: str, told: Iterable[Description], mentions: list[Mention]) -> list[Mention]:
    """Those of the descriptions ``told`` that stand behind a name of their type, as mentions of it."""
    taken = {position for mention in mentions for position in (mention.start, mention.end - 1)}
    described: list[Mention] = []
    ordered = sorted(mentions, key=lambda m: m.start)
    seen = 0
    latest: dict[str, Mention] = {}  # by type, the last name that something is said of
    passing: dict[str, Mention] = {}  # and the last one at all
    for start, noun, end, kind_type in told:
        while seen < len(ordered) and ordered[seen].end <= start:
            name = ordered[seen]
            sort = "company" if name.kind == "organisation" and name.type in UNSORTED else name.type
            if name.type:
                passing[name.type] = name
            if sort and GOVERNED.search(text[max(name.start - GOVERNED_BY, 0) : name.start]) is None:
                latest[sort] = name
            seen += 1
        stands_for = latest.get(kind_type) or passing.get(kind_type)
        if stands_for is None or noun in taken or end - 1 in taken:
            continue
        if kind_type in ORGANS and fold(text[noun:end]).split()[-1] not in fold(stands_for.name):
            continue  # "the board" is one of whoever is spoken of
        if seen < len(ordered) and is_apposed(text, end, ordered[seen].start):
            continue  # "the shipyard X" names X once, "the Polish film Y" no film named before
        kind, name_of_it = stands_for.kind, stands_for.name
        described.append(Mention(kind, name_of_it, text[start:end], start, end, "description", stands_for.type, False, True))
    return described
