"""The territory: one folder of files, and ``territory.toml`` that says what they are and where they come from.

Invariants: ``load`` returns a territory without a mistake or raises one ``TerritoryError`` that holds them all, each with its
line and what would be right; no path of a territory leaves its folder; ``files`` and ``rule_for`` depend on nothing but the
folder and its ``territory.toml``; nothing is published in full unless its licence or a person says so.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

from dentelle.errors import Problem, TerritoryError, VocabularyError, phrase
from dentelle.folding import digest
from dentelle.given import Acceptance, Limits
from dentelle.model import LANGUAGES
from dentelle.territory.folder import FILE_NAME, Seen, is_file, path_fault, walk
from dentelle.territory.maps import MAP_KEYS, MapRule, map_rule
from dentelle.territory.perimeter import code_fault, communes
from dentelle.territory.privacy import PRIVACY_KEYS, PrivacyRule, privacy_rule
from dentelle.territory.registers import RULE_KEYS, RegisterRule, registers
from dentelle.territory.source_rules import FIELDS, SOURCE_KEYS, SourceRule, licence_of, source_rules, url_of
from dentelle.territory.toml_table import Mistakes, Table
from dentelle.territory.toml_text import parse_toml

INBOX = "inbox"

TOP_KEYS = (
    "name",
    "languages",
    "perimeter",
    "domains",
    "publisher",
    "contact",
    "acceptance",
    "limits",
    "map",
    "privacy",
    "registers",
)
KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "": (*TOP_KEYS, "sources"),
        "[name]": LANGUAGES,
        "[acceptance]": ("threshold", "properties"),
        "[limits]": tuple(limit.name for limit in fields(Limits)),
        "[map]": MAP_KEYS,
        "[privacy]": PRIVACY_KEYS,
        "[[sources]]": SOURCE_KEYS,
        "[sources.columns]": FIELDS,
        "[registers.NAME]": RULE_KEYS,
    }
)

HIGHEST = {"file_bytes": 10**11, "text_characters": 10**9, "pages": 10**6, "rows": 10**9, "memory_bytes": 10**12}
HIGHEST_SECONDS = 86_400
MOST_WORKERS = 256


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory as declared. ``digest`` changes with any value that is declared, not with comments or spaces."""

    folder: Path
    names: Mapping[str, str]
    languages: tuple[str, ...] = LANGUAGES
    perimeter: tuple[str, ...] = ()
    sources: tuple[SourceRule, ...] = ()
    acceptance: Acceptance = field(default_factory=Acceptance)
    limits: Limits = field(default_factory=Limits)
    domains: Path | None = None
    publisher: str = ""
    contact: str = ""
    registers: tuple[RegisterRule, ...] = ()
    map: MapRule = field(default_factory=MapRule)
    privacy: PrivacyRule = field(default_factory=PrivacyRule)
    digest: str = ""
    warnings: tuple[Problem, ...] = ()

    def name(self, language: str) -> str:
        """The territory's name in ``language``, else in the first language that has one."""
        return self.names.get(language) or next(iter(self.names.values()), "")

    def communes(self) -> frozenset[str]:
        """The INSEE codes of all communes inside the perimeter; empty where none is declared."""
        return communes(self.perimeter)

    def rule_for(self, path: str) -> SourceRule:
        """The rule of the file at ``path`` (below the folder, with /): one that names it, else the first whose glob fits.

        A file that no rule covers gets the most careful one: unknown licence, quotes only.
        """
        for rule in self.sources:
            if path in rule.paths:
                return rule
        return next((rule for rule in self.sources if rule.covers(path)), SourceRule())

    def files(self) -> tuple[str, ...]:
        """The sorted paths (below the folder, with /) of the files that are there now and that a rule covers."""
        return self.look().files

    def look(self) -> Seen:
        """What lies in the folder now, parted by whether a rule covers it."""
        walked = walk(self.folder)
        named = {path for rule in self.sources for path in rule.paths if is_file(self.folder / path)}
        covered = {path for path in walked.files if self.covers(path)}
        own = {self.map.outlines, self.domains.relative_to(self.folder).as_posix() if self.domains else ""}
        return Seen(tuple(sorted(named | covered)), tuple(sorted({*walked.files} - covered - own)), walked.closed)

    def covers(self, path: str) -> bool:
        """Whether a rule speaks of the file at ``path``."""
        return any(rule.covers(path) for rule in self.sources)


