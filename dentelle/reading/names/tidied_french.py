"""The names of French sentences once more, after all rules and the tagger: what no name holds is cut off, and what the words
around a single weak name say of its kind is believed.

Invariants: names of the lexicon and titles of works stay as they are; a cut name keeps its beginning; names stay apart and in
order.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import forms_of
from dentelle.reading.names.wordlists import heads_at, is_town, word_bundle
from dentelle.reading.names.wordlists import plain as flat_words

__all__ = ["tidied"]

SURE = frozenset(("lexicon", "quoted name", "quoted title", "recurring words", "reference", "legal form"))
VERB = re.compile(  # finite verbs, which end a name that runs on into its sentence
    r"\s(?:est|sont|était|étaient|fut|furent|sera|seront|serait|a|ont|avait|avaient|eut|aura|auront|va|vont|possède|possèdent|propose"
    r"|proposent|accueille|accueillent|compte|emploie|recrute|lui-même|elle-même|sous\sforme|devient|devint|fait|font|peut|doit)(?=\s|$)"
)
RUNS_ON = re.compile(  # a verb before its object ("X retrace l’histoire"), or what X is to do ("X pour sauver")
    r"\s(?:(?P<verb>[a-zà-ÿ]{2,}(?:e|ent|t|it|d))\s(?:l['’]|(?:la|le|les|un|une|son|sa|ses|leurs?|ce|cet|cette|ces|avec|plus|désormais|également)\s)"
    r"|(?:vient|viennent|pour)\s(?:de\s|d['’])?[a-zà-ÿ]{3,}(?:er|ir|re)\s"
    r"|(?:de\s|d['’])[a-zà-ÿ]{3,}(?:er|ir)\s(?:l['’]|la\s|le\s|les\s|une?\s|son\s|sa\s|ses\s|leurs?\s))"
)
NEVER_VERBS = frozenset(("et", "dont", "contre", "sont", "de", "entre", "centre", "outre", "notre", "votre"))
LISTED = re.compile(  # what else a ministry, a direction, a federation is of: ", de l’enseignement supérieur et de la recherche"
    r"(?:,\s(?:de\sla\s|de\sl['’]|du\s|des\s|d['’])[a-zà-ÿA-ZÀ-Þ'’ -]{3,40}?){1,5}"
    r"\set\s(?:de\sla\s|de\sl['’]|du\s|des\s|d['’])[a-zà-ÿ'’-]{4,}(?:\s[a-zà-ÿ]+(?:al|ale|aux|ique|iques|ive|ives|aire|aires|elle|elles|able))?(?![\w’'-])"
)
OF_FIELDS = frozenset(
    ("ministère", "secrétariat", "direction", "commission", "délégation", "fédération", "conseil", "chambre", "institut")
)
OF_WHAT = re.compile(r"\s(?:de\s|du\s|des\s|d['’])")
OTHER_HEAD = re.compile(r"\set\s(?:du|de\sla|de\sl['’]|des)\s?(?P<head>[a-zà-ÿ-]+)\s(?:d['’]|de\s|du\s)?(?=[A-ZÀ-Þ])")
OTHER_OFFICE = re.compile(
    r"\s(?:et|puis|ou)\s(?:le\s|la\s|l['’])?(?P<role>[a-zà-ÿ-]{4,})\s(?:de\s|du\s|des\s|d['’])"
)  # "… et maire de X"
TOWN_LOST = re.compile(r"\sd(?:e\s|['’])(?P<town>[A-ZÀ-Þ][\w-]+)$")
MERE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ-]+\s(?:[a-zà-ÿ]+)")
SOME = re.compile(
    r"(?:^|[\s’'])(?:une?|d['’]une?|des|ce|cet|cette|ces|plusieurs|quelques|chaque|notre|votre|leur|son|sa|ses|nos|vos|leurs)\s$",
    re.I,
)
OFFICE = re.compile(  # "chargée de mission", "responsable du programme": the noun belongs to the office, not to who has it
    r"\b(?P<role>[\w-]+)\s(?:de\s(?:la\s|l['’])?|d['’]|du\s|des\s)[a-zà-ÿ-]+\s(?:[a-zà-ÿ]+\s)?$"
)
BEHIND_NOUN = re.compile(r"[a-zà-ÿ]{4,}\s$")
FEMALE = ("oise", "oises", "aise", "aises", "ienne", "iennes", "éenne", "éennes")
ASIDE = re.compile(  # "X and today professor": what follows goes on with something else
    r"\s(?:et|ou|puis|mais)\s(?:aujourd['’]hui|alors|ensuite|bien|désormais|enfin|aussi|surtout|également|notamment|maintenant|puis)"
    r"(?=\s|$)"
)
CENTURIES = re.compile(r"(?:[IVX]+|\d{1,2})e(?:r|me)?\b.*\bsiècles?", re.IGNORECASE)
JOINT = re.compile(r"\set\s(?:(?:la|le|les)\s|l['’])?")
ONE_OF_KIND = re.compile(  # what stands before a noun that names one of its kind: "the largest museum of … in Europe"
    r"(?:\b(?:plus|moins)\s[\w-]{3,16}|\b(?:premi(?:er|ère)|seule?|uniques?|une?|chaque|aucune?|quelques|plusieurs|deux|trois))\s$",
    re.IGNORECASE,
)
FIRM_BEHIND = re.compile(  # what is said of firms and bodies only
    r"(?:\s\([^()]{1,30}\))?(?:\s?,\s(?:(?:une?|la|le|l['’])\s?)?(?:(?:jeune|petite|grande|autre)\s)?(?:fondée?|créée?|lancée?|filiale|leader"
    r"|spécialiste|spécialisée?|éditeur|éditrice|fabricant|fournisseur|concepteur|start-?up|société|entreprise|agence|PME|coopérative"
    r"|basée?\sà|implantée?\sà|qui\s(?:emploie|fabrique|développe|conçoit|commercialise|édite|recrute|regroupe|fédère))\b"
    r"|\s(?:emploie|recrute|commercialise|embauche|a\slevé|lève|conçoit|fabrique)\s)"
)
SAID_TO = re.compile(r"(?P<says>[\w-]{3,})\s(?:à|au)\s$")
LABEL_BEHIND = re.compile(r"\s?:\s[^\n]{1,40}(?:\n|$)")
LINE_BEFORE = re.compile(r"(?:^|\n)[\s•*–-]{0,6}$")
NEAR = 40  # characters around a name that are looked at


def tidied(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, with its French names cut, split or given another kind."""
    if not any(sentence.language == "fr" for sentence in clauses.sentences):
        return found
    text = clauses.text
    forms = {text[candidate.start : candidate.end]: candidate for candidate in reversed(found)}
    kept: list[Candidate] = []
    for candidate in found:
        if candidate.rule in SURE or (candidate.kind == "work" and not CENTURIES.match(text, candidate.start, candidate.end)):
            kept.append(candidate)
        else:
            kept += _tidied(text, candidate, forms)
    return list(_spelled_before(text, kept))


