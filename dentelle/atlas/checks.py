"""Hands facts, claims and readings to the checks, in the form in which ``checking`` takes them."""

from collections.abc import Mapping, Sequence

from dentelle.atlas.contribution import Contribution
from dentelle.atlas.rules import Rules
from dentelle.atlas.state import State
from dentelle.model import Fact, Finding, LinkedClaim


def entity_findings(entity: str, facts: Sequence[Fact], claims: Sequence[LinkedClaim], rules: Rules) -> tuple[Finding, ...]:
    """What the checks say of one promoted entity."""
    return ()


def source_findings(source: str, said: Contribution, claims: Sequence[LinkedClaim], state: State) -> tuple[Finding, ...]:
    """What the checks say of one source: ``claims`` are all of its claims."""
    return ()


def page_findings(page: str, versions: Mapping[str, Sequence[LinkedClaim]], state: State) -> tuple[Finding, ...]:
    """What the checks say of the versions of one page; ``versions`` are claims by source."""
    return ()


def pair_findings(state: State) -> tuple[Finding, ...]:
    """The pairs that a person should look at."""
    return ()
