"""The registers in which a territory looks its actors up, as ``territory.toml`` names them.

Invariant: each register is named once. Whether it is there is not asked here: a territory may be carried to where it is not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dentelle.errors import phrase
from dentelle.territory.licences import PUBLISH
from dentelle.territory.toml_table import Table

__all__ = ["RULE_KEYS", "RegisterRule", "registers"]

RULE_KEYS = ("title", "publisher", "licence", "trust", "publish", "url")
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class RegisterRule:
    """What ``territory.toml`` says of the register ``name``; the rest as in a rule about files."""

    name: str
    title: str = ""
    publisher: str = ""
    licence: str = "unknown"
    trust: float = 0.9
    publish: str = "quote"
    url: str = ""


def registers(top: Table, licence: Callable[[Table], tuple[str, str]], url: Callable[[Table], str]) -> tuple[RegisterRule, ...]:
    """The registers that ``top`` names, sorted: a list of names, or a table each. ``licence`` and ``url`` read these keys."""
    if not isinstance(top.values.get("registers"), dict):
        return _named(top)
    every = top.table("registers", "[registers]")
    rules = []
    for name in sorted(every.values):
        if not NAME.fullmatch(name):
            every.wrong(name, *_fault(name))
            continue
        table = every.table(name, f"[registers.{name}]")
        written, allowed = licence(table)
        rules.append(
            RegisterRule(
                name,
                title=table.text("title"),
                publisher=table.text("publisher"),
                licence=written,
                trust=table.number("trust", RegisterRule(name).trust, 0, 1),
                publish=table.choice("publish", PUBLISH, allowed),
                url=url(table),
            )
        )
        table.close()
    return tuple(rules)


def _named(top: Table) -> tuple[RegisterRule, ...]:
    found: list[str] = []
    for number, name in top.texts("registers"):
        if not NAME.fullmatch(name):
            top.wrong("registers", *_fault(name), number)
        elif name in found:
            top.wrong("registers", phrase('"%(name)s" stands twice', name=name), phrase("Keep it once"), number)
        else:
            found.append(name)
    return tuple(RegisterRule(name) for name in sorted(found))


def _fault(name: str) -> tuple[str, str]:
    right = phrase("Write it as dentelle register list does: small letters, digits, hyphens and underscores")
    return phrase('"%(name)s" cannot be the name of a register', name=name), right