def _tidied(text: str, candidate: Candidate, forms: dict[str, Candidate]) -> Iterator[Candidate]:
    """What stays of ``candidate``: itself, its beginning, two names, or nothing."""
    written = text[candidate.start : candidate.end]
    if CENTURIES.fullmatch(written):
        return
    before = text[max(0, candidate.start - NEAR) : candidate.start]
    if candidate.kind != "person" and written[0].islower() and ONE_OF_KIND.search(before):
        return
    if MERE.fullmatch(written) and candidate.kind == "organisation" and SOME.search(before):
        return  # "a regional Centre"
    adjective = candidate.kind == "place" and written.endswith(FEMALE) and written.isalpha() and BEHIND_NOUN.search(before)
    if candidate.rule == "tagger" and adjective:
        return  # "la région Lilloise"
    office = OFFICE.search(before) if candidate.rule.startswith("head noun before") and " " in written else None
    if office is not None and forms_of("fr")[office["role"]].role and forms_of("fr")[written.split()[0]].given:
        yield replace(candidate, kind="person", type="person", rule="office before the name", strong=True)
        return
    end = _runs_on(text, candidate, written)
    if end < len(written):
        if flat_words(written[:end]) in heads_at() or written[:end].casefold() in word_bundle("fr").common:
            return  # "the Museum owns": no name at all
        lost = TOWN_LOST.search(written, end)
        if lost is not None and is_town(flat_words(lost["town"])):
            start = candidate.start + lost.start("town")
            yield replace(candidate, end=candidate.start + end, name="")
            yield Candidate(start, start + len(lost["town"]), "place", "commune", "town of an office", 57)
            return
        candidate = replace(candidate, end=candidate.start + end, name="")
    elif written.split()[0].casefold() in OF_FIELDS and OF_WHAT.search(written) and (more := LISTED.match(text, candidate.end)):
        yield replace(candidate, end=more.end(), name="")
        return
    for match in JOINT.finditer(written, 0, end):
        other = forms.get(written[match.end() : end])
        if other is not None and match.start() > 3:
            yield replace(candidate, end=candidate.start + match.start(), name="")
            yield replace(other, start=candidate.start + match.end(), end=candidate.start + end)
            return
    if (
        candidate.kind == "programme"
        and LABEL_BEHIND.match(text, candidate.end)
        and LINE_BEFORE.search(text, max(0, candidate.start - 8), candidate.start)
    ):
        return  # "Code postal : …", the label of a line
    yield _of_kind(text, candidate)


