"""French names; the sentences and most names are made up."""

import pytest
from named_text import mentions, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il enseigne à l’Université de Limoges depuis dix ans.", ("Université de Limoges", "organisation")),
        ("Elle dirige le Centre d’essais navals, une vieille maison.", ("Centre d’essais navals", "organisation")),
        ("Le musée des Beaux-Arts de Dijon a prêté la toile à la ville.", ("musée des Beaux-Arts de Dijon", "organisation")),
        (
            "La Communauté d’agglomération du Pays Vert paiera les travaux.",
            ("Communauté d’agglomération du Pays Vert", "organisation"),
        ),
        ("Le label Ruche ouverte a été remis à l’association Les Amis du Canal.", ("Les Amis du Canal", "organisation")),
        ("Le bureau se trouve 14, rue Gaston-Lebrun, 87000 Limoges.", ("rue Gaston-Lebrun", "place")),
        ("On y accède par la place d’Armes, dans le vieux centre.", ("place d’Armes", "place")),
        ("La toile de J.-P. Mercadet est revenue dans la salle.", ("J.-P. Mercadet", "person")),
        ("« Nous ouvrons lundi », assure Odile Vasseur-Pinchon, gérante de la salle.", ("Odile Vasseur-Pinchon", "person")),
        ("Le sculpteur Anatole de Brissy a vécu dans ce quartier avec sa sœur.", ("Anatole de Brissy", "person")),
        ("Louis XIII passa la nuit dans le bourg avec ses gens.", ("Louis XIII", "person")),
        ("Le marché fut conclu avec Verrex SAS au printemps.", ("Verrex SAS", "organisation")),
        ("Elle a reçu le prix Plume du Midi pour un roman.", ("Plume du Midi", "programme")),
        ("La Seconde Guerre mondiale a vidé les ateliers de la ville.", ("Seconde Guerre mondiale", "event")),
        ("La salle accueille l’exposition « Sous les ponts » dans deux mois.", ("Sous les ponts", "event")),
        ("Il signe le roman « Le Dernier Bac » chez un petit éditeur.", ("Le Dernier Bac", "work")),
    ],
)
def test_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


def test_an_activity_list() -> None:
    text = "Les locataires sont divers : reliure (Fil d’Or), jeux vidéo (Tropiko, Nuit Blanche), cartographie (4Géo)."
    wanted = {
        ("Fil d’Or", "organisation"),
        ("Tropiko", "organisation"),
        ("Nuit Blanche", "organisation"),
        ("4Géo", "organisation"),
    }
    assert wanted <= names(text)


def test_an_acronym_and_its_long_form() -> None:
    found = {m.text: m.name for m in mentions("L’Institut des Métiers du Bois (IMB) a ouvert. L’IMB compte dix ateliers.")}
    assert found["IMB"] == "Institut des Métiers du Bois"


def test_no_names() -> None:
    text = (
        "Les Français et les Belges se retrouvent mardi 3 mars à la mairie. L’État paie. Le français est la langue de la Région."
    )
    assert names(text) == set()


def test_a_heading_in_capitals_is_no_name() -> None:
    assert names("LES RENCONTRES DU NUMERIQUE\n\nLa salle est pleine dans le bourg et les gens sont assis.") == set()


def test_a_description_stands_for_the_name() -> None:
    text = "L’École de la Forge a été fondée en 1900. Depuis, l’école forme des artisans."
    described = [m for m in mentions(text) if m.described]
    assert [(m.text, m.name) for m in described] == [("l’école", "École de la Forge")]
    assert "l’école" not in {name for name, _ in names(text)}


def test_a_description_stands_for_what_is_spoken_of_and_not_for_a_name_in_passing() -> None:
    text = "La société Nordelia SARL embauche. Elle livre ses clients, dont Cobaltis SARL. L’entreprise reste petite."
    described = [m for m in mentions(text) if m.described]
    assert [(m.text, m.name) for m in described][-1:] == [("L’entreprise", "Nordelia SARL")]


def test_a_noun_before_a_name_describes_that_name() -> None:
    text = "La société Nordelia SARL embauche. La société belge Cobaltis SARL ferme, faute de sociétés clientes."
    assert not [m.text for m in mentions(text) if m.described]
