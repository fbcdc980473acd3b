"""The properties."""

from pathlib import Path

import pytest

import dentelle.vocabulary as vocabulary
from dentelle.errors import VocabularyError
from dentelle.model import LANGUAGES, ValueType
from dentelle.vocabulary import DOCUMENT, inverse_label, kinds, label, prop, properties, qualifier_label, theme_label, themes
from dentelle.vocabulary.properties import read_properties, read_terms
from dentelle.vocabulary.tree import DATA

READ = {
    *("located_in", "part_of", "member_of", "founded", "closed", "created_by", "works_in", "offers", "hosts", "capacity", "role"),
    *("signed", "covers", "holds_label", "received", "made_in", "first_in", "takes_place", "author", "published_by"),
    *("published_on", "count", "happened"),
}


def test_everything_that_a_reader_claims_is_a_property() -> None:
    known = {each.id for each in properties()}
    assert known.issuperset(READ)
    assert known.issuperset({"identifier", "website", "address", "email", "phone", "activity_code", "postal_code"})


def test_every_property_is_labelled_and_has_an_inverse_where_its_value_has_a_page() -> None:
    headings = {theme.id for theme in themes()}
    for each in properties():
        assert set(each.labels) == set(LANGUAGES), each.id
        assert each.theme in headings
        assert bool(each.inverse_labels) == (ValueType.ENTITY in each.value_types or ValueType.CONCEPT in each.value_types) or (
            each.id == "activity_code"
        ), each.id


def test_ids_of_kinds_and_properties_do_not_meet() -> None:
    assert not {each.id for each in kinds()} & {each.id for each in properties()}


def test_only_what_can_have_one_value_is_single() -> None:
    single = {each.id for each in properties() if each.single}
    assert {"founded", "closed", "published_on"} <= single
    assert single.isdisjoint({"located_in", "count", "happened", "works_in", "received", "role"})


def test_accepts_takes_finer_and_coarser_kinds() -> None:
    assert prop("located_in").accepts("commune")
    assert not prop("located_in").accepts("person")
    assert prop("holds_label").accepts("label")
    assert prop("created_by").accepts("organisation")
    assert prop("role").describes("person")
    assert not prop("role").describes("place")
    assert prop("published_on").describes(DOCUMENT)
    assert prop("takes_place").value_types == {ValueType.DATE, ValueType.ENTITY}


def test_words_for_pages() -> None:
    assert label("hosts", "fr") == "héberge"
    assert inverse_label("hosts", "en") == "hosted by"
    assert inverse_label("founded", "en") == ""
    assert theme_label("history", "de") == "Geschichte"
    assert qualifier_label("as_of", "fr") == "en date du"


def test_an_unknown_property_is_named() -> None:
    with pytest.raises(VocabularyError, match="'smells_of'"):
        prop("smells_of")


def line_of(start: str) -> int:
    lines = (DATA / "properties.tsv").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start + "\t"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("founded\tsingle", "founded\tonce", "the cardinality is 'once'"),
        ("\tdate\t", "\tday\t", "'day' in column 'range' is not known"),
        ("\thistory\t", "\tgossip\t", "'gossip' in column 'theme' is not known"),
        ("\tas_of,what\t", "\tas_of,whim\t", "'whim' in column 'qualifiers' is not known"),
        ("founded\tsingle\torganisation,", "founded\tsingle\tcomet,", "'comet' in column 'subjects' is not known"),
        ("\tfondé en\t", "\t\t", "column 'fr' is empty"),
        ("\topgericht\t", "\topgericht\tseul", "the inverse is labelled in some languages only"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    number = line_of("founded")
    lines = (DATA / "properties.tsv").read_text(encoding="utf-8").splitlines()
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    path = tmp_path / "properties.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"properties\.tsv:{number}: {complaint}"):
        read_properties(path)


def test_a_property_or_a_theme_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = (DATA / "properties.tsv").read_text(encoding="utf-8")
    last = text.splitlines()[-1]
    path = tmp_path / "properties.tsv"
    path.write_text(text + last + "\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf":{len(text.splitlines()) + 1}: the property 'about' stands twice"):
        read_properties(path)
    path.write_text("id\tfr\ten\tde\tnl\na\ta\ta\ta\ta\na\tb\tb\tb\tb\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=":3: 'a' stands twice"):
        read_terms(path)


def test_the_room_publishes_exactly_its_doors() -> None:
    assert all(hasattr(vocabulary, name) for name in vocabulary.__all__)
    assert set(vocabulary.__all__) == {
        *("COARSE_KINDS", "DOCUMENT", "Concept", "Kind", "Property", "Scheme", "Term"),
        *("Counted", "counted", "days", "disagree"),
        *("coarse", "inverse_label", "is_a", "kind", "kinds", "label", "match_domain", "plural", "prop", "properties"),
        *("qualifier_label", "qualifiers", "scheme", "theme_label", "themes", "when", "without_wording"),
    }
