"""What the incubator keeps: the house, the ledger of small aid, admission, and what became of those who left."""

from dentelle.hub.incubator.models.admission import (
    ADMITTED,
    APPLICATION_STATES,
    DECISIONS,
    DRAFT,
    LISTED,
    REFUSED,
    SENT,
    TAKEN_BACK,
    Application,
    Attachment,
    Ballot,
    Call,
    Criterion,
    Juror,
    Score,
)  # fmt: skip
from dentelle.hub.incubator.models.alumni import Look, Seen
from dentelle.hub.incubator.models.house import (
    HOUSED,
    STATES,
    WAITING,
    WITHDRAWN,
    Building,
    Firm,
    Room,
    RoomPrice,
    RoomTerms,
    Scenario,
    ScenarioRoom,
    Site,
    Stay,
    Wait,
)  # fmt: skip
from dentelle.hub.incubator.models.ledger import Aid, MarketRent

__all__ = [
    "ADMITTED", "APPLICATION_STATES", "DECISIONS", "DRAFT", "HOUSED", "LISTED", "REFUSED", "SENT", "STATES",
    "TAKEN_BACK", "WAITING", "WITHDRAWN", "Aid", "Application", "Attachment", "Ballot", "Building", "Call", "Criterion",
    "Firm", "Juror", "Look", "MarketRent", "Room", "RoomPrice", "RoomTerms", "Scenario", "ScenarioRoom", "Score",
    "Seen", "Site", "Stay", "Wait",
]  # fmt: skip
