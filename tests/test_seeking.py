"""A seeker passes over no text in which a name is found."""

import random

import msgspec

from dentelle.linking.person_forms import written_forms
from dentelle.tombstones import HIDDEN, Seeker, Stones, make

NAMES = ("Hélène Strauß-Vœsson", "Jean-Baptiste Li", "Anne Dubois de Croÿ")
WAYS = (
    str.upper,
    str.casefold,
    lambda name: name.replace(" ", "\n"),
    lambda name: name.replace("é", "e\u0301").replace("ô", "o\u0302"),
    lambda name: f"{name[:4]}-\n{name[4:]}",
    lambda name: f"{name[:7]}\u00ad{name[7:]}",
    lambda name: " ".join(reversed(name.split(" ", 1))),
    lambda name: name.replace("-", "\u2011").replace("œ", "oe"),
    lambda name: f"_{name}_",
)


def test_no_name_is_passed_over() -> None:
    chance = random.Random(4)
    for name in NAMES:
        forms = written_forms(name)
        stones, seeker = Stones([make(HIDDEN, ((form, "") for form in forms))]), Seeker(forms)
        for _ in range(150):
            text = chance.choice(WAYS)(chance.choice(WAYS)(name))
            text = (
                chance.choice(("", "x" * chance.randrange(90), "Mme ", "A"))
                + chance.choice(("", " "))
                + text
                + chance.choice(("", " dit", "s"))
            )
            if stones.found(text):
                assert seeker.may_name("", text)
                assert seeker.may_name("", msgspec.msgpack.encode((chance.randrange(70_000), text, "é" * chance.randrange(70))))


def test_others_are_passed_over_unless_their_source_may_always_name_somebody() -> None:
    seeker = Seeker(written_forms("Anne Dubois"), ["a"])
    assert not seeker.may_name("b", "Anne Martin et Paul Dubosc, Annette Duboisset")
    assert seeker.may_name("a", "Paul Martin")
