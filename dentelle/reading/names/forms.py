"""The word table: each written form in one language, with all that the word lists and its letters say of it.

Invariants: a form is a function of its spelling and language alone, so a table may forget any of them at any time; it
keeps at most ``KEPT``. Whatever is asked of a word again and again is answered here, once for each spelling.
"""

import re
from dataclasses import dataclass
from functools import cache

from dentelle.reading.lexicon import flat
from dentelle.reading.names.wordlists import (
    Head,
    Words,
    closed_set,
    compound_heads,
    endings,
    heads_at,
    is_given_name,
    is_surname,
    legal_forms,
    word_bundle,
)

__all__ = ["DUTCH_PEOPLE", "NOTHING", "Form", "Forms", "forms_of"]

KEPT = 40_000  # forms of one language; about 20 MB

BASED = re.compile(r"-(?:based|born|led|style|owned|wide|made|backed|funded|listed|speaking|era|area)$")
WORD = re.compile(r"\w+")
SEPARATORS = re.compile(r"[-‐‑'’]")
SCOTTISH = re.compile(r"^(?:Mc|Mac|Fitz)(?=[A-Z][a-z]+$)")
CAPITAL_INSIDE = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]|[a-zß-ÿ]\.[A-Z]")
NO_NAME = re.compile(  # a century (XIXe), a volume (XLV) or a postal code (SW1A, 7000 AB, B-7000)
    r"(?:[IVX]{1,6}|X?L[IVX]{0,6})(?:e|er|re|ème|ième|th|de|ste)?|[A-Z]{1,2}\d{1,2}[A-Z]?|\d[A-Z]{2}|[A-Z]{1,5}-?\d{4,}"
)
INDEFINITE = frozenset({"a", "an", "un", "une", "ein", "eine", "een"})
ROMAN = re.compile(r"(?=[IVX])(?:I[XV]|V?I{0,3}|X{1,2}(?:I[XV]|V?I{0,3}))(?:er)?$")
NO_INITIALS = frozenset(("Co.", "No.", "Mt.", "Ft.", "Pl.", "Nr.", "St."))
LATIN = ("us", "um", "is", "ia", "ea", "ra", "la", "na", "ix", "ex")
OPENERS = frozenset('«“„"».!?…•‘|>·:▾▸►▼›→●◆■')
DUTCH_LEGAL_FORMS = frozenset(("nv", "bv", "bvba", "cv", "cvba", "vof", "ivzw"))  # "cv" is a paper elsewhere
SMALL_LEGAL_FORMS = frozenset(
    ("vzw", "asbl", "cie", "ltd", "plc", "limited", "llc", "zoon", "zonen", "fils", "sohne", "inc", "e v", "e g")
)
STREET_ENDINGS = endings("all", "street_endings")
COMMON_GERMAN_ENDINGS = endings("de", "common_endings")
DUTCH_ROLES = endings("nl", "role_endings")
GERMAN_ROLES = endings("de", "role_endings")
DUTCH_MEMBER = re.compile(r"[’'](?:ers?|tjes?)$")
DUTCH_COMPOUND = re.compile(r"-(?P<noun>[a-zß-ÿ]{3,})$")
GERMAN_ADJECTIVE = endings("de", "adjectives")
GERMAN_COLOURS = closed_set("de", "capital_adjectives")
NO_GERMAN_ADJECTIVES = frozenset({"deutsche", "franzosische", "belgische"})
SURNAMES = closed_set("de", "surnames")
DOTTED = re.compile(r"(?P<first>[a-z]{3,})\.(?P<second>[a-z]{2,})(?:-[a-z]+)?")
DOMAINS = frozenset(("be", "com", "de", "en", "eu", "fr", "het", "info", "lu", "net", "nl", "org", "uk"))
DUTCH_PARTICIPLE = re.compile(r"(?:[a-z]{2,5}ge|ge|be|ver|ont|her)[a-z]{3,}[dt]e")  # "toegekende"
DUTCH_PEOPLE = re.compile(r"[A-Z][\w-]{2,}(?:[lnrstdvgkm]aars|[nlrstd]aren|dammers|burgers|weters)")  # those who live there
DUTCH_THE = frozenset(("'t", "’t"))
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".JPG")  # a file and no name
GERMAN_NO_SURNAMES = ("ung", "heit", "keit", "schaft", "tion", "ungen", "zentrum")


