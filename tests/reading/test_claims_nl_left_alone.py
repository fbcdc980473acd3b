"""Dutch sentences that look like a claim and are none."""

import pytest
from marked_text import read_marked, said

LEFT_ALONE = (
    ("[O:Mistwerk] biedt werk aan tachtig mensen.", "| offers |"),  # a count, no service
    ("[O:Mistwerk] houdt zich bezig met waterzuivering.", "| offers |"),
    ("[P:Jan Kade] begon in 1998 bij [O:Mistwerk].", "| founded |"),  # his work there, not the firm
    ("[P:Jan Kade] begon in 1998 bij [O:Mistwerk].", "| created_by |"),
    ("In [L:Merem] houdt de vereniging [O:De Klos] het ambacht levend.", "vereniging De Klos"),
    ("De tentoonstelling [E:Zwart Water] opent op 4 mei 2019.", "| founded |"),  # a holding
    ("De [O:Faculteit Kade] van de [O:Universiteit Vallei] ligt in [L:Merem].", "Universiteit Vallei | located_in"),
    ("[O:Zephyr Lab] groeit. Elke week geven de leden van de [O:Kring Kade] demonstraties.", "leden van de Kring Kade"),
    ("De [G:Gouden Spoel] werd gewonnen door [O:Mistwerk].", "Mistwerk | created_by"),
    ("De Turkse wethouder [P:Jan Kade] woont in [L:Merem].", "| role |"),  # of no town of the page
)


@pytest.mark.parametrize(("text", "never"), LEFT_ALONE)
def test_left_alone(text: str, never: str) -> None:
    assert not [claim for claim in said(read_marked(text, "nl")) if never in claim]
