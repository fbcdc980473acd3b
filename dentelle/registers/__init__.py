"""Public registers: identifiers that can be checked, and the places that a name may mean."""

from dentelle.registers.identifiers import SCHEMES, Identifier, recognise, validate
from dentelle.registers.places import lookup_place

__all__ = ["SCHEMES", "Identifier", "lookup_place", "recognise", "validate"]
