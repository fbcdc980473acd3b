"""Drafts of claims: what a rule found, before its passage is cut and checked.

Invariant: a draft's spans are in the prepared text; only ``claims.find_claims`` turns drafts into claims.
"""

import re
from dataclasses import dataclass, field

from dentelle.model import DateMention, Figure, Mention, Modality, Value, ValueType
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot

__all__ = ["Draft", "date_value", "figure_value", "name_value", "slot_value", "text_value"]

ARTICLE = re.compile(
    r"^(?:(?:the|an?|le|la|les|des|du|une?|der|die|das|den|dem|des|eine?n?m?r?|het|de|een|its|their|ses|leurs?|son|sa|ihre?n?)\s|[ldLD]['’])",
    re.IGNORECASE,
)
GOVERNED = re.compile(  # words that open no term: what follows belongs to something else
    r"(?:with|since|and|by|for|from|avec|depuis|par|pour|chez|et|dans|mit|seit|und|von|bei|für|met|sinds|en|om|door|voor|van|bij|op|in|à|au|aux|am|im|zu|zum|zur)(?:\s|$)",
    re.IGNORECASE,
)
GROUP = re.compile(r"(?:une?|eine?|een|a)\s[^\W\d_]+(?:\s(?:d['’]?|de|of|von))?", re.IGNORECASE)
MONEY = ("EUR", "USD", "GBP")
SCALES = {
    "fr": ((1e9, "milliards"), (1e6, "millions")),
    "en": ((1e9, "billion"), (1e6, "million")),
    "de": ((1e9, "Milliarden"), (1e6, "Millionen")),
    "nl": ((1e9, "miljard"), (1e6, "miljoen")),
}
MILLIONS = re.compile(r"\d\s?(?:millionen|mio\b|millions?\b|miljoen|mln\b)", re.IGNORECASE)
DATIVE = re.compile(
    r"(?<=igte)n$|(?<=ende)n$|(?<=liche)n$|(?<=willige)n$|(?<=[a-z]er)n$|(?<=[a-z]el)n$|(?<=(?:Werk|Film)e)n$|(?<=(?:Preis)e)n$"
    r"|(?<=ätze)n$|(?<=äume)n$|(?<=äuse)n$|(?<=orte)n$|(?<=[Ss]äle)n$|(?<=ädte)n$|(?<=iebe)n$|(?<=jekte)n$|(?<=tühle)n$|(?<=werke)n$"
    r"|(?<=änge)n$|(?<=räfte)n$|(?<=onate)n$|(?<=okale)n$|(?<=ürme)n$|(?<=öfe)n$"
)
ADJECTIVE = re.compile(r"(?<=[a-zäöüß]{2})en(?=\s)")  # "mit 20 bayerischen Zentren" counts 20 bayerische
MARKS = " \t\n|,;:.–—-«»“”\"'’("


@dataclass(slots=True)
class Draft:
    """One claim in the making. ``subject`` None is the document itself.

    ``forms`` are the ways in which the text writes the value; ``needed`` the spans that the passage must hold; ``lead`` the
    span of a lead-in; ``trigger`` where, in the line's slotted text, the words stand that make the claim (cues of planning and
    denial are looked for around them).
    """

    subject: Mention | None
    property: str
    value: Value
    forms: tuple[str, ...]
    line: Line
    needed: list[tuple[int, int]]
    trigger: tuple[int, int]
    pattern: str
    confidence: float = 0.8
    lead: tuple[int, int] | None = None
    qualifiers: dict[str, str] = field(default_factory=dict)
    modality: Modality = Modality.ASSERTED
    value_key: str = field(init=False)  # ``value.key``, by which drafts are compared over and over

    def __post_init__(self) -> None:
        self.value_key = self.value.key


def date_value(date: DateMention) -> tuple[Value, tuple[str, ...]]:
    """The value of a date and its forms."""
    return Value(ValueType.DATE, date.text, edtf=date.edtf), (date.text,)


def name_value(scene: Scene, mention: Mention) -> tuple[Value, tuple[str, ...]]:
    """The value of a name and its forms."""
    return Value(ValueType.ENTITY, mention.name, kind=mention.kind), scene.forms_of(mention)


