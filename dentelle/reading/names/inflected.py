"""Head nouns in a case or a number that the lists do not have: "des Wettbewerbs", "les expositions", "the projects"."""

from dentelle.reading.names.forms import forms_of
from dentelle.reading.names.sentence import Clause, HeadAt
from dentelle.reading.names.wholes_dutch import small_head
from dentelle.reading.names.wordlists import endings

__all__ = ["inflected_head"]

LEAST_STEM = 4  # letters


def inflected_head(clause: Clause, index: int) -> HeadAt | None:
    """The head noun of the sentence's language at token ``index``, also in the genitive or the plural."""
    found = small_head(clause, index)
    form = clause.forms[index]
    if found is not None or not form.word or form.function:
        return found
    for ending in endings(clause.language, "noun_endings"):
        stem = form.text.removesuffix(ending)
        if stem == form.text or len(stem) < LEAST_STEM:
            continue
        whole = forms_of(clause.language)[stem]
        heads = [head for head in whole.heads if head.language == clause.language and len(head.words) == 1]
        heads += [head for _, head in whole.compound if head.type != "street"]
        if heads:
            return HeadAt(heads[0], index, index + 1)
    return None
