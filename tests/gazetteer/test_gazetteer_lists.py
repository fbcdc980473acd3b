"""Personal names, legal forms, activities, and whose data they are."""

import pytest

from dentelle.gazetteer import (
    ActivityLabel,
    activity_label,
    attributions,
    given_names,
    legal_categories,
    legal_forms,
    nace,
    naf,
    nomenclature_of,
    surnames,
)
from dentelle.gazetteer.place import DATA, cells
from dentelle.model import LANGUAGES
from dentelle.vocabulary import coarse


def test_personal_names_come_with_their_languages() -> None:
    assert 3_000 < len(given_names()) < 10_000
    assert 5_000 < len(surnames()) < 10_000
    for name, language in (("Élise", "fr"), ("Jürgen", "de"), ("Sander", "nl"), ("Emily", "en")):
        assert language in given_names()[name]
    for name, language in (("Lefebvre", "fr"), ("Müller", "de"), ("Janssens", "nl"), ("Smith", "en")):
        assert language in surnames()[name]
    assert not {name for name in (*given_names(), *surnames()) if not name[0].isalpha()} - {"'"}


@pytest.mark.parametrize(
    ("form", "kind", "country"),
    [
        ("SARL", "company", "FR"),
        ("SASU", "company", "FR"),
        ("SCIC", "cooperative", "FR"),
        ("SCOP", "cooperative", "FR"),
        ("GIP", "public_body", "FR"),
        ("SPL", "public_body", "FR"),
        ("groupement d'intérêt économique", "federation", "FR"),
        ("établissement public à caractère scientifique, culturel et professionnel", "public_body", "FR"),
        ("GmbH", "company", "DE"),
        ("gGmbH", "company", "DE"),
        ("e.V.", "association", "DE"),
        ("UG (haftungsbeschränkt)", "company", "DE"),
        ("B.V.", "company", "NL"),
        ("Stichting", "foundation", "NL"),
        ("Coöperatie", "cooperative", "NL"),
        ("vzw", "association", "BE"),
        ("asbl", "association", "BE"),
        ("SPRL", "company", "BE"),
        ("Ltd", "company", "GB"),
        ("PLC", "company", "GB"),
        ("S.à r.l.", "company", "LU"),
    ],
)
def test_legal_forms(form: str, kind: str, country: str) -> None:
    found = [each for each in legal_forms() if form in each.forms and country in each.countries]
    assert [each.kind for each in found] == [kind]


def test_legal_forms_are_of_kinds_of_organisations() -> None:
    assert {coarse(each.kind) for each in legal_forms()} == {"organisation"}
    assert all(each.name == each.forms[0] and len(set(each.forms)) == len(each.forms) for each in legal_forms())


def test_a_legal_form_in_two_languages_is_one() -> None:
    usual = {each.name for each in legal_forms()}
    assert {each.same_as for each in legal_forms()} - {""} <= usual
    assert all(each.common <= set(each.forms) for each in legal_forms())
    stands_for = {form: each.same_as or each.name for each in reversed(legal_forms()) for form in each.forms}
    assert stands_for["vzw"] == stands_for["VoG"] == stands_for["asbl"] == "ASBL"
    assert stands_for["BVBA"] == stands_for["SPRL"] == "SRL"
    assert "Stichting" in next(each for each in legal_forms() if each.name == "Stichting").common


@pytest.mark.parametrize(
    ("code", "language", "label"),
    [
        ("62.01Z", "fr", "Programmation informatique"),
        ("6201Z", "fr", "Programmation informatique"),
        ("6201z", "en", "Computer programming activities"),
        ("62.01Z", "de", "Programmierungstätigkeiten"),
        ("01.11", "nl", "Teelt van granen (m.u.v. rijst), peulgewassen en oliehoudende zaden"),
        ("C", "de", "Verarbeitendes Gewerbe/Herstellung von Waren"),
        ("C", "fr", "Industrie manufacturière"),
        ("00.00Z", "fr", ""),
        ("", "en", ""),
    ],
)
def test_activity_codes(code: str, language: str, label: str) -> None:
    assert naf(code, language) == label


def test_every_activity_has_its_label_in_four_languages() -> None:
    assert len(nace()) == 996
    assert all(set(labels) == set(LANGUAGES) for labels in nace().values())


@pytest.mark.parametrize(
    ("code", "nomenclature", "language", "label", "spoken"),
    [
        ("62.01Z", "NAFRev2", "fr", "Programmation informatique", "fr"),
        ("62.01Z", "NAFRev2", "de", "Programmierungstätigkeiten", "de"),
        ("62.10Y", "NAF2025", "fr", "Computer programming activities", "en"),
        ("6210Y", "NAF2025", "en", "Computer programming activities", "en"),
        ("C", "NAF2025", "en", "Manufacturing", "en"),
    ],
)
def test_an_activity_has_a_label_that_says_its_language(
    code: str, nomenclature: str, language: str, label: str, spoken: str
) -> None:
    assert activity_label(code, nomenclature, language) == ActivityLabel(label, spoken)


def test_what_has_no_label_has_none() -> None:
    assert activity_label("62.10Y", "NAFRev2", "fr") != activity_label("62.10Y", "NAF2025", "fr")
    assert activity_label("72.1Z", "NAFRev1", "fr") is None
    assert activity_label("00.00Z", "NAFRev2", "fr") is activity_label("00.00Y", "NAF2025", "fr") is None


def test_the_nomenclature_shows_in_the_code() -> None:
    assert {nomenclature_of(code) for code in naf_sub_classes()} == {"NAFRev2"}
    assert nomenclature_of("64.91Y") == "NAF2025"
    assert nomenclature_of("62.01") == nomenclature_of("99.99Z") == nomenclature_of("collège") == ""


def naf_sub_classes() -> list[str]:
    return [row[0] for row in cells("naf.tsv.gz", ("code", "fr")) if len(row[0]) == 6]


def test_legal_categories_have_labels() -> None:
    assert len(legal_categories()) == 260
    assert legal_categories()["9220"] == "Association déclarée"


def test_every_packaged_table_that_others_made_is_attributed() -> None:
    ours = {"areas_abroad.tsv", "exonyms.tsv", "country_forms.tsv", "legal_forms.tsv", "attributions.tsv"}
    credited = {file for attribution in attributions() for file in attribution.files}
    readers = {
        "ordinary_en.txt",
        "ordinary_nl.txt",
        "nouns_de.txt",
        "name_kinds.tsv.gz",
        "name_tags.npz",
        "claim_weights.bin.gz",
        "word_groups.bin",
    }  # what the reading room packages of others
    assert credited == {path.name for path in DATA.iterdir()} - ours | readers
    for attribution in attributions():
        assert set(attribution.what) == set(LANGUAGES)
        assert attribution.source
        assert attribution.licence
        assert attribution.date
