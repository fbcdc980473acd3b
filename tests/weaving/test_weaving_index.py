"""The index never misses a name that the lexicon would find, and does not depend on order."""

from hypothesis import given
from hypothesis import strategies as st

from dentelle.given import LexiconEntry
from dentelle.reading import build_lexicon
from dentelle.weaving.index import Index, Seeker, common_names, decode, encode, grams, likeness, sketch

WORDS = st.lists(st.sampled_from(["École", "d'Art", "straße", "Cœur", "de", "Nord", "ville", "x1", "—", "(bis)"]), max_size=6)


def index(text: str, *names: LexiconEntry) -> Index:
    return Index(names=names, folded=tuple(name.name.casefold() for name in names), grams=grams(text))


@given(WORDS, WORDS, WORDS)
def test_a_name_that_the_lexicon_finds_is_never_missed(before: list[str], name: list[str], after: list[str]) -> None:
    entry = LexiconEntry("organisation", " ".join(name))
    text = " ".join([*before, *name, *after])
    further = Seeker({"it": entry}).further(index(text))
    if build_lexicon([entry]).find(text):
        assert further == (entry,)


def test_words_that_stand_apart_are_no_name() -> None:
    seeker = Seeker({"nord ville": LexiconEntry("place", "Nord Ville")})
    assert seeker.further(index("Le nord de la ville")) == ()


def test_what_the_first_reading_found_is_not_sought_again() -> None:
    entry = LexiconEntry("place", "nordville")
    assert Seeker({"nordville": entry}).further(index("À nordville", entry)) == ()


def test_one_entry_for_a_name_that_documents_give_two_kinds() -> None:
    person, place = LexiconEntry("person", "Lorval"), LexiconEntry("place", "Lorval")
    indexes = [index("", person), index("", place), index("", place)]
    assert common_names(indexes) == common_names(indexes[::-1]) == {"lorval": place}
    assert common_names(indexes[:2]) == common_names(indexes[1::-1])


def test_an_index_survives_its_encoding() -> None:
    one = index("Un texte", LexiconEntry("place", "Lorval"))
    assert decode(encode(one)) == one


def test_sketches_tell_edited_texts_from_others() -> None:
    words = [f"mot{number}" for number in range(400)]
    text, edited, other = " ".join(words), " ".join([*words[:380], "fin"]), " ".join(f"autre{n}" for n in range(400))
    assert likeness(sketch(grams(text)), sketch(grams(edited))) > 0.8
    assert likeness(sketch(grams(text)), sketch(grams(other))) == 0
    assert likeness(b"", b"") == 0