def load(folder: Path) -> Territory:
    """The territory of ``folder``. Raises TerritoryError with every mistake of its ``territory.toml`` at once."""
    return parse(folder, read_text(folder / FILE_NAME))


def parse(folder: Path, text: str) -> Territory:
    """The territory of ``folder`` if ``text`` were its ``territory.toml``. Raises TerritoryError as ``load`` does."""
    parsed = parse_toml(text)
    mistakes = Mistakes(problems=list(parsed.problems), homes=_homes())
    territory = _territory(folder, Table(parsed, mistakes, parsed.values, (), "territory.toml"), broken=bool(parsed.problems))
    if mistakes.problems:
        raise TerritoryError(str(folder / FILE_NAME), tuple(sorted(set(mistakes.problems), key=lambda p: (p.line, p.wrong))))
    return territory


def init(folder: Path) -> Path:
    """Write a commented ``territory.toml`` and an empty inbox into ``folder`` and return the file's path.

    Raises TerritoryError where there is a territory already: nothing is ever overwritten.
    """
    path = folder / FILE_NAME
    text = (Path(__file__).parent / "template.toml").read_text(encoding="utf-8")
    name = folder.resolve().name
    if name and name.isprintable():
        text = text.replace('"My territory"', json.dumps(name, ensure_ascii=False), 1)
    try:
        (folder / INBOX).mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        there = phrase("it") if str(error.filename) == str(path) else f'"{error.filename}"'
        raise TerritoryError(
            str(path), (Problem(0, phrase("%(there)s exists already", there=there), phrase("Choose another folder, or edit it")),)
        ) from error
    except OSError as error:
        raise TerritoryError(
            str(path),
            (Problem(0, phrase("it cannot be written: %(strerror)s", strerror=error.strerror), phrase("Choose another folder")),),
        ) from error
    return path


def read_text(path: Path) -> str:
    """The text of ``path``. Raises TerritoryError where it cannot be read or is not UTF-8."""
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TerritoryError(
            str(path), (Problem(line, phrase("this is not UTF-8"), phrase("Save the file as UTF-8")),)
        ) from error
    except FileNotFoundError as error:
        raise TerritoryError(
            str(path), (Problem(0, phrase("there is no such file"), phrase("Make one with: dentelle init DIR")),)
        ) from error
    except (OSError, ValueError) as error:
        raise TerritoryError(
            str(path), (Problem(0, phrase("it cannot be read: %(error)s", error=error), phrase("Check the file and its rights")),)
        ) from error


def _homes() -> dict[str, str]:
    """Where each key of the file belongs, for messages about one that stands elsewhere."""
    places = [
        (
            key,
            phrase("It belongs in %(table)s", table=table) if table else phrase("It belongs at the top, before the first table"),
        )
        for table, keys in KEYS.items()
        for key in keys
    ]
    return dict(place for place in reversed(places) if place[0] not in LANGUAGES)


def _territory(folder: Path, top: Table, *, broken: bool) -> Territory:
    """``broken``: the text has syntax mistakes, so that a missing key proves nothing."""
    names = _names(top)
    if not names and "name" not in top.values and not broken:
        top.wrong("name", phrase("the territory has no name"), phrase('Write name = "…" at the top'))
    territory = Territory(
        folder=folder,
        names=names,
        languages=_languages(top),
        perimeter=_perimeter(top),
        domains=_domains(folder, top),
        publisher=top.text("publisher"),
        contact=top.text("contact"),
        acceptance=_acceptance(top),
        limits=_limits(top),
        registers=registers(top, licence_of, url_of),
        map=map_rule(folder, top),
        privacy=privacy_rule(top, url_of),
        sources=source_rules(folder, top),
        digest=_digest(folder, top),
        warnings=tuple(top.mistakes.warnings),
    )
    top.close()
    return territory


