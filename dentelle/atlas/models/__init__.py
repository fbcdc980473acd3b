from dentelle.atlas.models.accounts import ROLES, Invitation, RecordOwner, User
from dentelle.atlas.models.audit import AuditLine, AuditOpening
from dentelle.atlas.models.changed import ChangedUnit
from dentelle.atlas.models.desk import Assignment, Call, Lease, NotedAddress, Settlement
from dentelle.atlas.models.hand import HandFact, Proposal
from dentelle.atlas.models.imports import ListImport, ListMapping
from dentelle.atlas.models.jobs import Job
from dentelle.atlas.models.kept import (
    ClaimJudgement,
    Identity,
    IdentityLeaf,
    PairJudgement,
    Publication,
    Run,
    RunChange,
    Source,
)
from dentelle.atlas.models.made import (
    ClaimRow,
    ContributionRow,
    DocumentRow,
    EntityRow,
    FacetRow,
    FactRow,
    FindingEntity,
    FindingRow,
    NameRow,
    ReadingCache,
    ReviewRow,
    SpanRow,
    UnitRow,
)
from dentelle.atlas.models.network import NetworkNode
from dentelle.atlas.models.privacy import Sealed, Tombstone
from dentelle.atlas.models.reports import Report
from dentelle.atlas.models.versioned import FOR_EVER, Versioned

__all__ = [
    "FOR_EVER",
    "ROLES",
    "Assignment",
    "AuditLine",
    "AuditOpening",
    "Call",
    "ChangedUnit",
    "ClaimJudgement",
    "ClaimRow",
    "ContributionRow",
    "DocumentRow",
    "EntityRow",
    "FacetRow",
    "FactRow",
    "FindingEntity",
    "FindingRow",
    "HandFact",
    "Identity",
    "IdentityLeaf",
    "Invitation",
    "Job",
    "Lease",
    "ListImport",
    "ListMapping",
    "NameRow",
    "NetworkNode",
    "NotedAddress",
    "PairJudgement",
    "Proposal",
    "Publication",
    "ReadingCache",
    "RecordOwner",
    "Report",
    "ReviewRow",
    "Run",
    "RunChange",
    "Sealed",
    "Settlement",
    "Source",
    "SpanRow",
    "Tombstone",
    "UnitRow",
    "User",
    "Versioned",
]