@dataclass(slots=True, eq=False)
class Form:
    """One spelling. The first seven say how it is written, the others what it can be in sentences of its language."""

    text: str
    low: str  # lower case, no accents, marks as spaces
    word: bool  # no mark
    capital: bool  # begins with a capital letter
    odd: bool  # written as no common word is: CCI, i-Trans, Soleas.Net, 3ISN
    upper: bool  # two or more letters, all capitals
    digits: bool  # nothing but digits
    opening: str = ""  # its first letters and digits up to a hyphen or the like
    bare: str = ""  # ``low`` without the space that an elision ends with
    opener: bool = False  # a mark behind which a sentence or quotation begins
    tail: int = 0  # characters at the end that are a token of their own: a genitive's, "-based"
    function: bool = False  # a function word, however it is written
    never: bool = False  # no name however it is written: a demonym, a month, a generic acronym
    speaks: bool = False  # a verb of saying, also with pronouns ("dit-il")
    role: bool = False  # a role, or a Dutch compound of one ("theaterdirecteur")
    cue: bool = False  # a title, a role or a verb of saying
    article: bool = False  # a definite article
    nameable: bool = False  # may be part of a name (see ``Clause.namelike``)
    latin: bool = False  # ends like the name of a plant
    given: bool = False  # a given name by the gazetteer
    ruling: bool = False  # a given name or the genitive of one
    surname: bool = False  # a common surname by the gazetteer
    surnamelike: bool = False  # may be an unknown surname, in a byline
    strictly: bool = False  # may be an unknown surname anywhere
    initials: bool = False
    roman: bool = False  # a ruler's number
    adjective: bool = False  # a capitalised German adjective by its ending
    legal: bool = False  # a legal form as companies write it
    heads: tuple[Head, ...] = ()  # the head nouns that it may begin, the longest first
    compound: tuple[tuple[str, Head], ...] = ()  # the endings that make it a head noun
    headlike: bool = False  # has heads or compounds
    common: bool | None = None  # asked seldom and found slowly; ``is_common`` answers
    ordinary: bool | None = None


NOTHING = Form("", "", False, False, False, False, False)  # what stands outside a sentence


