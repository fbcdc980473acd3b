"""A text that tells somebody's life is about that person: what is dated there happened to them, not to the names it passes."""

import pytest
from marked_text import read_marked

LIVES = {
    "en": "[P:Ada Velmor], born in [L:Denham] on 3 May 1888, was a painter. She studied at the [O:Denham School]. "
    "She lived in [L:Merrow] for a time. In 1914 she left for the coast. In 1921 she sold her studio.",
    "de": "[P:Ada Velmor] (* 3. Mai 1888 in [L:Denheim]) war eine Malerin. Sie lernte an der [O:Schule Denheim]. "
    "Sie wohnte lange in [L:Merrau]. Im Jahr 1914 zog sie an die Küste. 1921 verkaufte sie ihr Atelier.",
    "fr": "[P:Ada Velmor], née à [L:Denville] le 3 mai 1888, est une peintre. Elle étudie à l'[O:École de Denville]. "
    "Elle habite longtemps à [L:Merrou]. En 1914, elle part sur la côte. En 1921, elle vend son atelier.",
    "nl": "[P:Ada Velmor] werd op 3 mei 1888 te [L:Denhem] geboren. Zij leerde aan de [O:School Denhem]. "
    "Zij woonde lang in [L:Merrou]. In 1914 trok zij naar de kust. In 1921 verkocht zij haar atelier.",
}


@pytest.mark.parametrize("language", LIVES)
def test_dates_of_a_life_are_told_of_the_person(language: str) -> None:
    claims = read_marked(LIVES[language], language).claims
    happened = {(claim.subject, claim.value.edtf) for claim in claims if claim.property == "happened"}
    assert {("Ada Velmor", "1914"), ("Ada Velmor", "1921")} <= happened


def test_a_person_who_is_only_quoted_is_not_what_the_text_is_about() -> None:
    text = (
        "[O:Cobaltis] opens a hall. “We grow,” says [P:Ada Velmor] of [O:Cobaltis]. [P:Ada Velmor] leads the team. "
        "[P:Ada Velmor] was pleased. [P:Ada Velmor] thanked the staff. Opened in 2004, the hall is full."
    )
    claims = read_marked(text, "en").claims
    assert not [claim for claim in claims if claim.subject == "Ada Velmor" and claim.value.edtf == "2004"]
