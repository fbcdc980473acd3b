"""How pages name entities: ``atlas.names``, which the apps of ``hub`` ask, too."""

from dentelle.atlas.browsing.names import LONGEST, Name, name_of, names_of

__all__ = ["LONGEST", "Name", "name_of", "names_of"]
