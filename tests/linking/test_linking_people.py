"""People's names: what an archivist would join, ask about, or keep apart."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dentelle.linking import Linking, link
from dentelle.linking.persons import person
from dentelle.model import Leaf, PairDecision, leaf_id


def leaf(source: str, name: str) -> Leaf:
    return Leaf(leaf_id(source, "person", name), source, "person", name, (name,), strong=True)


def said(linking: Linking) -> str:
    if len(linking.clusters) == 1:
        return "match"
    return "review" if linking.pairs else "none"


PAIRS = (
    # initials: two that fit the only bearer are enough, one is not
    ("J.-B. Carpeaux", "Jean-Baptiste Carpeaux", "match"),
    ("J.B. CARPEAUX", "Jean Baptiste Carpeaux", "match"),
    ("J. Dupont", "Jean Dupont", "review"),
    ("J. Carpeaux", "Jean-Baptiste Carpeaux", "review"),
    ("J.-B. Carpeaux", "Jean-Paul Carpeaux", "none"),
    ("J.-B. Carpeaux", "B. Carpeaux", "none"),
    # order: a comma or capitals tell the surname, else a question
    ("Carpeaux, Jean-Baptiste", "Jean-Baptiste Carpeaux", "match"),
    ("DUPONT Jean", "Jean Dupont", "match"),
    ("Dupont Jean", "Jean Dupont", "review"),
    ("Carpeaux Jean-Baptiste", "Jean-Baptiste Carpeaux", "review"),
    # particles: written together or apart, but never left out without a question
    ("Griet Vanhaverbeke", "Griet Van Haverbeke", "match"),
    ("Jean de la Fontaine", "Jean de La Fontaine", "match"),
    ("Jean de La Fontaine", "Jean La Fontaine", "review"),
    ("Charles de Gaulle", "Général de Gaulle", "review"),
    # titles: no part of the name, but a lady is no gentleman
    ("Prof. Dr. Anna Schmidt", "Anna Schmidt", "match"),
    ("Mme Anne Le Goff", "Anne Le Goff", "match"),
    ("Sœur Marie Blanc", "Marie Blanc", "match"),
    ("Mme Dominique Blanc", "M. Dominique Blanc", "none"),
    ("Frau Huber", "Herr Huber", "none"),
    ("M. Dupont", "Jean Dupont", "review"),
    ("Stephen King", "Stephen Graf", "none"),
    # generations
    ("Alexandre Dumas père", "Alexandre Dumas fils", "none"),
    ("Alexandre Dumas", "Alexandre Dumas fils", "review"),
    # longer and shorter names
    ("Marie Dupont", "Marie Dupont-Durand", "review"),
    ("Jean Dupont", "Jean Pierre Dupont", "review"),
    ("Anna Huber (geb. Maier)", "Anna Huber", "match"),
    ("Anna Huber (geb. Maier)", "Anna Maier", "review"),
    ("Marie Lemoine", "Marie Lemoine, épouse Caron", "match"),
    # rulers, popes and saints, who have one name in each language
    ("Philippe le Bon", "Filips de Goede", "match"),
    ("Marie de Bourgogne", "Maria von Burgund", "match"),
    ("Thierry d'Alsace", "Diederik van de Elzas", "match"),
    ("Richard Cœur de Lion", "Richard Löwenherz", "match"),
    ("Lodewijk XIV", "Louis XIV", "match"),
    ("Karel V", "Charles Quint", "review"),
    ("Frédéric II", "Friedrich II. von Hohenstaufen", "review"),
    ("Balduin V. von Hennegau", "Boudewijn VI van Henegouwen", "none"),
    ("Jean le Bon", "Jean Lebon", "none"),
    ("Karl Schweiger", "Charles le Taciturne", "none"),
    ("pape Jean-Paul II", "paus Johannes Paulus II", "match"),
    ("Clément V", "pape Clément V", "review"),
    ("saint Géry", "Sint-Gorik", "match"),
    ("saint Martin", "Saint Martial", "none"),
    ("saint Vincent", "Vincent de Paul", "none"),
    # spelling
    ("Jérôme Lefèbvre", "JEROME LEFEBVRE", "match"),
    ("Hans Müller", "Hans Mueller", "review"),
    ("Jean Dupont", "Jean Dupond", "review"),
    # namesakes
    ("Jean Dupont", "Jeanne Dupont", "none"),
    ("Michel Martin", "Michèle Martin", "none"),
    ("Anna Schmidt", "Anne Schmidt", "none"),
    ("Jean Pierre Dupont", "Jean Paul Dupont", "none"),
)


@pytest.mark.parametrize(("left", "right", "decision"), PAIRS)
def test_two_names_in_two_sources(left: str, right: str, decision: str) -> None:
    assert said(link([leaf("a", left), leaf("b", right)], [])) == decision
    assert said(link([leaf("a", right), leaf("b", left)], [])) == decision


@pytest.mark.parametrize("short", ["J. Dupont", "Dupont", "M. Dupont"])
def test_one_source_that_gives_the_full_name_decides(short: str) -> None:
    full, abbreviated = leaf("a", "Jean Dupont"), leaf("a", short)
    assert said(link([full, abbreviated], [])) == "match"
    linking = link([full, abbreviated, leaf("a", "Jacques Dupont")], [])
    assert len(linking.clusters) == 3
    assert {pair.decision for pair in linking.pairs} == {"review"}


def test_a_judgement_of_a_person_stands_above_names() -> None:
    one, other = leaf("a", "Anna Schmidt"), leaf("b", "Anne Schmidt")
    assert said(link([one, other], [PairDecision(one.id, other.id, "same")])) == "match"


GIVEN = ("Jean", "Jacques", "Anne", "Anna", "Jean-Baptiste", "Jean-Paul", "Marie")
SHORT = ("", "J. ", "J.-B. ", "A. ", "M. ", "Mme ", "Dr ")


@given(
    st.lists(
        st.builds(
            lambda source, name: leaf(source, name),
            st.sampled_from("abc"),
            st.builds(lambda lead: f"{lead.strip()} Dupont".strip(), st.sampled_from((*GIVEN, *SHORT))),
        ),
        unique_by=lambda one: one.id,
        max_size=14,
    )
)
@settings(max_examples=150)
def test_namesakes_with_different_given_names_never_stand_together(leaves: list[Leaf]) -> None:
    for cluster in link(leaves, []).clusters:
        full = {person(text).given for text, _, _ in cluster.names if not person(text).bare and not person(text).abbreviated}
        for one, other in itertools.combinations(full, 2):
            assert one[: len(other)] == other[: len(one)], cluster.names
