"""Findings as sentences in the reader's language."""

from dentelle.web.queries.findings import ShownFinding


def sentence(finding: ShownFinding, language: str) -> str:
    """What ``finding`` says in ``language``; the check's English sentence where it has no other."""
    return finding.message
