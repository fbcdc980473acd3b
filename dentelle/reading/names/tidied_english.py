"""The names of English sentences once more, after all rules and the tagger: halves that "and" joins are one name, what no name
holds is cut off, and what a name's own words, its longer form or the words behind it say of its kind is believed.

Invariants: names of the lexicon and titles of works keep their kind; names stay apart and in order.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.wordlists import closed_set, heads_at, word_bundle
from dentelle.reading.names.wordlists import plain as flat_words

__all__ = ["tidied_english"]

SURE = frozenset(("lexicon", "quoted name", "quoted title", "recurring words", "reference"))
NO_NAME = re.compile(
    r"(?:I|[Ww]e|[Yy]ou|[Tt]hey|[Ii]t|[Hh]e|[Ss]he|[Tt]hat|[Tt]here|[Ww]ho)[’'](?:ve|s|re|ll|d|m)"
    r"|[A-Z]{1,2}\d[\dA-Z]?(?: \d[A-Z]{2})?"
)
PICTURE = re.compile(  # what a caption shows is the name, not that it is shown
    r"(?:(?:Aerial|General|Interior|Exterior)\s)?(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Vv]iew|[Ll]ist|[Mm]ap|[Pp]lan|[Mm]odel|[Hh]istory)s?"
    r"\sof\s(?:the\s)?(?=[A-Z])"
)
JOINT = re.compile(r"\s(?:and|&)\s")
OF = re.compile(r"(?:^|\s)(?P<head>[A-Z][\w-]+)\s(?:of|for)\s(?:the\s)?(?=[A-Z])")
CELTIC = re.compile(r"(?:[A-Z][\w’'-]+\s){1,2}(?:Mac|Mc|Ó|Ní|Nic|Ap|Ab|Fitz|O[’'])\s?[A-Z][\w-]+")
GAP_NAME = r"(?P<name>[A-Z][\w’'&-]+(?:\s[A-Z][\w’'&-]+){0,2})"
LIST_GAP = re.compile(rf"\s?,\s(?:the\s)?{GAP_NAME}(?:\s?,|\sand|,\sand)\s(?:the\s)?")
LIST_END = re.compile(rf"\s?,?\sand\s(?:the\s)?{GAP_NAME}(?=\s?[.,;)]|\s?$)")
COMMA = re.compile(r"\s?,\s(?:and\s)?(?:the\s)?")
LISTED = ("organisation", "person", "place")
LAST_GAP = 60  # characters in which the last name of a list stands
WORDS = re.compile(r"[^\W\d_][\w’'-]*")
FIRM_BEHIND = re.compile(  # what is said of firms and bodies only
    r"(?:\s\([^()]{1,40}\))?(?:\s?,\s(?:which\sis\s|now\s)?(?:an?\s|the\s)|\sis\s(?:an?|the)\s|\swas\s(?:an?|the)\s)(?:[a-z-]{2,20}\s){0,3}"
    r"(?:company|firm|start-?up|scale-?up|spin-?out|spin-?off|manufacturer|maker|producer|supplier|publisher|developer|retailer|agency"
    r"|consultancy|charity|studio|business|subsidiary|brewer|distributor|operator|provider|contractor|incubator|accelerator)\b"
    r"|\s(?:firm|company|brand|start-?up|consultancy)\b"
    r"|\s(?:employs|manufactures|makes|designs|supplies|sells|develops|has\sraised|raised|recruits|exports|acquired|(?:has\s)?received)\s"
    r"|[’']s\s(?:headquarters|head\soffice|shareholders|workforce|turnover|employees|customers|chief\sexecutive|managing\sdirector|founder)\b"
)
PERSON_BEHIND = re.compile(  # what is said of persons only
    r"(?:\s\([^()]{1,40}\))?\s?,\s(?:aged\s)?\d\d\b"
    r"|\s?,\s(?:the\s|an?\s)?(?:former|current|outgoing|incoming|retired|then)\s(?:[a-z]+\s){0,2}(?:director|chair\w*|president|manager"
    r"|head|chief|editor|mayor|minister|professor|partner|leader|teacher|engineer|curator|secretary|officer|owner)\b"
    r"|\s?,?\s(?:was|is)\s(?:appointed|elected|named|born)\s(?:as\s)?(?:the\s)?(?:[a-z]+\s)?(?:CEO|director|chair\w*|president|head|chief"
    r"|editor|mayor|leader|secretary|principal|in)\b|\s?,\s(?:his|her)\s"
)
FORMERLY = re.compile(
    r"\s?,\s(?:the|an?)\s(?:former|old|disused|derelict|converted|restored|historic|listed|redundant|Victorian)\s"
)
HOUSE = frozenset(("works", "mills", "brewery", "factory", "foundry", "pottery", "maltings", "ironworks", "shed"))
HONOURED = re.compile(
    r"(?P<name>(?<![\w’'-])[A-Z][a-z][\w’'-]*(?:\s[A-Z][\w’'.-]+){1,2})\s(?:[MOCKDG]BE|BEM|QC|KC|FRS|FBA|FREng|MP|MSP|MEP|PhD)(?![\w-])"
)
POST_NOMINALS = closed_set("en", "post_nominals")
FIRM = ("organisation", "company")
SHORT = "short for it"
TOLD = (SHORT, "words of a firm", "words of a person", "what it is", "what it was")
WHAT_IT_IS = re.compile(
    r"[”\"]?\s?,\s(?:an?|the|his|her|its|our|their)\s(?:[a-z-]+\s){0,3}(?:(?P<work>novel|film|documentary|play|book|poem|memoir|album|opera"
    r"|musical|painting|sculpture|mural|installation|game|podcast)|(?P<event>exhibition|festival|conference|fair|retrospective)"
    r"|(?P<programme>scheme|programme|project|initiative|campaign|award|prize|competition))\b(?!\s(?:company|group|museum|house|centre))"
)
WORK_TYPES = dict.fromkeys(("novel", "play", "poem", "memoir", "album", "opera", "musical"), "book")
WORK_TYPES |= {"documentary": "film", "podcast": "film", "retrospective": "exhibition"}
WORK_TYPES |= dict.fromkeys(("painting", "sculpture", "mural", "installation"), "artwork")
SHORTENED = ("", "company", "incubator", "media", "network", "cluster")
WHERE = re.compile(r"(?:\b(?:in|at|near|from|to|of|around|outside))\s(?:the\s)?$")
SOCIAL = re.compile(r"\son\s(?:Facebook|Twitter|X|Instagram|LinkedIn|YouTube|TikTok|Threads|Bluesky)\b")
BROKEN = re.compile(r"\s(?:across|via|through|with|from|into|has|have|is|was|are|were|will|to|its|by)\s")
MOST = 5  # words of a joined half


def tidied_english(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, with its English names joined, cut, left out or given another kind."""
    if not any(sentence.language == "en" for sentence in clauses.sentences):
        return found
    text = clauses.text
    longer = _longer(text, found)
    kept: list[Candidate] = []
    for candidate in found:
        at = clauses.token_at(candidate.start)
        if at is None or clauses.sentences[at[0]].language != "en":
            kept.append(candidate)
            continue
        kept += _tidied(clauses, text, candidate, longer, kept)
    return list(_with_gaps(text, _agreed(text, _with_honoured(clauses, kept))))


