"""What can be said: kinds of things, properties, themes, and the domains of a charter, labelled in four languages.

Everything is read from the files in ``data/``; loading names file and line of a fault (``VocabularyError``).
"""

from dentelle.vocabulary.counted import Counted, counted
from dentelle.vocabulary.dated import when
from dentelle.vocabulary.domains import match_domain
from dentelle.vocabulary.labels import inverse_label, label, plural, qualifier_label, theme_label
from dentelle.vocabulary.properties import DOCUMENT, Property, Term, prop, properties, qualifiers, themes
from dentelle.vocabulary.skos import Concept, Scheme, scheme
from dentelle.vocabulary.tree import COARSE_KINDS, Kind, coarse, is_a, kind, kinds
from dentelle.vocabulary.values import days, disagree, without_wording

__all__ = [
    "COARSE_KINDS",
    "DOCUMENT",
    "Concept",
    "Counted",
    "Kind",
    "Property",
    "Scheme",
    "Term",
    "coarse",
    "counted",
    "days",
    "disagree",
    "inverse_label",
    "is_a",
    "kind",
    "kinds",
    "label",
    "match_domain",
    "plural",
    "prop",
    "properties",
    "qualifier_label",
    "qualifiers",
    "scheme",
    "theme_label",
    "themes",
    "when",
    "without_wording",
]
