"""Rows of lists as leaves and claims."""

from dentelle.linking import RecordReading, record_leaves
from dentelle.linking.columns import mapping
from dentelle.model import PASSAGE_LIMIT, Record

PRAXYS = {
    "Raison sociale": "Praxys SAS",
    "Commune": "59300 VALENCIENNES CEDEX 9",
    "SIRET": "732 829 320 00074",
    "Secteur d'activité": "conseil; logiciel",
    "Année de création": "2001",
    "Labels": "Ruche du Nord",
    "Site web": "https://praxys.example",
    "Courriel": "contact@praxys.example",
    "Téléphone": "03 27 00 00 00",
    "Interlocuteur": "Jeanne Martin",
}


def records(*rows: dict[str, str]) -> list[Record]:
    return [
        Record("list", f"k{at}", at + 2, tuple((column, text) for column, text in row.items() if text))
        for at, row in enumerate(rows)
    ]


def said(reading: RecordReading) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for claim in reading.claims:
        table.setdefault(claim.property, []).append(claim.value.edtf or claim.value.text)
    return table


def test_a_row_is_read_whole() -> None:
    (reading,) = record_leaves(records(PRAXYS))
    assert reading.leaf is not None
    assert reading.leaf.identifiers == (("siret", "73282932000074"),)
    assert reading.leaf.place == "Valenciennes"
    assert said(reading) == {
        "located_in": ["Valenciennes"],
        "holds_label": ["Ruche du Nord"],
        "works_in": ["conseil", "logiciel"],
        "website": ["https://praxys.example"],
        "identifier": ["73282932000074"],
        "email": ["contact@praxys.example"],
        "phone": ["03 27 00 00 00"],
        "founded": ["2001"],
    }
    assert {leaf.id for leaf in reading.values} == {"list|place|valenciennes", "list|programme|ruche du nord"}
    assert not any("Jeanne" in claim.passage.quote for claim in reading.claims)


def test_passages_quote_the_cells_of_their_row() -> None:
    (reading,) = record_leaves(records({**PRAXYS, "Raison sociale": "Praxys " * 90}))
    for claim in reading.claims:
        assert (claim.passage.start, claim.passage.end) == (2, 2)
        assert len(claim.passage.quote) <= PASSAGE_LIMIT
    town = next(claim for claim in reading.claims if claim.property == "located_in")
    assert "Commune: 59300 VALENCIENNES" in town.passage.quote


def test_a_broken_identifier_identifies_nobody() -> None:
    (reading,) = record_leaves(records({"Nom": "PNT", "SIRET": "73282932000075"}))
    assert reading.leaf is not None
    assert reading.leaf.identifiers == ()
    (claim,) = reading.claims
    assert (claim.property, claim.confidence < 0.5) == ("identifier", True)


def test_personal_addresses_stay_where_they_are() -> None:
    (reading,) = record_leaves(records({"Nom": "PNT", "E-mail": "jean.martin@pnt.example", "Tél": "06 12 34 56 78"}))
    assert reading.claims == ()


def test_a_row_without_a_name_is_skipped_with_its_reason() -> None:
    nameless, named = record_leaves(records({"Nom": "", "Ville": "Lille"}, {"Nom": "Amito", "Ville": "Lille"}))
    assert nameless.leaf is None
    assert [(one.reason, one.row) for one in nameless.skipped] == [("empty", 2)]
    assert named.leaf is not None


def test_a_list_without_a_column_of_names_says_so() -> None:
    (reading,) = record_leaves(records({"Montant": "12"}))
    assert reading.leaf is None
    assert "name" in reading.skipped[0].detail


def test_columns_in_four_languages() -> None:
    for row in (
        {"Nom de la structure": "A", "Ville": "b", "Code postal": "59300"},
        {"Company name": "A", "City": "b", "Postcode": "59300"},
        {"Firmenname": "A", "Ort": "b", "PLZ": "52349"},
        {"Bedrijfsnaam": "A", "Gemeente": "b", "Postcode": "8500"},
    ):
        assert [field for _, field in mapping(records(row))] == ["name", "town", "postcode"]


def test_what_the_territory_says_of_a_column_holds() -> None:
    rows = records({"Nom": "Dupont", "Porteur": "Praxys", "Ville": "Lille"})
    assert dict(mapping(rows, [("Porteur", "name")])) == {"Porteur": "name", "Ville": "town"}


def test_cells_tell_what_a_header_does_not() -> None:
    rows = records(*({"Partenaire": f"Studio {letter}", "Réf. 2": "73282932000074"} for letter in "ABC"))
    assert dict(mapping(rows))["Réf. 2"] == "siret"


def test_dates_of_lists() -> None:
    for written, edtf in (
        ("2013-02-01 00:00:00", "2013-02-01"),
        ("01/02/2013", "2013-02-01"),
        ("02/2013", "2013-02"),
        ("31/02/2013", ""),
    ):
        (reading,) = record_leaves(records({"Nom": "Amito", "Date de création": written}))
        assert "".join(claim.value.edtf for claim in reading.claims) == edtf


