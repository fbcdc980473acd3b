"""Matching across languages, its order and its reasons, and the files it reads."""

import json
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dentelle import cli
from dentelle.errors import ExchangeError, VocabularyError
from dentelle.hub.interface import exchanged, facts, reasons, terms
from dentelle.hub.interface.exchanged import need_of, offer_of, read_needs, read_offers
from dentelle.hub.interface.heard import heard
from dentelle.hub.interface.matching import Answers, Condition, Need, Offer, Offers, match
from dentelle.hub.interface.meaning import meaning
from dentelle.lexicon import concepts as lexicon
from dentelle.model import LANGUAGES

GOLD = Path(__file__).parents[3] / "benchmarks" / "matching_gold"
DATA = Path(reasons.__file__).parent / "data"
DAY = date(2026, 3, 15)


def answered(need: Need, *offers: Offer) -> Answers:
    return match(need, Offers.index(offers), DAY)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "pompe à chaleur"), ("en", "heat pumps"), ("de", "Luftwärmepumpe"), ("nl", "warmtepompen")],
)
def test_a_thing_means_the_same_in_four_languages(language: str, text: str) -> None:
    assert "heat_pump" in meaning(text, language).concepts


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("de", "Ausbildungsplatzsuche", "apprenticeship"),
        ("nl", "energiebesparingsmaatregelen", "energy_saving"),
        ("de", "Wir finden keine Bewerber", "labour_shortage"),
        ("en", "Our customers in Casablanca", "third_countries"),
    ],
)
def test_compounds_phrases_and_places_are_read(language: str, text: str, concept: str) -> None:
    assert concept in meaning(text, language).concepts


def test_a_phrase_of_one_weighty_word_means_nothing_without_its_others() -> None:
    assert "hire" in meaning("We need more people.", "en").concepts
    assert "hire" not in meaning("How we treat people.", "en").concepts


def test_an_offer_in_another_language_answers_without_a_word_in_common() -> None:
    need = Need("n", "fr", "Nos fours consomment trop de courant.")
    found = answered(
        need, Offer("a", "service", "nl", "Kleding herstellen"), Offer("b", "adviser", "de", "Energie sparen im Betrieb")
    )
    assert [answer.offer.id for answer in found] == ["b", "a"]
    assert found[0].score > 3 * found[1].score


def test_every_score_has_its_reasons_in_the_language_of_the_need() -> None:
    offer = Offer("o", "funding", "en", "Energy audit grant", perimeter=("59",), conditions=(Condition("headcount", "<=", 50),))
    told = {"commune": "59606", "headcount": 54}
    for language, sentence in (
        ("fr", "Salariés : 54, plafond 50."),
        ("en", "Employees: 54, ceiling 50."),
        ("de", "Beschäftigte: 54, Obergrenze 50."),
        ("nl", "Werknemers: 54, maximum 50."),
    ):
        answer = answered(Need("n", language, "energy audit", told), offer)[0]
        assert (answer.verdict, answer.failed, answer.score) == ("no", ("headcount",), 0)
        assert answer.reasons[0] == sentence


def test_the_sentences_are_whole_in_four_languages() -> None:
    told = tomllib.loads((DATA / "reasons.toml").read_text(encoding="utf-8"))
    holes = {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in told["en"].items()}
    for language in LANGUAGES:
        assert {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in told[language].items()} == holes
    assert told["fields"].keys() == facts.FACTS.keys()
    assert told["families"].keys() == set(terms.FAMILIES)
    assert {f"ask_{key}" for key in reasons._COMPARED.values()} <= holes.keys()


def test_the_lexicon_says_every_concept_in_every_language_and_its_first_form_is_a_label() -> None:
    for concept in lexicon.lexicon().values():
        assert all(concept.forms[language] for language in LANGUAGES), concept.id
        assert not any("*" in concept.forms[language][0] for language in LANGUAGES), concept.id


def test_every_trouble_is_told_in_four_languages() -> None:
    for saying in lexicon.sayings():
        assert saying.means
        assert all(saying.forms[language] for language in LANGUAGES), saying.means


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Mon associé veut partir et je ne sais pas quoi faire."),
        ("en", "My business partner wants out."),
        ("de", "Mein Partner will aus der Firma aussteigen."),
        ("nl", "Mijn vennoot stapt uit de zaak."),
    ],
)
def test_a_trouble_means_what_helps_against_it_and_a_little_what_goes_with_that(language: str, text: str) -> None:
    concepts = meaning(text, language).concepts
    assert concepts["divorce_shareholders"] > concepts["valuation"] > 0