def _digest(folder: Path, top: Table) -> str:
    declared = json.dumps(top.values, sort_keys=True, default=str, ensure_ascii=True)
    domains = top.values.get("domains")
    try:
        return digest(declared, (folder / domains).read_text(encoding="utf-8") if isinstance(domains, str) else "")
    except (OSError, ValueError):
        return digest(declared)


def _names(top: Table) -> dict[str, str]:
    if not isinstance(top.values.get("name"), dict):
        name = top.text("name", right=phrase('Write name = "…", or a table [name] with fr, en, de, nl'))
        if not name and "name" in top.values and isinstance(top.values["name"], str):
            top.wrong("name", phrase("the name is empty"), phrase('Write name = "…"'))
        return dict.fromkeys(LANGUAGES, name) if name else {}
    table = top.table("name", "[name]")
    names = {language: name for language in LANGUAGES if (name := table.text(language))}
    table.close()
    if not names:
        top.wrong("name", phrase("the name is empty"), phrase('Write at least one of fr, en, de, nl: fr = "…"'))
    return names


def _languages(top: Table) -> tuple[str, ...]:
    found: list[str] = []
    for number, language in top.texts("languages"):
        if language not in LANGUAGES:
            top.wrong(
                "languages",
                phrase('"%(language)s" is not a language of Dentelle', language=language),
                phrase("Write one of: %(known)s", known=", ".join(LANGUAGES)),
                number,
            )
        elif language in found:
            top.wrong("languages", phrase('"%(language)s" stands twice', language=language), phrase("Keep it once"), number)
        else:
            found.append(language)
    return tuple(found) or LANGUAGES


def _perimeter(top: Table) -> tuple[str, ...]:
    found: list[str] = []
    for number, code in top.texts("perimeter"):
        fault = (f'"{code}" stands twice', "Keep it once") if code in found else code_fault(code)
        if fault:
            top.wrong("perimeter", *fault, number)
        else:
            found.append(code)
    return tuple(found)


def _domains(folder: Path, top: Table) -> Path | None:
    from dentelle.vocabulary import scheme

    path = top.text("domains")
    if not path:
        return None
    fault = path_fault(folder, path, walk(folder).files)
    if fault is None:
        try:
            scheme(folder / path)
        except VocabularyError as error:
            fault = (
                phrase("the scheme of domains has a fault: %(detail)s", detail=error),
                phrase("Correct that line of the scheme"),
            )
    if fault:
        top.wrong("domains", *fault)
        return None
    return folder / path


def _acceptance(top: Table) -> Acceptance:
    from dentelle.vocabulary import properties

    table = top.table("acceptance", "[acceptance]")
    threshold = table.number("threshold", Acceptance().threshold, 0, 1)
    own = table.table("properties", "[acceptance.properties]")
    known = [prop.id for prop in properties()]
    thresholds = tuple((name, own.number(name, threshold, 0, 1)) for name in known if name in own.values)
    own.asked = known
    own.close()
    table.close()
    return Acceptance(threshold=threshold, properties=tuple(sorted(thresholds)))


def _limits(top: Table) -> Limits:
    table = top.table("limits", "[limits]")
    values: dict[str, int] = {}
    for limit in fields(Limits):
        highest = MOST_WORKERS if limit.name == "workers" else HIGHEST.get(limit.name, HIGHEST_SECONDS)
        values[limit.name] = table.whole(limit.name, getattr(Limits(), limit.name), 1, highest)
    table.close()
    return Limits(**values)
