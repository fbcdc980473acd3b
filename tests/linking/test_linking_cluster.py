"""Clusters: order does not matter, judgements hold, and what earns a page."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dentelle.linking import Cluster, Linking, link
from dentelle.model import Leaf, PairDecision, leaf_id, record_leaf_id

NAMES = (
    ("organisation", "Supinfocom"),
    ("organisation", "Supinfocom Rubika"),
    ("organisation", "ITRANS"),
    ("organisation", "Landverkehrscluster ITRANS"),
    ("organisation", "CCI"),
    ("organisation", "CCI Grand Hainaut"),
    ("organisation", "Praxys SAS"),
    ("organisation", "Praxys"),
    ("place", "Gent"),
    ("place", "Ghent"),
    ("person", "J.-B. Carpeaux"),
    ("person", "Jean-Baptiste Carpeaux"),
    ("person", "Carpeaux"),
    ("person", "Charles the Bald"),
    ("person", "Karls des Kahlen"),
)


FAMILY = ("Cinemator Merlin", "Gamelia Merlin")


def leaf(source: str, kind: str, name: str, *also: str, strong: bool = True, **more: object) -> Leaf:
    return Leaf(leaf_id(source, kind, name), source, kind, name, tuple(sorted({name, *also})), strong=strong, **more)  # type: ignore[arg-type]


def row(source: str, key: str, name: str, place: str = "", **more: object) -> Leaf:
    return Leaf(record_leaf_id(source, key), source, "organisation", name, (name,), place=place, strong=True, **more)  # type: ignore[arg-type]


def together(linking: Linking, left: Leaf, right: Leaf) -> bool:
    return any(left.id in cluster.leaves and right.id in cluster.leaves for cluster in linking.clusters)


def cluster_of(linking: Linking, one: Leaf) -> Cluster:
    return next(cluster for cluster in linking.clusters if one.id in cluster.leaves)


LEAVES = st.lists(
    st.builds(lambda source, named: leaf(source, *named), st.sampled_from("abcd"), st.sampled_from(NAMES)),
    unique_by=lambda one: one.id,
    min_size=2,
    max_size=14,
)


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Leaf], list[PairDecision]]:
    leaves = draw(LEAVES)
    chosen = draw(st.lists(st.tuples(st.sampled_from(leaves), st.sampled_from(leaves)), max_size=5))
    verdicts = draw(st.lists(st.sampled_from(("same", "different", "unsure")), min_size=5, max_size=5))
    table = {}
    for (one, other), verdict in zip(chosen, verdicts, strict=False):
        left, right = sorted((one.id, other.id))
        if left != right:
            table[left, right] = PairDecision(left, right, verdict)
    return leaves, list(table.values())


@given(judged(), st.randoms(use_true_random=False))
@settings(max_examples=120)
def test_order_changes_nothing(given_: tuple[list[Leaf], list[PairDecision]], shuffled: random.Random) -> None:
    leaves, decisions = given_
    expected = link(leaves, decisions)
    shuffled.shuffle(leaves)
    shuffled.shuffle(decisions)
    assert link(leaves, decisions) == expected


@given(judged())
@settings(max_examples=120)
def test_every_leaf_stands_in_one_cluster_and_refusals_hold(given_: tuple[list[Leaf], list[PairDecision]]) -> None:
    leaves, decisions = given_
    linking = link(leaves, decisions)
    placed = [one for cluster in linking.clusters for one in cluster.leaves]
    assert sorted(placed) == sorted(one.id for one in leaves)
    where = {one: at for at, cluster in enumerate(linking.clusters) for one in cluster.leaves}
    for decision in decisions:
        if decision.verdict in {"different", "unsure"}:
            assert where[decision.left] != where[decision.right]


@given(LEAVES, st.data())
@settings(max_examples=60)
def test_same_joins_whatever_the_names(leaves: list[Leaf], data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.sampled_from(leaves), min_size=2, max_size=2, unique_by=lambda each: each.id))
    assert together(link(leaves, [PairDecision(*sorted((one.id, other.id)), "same")]), one, other)


def test_a_refusal_stops_a_chain() -> None:
    first, second, third = (
        leaf("a", "organisation", "Praxys"),
        leaf("b", "organisation", "Praxys SAS"),
        leaf("c", "organisation", "Praxys"),
    )
    linking = link([first, second, third], [PairDecision(first.id, third.id, "different")])
    assert not together(linking, first, third)
    assert together(linking, first, second) != together(linking, second, third)


def test_a_same_that_would_join_refused_leaves_is_not_obeyed() -> None:
    first, second, third = (
        leaf(source, "organisation", name) for source, name in zip("abc", ("Amito", "Octopode", "Railvox"), strict=True)
    )
    decisions = [
        PairDecision(first.id, second.id, "same"),
        PairDecision(second.id, third.id, "same"),
        PairDecision(first.id, third.id, "unsure"),
    ]
    assert not together(link([first, second, third], decisions), first, third)


def test_a_judged_pair_is_not_asked_again() -> None:
    first, second = leaf("a", "organisation", "Supinfocom"), leaf("b", "organisation", "Supinfocom Rubika")
    assert [pair.decision for pair in link([first, second], []).pairs] == ["review"]
    assert link([first, second], [PairDecision(first.id, second.id, "different")]).pairs == ()


def test_the_seeds_by_meaning() -> None:
    leaves = [leaf(source, *named) for source, named in zip("abababababababa", NAMES, strict=True)]
    linking = link(leaves, [])
    by_name = {one.name: one for one in leaves}
    assert together(linking, by_name["ITRANS"], by_name["Landverkehrscluster ITRANS"])
    assert together(linking, by_name["Charles the Bald"], by_name["Karls des Kahlen"])
    assert together(linking, by_name["Gent"], by_name["Ghent"])
    asked = {
        frozenset((pair.left.split("|")[-1], pair.right.split("|")[-1])) for pair in linking.pairs if pair.decision == "review"
    }
    assert {frozenset(("supinfocom", "supinfocom rubika")), frozenset(("cci", "cci grand hainaut"))} <= asked


def test_a_bare_surname_joins_within_its_source_only() -> None:
    full, bare = leaf("a", "person", "Jean-Baptiste Carpeaux"), leaf("a", "person", "Carpeaux")
    elsewhere = leaf("b", "person", "Carpeaux")
    linking = link([full, bare, elsewhere], [])
    assert together(linking, full, bare)
    assert not together(linking, full, elsewhere)


def test_a_bare_surname_that_two_people_bear_stays_open() -> None:
    antoine, louis, bare = (leaf("a", "person", name) for name in ("Antoine Watteau", "Louis Watteau", "Watteau"))
    assert len(link([antoine, louis, bare], []).clusters) == 3


def test_initials_that_fit_two_people_go_to_review() -> None:
    short = leaf("a", "person", "J.-P. Dupont")
    jean, jacques = leaf("b", "person", "Jean-Pierre Dupont"), leaf("c", "person", "Jean-Paul Dupont")
    assert together(link([short, jean], []), short, jean)
    linking = link([short, jean, jacques], [])
    assert len(linking.clusters) == 3
    assert {pair.decision for pair in linking.pairs} == {"review"}


def test_a_mention_that_fits_two_namesakes_joins_neither() -> None:
    denain, onnaing = row("list", "1", "Pharmacie Moderne", "Denain"), row("list", "2", "Pharmacie Moderne", "Onnaing")
    mention = leaf("text", "organisation", "Pharmacie Moderne")
    assert together(link([denain, mention], []), denain, mention)
    linking = link([denain, onnaing, mention], [])
    assert len(linking.clusters) == 3


def test_identifiers_join_and_part() -> None:
    brand = row("a", "1", "La Navette", "Denain", identifiers=(("siren", "732829320"),))
    legal = row("b", "1", "Hainaut Projets", "Denain", identifiers=(("siret", "73282932000074"),))
    sister = row("c", "1", "La Navette", "Denain", identifiers=(("siren", "552100554"),))
    linking = link([brand, legal, sister], [])
    assert together(linking, brand, legal)
    assert not together(linking, brand, sister)


def test_an_identifier_against_name_and_town_is_a_question() -> None:
    one = row("a", "1", "La Navette", "Denain", identifiers=(("siren", "732829320"),))
    other = row("b", "1", "Octopode", "Lille", identifiers=(("siren", "732829320"),))
    linking = link([one, other], [])
    assert len(linking.clusters) == 2
    assert [pair.reason_code for pair in linking.pairs] == ["identifier_contradicted"]


def test_what_earns_a_page() -> None:
    weak = leaf("a", "organisation", "Amito", strong=False)
    again = leaf("b", "organisation", "Amito", strong=False)
    assert not cluster_of(link([weak], []), weak).promoted
    assert cluster_of(link([weak, again], []), weak).promoted
    assert cluster_of(link([row("c", "1", "Amito")], []), row("c", "1", "Amito")).promoted
    assert cluster_of(link([weak], [], accepted=[weak.id]), weak).promoted


def test_one_acronym_of_one_body_in_three_languages() -> None:
    leaves = [
        leaf("a", "organisation", "Agence de l'Union européenne pour les chemins de fer", "ERA"),
        leaf("b", "organisation", "European Union Agency for Railways", "ERA"),
        leaf("c", "organisation", "Eisenbahnagentur der Europäischen Union", "ERA"),
        leaf("d", "organisation", "ERA"),
    ]
    assert len(link([*leaves[:2], leaves[3]], []).clusters) == 1
    assert len(link(leaves, []).clusters) == 1
    other = leaf("e", "organisation", "Agence de l'eau Rhin et Aisne", "ERA")
    assert len(link([leaves[0], leaves[3], other], []).clusters) == 3


def test_a_generic_name_that_could_be_short_for_many_is_not_asked_about() -> None:
    full = [
        leaf(f"s{at}", "organisation", f"Communauté French Tech {place}")
        for at, place in enumerate(("Artois", "Littoral", "Sud", "Lille"))
    ]
    bare = leaf("z", "organisation", "Communauté")
    assert len(link([bare, *full[:2]], []).pairs) == 2
    assert link([bare, *full], []).pairs == ()


def test_a_body_and_its_site_are_one_but_no_team_is_its_town() -> None:
    site, body = (
        leaf("a", "place", "Ateliers numériques de Valenciennes"),
        leaf("b", "organisation", "Ateliers Numériques de Valenciennes"),
    )
    (cluster,) = link([site, body], []).clusters
    assert cluster.kind == "organisation"
    town, team = leaf("a", "place", "Valenciennes", type="commune"), leaf("b", "organisation", "Valenciennes")
    assert len(link([town, team], []).clusters) == 2
    untyped = leaf("c", "place", "Valenciennes")
    assert not together(link([town, team, untyped], []), team, untyped)
    assert link([town, team, untyped], []).pairs[0].reason_code == "same_name"
    assert [
        pair.decision for pair in link([leaf("a", "place", "Imaginarium"), leaf("b", "organisation", "Imaginarium")], []).pairs
    ] == ["review"]


def test_what_is_known_of_areas_counts() -> None:
    nord, named = leaf("a", "place", "Nord", type="departement"), leaf("b", "place", "département du Nord", type="departement")
    assert len(link([nord, named], []).clusters) == 1
    assert len(link([leaf("a", "place", "Nord"), named], []).clusters) == 2
    short = leaf("a", "organisation", "La Porte du Hainaut", type="intercommunality")
    assert len(link([short, leaf("b", "organisation", "CA de la Porte du Hainaut")], []).clusters) == 1


def test_an_agglomeration_is_found_under_both_names_whatever_else_bears_its_town() -> None:
    short, full = leaf("a", "organisation", "Denain Métropole"), leaf("b", "organisation", "CA Denain Métropole")
    others = [leaf("c", "organisation", f"{head} de Denain") for head in ("Lycée", "Musée", "Théâtre", "Conservatoire", "Club")]
    others += [leaf("d", "organisation", f"Studio Denain {letter * 2}") for letter in "abcdefghijklm"]
    assert together(link([short, full, *others], []), short, full)


def test_many_of_one_generic_name_are_each_asked_about_once() -> None:
    leaves = [leaf(f"s{number:02}", "organisation", "CCI") for number in range(12)]
    linking = link(leaves, [])
    assert len(linking.clusters) == 12
    assert len(linking.pairs) == 11


def test_the_label_is_the_name_most_used() -> None:
    leaves = [leaf("a", "organisation", "Praxys SAS"), leaf("b", "organisation", "Praxys"), leaf("c", "organisation", "Praxys")]
    (cluster,) = link(leaves, []).clusters
    assert cluster.label == "Praxys"
    assert cluster.names == (("Praxys", "", 2), ("Praxys SAS", "", 1))


def test_pairs_stay_within_their_budget() -> None:
    shuffled = random.Random(7)
    words = [f"{a}{b}" for a in ("bal", "cor", "dim", "fen", "gal", "hor", "lun", "mar", "nov", "pel") for b in "aeiou"]
    leaves = [leaf(f"s{number % 90}", "organisation", " ".join(shuffled.sample(words, 2)).title()) for number in range(1500)]
    linking = link(leaves, [])
    assert sum(spent.pairs for spent in linking.spent) <= 20 * len(leaves)
    assert any(spent.skipped for spent in linking.spent)  # words that hundreds share are not followed


def test_a_family_of_names_is_not_asked_about_one_by_one() -> None:
    kin = [Leaf(leaf_id("a", "organisation", name), "a", "organisation", name, (name,), strong=True) for name in FAMILY]
    short = Leaf(leaf_id("b", "organisation", "Merlin"), "b", "organisation", "Merlin", ("Merlin",), strong=True)
    assert [pair.decision for pair in link([kin[0], short], []).pairs] == ["review"]
    assert link([*kin, short], []).pairs == ()


def test_a_company_that_another_has_abroad_is_not_that_company() -> None:
    names = ("Nordelia", "Nordelia Deutschland GmbH")
    leaves = [Leaf(leaf_id(n, "organisation", n), n, "organisation", n, (n,), strong=True) for n in names]
    assert link(leaves, []).pairs == ()
