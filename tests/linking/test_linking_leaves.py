"""A reading's names as leaves."""

from dentelle.linking import leaves
from dentelle.model import THE_DOCUMENT, Claim, Mention, Passage, Reading, Value, ValueType, leaf_id

PASSAGE = Passage(0, 1, "x")


def mention(name: str, text: str, **more: object) -> Mention:
    return Mention("organisation", name, text, 0, 1, "rule", **more)  # type: ignore[arg-type]


def test_one_leaf_for_each_fullest_name_with_all_its_forms() -> None:
    reading = Reading(
        "s",
        "p",
        "fr",
        mentions=(
            mention("Université de Mons", "Université de Mons", type="university", strong=True),
            mention("Université de Mons", "UMONS"),
            mention("Université de Mons", "Université\nde Mons"),
            mention("Université de Mons", "l'université", described=True),
        ),
    )
    (leaf,) = leaves(reading, "s")
    assert leaf.id == leaf_id("s", "organisation", "Université de Mons")
    assert leaf.names == ("UMONS", "Université de Mons")
    assert (leaf.type, leaf.language, leaf.strong) == ("university", "fr", True)


def test_both_ends_of_every_claim_have_a_leaf() -> None:
    town = Value(ValueType.ENTITY, "Mons", kind="place")
    claims = (
        Claim("Grisou", "organisation", "located_in", town, PASSAGE),
        Claim(THE_DOCUMENT, "document", "author", Value(ValueType.ENTITY, "Anne Le Goff", kind="person"), PASSAGE),
    )
    found = {leaf.id for leaf in leaves(Reading("s", "p", "fr", claims=claims[:1], denied=claims[1:]), "s")}
    assert found == {
        leaf_id("s", "organisation", "Grisou"),
        leaf_id("s", "place", "Mons"),
        leaf_id("s", "person", "Anne Le Goff"),
    }
