"""The territory: one folder of files, and ``territory.toml`` that says what they are and where they come from."""

from dentelle.territory.declaration import FIELDS, KEYS, SourceRule, Territory, init, load
from dentelle.territory.folder import FILE_NAME, STATE_FOLDER, Seen
from dentelle.territory.licences import PUBLISH, licences
from dentelle.territory.maps import MapRule
from dentelle.territory.registers import RegisterRule

__all__ = [
    "FIELDS",
    "FILE_NAME",
    "KEYS",
    "PUBLISH",
    "STATE_FOLDER",
    "MapRule",
    "RegisterRule",
    "Seen",
    "SourceRule",
    "Territory",
    "init",
    "licences",
    "load",
]