def _runs_on(text: str, candidate: Candidate, written: str) -> int:
    """How many letters of the name are left without what it runs on into: a verb, an aside, a second thing with its own noun."""
    cuts = [match.start() for match in (VERB.search(written), ASIDE.search(written)) if match]
    verb = RUNS_ON.search(text, candidate.start, candidate.end + 14)
    if verb is not None and verb.start() < candidate.end - 1 and (verb["verb"] or "") not in NEVER_VERBS:
        cuts.append(verb.start() - candidate.start)
    office = OTHER_OFFICE.search(written)
    if office is not None and forms_of("fr")[office["role"]].role:
        cuts.append(office.start())
    other = OTHER_HEAD.search(written)
    if other is not None and any(head.kind in ("programme", "work") for head in heads_at().get(flat_words(other["head"]), ())):
        cuts.append(other.start())
    return min(cuts, default=len(written))


def _of_kind(text: str, candidate: Candidate) -> Candidate:
    """``candidate`` as an organisation where it is one word of weak proof that firms' words follow, or that news is told to."""
    if candidate.strong or candidate.kind == "organisation" or " " in text[candidate.start : candidate.end]:
        return candidate
    told = SAID_TO.search(text, max(0, candidate.start - NEAR), candidate.start)
    if FIRM_BEHIND.match(text, candidate.end) or (told is not None and flat_words(told["says"]) in word_bundle("fr").says):
        return replace(candidate, kind="organisation", type="company" if told is None else "media", rule="words of a firm")
    return candidate


def _spelled_before(text: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """``found`` with its acronyms in brackets standing for the whole name before them, which the tagger may have widened."""
    before: Candidate | None = None
    names: dict[str, str] = {}
    for candidate in found:
        if candidate.rule == "acronym in brackets":
            written = text[candidate.start : candidate.end]
            if before is not None and before.kind == candidate.kind and text[before.end : candidate.start] in (" (", "("):
                names[written] = text[before.start : before.end]
            if written in names:
                candidate = replace(candidate, name=names[written])
        yield candidate
        before = candidate