class Forms(dict[str, Form]):
    """The forms of one language, made when first asked for."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.words = word_bundle(language)
        self.generic_openings = frozenset(phrase.partition(" ")[0] for phrase in self.words.generic)

    def __missing__(self, text: str) -> Form:
        if len(self) >= KEPT:
            self.clear()
        self[text] = form = _form(text, self.language, self.words)
        return form

    def is_common(self, form: Form) -> bool:
        """Whether ``form``, written small, would be an ordinary word of the language."""
        if form.common is None:
            form.common = _is_common(form.low, self.language, self.words.common)
        return form.common

    def is_ordinary(self, form: Form) -> bool:
        """Like ``is_common``, by longer lists: for single words that begin a sentence."""
        if form.ordinary is None:
            low, longer = form.low, self.words.ordinary
            participle = self.language == "nl" and DUTCH_PARTICIPLE.fullmatch(low) is not None
            form.ordinary = low in longer or (low.endswith("s") and low[:-1] in longer) or participle or self.is_common(form)
        return form.ordinary


@cache
def forms_of(language: str) -> Forms:
    """The word table of ``language``, shared by all documents that this process reads."""
    return Forms(language)


def _form(text: str, language: str, words: Words) -> Form:
    tail = text[:1] == "-" and text[1:2].isalnum()  # what a word was parted from: "-based"
    if not tail and not (text[0].isalnum() or text[0] == "_" or text in DUTCH_THE):
        return Form(text, text, False, False, False, False, False, bare=text, opener=text in OPENERS)
    low, capital, odd, upper = (text[1:], False, False, False) if tail else _shape(text)
    small = not capital and text.isalpha()  # nine of ten words: neither mark nor space in them
    odd = odd or (not small and "." in text and _dotted_brand(text, words))
    form = Form(text, low, True, capital, odd, upper, not small and text.isdigit(), bare=low.strip())
    form.opening = text if small or text.isalnum() else WORD.search(text).group()  # type: ignore[union-attr]
    form.tail = 0 if small or tail else _tail(text, language, words)
    form.function = low in words.function
    form.speaks = low in words.says or (not small and low.count(" ") == 2 and low.split(" ")[0] in words.says)
    form.role = low in words.roles or (language == "nl" and len(low) > 7 and " " not in low and low.endswith(DUTCH_ROLES))
    if language == "de" and capital and len(low) > 8 and " " not in low and low.endswith(GERMAN_ROLES):
        form.role = True
    form.cue = form.speaks or form.role or low in words.people
    form.article = form.bare in words.articles and form.bare not in INDEFINITE
    form.never = low in words.never or (low[-1:] == "s" and low[:-1] in words.never) or (form.function and not odd)
    form.legal = low in legal_forms() and (
        odd or upper or low in SMALL_LEGAL_FORMS or (language == "nl" and low in DUTCH_LEGAL_FORMS)
    )
    form.heads = _heads(form, language)
    if capital or odd:
        _fill_capital(form, language, words)
    form.headlike = bool(form.heads or form.compound)
    return form


def _dotted_brand(text: str, words: Words) -> bool:
    """Whether two unknown words in small letters are written as one name ("imec.xpand"), and are no address of a page."""
    parts = DOTTED.fullmatch(text)
    if parts is None or parts["second"] in DOMAINS:
        return False
    return all(part not in words.common and part not in words.ordinary for part in (parts["first"], parts["second"]))


def _fill_capital(form: Form, language: str, words: Words) -> None:
    """What only a word with a capital or a brand's shape can be."""
    text, low = form.text, form.low
    form.nameable = (
        (form.odd or not text[0].isdigit())
        and len(text) > 1
        and text[-1] not in "'’"
        and not NO_NAME.fullmatch(text)
        and not text.endswith(PICTURES)
        and (not form.function or (form.upper and len(text) > 2))
    )
    form.latin = low[-2:] in LATIN
    if language == "nl" and (DUTCH_MEMBER.search(text) or DUTCH_PEOPLE.fullmatch(text)):
        form.nameable = False  # "NAVO’ers", "Antwerpenaars"
    if not form.capital:
        return
    form.given = low not in words.particles and not form.upper and len(low) > 1 and is_given_name(low)
    form.ruling = form.given or is_given_name(low[:-1] if language == "de" and low.endswith("s") else low)
    form.surname = is_surname(low)
    last = low.rsplit(" ", 1)[-1]
    form.adjective = not form.upper and (
        last in GERMAN_COLOURS or (last.endswith(GERMAN_ADJECTIVE) and len(last) > 5 and last not in NO_GERMAN_ADJECTIVES)
    )
    form.initials = text[-1] == "." and text[0].isupper() and text not in NO_INITIALS
    form.roman = ROMAN.fullmatch(text) is not None
    form.surnamelike = (
        not text[0].isdigit()
        and len(low) > 1
        and text[-1] not in "'’."
        and not form.legal
        and not form.function
        and (form.surname or low not in words.never)
        and not (form.upper and len(text) < 4)
    )
    german_noun = " " not in low and (_everyday(low, words) or low.endswith(GERMAN_NO_SURNAMES))
    form.strictly = form.surnamelike and (form.surname or language != "de" or not german_noun)
    if not form.upper and len(low) > 6:
        form.compound = _compounds(low, language)