def _with_honoured(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found`` and the persons whose honours stand behind names that nothing else gave away: "Ada Reed MBE"."""
    taken = [(candidate.start, candidate.end) for candidate in found]
    made: list[Candidate] = []
    for match in HONOURED.finditer(clauses.text):
        start, end = match.span("name")
        at = clauses.token_at(start)
        if at is None or any(first < end and start < last for first, last in taken):
            continue
        if clauses.sentences[at[0]].language == "en" and clauses.sentences[at[0]].role != "furniture":
            made.append(Candidate(start, end, "person", "person", "honours behind", 70, True))
    return sorted([*found, *made], key=lambda candidate: candidate.start) if made else found


def _agreed(text: str, found: list[Candidate]) -> list[Candidate]:
    """``found`` with what was told of one place of a name believed at its other places."""
    told = {text[c.start : c.end]: c for c in found if c.rule in TOLD}
    return [
        replace(c, kind=said.kind, type=said.type, rule=said.rule, name=said.name)
        if (said := told.get(text[c.start : c.end])) is not None and c.rule not in SURE and (not c.strong or said.rule == SHORT)
        else c
        for c in found
    ]


def _with_gaps(text: str, found: list[Candidate]) -> Iterator[Candidate]:
    """``found`` with the capitalised words that stand between two names of a list, or end it behind "and": "X, Y, Z and W"."""
    listed = 1
    for number, candidate in enumerate(found):
        yield candidate
        following = found[number + 1] if number + 1 < len(found) else None
        until = following.start if following is not None else min(len(text), candidate.end + LAST_GAP)
        gap = (
            LIST_GAP.fullmatch(text, candidate.end, until) if following is not None and following.kind == candidate.kind else None
        )
        if gap is None and listed > 2:
            gap = LIST_END.match(text, candidate.end, until)
        if gap is not None and candidate.kind in LISTED and flat_words(gap["name"]) not in word_bundle("en").never:
            yield replace(
                candidate, start=gap.start("name"), end=gap.end("name"), rule="gap in a list", weight=55, strong=False, name=""
            )
        joined = (
            following is not None
            and following.kind == candidate.kind
            and (gap or COMMA.fullmatch(text, candidate.end, following.start))
        )
        listed = listed + 1 if joined else 1


def _longer(text: str, found: list[Candidate]) -> frozenset[str]:
    """The first words of the firms that begin with an unknown one: what they are called for short. Where the text says of one of
    them that something is in it, it is a town."""
    firms = {text[c.start : c.end] for c in found if c.kind == "organisation" and c.type in SHORTENED and c.rule != "lexicon"}
    short = {name.split()[0] for name in firms if len(name.split()) > 1 and " of " not in name}
    towns = {text[c.start : c.end] for c in found if c.rule == "lexicon" or WHERE.search(text, max(c.start - 12, 0), c.start)}
    return frozenset(short - towns)


def _tidied(
    clauses: Clauses, text: str, candidate: Candidate, longer: frozenset[str], kept: list[Candidate]
) -> Iterator[Candidate]:
    """What stays of ``candidate``; a second half is taken for the end of the last one ``kept``, which it takes away."""
    written = text[candidate.start : candidate.end]
    if NO_NAME.fullmatch(written) or written in POST_NOMINALS:
        return
    if candidate.kind != "person" and (picture := PICTURE.match(written)) is not None:
        candidate = replace(candidate, start=candidate.start + picture.end(), name="")
        written = text[candidate.start : candidate.end]
    first, _, behind = written.rpartition(" ")
    if first and behind in POST_NOMINALS and (candidate.kind == "person" or _like_a_person(first)):
        candidate = replace(candidate, end=candidate.start + len(first), kind="person", type="person", name="")
        written = first
    if written.endswith((" -", " –")):
        candidate = replace(candidate, end=candidate.end - 2, name="")
        written = written[:-2]
    if (run_on := SOCIAL.search(written)) is not None:
        candidate = replace(candidate, end=candidate.start + run_on.start(), name="")
    elif candidate.rule == "tagger" and (run_on := BROKEN.search(written)) is not None:
        return
    before = kept[-1] if kept else None
    if before is not None and written.isupper() and before.kind != "person" and text[before.end : candidate.start] in (" (", "("):
        candidate = replace(candidate, kind=before.kind, type=before.type, rule=SHORT, name=text[before.start : before.end])
    if before is not None and _one_name(clauses, text, before, candidate):
        kept.pop()
        kind, kind_type = _head_kind(written.split()[-1]) or (before.kind, before.type)
        yield replace(before, end=candidate.end, kind=kind, type=kind_type, rule="joined halves", name="")
        return
    yield _of_kind(text, candidate, written, longer)


def _one_name(clauses: Clauses, text: str, first: Candidate, second: Candidate) -> bool:
    """Whether "and" joins the two to one name: the second is made of ordinary words, so that it is none by itself."""
    if JOINT.fullmatch(text, first.end, second.start) is None or first.rule in SURE or second.rule in SURE:
        return False
    words = WORDS.findall(text[second.start : second.end])
    if first.kind == "person" or second.kind == "person" or not words or len(words) > MOST:
        return False
    bundle = word_bundle("en")
    if not all(
        flat_words(word) in bundle.common or flat_words(word) in bundle.ordinary or flat_words(word) in heads_at()
        for word in words
    ):
        return False
    own = text[first.start : first.end].split()
    ended = _head_kind(own[-1])
    whole = ended is not None and ended[0] == "organisation" and len(words) > 1  # "the Design Council and Arts Council"
    return len(own) > 1 and not whole and _head_kind(words[-1]) is not None


def _head_kind(word: str) -> tuple[str, str] | None:
    """Kind and type of an English head noun of one word."""
    heads = [head for head in heads_at().get(flat_words(word), ()) if head.language == "en" and len(head.words) == 1]
    return (heads[0].kind, heads[0].type) if heads else None


def _of_kind(text: str, candidate: Candidate, written: str, longer: frozenset[str]) -> Candidate:
    """``candidate`` with the kind that its head noun before "of", its longer form or the words behind it give it."""
    if candidate.rule in SURE:
        return candidate
    headed = OF.search(written)
    told = _head_kind(headed["head"]) if headed is not None else None
    if told is not None and told[0] == "organisation" and candidate.kind == "place":
        return replace(candidate, kind=told[0], type=told[1], rule="head noun before of", strong=True)
    if candidate.kind != "person" and (said := WHAT_IT_IS.match(text, candidate.end)) is not None and said.lastgroup:
        kind_type = said[said.lastgroup] if said.lastgroup != "programme" else "initiative"
        return replace(candidate, kind=said.lastgroup, type=WORK_TYPES.get(kind_type, kind_type), rule="what it is")
    if candidate.kind == "organisation" and written.split()[-1].casefold() in HOUSE and FORMERLY.match(text, candidate.end):
        return replace(candidate, kind="place", type="building", rule="what it was")
    if CELTIC.fullmatch(written) and candidate.kind in ("organisation", "place"):
        return replace(candidate, kind="person", type="person", rule="celtic surname", strong=True)
    if candidate.strong:
        return candidate
    single = " " not in written
    if (
        single
        and candidate.kind in ("place", "programme", "work", "event")
        and (written in longer or FIRM_BEHIND.match(text, candidate.end))
    ):
        return replace(candidate, kind=FIRM[0], type=FIRM[1], rule="words of a firm")
    if candidate.kind == "organisation" and _like_a_person(written) and PERSON_BEHIND.match(text, candidate.end):
        return replace(candidate, kind="person", type="person", rule="words of a person")
    return candidate


def _like_a_person(written: str) -> bool:
    """Whether the name is two or three capitalised words that no head noun and no ordinary word is among."""
    words = WORDS.findall(written)
    bundle = word_bundle("en")
    if not 2 <= len(words) <= 3 or " ".join(words) != written:
        return False
    return all(
        word[0].isupper() and not word.isupper() and _head_kind(word) is None and flat_words(word) not in bundle.common
        for word in words
    )