def test_insee_code_gives_the_town() -> None:
    (reading,) = record_leaves(records({"Nom": "Amito", "Code INSEE": "59606"}))
    assert reading.leaf is not None
    assert reading.leaf.place == "Valenciennes"
    assert said(reading)["located_in"] == ["Valenciennes"]


def test_what_is_not_understood_of_a_row_is_said_and_the_rest_read() -> None:
    row = {"Nom": "Amito", "Ville": "Lille", "Création": "12/31/20", "Effectif": "environ 20"}
    (reading,) = record_leaves(records(row))
    assert said(reading) == {"located_in": ["Lille"]}
    assert [(one.reason, one.row) for one in reading.skipped] == [("unclear", 2)] * 2
    assert "“12/31/20” in the column “Création” is no date" in reading.skipped[0].detail
    assert "“environ 20”" in reading.skipped[1].detail


def test_thousands_may_be_parted_by_blanks() -> None:
    (reading,) = record_leaves(records({"Nom": "Amito", "Effectif": "1\u202f200"}))
    assert [claim.value.number for claim in reading.claims] == [1200]
    assert reading.skipped == ()


def test_a_declared_column_that_no_sheet_has_is_said_once() -> None:
    rows = records({"Nom": "Amito", "Ville": "Lille"}, {"Nom": "Borda", "Ville": "Lille"})
    readings = record_leaves(rows, (("Raison sociale", "name"), ("Ville", "town"), ("Secteur", "town")))
    assert [one.detail for reading in readings for one in reading.skipped] == [
        "[sources.columns] says name = “Raison sociale”, but the filled columns are “Nom”, “Ville”"
    ]
    assert all(reading.leaf for reading in readings)


def kinds(*rows: dict[str, str]) -> list[tuple[str, str]]:
    return [(one.leaf.kind, one.leaf.type) for one in record_leaves(records(*rows)) if one.leaf]


def test_a_holder_that_is_a_town_is_the_town() -> None:
    assert kinds({"Nom": "Denain", "Ville": "DENAIN", "Label": "Ruche"}) == [("place", "")]
    assert kinds({"Nom": "Denain", "SIREN": "215901729", "Label": "Ruche"}) == [("place", "")]
    assert kinds(*({"Nom": name, "Label": "Ruche"} for name in ("Denain", "Anzin", "Praxys"))) == [
        ("place", ""),
        ("place", ""),
        ("organisation", ""),
    ]
    (denain,) = record_leaves(records({"Nom": "Denain", "Ville": "Denain", "Label": "Ruche"}))
    assert [claim.property for claim in denain.claims] == ["holds_label"]
    assert denain.claims[0].subject_kind == "place"


def test_a_firm_that_is_called_like_a_town_is_a_firm() -> None:
    assert kinds({"Nom": "Orange", "Ville": "Paris"}, {"Nom": "Praxys", "Ville": "Lille"}, {"Nom": "Amito", "Ville": "Lille"})[
        0
    ] == (
        "organisation",
        "",
    )
    assert kinds({"Nom": "Denain", "Ville": "Denain", "Forme juridique": "SAS"}) == [("organisation", "")]
    assert kinds({"Nom": "Denain", "Type": "école"}, {"Nom": "Anzin", "Type": ""}) == [
        ("organisation", "school"),
        ("organisation", ""),
    ]


def test_words_for_kinds_and_columns_that_say_nothing_known_are_told() -> None:
    rows = [
        {"Nom": f"Praxys {n}", "Type": kind, "Bidule": "x"} for n, kind in enumerate(("Incubateur", "Machin", "Machin", "Truc"))
    ]
    first, *rest = record_leaves(records(*rows))
    assert [(one.reason, one.row) for one in first.skipped] == [("unused", 0), ("unclear", 0)]
    assert "nothing is taken in from 1 of 3 columns: “Bidule”" in first.skipped[0].detail
    assert "3 rows are taken for organisations" in first.skipped[1].detail
    assert "“Machin” (2), “Truc” (1)" in first.skipped[1].detail
    assert not any(one.skipped for one in rest)
    assert first.leaf is not None
    assert first.leaf.type == "incubator"


def test_other_names_are_names() -> None:
    (reading,) = record_leaves(records({"Raison sociale": "Praxys SAS", "Sigle": "PX", "Enseigne": "Praxo | Le Praxo"}))
    assert reading.leaf is not None
    assert reading.leaf.names == ("Le Praxo", "PX", "Praxo", "Praxys SAS")


def test_every_word_of_the_table_of_kinds_is_of_a_kind_there_is() -> None:
    from dentelle.linking.tables import lines
    from dentelle.vocabulary import kinds

    ids = {kind.id for kind in kinds()}
    rows = [line.split("\t") for _, line in lines("list_kinds.tsv")[1:]]
    assert {row[0] for row in rows} <= ids
    words = [word.strip() for _, said in rows for word in said.split("|")]
    assert all(words)
    assert len(set(words)) == len(words)
