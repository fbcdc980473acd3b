"""French names that the words before them describe: head nouns with complements, roles with adjectives, titles, prizes."""

import pytest
from named_text import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le fonds d’amorçage Grain’Up a investi dans trois jeunes pousses.", ("Grain’Up", "programme")),
        ("Elle a rejoint la plate-forme numérique Lormax au printemps.", ("Lormax", "programme")),
        ("Il a étudié au collège de Vesoul avant de partir.", ("collège de Vesoul", "organisation")),
        ("Tout commence dans l’usine Brocardier, près du canal.", ("usine Brocardier", "organisation")),
        ("Le réalisateur espagnol Elvaro Quintanal présentait son travail.", ("Elvaro Quintanal", "person")),
        ("Le film La Saison des brumes sort en mai.", ("La Saison des brumes", "work")),
        ("Elle signe le court métrage russe Under the Grey Moon en deux ans.", ("Under the Grey Moon", "work")),
        ("Le jury a vu le roman Une valise de sable de Paul Mornet.", ("Une valise de sable", "work")),
        ("Il peint aussi La Moisson tardive (1874), perdue depuis.", ("La Moisson tardive", "work")),
        ("Le prix du public est allé à un débutant.", ("prix du public", "programme")),
        (
            "Le prix du meilleur court métrage étudiant est revenu à deux sœurs.",
            ("prix du meilleur court métrage étudiant", "programme"),
        ),
        ("Elle fut lauréate du « Vallon 2013 » avec son équipe.", ("Vallon 2013", "programme")),
        ("Le train s’arrête à Tourcoing (Nord) puis repart.", ("Nord", "place")),
        ("Né à St-Gorgon en 1911, il apprit la reliure.", ("St-Gorgon", "place")),
        ("Le pôle de compétitivité Fibrex à Tourcoing recrute.", ("Fibrex", "organisation")),
    ],
)
def test_described(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text, "fr")


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Cette grange (1650), son toit (Musée d’Arras, 1653) et son puits (1702) restent.", "1653"),
        ("Le ministre de l’Économie, des Finances et de la Souveraineté industrielle a parlé.", "Souveraineté industrielle"),
        ("Voir le Bulletin de la Société savante, t. XLV, p. 337.", "XLV"),
    ],
)
def test_no_names(text: str, unwanted: str) -> None:
    assert unwanted not in {name for name, _ in names(text, "fr")}


def test_a_member_of_a_list_is_no_town_because_another_is() -> None:
    text = "Ont investi Hardel Conseil, Made Capital, Pléiade Venture, Tomcol Invest, Turenne et Varon Partners."
    assert ("Tomcol Invest", "place") not in names(text, "fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Là, il rencontra Pissarro et Cézanne dans une auberge.", ("Pissarro", "person")),
        ("En 1846, les frères Brocardier y bâtirent un laminoir.", ("frères Brocardier", "person")),
        ("Il acheta des terres au Tonkin avant la guerre.", ("Tonkin", "place")),
        ("La maison fut fondée par Hyacinthe Lormel en 1820.", ("Hyacinthe Lormel", "person")),
    ],
)
def test_known_to_any_reader(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text, "fr")