def figure_value(figure: Figure, language: str, noun: str = "") -> tuple[Value, tuple[str, ...]]:
    """The value of a figure ("11 entreprises hébergées": digits and what is counted) and its forms."""
    noun = noun or figure.noun
    if language == "de":
        noun = ADJECTIVE.sub("e", DATIVE.sub("", noun))
    if figure.unit in MONEY and not noun:
        return _sum(figure, language)
    head = (
        figure.text[: len(figure.text) - len(figure.noun)].strip()
        if figure.noun and figure.text.endswith(figure.noun)
        else figure.text
    )
    if figure.bound == "~" and GROUP.fullmatch(head):
        return Value(ValueType.NUMBER, figure.text, number=figure.number, unit=noun, language=language, bound="~"), (figure.text,)
    spelled = not any(c.isdigit() for c in head) and not figure.bound and not figure.unit and figure.number == int(figure.number)
    if spelled and " " not in head.replace("-", " "):
        head = f"{figure.number:.15g}"
    if language == "de" and not noun:
        head = DATIVE.sub("", head)  # "auf 2.900 Quadratmetern"
    written = f"{head} {noun}".strip()
    value = Value(
        ValueType.NUMBER, written, number=figure.number, unit=noun or figure.unit, language=language, bound=figure.bound
    )
    return value, (figure.text,)


def _sum(figure: Figure, language: str) -> tuple[Value, tuple[str, ...]]:
    """A sum of money with its currency as a word, however the text abbreviates it: "€4.5m" is "4.5 million euros"."""
    digits = re.search(r"\d[\d.,\s'’]*\d|\d", figure.text)
    currency = {"EUR": {"en": "euros", "fr": "euros", "de": "Euro", "nl": "euro"}[language if language in SCALES else "en"]}
    unit = currency.get(figure.unit, figure.unit)
    scales = SCALES.get(language, SCALES["en"])
    size, scale = next(((size, name) for size, name in scales if figure.number >= size), (1.0, ""))
    if digits is not None and scale == scales[0][1] and MILLIONS.search(figure.text):
        scale = scales[1][1]  # "5.720 million" are written so
    short = digits is not None and len(re.sub(r"\D", "", digits.group())) <= 5 and bool(scale)
    head = digits.group() if digits else f"{figure.number:.15g}"
    written = f"{head} {scale} {unit}" if short else f"{head} {unit}"
    written = written.replace("millions euros", "millions d'euros").replace("milliards euros", "milliards d'euros")
    if language == "fr" and figure.number < 2 * size:
        written = written.replace("millions", "million").replace("milliards", "milliard")  # "1,3 million d'euros"
    return Value(ValueType.NUMBER, written, number=figure.number, unit=figure.unit, language=language), (figure.text,)


NO_THING = re.compile(  # what points at something else: "it", "deren Reparatur"
    r"(?:es|sie|ihn|ihm|ihnen|dies|dieses|das|man|sich|sowas|welche[rs]?)$|(?:deren|dessen)\s", re.IGNORECASE
)


def text_value(words: str, language: str) -> tuple[Value, tuple[str, ...]] | None:
    """The value of plain words without article and marks; None where nothing is left."""
    plain = " ".join(words.split()).strip(MARKS)
    plain = ARTICLE.sub("", plain).strip(MARKS)
    if plain.count("(") != plain.count(")"):
        plain = plain.replace(")", "").strip(MARKS)
    if GOVERNED.match(plain) or NO_THING.match(plain) or not 2 <= len(plain) <= 120 or not any(c.isalpha() for c in plain):
        return None
    return Value(ValueType.TEXT, plain, language=language), (plain,)


def slot_value(scene: Scene, line: Line, slot: Slot) -> tuple[Value, tuple[str, ...]] | None:
    """The value that a slot stands for."""
    if isinstance(slot.item, DateMention):
        return date_value(slot.item)
    if isinstance(slot.item, Figure):
        return figure_value(slot.item, line.language)
    mention = scene.mention_of(slot, line)
    return None if mention is None else name_value(scene, mention)
