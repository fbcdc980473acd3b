"""The territory: one folder of files, and ``territory.toml`` that says what they are and where they come from."""

from dentelle.territory.declaration import KEYS, Territory, init, load
from dentelle.territory.folder import FILE_NAME, STATE_FOLDER, Seen
from dentelle.territory.licences import PUBLISH, licences
from dentelle.territory.maps import MapRule
from dentelle.territory.privacy import PrivacyRule
from dentelle.territory.registers import RegisterRule
from dentelle.territory.source_rules import FIELDS, SourceRule

__all__ = [
    "FIELDS",
    "FILE_NAME",
    "KEYS",
    "PUBLISH",
    "STATE_FOLDER",
    "MapRule",
    "PrivacyRule",
    "RegisterRule",
    "Seen",
    "SourceRule",
    "Territory",
    "init",
    "licences",
    "load",
]