def _is_common(low: str, language: str, common: frozenset[str]) -> bool:
    if low in common:
        return True
    if language != "de":
        return low.endswith("s") and low[:-1] in common
    last = low.rsplit(" ", 1)[-1]
    return last.endswith(COMMON_GERMAN_ENDINGS) or last in common or any(last[cut:] in common for cut in range(3, len(last) - 4))


def _everyday(low: str, words: Words) -> bool:
    """Whether ``low`` is a word that every German text has, and so hardly a surname; rarer nouns often are one."""
    return low in words.everyday and low not in SURNAMES


def _heads(form: Form, language: str) -> tuple[Head, ...]:
    """The head nouns whose first words ``form`` is: of its language, or of any if it is capitalised, and streets.

    An accent that the form has and the head noun lacks is a difference.
    """
    listed = heads_at().get(form.low.partition(" ")[0])
    if listed is None:
        return ()
    parts = tuple(form.low.split())
    fitting = []
    for head in listed:
        if head.words[: len(parts)] != parts or not (form.capital or head.language == language or head.type == "street"):
            continue
        written = form.text.isascii() or form.upper or head.written.startswith(form.text.lower().replace("'", "’"))
        if written:
            fitting.append(head)
    return tuple(fitting)


def _compounds(low: str, language: str) -> tuple[tuple[str, Head], ...]:
    """The endings, longest first, that may make a long capitalised word a head noun: "Bildungszentrum", "Elm-street"."""
    if language not in ("de", "nl"):
        return (("", Head((low,), language, "place", "street")),) if low.endswith(STREET_ENDINGS) else ()
    listed = compound_heads(language).get(low[-2:], ())
    return tuple((ending, head) for ending, head in listed if low.endswith(ending) and len(low) > len(ending) + 2)


def _tail(body: str, language: str, words: Words) -> int:
    """How many characters at the end of a word are a token of their own: the genitive's, "-based" behind a name, or the noun
    of a Dutch compound ("Philips-ceo", "EFRO-project")."""
    if len(body) > 2 and body[-1] in "sS" and body[-2] in "'’":
        return 2
    if "-" in body and body[0].isupper() and (suffix := BASED.search(body)):
        return suffix.end() - suffix.start()
    if (
        language == "nl"
        and "-" in body
        and (body[0].isupper() or body[0].isdigit() or "." in body)
        and (suffix := DUTCH_COMPOUND.search(body))
    ):
        noun = flat(suffix["noun"]).strip()
        if body[0].isdigit():
            return suffix.end() - suffix.start() if noun == "gecertificeerd" else 0
        parts = [noun[cut:] for cut in range(max(len(noun) - 3, 1))]  # a compound is known by its last noun
        if any(part in words.common or part in words.ordinary or part in words.roles for part in parts):
            return suffix.end() - suffix.start()
    return 0


def _shape(body: str) -> tuple[str, bool, bool, bool]:
    """The flat form of a word, and whether it has a capital first, a brand's shape, capitals only."""
    flattened = flat(body)
    if body.isalpha():
        if body.islower():
            return flattened, False, False, False
        if body[1:].islower():
            return flattened, body[0].isupper(), False, False
    low = flattened.strip().replace("  ", " ")
    if body.isdigit():
        return low, False, False, False
    letters = [c for c in body if c.isalpha()]
    upper = len(letters) > 1 and all(c.isupper() for c in letters)
    odd = (body[-1] not in ".'’" or body.count(".") > 2) and (upper or _odd(body, letters))
    return low, body[0].isupper(), odd, upper


def _odd(body: str, letters: list[str]) -> bool:
    """Capitals inside the word, or letters glued to leading digits with a capital: shapes of brands."""
    if not letters:
        return False
    parts = [SCOTTISH.sub("", part) for part in SEPARATORS.split(body)]
    if any(CAPITAL_INSIDE.search(part) for part in parts):
        return True
    if body[0].isdigit():
        return "-" not in body and len(letters) >= 3 and letters[0].isupper()
    return len(parts) > 1 and parts[0].islower() and len(parts[0]) == 1 and parts[1][:1].isupper()
