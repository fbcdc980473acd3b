"""The tables of words that organisations' names are made of, and what they make of names."""

import pytest

from dentelle.linking.acronyms import acronyms, fit, near
from dentelle.linking.normalise import normalise
from dentelle.linking.tables import abbreviations, compound_heads, institutions, numbers, stop_words
from dentelle.linking.words import chunks, expand, telling_words


@pytest.mark.parametrize(
    ("forms", "legal"),
    [
        (("Halbronn SAS", "S.A.S. Halbronn", "Halbronn, société par actions simplifiée", "Halbronn (SAS)"), "SAS"),
        (("Halbronn SASU", "société par actions simplifiée unipersonnelle Halbronn"), "SASU"),
        (("SCIC SA Halbronn", "Halbronn SCIC", "Halbronn société coopérative d'intérêt collectif"), "SCIC"),
        (("SELARL Halbronn", "Halbronn S.E.L.A.R.L."), "SELARL"),
        (("GAEC Halbronn", "G.A.E.C. Halbronn"), "GAEC"),
        (("GIP Halbronn", "Groupement d'intérêt public Halbronn"), "GIP"),
        (("SEML Halbronn", "Halbronn, société d'économie mixte locale"), "SEM"),
        (("SPLA Halbronn", "Halbronn (société publique locale d'aménagement)"), "SPLA"),
        (("EPCC Halbronn", "Halbronn, établissement public de coopération culturelle"), "EPCC"),
        (("Halbronn association loi 1901", "Halbronn (association loi 1901)"), "association loi 1901"),
        (("Halbronn e.V.", "Halbronn e. V.", "Halbronn eV", "Halbronn eingetragener Verein"), "e.V."),
        (("Halbronn GmbH", "Halbronn G.m.b.H.", "Halbronn Gesellschaft mit beschränkter Haftung"), "GmbH"),
        (("Halbronn GmbH & Co. KG", "Halbronn GmbH und Co KG", "Halbronn GmbH + Co. KG"), "GmbH & Co. KG"),
        (("Halbronn UG", "Halbronn UG (haftungsbeschränkt)"), "UG"),
        (("Halbronn AöR", "Halbronn A.ö.R."), "AöR"),
        (("Halbronn eG", "Halbronn eingetragene Genossenschaft"), "eG"),
        (("Halbronn BV", "B.V. Halbronn", "Halbronn besloten vennootschap", "SPRL Halbronn", "Halbronn BVBA"), "SRL"),
        (("Halbronn V.O.F.", "vof Halbronn", "Halbronn VOF"), "VOF"),
        (("Coöperatie Halbronn U.A.", "Halbronn U.A.", "Coöperatie Halbronn"), "Coöperatie"),
        (("Maatschap Halbronn", "Halbronn maatschap"), "maatschap"),
        (("vzw Halbronn", "Halbronn VZW", "asbl Halbronn", "Halbronn A.S.B.L."), "ASBL"),
        (("Halbronn ivzw", "Halbronn AISBL"), "AISBL"),
        (("Halbronn S.à r.l.", "Halbronn Sàrl", "Halbronn SARL"), "SARL"),
        (("Halbronn Ltd", "Halbronn Ltd.", "Halbronn LTD", "HALBRONN LIMITED"), "Ltd"),
        (("Halbronn plc", "Halbronn PLC"), "PLC"),
        (("Halbronn LLP",), "LLP"),
    ],
)
def test_one_legal_form_in_all_its_writings(forms: tuple[str, ...], legal: str) -> None:
    assert {(normalise(form).key, normalise(form).legal) for form in forms} == {("halbronn", legal)}


@pytest.mark.parametrize(
    "text", ["Banque CIC", "Sas van Gent", "Communauté de communes Halbronn", "SIVOM Halbronn", "Stichting Kant", "Ag Halbronn"]
)
def test_a_form_that_means_more_stays_in_the_name(text: str) -> None:
    assert normalise(text).legal == ""


@pytest.mark.parametrize(
    "forms",
    [
        ("Lycée St-Paul", "Lycée Saint Paul", "LYCEE ST PAUL"),
        ("Sankt-Anna-Klinikum", "St. Anna Klinikum"),
        ("Université Lille II", "Université de Lille 2", "UNIVERSITE LILLE II"),
        ("Lycée Henri IV", "Lycée Henri 4"),
        ("Université Paris V", "Université Paris 5"),
        ("Les Trois Suisses", "Les 3 Suisses"),
        ("Deuxième Théâtre", "2e Théâtre", "2ème Théâtre", "Second Théâtre"),
        ("Cinéma Le Vingt-et-Un", "Cinéma Le 21", "Cinéma le vingt et un"),
        ("Quatre-vingt-dix degrés", "90 degrés"),
        ("Die Drei Linden", "Die 3 Linden"),
        ("De Zeven Eiken", "De 7 Eiken"),
        ("Lambert & Fils", "Lambert et Fils", "Lambert + Fils"),
        ("Ets Lambert", "Éts. Lambert", "Établissements Lambert"),
        ("Sté Lambert", "Société Lambert", "Soc. Lambert"),
        ("Gd Théâtre", "Grand Théâtre"),
        ("Rock'n'Roll", "Rock n Roll"),
        ("Châlons s/Marne", "Châlons-sur-Marne"),
    ],
)
def test_one_name_in_all_its_writings(forms: tuple[str, ...]) -> None:
    assert len({normalise(form).key for form in forms}) == 1


def test_letters_that_are_no_numerals() -> None:
    assert "10" not in normalise("X-Fab").words
    assert "5" not in normalise("Verein der Freunde v. Berlin").words
    assert expand(["cd", "mix", "civic", "li"]) == ["cd", "mix", "civic", "li"]


