"""Findings as sentences in the reader's language."""

from dentelle import checking
from dentelle.web.queries.findings import ShownFinding


def sentence(finding: ShownFinding, language: str) -> str:
    """What ``finding`` says in ``language``; a check that this version no longer knows keeps its English sentence."""
    try:
        return checking.sentence(finding.check, finding.data, language)
    except KeyError:
        return finding.message
