"""The words of our trade in four languages, and what makes words of one or several languages comparable: what the matching of
needs and the search share.
"""

from dentelle.lexicon.concepts import KINDS, Concept, Saying, lexicon, sayings, wider
from dentelle.lexicon.small import small_words
from dentelle.lexicon.stems import cognate, stem, words

__all__ = ["KINDS", "Concept", "Saying", "cognate", "lexicon", "sayings", "small_words", "stem", "wider", "words"]
