"""The perimeter of a territory: which codes may stand in it, and which communes they mean.

Codes, as ``territory.toml`` writes them: an INSEE commune code "59606", the SIREN of an EPCI "245901160", a département "D59" or
"D2A", a region "R32".
"""

import re
from collections.abc import Iterable

from dentelle.errors import VocabularyError, phrase

__all__ = ["code_fault", "communes"]

CODE = re.compile(r"[0-9][0-9AB][0-9]{3}|[0-9]{9}|D(?:[0-9]{2,3}|2[AB])|R[0-9]{2}")


def communes(codes: Iterable[str]) -> frozenset[str]:
    """The INSEE codes of all communes that ``codes`` mean. Raises VocabularyError naming those that do not exist."""
    from dentelle.gazetteer import perimeter

    return perimeter([code.replace("D", "departement:").replace("R", "region:") for code in codes])


def code_fault(code: str) -> tuple[str, str] | None:
    """What is wrong with ``code`` and what would be right, None when it is a code of the official geographic code."""
    if not CODE.fullmatch(code):
        right = phrase(
            'Write an INSEE code ("59606"), the SIREN of an EPCI ("245901160"), a département ("D59") or a region ("R32")'
        )
        return phrase('"%(code)s" is not a code of a perimeter', code=code), right
    try:
        communes([code])
    except VocabularyError:
        return phrase('"%(code)s" is not in the official geographic code', code=code), phrase("Look the code up on insee.fr")
    return None