@pytest.mark.parametrize(
    ("texts", "concept"),
    [
        (
            ("CCI de Halbronn", "Chambre de commerce Halbronn", "IHK Halbronn", "Kamer van Koophandel Halbronn"),
            "chamber_of_commerce",
        ),
        (("CMA Halbronn", "HWK Halbronn", "Handwerkskammer Halbronn"), "chamber_of_trades"),
        (
            ("CHU de Halbronn", "Universitätsklinikum Halbronn", "UZ Halbronn", "Halbronn University Hospital"),
            "university_hospital",
        ),
        (("CH Halbronn", "Hôpital de Halbronn", "Krankenhaus Halbronn", "ziekenhuis Halbronn"), "hospital"),
        (("Mairie de Halbronn", "Ville de Halbronn", "Gemeente Halbronn", "Stadt Halbronn", "Halbronn Town Council"), "town"),
        (("OT de Halbronn", "VVV Halbronn", "Halbronn Tourist Board", "Office de tourisme de Halbronn"), "tourist_office"),
        (("CCAS de Halbronn", "Centre communal d'action sociale de Halbronn", "OCMW Halbronn"), "social_action_centre"),
        (("SDIS Halbronn", "Feuerwehr Halbronn", "Brandweer Halbronn"), "fire_service"),
        (("GS Halbronn", "Groupe scolaire Halbronn", "Grundschule Halbronn", "Basisschool Halbronn"), "primary_school"),
        (("EHPAD Halbronn", "Maison de retraite Halbronn", "WZC Halbronn", "Pflegeheim Halbronn"), "retirement_home"),
        (("Pharmacie Halbronn", "Apotheke Halbronn", "Apotheek Halbronn", "Halbronn Pharmacy"), "pharmacy"),
        (("SYND MIXTE Halbronn", "Syndicat mixte Halbronn", "Zweckverband Halbronn", "SM Halbronn"), "mixed_syndicate"),
        (("TU Halbronn", "Technische Universiteit Halbronn", "Halbronn University of Technology"), "technical_university"),
        (("Cté de communes Halbronn", "CC Halbronn", "COMCOM Halbronn"), "communes_union"),
        (("Bibl. Halbronn", "Stadtbücherei Halbronn", "Bibliotheek Halbronn"), "library"),
    ],
)
def test_one_kind_of_body_in_all_languages(texts: tuple[str, ...], concept: str) -> None:
    names = [normalise(text) for text in texts]
    assert {name.bag for name in names} == {(f"@{concept}", "halbronn")}
    assert all(name.heads == {concept} for name in names)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Collège Halbronn", "Lycée Halbronn"),
        ("École Halbronn", "Collège Halbronn"),
        ("Lycée Halbronn", "Lycée professionnel Halbronn"),
        ("Gymnasium Halbronn", "Realschule Halbronn"),
        ("CHU Halbronn", "CH Halbronn"),
        ("Universität Halbronn", "Technische Universität Halbronn"),
        ("Commune de Halbronn", "Communauté de communes de Halbronn"),
        ("SIVU Halbronn", "SIVOM Halbronn"),
        ("Boulangerie Halbronn", "Boucherie Halbronn"),
        ("CAF Halbronn", "CPAM Halbronn"),
        ("IME Halbronn", "ESAT Halbronn"),
    ],
)
def test_two_kinds_of_bodies_are_two(left: str, right: str) -> None:
    assert not normalise(left).heads & normalise(right).heads


def test_an_abbreviation_of_the_start_is_none_elsewhere() -> None:
    assert normalise("OT Halbronn").heads == {"tourist_office"}
    assert normalise("Halbronn GS").heads == set()


def test_no_phrase_means_two_institutions() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for one in institutions():
        for _, phrase in one.phrases:
            words = telling_words(chunks(phrase))
            assert words, phrase
            owners.setdefault(words, set()).add(one.concept)
    assert {words: sorted(found) for words, found in owners.items() if len(found) > 1} == {}


def test_what_tables_name_is_known() -> None:
    concepts = {one.concept for one in institutions()}
    assert {concept for _, concept in compound_heads()} <= concepts | {"chamber"}
    assert not abbreviations().keys() & stop_words()
    assert all(number.isdigit() for number in numbers().values())


@pytest.mark.parametrize(
    ("acronym", "text"),
    [
        ("insee", "Institut national de la statistique et des études économiques"),
        ("vdab", "Vlaamse Dienst voor Arbeidsbemiddeling en Beroepsopleiding"),
        ("bmbf", "Bundesministerium für Bildung und Forschung"),
        ("dfg", "Deutsche Forschungsgemeinschaft"),
        ("nhs", "National Health Service"),
    ],
)
def test_acronyms_are_made(acronym: str, text: str) -> None:
    assert acronym in acronyms(text)


def test_near_acronyms_fit_less_than_exact_ones() -> None:
    inrae = "Institut national de recherche pour l'agriculture, l'alimentation et l'environnement"
    cerema = "Centre d'études et d'expertise sur les risques, l'environnement, la mobilité et l'aménagement"
    assert fit("inserm", "Institut national de la santé et de la recherche médicale") == 1
    assert 0.78 <= fit("inrae", inrae) < 1
    assert 0.78 <= fit("cerema", cerema) < 1
    assert fit("insee", inrae) < 0.78
    assert fit("ademe", inrae) == 0
    assert fit("inrae", "INRAE") == 0
    assert "inrae" in near("inraae")
    assert near("inrae") == frozenset()
