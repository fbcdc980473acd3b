"""The gate of passages, and the rule for every claim that the engine makes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_text import read_marked

from dentelle.errors import PassageError
from dentelle.model import PASSAGE_LIMIT, Document
from dentelle.reading.claims import find_claims
from dentelle.reading.dates import find_dates
from dentelle.reading.figures import find_figures
from dentelle.reading.passage import cut_to_fit, holds, passage
from dentelle.reading.prepared import prepare

TEXT = "  The Harland School opened in 1903.  It has 420 students. "


def test_a_passage_quotes_its_text_without_surrounding_space() -> None:
    made = passage(TEXT, 0, 37, value=["1903"], subject_forms=["Harland School"])
    assert made.quote == TEXT[made.start : made.end] == "The Harland School opened in 1903."


@pytest.mark.parametrize(
    ("start", "end", "value", "subject"),
    [
        (0, 37, ["1904"], ["Harland School"]),  # not its value
        (38, 59, ["420 students"], ["Harland School"]),  # not its subject
        (5, 5, ["1903"], []),
        (0, 2, [], []),
        (0, 900, [], []),
        (-1, 5, [], []),
    ],
)
def test_refused(start: int, end: int, value: list[str], subject: list[str]) -> None:
    with pytest.raises(PassageError):
        passage(TEXT, start, end, value=value, subject_forms=subject)


def test_a_lead_in_may_hold_the_subject() -> None:
    lead = passage(TEXT, 0, 37, value=(), subject_forms=())
    made = passage(TEXT, 38, 59, value=["420 students"], subject_forms=["Harland School"], lead=lead)
    assert made.lead == lead


def test_too_long_is_refused() -> None:
    with pytest.raises(PassageError):
        passage("word " * 200, 0, 900, value=["word"], subject_forms=["word"])


def test_whole_words_in_order_are_held() -> None:
    assert holds("l’École d’art de Denville", "école d'art")
    assert not holds("Denville-les-Bains", "Denvil")
    assert not holds("anything", "…")


@given(st.lists(st.sampled_from(["word", "clause,", "end;", "(note)", "and"]), min_size=1, max_size=400), st.data())
def test_a_cut_fits_and_holds_what_is_needed(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, min(len(text), first + PASSAGE_LIMIT)))
    cut = cut_to_fit(text, 0, len(text), [(first, last)])
    assert cut is not None
    assert cut[0] <= first
    assert last <= cut[1]
    assert cut[1] - cut[0] <= PASSAGE_LIMIT


NAMES = ["[O:Nordelia]", "[P:Clara Mohr]", "[L:Denville]", "[G:Prix Bleu]", "[E:Fête du canal]", "[W:Les Eaux]"]
WORDS = [
    "a été fondée en 1997 par",
    "à",
    ", directrice de",
    "a reçu",
    "héberge",
    "compte 40 salariés",
    "(",
    ")",
    ":",
    ";",
    ".\n",
    "\n• ",
]
MORE = [
    "et",
    "depuis le XVIIe siècle",
    "domaines : la santé, la culture et l'eau",
    "trois",
    "elle",
    "qui",
    ", située à",
    "aura lieu le 3 mai 2017",
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*NAMES, *WORDS, *MORE, "mot " * 60]), max_size=24), st.sampled_from(["fr", "en", "de", "nl"]))
def test_every_claim_obeys_the_rule(pieces: list[str], language: str) -> None:
    found = read_marked(" ".join(pieces), language)
    for claim in (*found.claims, *found.denied):
        said = claim.passage.quote + " " + (claim.passage.lead.quote if claim.passage.lead else "")
        assert 0 < len(claim.passage.quote) <= PASSAGE_LIMIT
        assert claim.passage.lead is None or len(claim.passage.lead.quote) <= PASSAGE_LIMIT
        assert claim.passage.quote == claim.passage.quote.strip()
        assert claim.subject_kind == "document" or any(
            word in said for word in (*claim.subject.split(), "elle", "Elle", "qui")
        ), claim


@settings(max_examples=60)
@given(st.text(max_size=300), st.sampled_from(["fr", "en", "de", "nl"]))
def test_any_text_is_read(text: str, language: str) -> None:
    document = Document("s", "s.txt", "text", "test", text, language=language)
    prepared = prepare(document)
    dates = find_dates(prepared, "")
    found = find_claims(prepared, (), dates, find_figures(prepared, dates), document)
    for claim in (*found.claims, *found.denied):
        assert claim.passage.quote == prepared.text[claim.passage.start : claim.passage.end]


@pytest.mark.parametrize(
    "piece", ["19", "1 ", "1990-", "du 1 au 2 ", "((((", "fondée par ", "a, b et c, ", "en 1990 ", "< > ", "2019/"]
)
def test_no_text_stalls_the_reader(piece: str) -> None:
    text = (piece * (12_000 // len(piece)))[:12_000]
    document = Document("s", "s.txt", "text", "test", text, language="fr")
    prepared = prepare(document)
    started = time.process_time()
    dates = find_dates(prepared, "")
    find_claims(prepared, (), dates, find_figures(prepared, dates), document)
    assert time.process_time() - started < 5
