from dentelle.atlas.models.kept import (
    AuditLine,
    ClaimJudgement,
    Identity,
    IdentityLeaf,
    PairJudgement,
    Publication,
    Run,
    Source,
)
from dentelle.atlas.models.made import (
    ClaimRow,
    DocumentRow,
    EntityRow,
    FactRow,
    FindingEntity,
    FindingRow,
    NameRow,
    ReadingCache,
)

__all__ = [
    "AuditLine",
    "ClaimJudgement",
    "ClaimRow",
    "DocumentRow",
    "EntityRow",
    "FactRow",
    "FindingEntity",
    "FindingRow",
    "Identity",
    "IdentityLeaf",
    "NameRow",
    "PairJudgement",
    "Publication",
    "ReadingCache",
    "Run",
    "Source",
]
