"""Needs and offers as files: JSON in, checked to the last field, and answers as JSON lines out.

Invariant: a file that is taken in is right in every field; one that is not is refused with all that is wrong, each with its file,
index and field. ``data/needs.schema.json`` and ``data/offers.schema.json`` say the same as JSON Schema.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from dentelle.errors import ExchangeError, phrase
from dentelle.hub.interface.facts import FACTS
from dentelle.hub.interface.matching import Answers
from dentelle.hub.interface.perimeter import CODE, exists
from dentelle.hub.interface.terms import FAMILIES, OPERATORS, Condition, Fact, Need, Offer, Window
from dentelle.model import LANGUAGES
from dentelle.reading.language import detect

__all__ = ["answer_line", "need_of", "offer_of", "read_needs", "read_offers"]

Told = TypeVar("Told", Need, Offer)
Warn = Callable[[str], None]
NAME = re.compile(r"[a-z][a-z0-9_]*")
MOST_PROBLEMS = 20
COUNTRY = re.compile(r"[A-Za-z]{2}")
COMMUNE = re.compile(r"[0-9][0-9AB][0-9]{3}")
DEPARTEMENT = re.compile(r"D?(?:[0-9]{2,3}|2[AB])")


class Reader:
    """One object of a file: takes its fields, and keeps what is wrong with them under their full names."""

    def __init__(self, where: str, told: object) -> None:
        self.where = where
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.told: Mapping[str, Any] = told if isinstance(told, dict) else {}
        if not isinstance(told, dict):
            self.problems.append(phrase("%(where)s: write an object in braces, not %(value)s", where=where, value=_shown(told)))

    def wrong(self, field: str, right: str, value: object) -> None:
        said = {"where": self.where, "field": field, "value": _shown(value), "right": right}
        self.problems.append(phrase("%(where)s, %(field)s: %(value)s is wrong; %(right)s", **said))

    def idle(self, field: str, why: str, value: object) -> None:
        said = {"where": self.where, "field": field, "value": _shown(value), "why": why}
        self.warnings.append(phrase("%(where)s, %(field)s: %(value)s has no effect; %(why)s", **said))

    def text(self, field: str, *, required: bool = False) -> str:
        value = self.told.get(field)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(field, phrase("write a text"), value)
            return ""
        return value

    def one_of(self, field: str, allowed: Sequence[str], *, required: bool = False) -> str:
        value = self.told.get(field)
        if value is None and not required:
            return ""
        if value not in allowed:
            self.wrong(field, phrase("use one of %(known)s", known=", ".join(allowed)), value)
            return ""
        return str(value)

    def texts(self, field: str) -> tuple[str, ...]:
        value = self.told.get(field)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self.wrong(field, phrase("write a list of texts"), value)
            return ()
        return tuple(one.strip() for one in value)

    def object(self, field: str) -> Mapping[str, Any]:
        value = self.told.get(field)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.wrong(field, phrase("write an object in braces"), value)
            return {}
        return value


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def read_needs(path: Path, warn: Warn = lambda _: None) -> tuple[Need, ...]:
    """The needs of a JSON file. ``warn`` is told what is right but will have no effect.

    Raises ExchangeError that names file, index and field of all that is wrong.
    """
    return tuple(_all(path, phrase("need"), _need, warn))


def read_offers(path: Path, warn: Warn = lambda _: None) -> tuple[Offer, ...]:
    """The offers of a JSON file; as ``read_needs``."""
    return tuple(_all(path, phrase("offer"), _offer, warn))


def need_of(told: Mapping[str, Any]) -> Need:
    """One need as the format writes it. Raises ExchangeError."""
    return _single(told, phrase("need"), _need)


def offer_of(told: Mapping[str, Any]) -> Offer:
    """One offer as the format writes it. Raises ExchangeError."""
    return _single(told, phrase("offer"), _offer)


def _single(told: object, what: str, make: Callable[[Reader], Told]) -> Told:
    reader = Reader(what, told)
    made = make(reader)
    if reader.problems:
        raise ExchangeError(*reader.problems)
    return made


def _all(path: Path, what: str, make: Callable[[Reader], Told], warn: Warn) -> list[Told]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        why = phrase("%(path)s: the file cannot be read (%(why)s); check the path", path=path, why=error.strerror)
        raise ExchangeError(why) from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        why = phrase("%(path)s: this is no JSON in UTF-8 (%(why)s); write a list in square brackets", path=path, why=error)
        raise ExchangeError(why) from error
    if not isinstance(told, list):
        raise ExchangeError(phrase("%(path)s: write a list in square brackets", path=path))
    made: list[Told] = []
    problems: list[str] = []
    seen: set[str] = set()
    for index, one in enumerate(told):
        reader = Reader(phrase("%(path)s: %(what)s %(index)s", path=path, what=what, index=index), one)
        value = make(reader)
        if value.id and value.id in seen:
            reader.wrong("id", phrase("another one has it; give each its own"), value.id)
        seen.add(value.id)
        problems += reader.problems
        for line in reader.warnings:
            warn(line)
        made.append(value)
    if problems:
        unsaid = len(problems) - MOST_PROBLEMS
        more: tuple[str, ...] = (phrase("… and %(number)s more", number=unsaid),) if unsaid > 0 else ()
        raise ExchangeError(*problems[:MOST_PROBLEMS], *more)
    return made


def _id(reader: Reader) -> str:
    value = reader.told.get("id")
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not str(value).strip():
        reader.wrong("id", phrase("write a text that no other has"), value)
        return ""
    return str(value)


def _need(reader: Reader) -> Need:
    text = reader.text("text", required=True)
    facts = {name: fact for name, told in reader.object("facts").items() if (fact := _fact(reader, name, told)) is not None}
    return Need(
        id=_id(reader),
        language=reader.one_of("language", LANGUAGES) or detect(text),
        text=text,
        facts=facts,
        wanted_family=reader.one_of("wanted_family", FAMILIES),
    )


def _fact(reader: Reader, name: str, told: object) -> Fact | None:
    """The fact as matching reads it; None when it is unknown or wrong."""
    if told is None:
        return None
    field, kind = f"facts.{name}", FACTS.get(name, "any")
    if kind == "list":
        listed = [told] if isinstance(told, str) else told
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            reader.wrong(field, phrase("write a list of texts"), told)
            return None
        if name == "wanted_area":
            for code in listed:
                _code(reader, field, code)
        return tuple(listed)
    if kind == "any" and isinstance(told, list) and all(isinstance(one, (str, bool, int, float)) for one in told):
        return tuple(told)
    _scalar(reader, field, kind, told)
    return _place(reader, name, told)


def _scalar(reader: Reader, field: str, kind: str, told: Any) -> None:
    """Notes what is wrong with a fact of one value."""
    number = isinstance(told, (int, float)) and not isinstance(told, bool)
    if kind == "boolean" and not isinstance(told, bool):
        reader.wrong(field, phrase("write true or false"), told)
    elif kind == "number" and not (number and 0 <= told < 1e15):
        reader.wrong(field, phrase("write a number of 0 or more, without quotes"), told)
    elif kind == "day" and not _day(told):
        reader.wrong(field, phrase('write a day such as "2026-09-01"'), told)
    elif kind == "text" and not isinstance(told, str):
        reader.wrong(field, phrase("write a text in quotes"), told)
    elif kind == "any" and not isinstance(told, (str, bool, int, float)):
        reader.wrong(field, phrase("write a text, a number, true or false, or a list of these"), told)


def _place(reader: Reader, name: str, told: Any) -> Fact:
    """The fact, its place checked: a commune must be in the official code unless the country is another."""
    country = reader.object("facts").get("country")
    abroad = isinstance(country, str) and country.upper() != "FR"
    if isinstance(told, str):
        if name == "country" and not COUNTRY.fullmatch(told):
            reader.wrong("facts.country", phrase('write two letters such as "FR"'), told)
        elif name == "departement" and not abroad and not (DEPARTEMENT.fullmatch(told) and exists(f"D{told.removeprefix('D')}")):
            reader.wrong("facts.departement", phrase('write the number of a département such as "59"'), told)
        elif name == "commune" and not abroad and not (COMMUNE.fullmatch(told) and exists(told)):
            reader.wrong("facts.commune", phrase('write the INSEE code of a commune such as "59606"'), told)
    fact: Fact = told
    return fact


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _code(reader: Reader, field: str, code: str) -> None:
    if CODE.fullmatch(code):
        if not exists(code):
            reader.idle(field, phrase("no commune of the official geographic code lies in it"), code)
    else:
        right = phrase('write an INSEE commune ("59606"), an EPCI ("245901160"), a département ("59"), "32", "R11" or "FR"')
        reader.wrong(field, right, code)


def _offer(reader: Reader) -> Offer:
    title, text = reader.text("title", required=True), reader.text("text")
    perimeter = reader.texts("perimeter")
    for code in perimeter:
        _code(reader, "perimeter", code)
    listed = reader.told.get("conditions") or []
    if not isinstance(listed, list):
        reader.wrong("conditions", phrase("write a list of objects"), listed)
        listed = []
    return Offer(
        id=_id(reader),
        family=reader.one_of("family", FAMILIES, required=True) or FAMILIES[0],
        language=reader.one_of("language", LANGUAGES) or detect(f"{title}. {text}"),
        title=title,
        text=text,
        perimeter=perimeter,
        domains=reader.texts("domains"),
        conditions=tuple(_condition(reader, number, one) for number, one in enumerate(listed)),
        window=_window(reader),
        attributes={name: value for name, value in reader.object("attributes").items() if isinstance(value, (str, int, float))},
        provider=reader.text("provider"),
    )


def _condition(above: Reader, number: int, told: object) -> Condition:
    reader = Reader(phrase("%(where)s, conditions[%(number)s]", where=above.where, number=number), told)
    field = reader.text("field", required=True)
    op = reader.one_of("op", OPERATORS, required=True) or "="
    value = reader.told.get("value")
    known = sorted(FACTS.keys() | {"naf_prefix"})
    scalars: list[Any] = value if isinstance(value, list) else [value]
    if field and not NAME.fullmatch(field):
        reader.wrong("field", phrase("use one of %(known)s", known=", ".join(known)), field)
    elif field and field not in known:
        why = phrase("unless needs tell this fact, it stays unknown; known are %(known)s", known=", ".join(known))
        reader.idle("field", why, field)
    if not scalars or not all(isinstance(one, (str, int, float)) for one in scalars):
        reader.wrong("value", phrase("write a text, a number, true or false, or a list of these"), value)
        scalars = [""]
    elif op in ("<", "<=", ">", ">="):
        kind = FACTS.get(field)
        if (
            isinstance(value, list)
            or (kind == "number" and (isinstance(value, (str, bool))))
            or (kind == "day" and not _day(value))
        ):
            reader.wrong("value", phrase('"%(op)s" compares with one number, or one day such as "2026-09-01"', op=op), value)
        elif kind not in ("number", "day", None):
            reader.wrong("op", phrase("%(field)s has no order; use =, in or not_in", field=field), op)
    above.problems += reader.problems
    above.warnings += reader.warnings
    return Condition(field, op, tuple(scalars) if isinstance(value, list) else scalars[0])


def _window(reader: Reader) -> Window | None:
    told = reader.object("window")
    bounds: dict[str, date | None] = {}
    for name in ("opens", "closes"):
        bounds[name] = _day(told.get(name))
        if told.get(name) is not None and bounds[name] is None:
            reader.wrong(f"window.{name}", phrase('write a day such as "2026-09-01", or null'), told.get(name))
    opens, closes = bounds["opens"], bounds["closes"]
    if opens and closes and closes < opens:
        reader.wrong("window.closes", phrase("it must not lie before the opening on %(opens)s", opens=opens), str(closes))
    return Window(opens, closes) if opens or closes else None


def answer_line(answers: Answers, most: int = 0) -> str:
    """The answers to one need as one line of JSON; ``most`` of them, 0: all."""
    told = answers[: most or len(answers)]
    return json.dumps(
        {"need": answers.need.id, "answers": list(_answers(told)), "next_question": answers.next_question}, ensure_ascii=False
    )


def _answers(told: Sequence[Any]) -> Iterator[dict[str, object]]:
    for answer in told:
        yield {
            "offer": answer.offer.id,
            "verdict": answer.verdict,
            "score": answer.score,
            "reasons": list(answer.reasons),
            "failed": list(answer.failed),
            "missing": list(answer.missing),
        }
