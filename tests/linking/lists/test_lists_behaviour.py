"""What a list row is linked to, shown on registers of invented names."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dentelle.linking.lists import Decided, ListRow, link, linker, one_to_one, reasons, usual_settings
from linking.lists.small_registers import small_register

# Enough rows of other bodies that words, towns and doors have a rarity.
OTHERS = [
    {"name": f"{kind} {name}", "postcode": code, "city": city, "address": f"{number} rue {street}"}
    for number, (kind, name, street) in enumerate(
        [
            ("Association", "Les Mirabelles", "des Tilleuls"),
            ("Entreprise", "Tarvolet", "du Moulin"),
            ("Association", "Zéphyr et Compagnie", "des Tilleuls"),
            ("Société", "Gambrelin Frères", "Victor Hugo"),
            ("Atelier", "Pimprelune", "de la Gare"),
            ("Association", "Vents du Cormoret", "du Moulin"),
            ("Entreprise", "Baldaquet", "Victor Hugo"),
            ("Atelier", "Sarments d'Orval", "de la Gare"),
        ],
        1,
    )
    for code, city in (("59300", "Valenciennes"), ("02000", "Laon"), ("62000", "Arras"))
]


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """A register by its rows: these and the others."""
    made = {}

    def of(*rows):
        key = repr(rows)
        if key not in made:
            made[key] = small_register(tmp_path_factory.mktemp("register"), [*rows, *OTHERS])
        return made[key]

    return of


def decided(register, name, strict=False, **cells) -> Decided:
    chosen = replace(usual_settings(), strict_only=strict)
    return next(iter(link([ListRow("1", name, **cells)], register, chosen)))


def test_a_sister_is_not_the_absent_body(register):
    found = decided(
        register({"name": "Fanfare Brindorge Valmorel", "postcode": "59300", "city": "Valenciennes"}),
        "Fanfare Brindorge Cournaille",
        postcode="59300",
        city="Valenciennes",
    )
    assert found.decision != "match"
    assert "lacks “cournaille”" in found.candidates[0].reason


def test_kinds_of_bodies_disagree(register):
    found = decided(
        register({"name": "Lycée Armande Flocquet", "postcode": "02000", "city": "Laon"}), "Collège Armande Flocquet", city="Laon"
    )
    assert found.decision != "match"
    assert "another kind of body: lower_secondary, upper_secondary" in found.candidates[0].reason


def test_a_commune_is_not_the_community_named_after_it(register):
    rows = register(
        {"name": "Ormeval", "legal_form": "Commune", "postcode": "62"},
        {"name": "CC du Pays d'Ormeval", "legal_form": "Communauté de communes", "postcode": "62"},
    )
    assert decided(rows, "COM COM PAYS D ORMEVAL", postcode="62").candidates[0].id == "r2"
    assert decided(rows, "Commune d'Ormeval", postcode="62").candidates[0].id == "r1"


def test_an_acronym_that_two_bodies_share_goes_to_review(register):
    rows = register(
        {"name": "Comité des artisans brodeurs velouriens", "city": "Laon"},
        {"name": "Confrérie des amateurs de boudin vert", "city": "Laon"},
    )
    found = decided(rows, "CABV", city="Laon")
    assert found.decision == "review"
    assert {one.id for one in found.candidates[:2]} == {"r1", "r2"}
    assert "initials" in found.candidates[0].reason


def test_an_acronym_finds_its_name_and_a_name_its_acronym(register):
    rows = register(
        {"name": "Comité des artisans brodeurs velouriens", "postcode": "02000", "city": "Laon"},
        {"name": "SGPL", "city": "Arras"},
    )
    assert decided(rows, "C.A.B.V.", city="Laon").candidates[0].id == "r1"
    assert decided(rows, "Société des gardiens de phares lointains", city="Arras").candidates[0].id == "r2"


def test_the_address_decides_between_namesakes(register):
    rows = register(
        {"name": "Collège Sainte-Ursule", "address": "4 rue du Pont", "postcode": "59300", "city": "Valenciennes"},
        {"name": "Collège Sainte-Ursule", "address": "17 avenue Carnot", "postcode": "59300", "city": "Valenciennes"},
    )
    found = decided(rows, "Collège Ste Ursule", address="17 av. CARNOT", postcode="59300", city="VALENCIENNES")
    assert (found.decision, found.candidates[0].id) == ("match", "r2")
    assert "same street and number" in found.candidates[0].reason
    unplaced = decided(rows, "Collège Ste Ursule", city="VALENCIENNES")
    assert unplaced.decision == "review"


def test_an_address_alone_may_offer_but_never_match(register):
    rows = register({"name": "Holding Truffaldine", "address": "17 avenue Carnot", "postcode": "59300", "city": "Valenciennes"})
    found = decided(rows, "Crêperie du Vieux Ponton", address="17 avenue Carnot", postcode="59300", city="Valenciennes")
    assert found.decision != "match"
    assert found.candidates[0].id == "r1"


@pytest.mark.parametrize(
    ("postcode", "city"),
    [
        ("02007", "LAON CEDEX"),
        ("2000", "Laon"),
        ("02", "LAON"),
        ("", "Laon"),
        ("02000", ""),
        ("02000", "Loan"),
        ("20200", "Laon"),
    ],
)
def test_places_are_soft(register, postcode, city):
    found = decided(
        register({"name": "Confiserie Mandragore", "postcode": "02000", "city": "Laon"}),
        "confiserie mandragore",
        postcode=postcode,
        city=city,
    )
    assert (found.decision, found.candidates[0].id) == ("match", "r1")


@pytest.mark.parametrize(
    "name",
    [
        "Confiserie Mandragroe",
        "CONFISERIE MANDRAG0RE",
        "Confis. Mandragore",
        "Mandragore, confiserie",
        "SARL Confiserie Mandragore",
    ],
)
def test_slips_cuts_order_and_legal_forms(register, name):
    found = decided(
        register({"name": "Confiserie Mandragore", "postcode": "02000", "city": "Laon"}), name, postcode="02000", city="Laon"
    )
    assert (found.decision, found.candidates[0].id) == ("match", "r1")


def test_what_is_in_no_register_row_is_none(register):
    found = decided(register(), "Poissonnerie Katabatique", postcode="59300", city="Valenciennes")
    assert found.decision == "none"


def test_strict_asks_for_more(register):
    rows = register({"name": "Confiserie Mandragore", "postcode": "02000", "city": "Laon"})
    assert decided(rows, "Mandragore", city="Laon").decision == "match"
    assert decided(rows, "Mandragore", strict=True).decision != "match"


def test_towns_have_names_in_several_languages(register):
    rows = register({"name": "Harmonie Vrolijkheid", "city": "Gent"}, {"name": "Harmonie Vrolijkheid", "city": "Brugge"})
    found = decided(rows, "Harmonie Vrolijkheid", city="Gand")
    assert (found.decision, found.candidates[0].id) == ("match", "r1")


def test_an_identifier_decides_unless_name_and_place_speak_against_it(register):
    rows = register(
        {"id": "73282932000074", "name": "Confiserie Mandragore", "postcode": "02000", "city": "Laon"},
        {"id": "55203253400646", "name": "Confiserie Mandragore", "postcode": "02000", "city": "Laon"},
    )
    found = decided(rows, "Mandragore confiserie", city="Laon", identifiers=(("siret", "55203253400646"),))
    assert (found.decision, found.candidates[0].id) == ("match", "55203253400646")
    assert "the same identifier 55203253400646" in found.candidates[0].reason
    astray = decided(
        rows, "Poissonnerie Katabatique", postcode="59300", city="Valenciennes", identifiers=(("siret", "55203253400646"),)
    )
    assert (astray.decision, astray.candidates[0].id) == ("review", "55203253400646")


def test_every_piece_of_evidence_has_its_sentence():
    codes = {
        code
        for path in Path(linker.__file__).parent.glob("*.py")
        for code in re.findall(r'Evidence\(\s*"(\w+)"', path.read_text())
    }
    assert codes <= set(reasons._sentences())


def test_one_to_one_keeps_the_surest(register):
    rows = register({"name": "Confiserie Mandragore", "postcode": "02000", "city": "Laon"})
    listed = [
        ListRow("a", "Confiserie Mandragore", postcode="02000", city="Laon"),
        ListRow("b", "Confis. Mandragroe", postcode="02000", city="Laon"),
        ListRow("c", "Entreprise Baldaquet", city="Arras"),
    ]
    before = list(link(listed, rows))
    assert [one.decision for one in before] == ["match", "match", "match"]
    after = one_to_one(before)
    assert [one.decision for one in after] == ["match", "review", "match"]
    assert [[(each.id, each.score) for each in one.candidates] for one in after] == [
        [(each.id, each.score) for each in one.candidates] for one in before
    ]
    assert after[1].candidates[0].reason.startswith("row a of the list has it")


ROWS = [
    ListRow("1", "Association Les Mirabelles", postcode="59300", city="Valenciennes"),
    ListRow("2", "Tarvolet", postcode="02000"),
    ListRow("3", "Gambrelin Frères", address="4 rue Victor Hugo", city="Arras"),
    ListRow("4", "Zéphyr & Cie", city="Laon"),
    ListRow("5", "Sarments d'Orval"),
]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(ROWS))
def test_the_order_of_rows_does_not_matter(register, order):
    apart = {one.row: one for one in link(ROWS, register())}
    assert {one.row: one for one in link(order, register())} == apart


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    row=st.sampled_from(ROWS),
    change=st.sampled_from([str.upper, str.lower, str.title, lambda text: text.replace("é", "e").replace("è", "e")]),
)
def test_case_and_accents_do_not_matter(register, row, change):
    changed = replace(row, name=change(row.name), city=change(row.city), address=change(row.address))
    assert list(link([changed], register())) == list(link([row], register()))
