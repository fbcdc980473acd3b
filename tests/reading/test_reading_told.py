"""A name of which a document tells several things is a name to keep, whatever found it."""

from dentelle.model import Document
from dentelle.reading import build_lexicon, default_entries, read


def strong(text: str) -> set[str]:
    document = Document(source="s", path="a.txt", format="text", extractor="test", text=text, language="en")
    return {mention.name for mention in read(document, build_lexicon(())).mentions if mention.strong}


def test_several_claims_make_a_name_strong_and_one_does_not() -> None:
    once = "Yesterday we walked to Velmora. Velmora was founded in 1998."
    assert "Velmora" not in strong(once)
    assert "Velmora" in strong(f"{once} Velmora employs 240 people.")


def test_an_event_with_a_date_is_strong_even_while_it_is_only_planned() -> None:
    assert "Festival Velmora" in strong("The Festival Velmora will take place on 4 May 2031.")


def test_the_town_is_the_town_named_last_not_its_agglomeration() -> None:
    text = (
        "Our park\n\nThe Denain Métropole area lies in the north. Its trade goes back to the market of Denain.\n\n"
        "The town, which minted its own coins (circa 870), grew quickly.\n"
    )
    document = Document(source="s", path="a.txt", format="text", extractor="test", text=text, language="en")
    found = [claim for claim in read(document, build_lexicon(default_entries())).claims if claim.property == "happened"]
    assert [(claim.subject, claim.subject_kind) for claim in found] == [("Denain", "place")]
