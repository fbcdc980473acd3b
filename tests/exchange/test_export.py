"""What leaves the atlas obeys what its sources allow."""

import csv
import json

import pytest
from small_territory import DECLARED, INSTITUTE, LAB, Small

from dentelle.exchange import export


@pytest.fixture
def woven(small: Small) -> Small:
    small.write("a.txt", INSTITUTE)
    small.write("b.txt", LAB)
    small.weave()
    return small


def objects(kind: str) -> list[dict]:
    return [row for line in export("jsonl") if (row := json.loads(line))["is"] == kind]


def test_every_fact_has_its_claims_and_every_claim_its_passage(woven: Small) -> None:
    facts, claims = objects("fact"), objects("claim")
    assert facts
    assert {claim["fact"] for claim in claims} == {fact["id"] for fact in facts}
    for claim in claims:
        path = next(source["path"] for source in objects("source") if source["id"] == claim["source"])
        text = (woven.folder / path).read_text()
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_a_source_that_may_not_be_shown_gives_facts_without_its_words(woven: Small) -> None:
    woven.declare(DECLARED + 'publish = "none"\n')
    woven.weave()
    assert objects("fact")
    assert {claim["quote"] for claim in objects("claim")} == {""}


@pytest.mark.parametrize(("publish", "told"), [("none", False), ("quote", True)])
def test_what_happened_is_told_in_words_that_may_be_quoted(small: Small, publish: str, told: bool) -> None:
    small.declare(DECLARED + f'publish = "{publish}"\n')
    text = "An institute\n\nThe Zolamon Institute is in Lille. In 2009 the Zolamon Institute opened a wing for okapis.\n"
    small.write("a.txt", text)
    small.weave()
    assert any(fact["property"] == "happened" and fact["value"]["edtf"] == "2009" for fact in objects("fact"))
    assert ["okapis" in "\n".join(export(format)) for format in ("jsonl", "csv")] == [told, told]


def test_csv_is_one_line_a_fact_and_runs_in_no_spreadsheet(woven: Small) -> None:
    woven.write("c.csv", "nom;activité\n=HYPERLINK(evil);textile\nForge Dilermo;=1+1\n")
    woven.weave()
    rows = list(csv.DictReader(export("csv")))
    assert len(rows) >= 4
    assert all(row["sources"] for row in rows)
    assert any("HYPERLINK" in row["label"] for row in rows)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_an_empty_atlas_exports(db: None) -> None:
    assert [len(list(export(format))) for format in ("jsonl", "csv")] == [0, 1]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="jsonl, csv"):
        export("xml")