def test_a_word_of_a_scene_hints_and_a_word_that_names_says_more() -> None:
    assert 0 < meaning("bandages", "en").concepts["first_aid"] < meaning("first aid", "en").concepts["first_aid"]


def test_a_saying_without_its_concept_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon.lexicon()  # read from its own place before the sayings are looked for elsewhere
    monkeypatch.setattr(lexicon, "DATA", tmp_path)
    (tmp_path / "sayings.tsv").write_text("means\tfr\ten\tde\tnl\nno_such\ta b\ta b\ta b\ta b\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="no concept no_such"):
        lexicon.sayings.__wrapped__()


def test_equal_offers_take_turns_and_the_turn_of_a_need_is_always_the_same() -> None:
    offers = [Offer(f"o{number}", "service", "en", "Energy audit") for number in range(5)]
    need = Need("n", "en", "an energy audit")
    firsts = [answered(replace(need, id=f"n{number}"), *offers)[0].offer.id for number in range(100)]
    assert all(firsts.count(offer.id) >= 8 for offer in offers)
    assert firsts == [answered(replace(need, id=f"n{number}"), *reversed(offers))[0].offer.id for number in range(100)]


def test_no_stands_behind_all_others_and_the_question_is_about_what_answers() -> None:
    audit = Offer("audit", "service", "en", "Energy audit", conditions=(Condition("headcount", "<", 50),))
    other = Offer("lace", "training", "en", "Lace making", conditions=(Condition("naf_prefix", "in", ("13",)),))
    closed = offer_of(
        {"id": "c", "family": "service", "title": "Energy audits", "language": "en", "window": {"closes": "2026-01-01"}}
    )
    found = answered(Need("n", "en", "Where does our energy go? We want an audit."), other, closed, audit)
    assert [(answer.offer.id, answer.verdict) for answer in found] == [("audit", "unknown"), ("lace", "unknown"), ("c", "no")]
    assert found.next_question == "headcount"


def test_a_missing_place_is_asked_for_as_commune_or_as_wanted_area() -> None:
    room = Offer("r", "premises", "en", "Workshop to let", perimeter=("59606",))
    assert answered(Need("n", "en", "a workshop to rent"), room).next_question == "commune"
    assert answered(Need("n", "en", "a workshop to rent", {"commune": "59606"}), room).next_question == "wanted_area"


def test_facts_read_in_a_text_fill_a_form_and_decide_nothing() -> None:
    text = "Nous sommes 12 salariés à Valenciennes et cherchons 300 m² à 70 € par m²."
    found = {name: one.value for name, one in heard(text, "fr").items()}
    assert found.items() >= {"headcount": 12, "commune": "59606", "surface_m2": 300, "rent_eur_m2_year": 70}.items()
    small = Offer("o", "premises", "fr", "Local", conditions=(Condition("surface_m2", "<=", 100),))
    assert answered(Need("n", "fr", text), small)[0].verdict == "unknown"


@pytest.mark.parametrize(
    ("text", "facts"), [("Wir suchen eine Halle", {"surface_m2": 300}), ("Wir suchen eine Halle, 300 m²", {})]
)
def test_premises_that_fit_come_before_those_too_small_or_much_too_large(text: str, facts: dict[str, int]) -> None:
    rooms = [Offer(f"{size}", "premises", "de", "Halle", attributes={"surface_m2": size}) for size in (3000, 120, 320)]
    assert [answer.offer.id for answer in answered(Need("n", "de", text, facts), *rooms)] == ["320", "3000", "120"]
    assert "Fläche in m²: hier 320, gefragt 300." in answered(Need("n", "de", text, facts), *rooms)[0].reasons


def test_the_family_of_an_offer_says_what_it_is() -> None:
    offers = [Offer(family, family, "en", "Energy audits") for family in ("service", "funding")]
    assert answered(Need("n", "nl", "Krijgen we een subsidie voor een energieaudit?"), *offers)[0].offer.id == "funding"


def test_the_question_is_about_every_offer_that_answers_well_and_most_about_the_best() -> None:
    best = Offer("best", "service", "en", "Energy audit", conditions=(Condition("headcount", "<", 50),))
    others = [
        Offer(f"o{at}", "service", "en", "Energy audit, heating", conditions=(Condition("age_years", ">", 1),)) for at in range(5)
    ]
    need = Need("n", "en", "an energy audit, please")
    assert answered(need, best, *others[:1]).next_question == "headcount"
    assert answered(need, best, *others).next_question == "age_years"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([{"id": "a"}], "need 0, text: null is wrong; write a text"),
        ([{"id": "a", "text": "x"}, {"id": "a", "text": "y"}], "need 1, id"),
        ([{"id": "a", "text": "x", "facts": {"headcount": "12"}}], "need 0, facts.headcount"),
        ([{"id": "a", "text": "x", "facts": {"commune": "99999"}}], "need 0, facts.commune"),
        ([{"id": "a", "text": "x", "facts": {"available_from": "soon"}}], "need 0, facts.available_from"),
        ([{"id": "a", "text": "x", "wanted_family": "money"}], "need 0, wanted_family"),
        (["a"], "need 0: write an object"),
        ({}, "write a list in square brackets"),
    ],
)
def test_a_wrong_need_is_told_by_file_index_and_field(tmp_path: Path, wrong: Any, said: str) -> None:
    path = tmp_path / "needs.json"
    path.write_text(json.dumps(wrong), encoding="utf-8")
    with pytest.raises(ExchangeError) as caught:
        read_needs(path)
    assert str(path) in caught.value.detail
    assert said in caught.value.detail


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"family": "gift"}, "offer 0, family"),
        ({"perimeter": ["Lille"]}, "offer 0, perimeter"),
        ({"conditions": [{"field": "headcount", "op": "=>", "value": 3}]}, "offer 0, conditions[0], op"),
        ({"conditions": [{"field": "headcount", "op": "<", "value": "3"}]}, "offer 0, conditions[0], value"),
        ({"window": {"opens": "2026-03-01", "closes": "2026-02-01"}}, "offer 0, window.closes"),
    ],
)
def test_a_wrong_offer_is_told_by_file_index_and_field(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    path = tmp_path / "offers.json"
    path.write_text(json.dumps([{"id": "a", "family": "service", "title": "T", "language": "en"} | change]), encoding="utf-8")
    with pytest.raises(ExchangeError) as caught:
        read_offers(path)
    assert said in caught.value.detail


def test_what_has_no_effect_is_told_and_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "offers.json"
    condition = {"field": "headcont", "op": "=", "value": 3}
    path.write_text(json.dumps([{"id": "a", "family": "service", "title": "T", "conditions": [condition]}]), encoding="utf-8")
    told: list[str] = []
    assert len(read_offers(path, told.append)) == 1
    assert "offer 0, conditions[0], field" in told[0]


def test_the_schemas_say_what_the_reader_takes() -> None:
    needs, offers = (
        json.loads((DATA / f"{name}.schema.json").read_text(encoding="utf-8"))["items"] for name in ("needs", "offers")
    )
    assert needs["properties"]["facts"]["properties"].keys() == facts.FACTS.keys()
    assert needs["properties"]["wanted_family"]["enum"] == [*terms.FAMILIES, None]
    condition = offers["properties"]["conditions"]["items"]["properties"]
    assert condition["op"]["enum"] == list(terms.OPERATORS)
    pattern = offers["properties"]["perimeter"]["items"]["pattern"]
    for code in ("59606", "2A004", "245901160", "59", "971", "32", "R11", "D32", "FR", "59 ", "Lille"):
        assert bool(re.search(pattern, code)) == bool(exchanged.CODE.fullmatch(code))
    for need in json.loads((GOLD / "needs_tuning.json").read_text(encoding="utf-8")):
        assert set(needs["required"]) <= need.keys() <= needs["properties"].keys()
        assert need_of(need).id == need["id"]


def test_the_command_prints_a_line_a_need(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["match", "--needs", str(GOLD / "needs_tuning.json"), "--offers", str(GOLD / "offers.json"), "--as-of", "2026-03-15"]
    assert cli.main([*asked, "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 30
    for line in lines:
        verdicts = [answer["verdict"] for answer in line["answers"]]
        scores = [answer["score"] for answer in line["answers"]]
        assert len(verdicts) == 120
        assert "no" not in verdicts[: verdicts.index("no")] if "no" in verdicts else True
        assert set(verdicts[len(verdicts) - verdicts.count("no") :]) <= {"no"}
        assert scores == sorted(scores, reverse=True)
        assert all(answer["reasons"] for answer in line["answers"])
    assert cli.main([*asked, "--most", "3"]) == 0
    assert all(len(json.loads(line)["answers"]) == 3 for line in capsys.readouterr().out.splitlines())
