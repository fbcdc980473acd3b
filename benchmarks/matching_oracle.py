"""Verdicts read from the rules of the format, apart from the product: the places are a table by hand, nothing is shared.

    python benchmarks/matching_oracle.py        writes benchmarks/matching_gold/verdicts.json anew

Invariant: imports nothing of ``dentelle``. The verdicts are frozen beside the needs and offers; those of every pair that is
judged relevant were also read by eye.
"""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "matching_gold"
AS_OF = date(2026, 3, 15)

PLACES = {  # commune: EPCI, département, région
    "59606": ("245901160", "59", "32"),
    "59014": ("245901160", "59", "32"),
    "59172": ("200042190", "59", "32"),
    "59350": ("200093201", "59", "32"),
    "59512": ("200093201", "59", "32"),
    "59599": ("200093201", "59", "32"),
    "59122": ("200068500", "59", "32"),
    "59139": ("200030633", "59", "32"),
    "59392": ("200043396", "59", "32"),
    "62041": ("200033579", "62", "32"),
    "62193": ("200090751", "62", "32"),
    "62498": ("246200364", "62", "32"),
    "80021": ("248000531", "80", "32"),
}
SMALLER = {epci: (epci, departement, region, "FR") for epci, departement, region in PLACES.values()}
COUNTRIES = ("FR", "BE", "NL", "DE")
NONE = {"headcount": 0, "age_years": 0, "turnover_eur": 0}


def above(code: str) -> tuple[str, ...]:
    """The code and all that it lies in."""
    if code in PLACES:
        return (code, *PLACES[code], "FR")
    if code in SMALLER:
        return SMALLER[code]
    if code in COUNTRIES:
        return (code,)
    return (code, "FR") if code == "32" else (code, *(("32",) if code in ("59", "62", "80", "60", "02") else ()), "FR")


def known(facts: dict[str, Any]) -> dict[str, Any]:
    whole = {**(NONE if facts.get("has_company") is False else {}), **facts}
    if "commune" in whole:
        whole["departement"] = PLACES[whole["commune"]][1]
    if "departement" in whole:
        whole["country"] = "FR"
    return whole


def perimeter(offer: dict[str, Any], facts: dict[str, Any]) -> str:
    if offer["family"] == "premises":
        if "wanted_area" not in facts:
            return "unknown"
        return "yes" if any(area in above(code) for code in offer["perimeter"] for area in facts["wanted_area"]) else "no"
    finest = next((facts[name] for name in ("commune", "departement", "country") if name in facts), None)
    if finest is None:
        return "unknown"
    if any(code in above(finest) for code in offer["perimeter"]):
        return "yes"
    if "commune" not in facts and any(finest in above(code) for code in offer["perimeter"]):
        return "unknown"
    return "no"


def condition(asked: dict[str, Any], facts: dict[str, Any]) -> str:
    name = "naf" if asked["field"] == "naf_prefix" else asked["field"]
    if name not in facts:
        return "unknown"
    value = asked["value"]
    for fact in facts[name] if isinstance(facts[name], list) else [facts[name]]:
        if asked["field"] == "naf_prefix":
            holds = any(fact.replace(".", "").startswith(prefix.replace(".", "")) for prefix in value)
        else:
            holds = {
                "=": lambda a, b: a == b,
                "<": lambda a, b: a < b,
                "<=": lambda a, b: a <= b,
                ">": lambda a, b: a > b,
                ">=": lambda a, b: a >= b,
                "in": lambda a, b: a in b,
                "not_in": lambda a, b: a not in b,
            }[asked["op"]](fact, value)
        if holds:
            return "yes"
    return "no"


def judge(need: dict[str, Any], offer: dict[str, Any]) -> tuple[str, list[str], list[str]]:
    """Verdict, what failed, what is missing."""
    facts = known(need["facts"])
    said = [(one["field"], condition(one, facts)) for one in offer["conditions"]]
    said.append(("perimeter", perimeter(offer, facts)))
    window = offer["window"]
    if window:
        said.append(("window", "yes" if window["opens"] <= AS_OF.isoformat() <= window["closes"] else "no"))
    failed = sorted({name for name, verdict in said if verdict == "no"})
    missing = sorted({name for name, verdict in said if verdict == "unknown"})
    return ("no" if failed else "unknown" if missing else "yes"), failed, missing


def best_questions(need: dict[str, Any], offers: Iterable[dict[str, Any]], relevance: dict[str, int]) -> list[str]:
    """The facts that each touch most of the unknown offers judged 2 or 3; none where there is no such offer."""
    touched: dict[str, int] = {}
    for offer in offers:
        verdict, _, missing = judge(need, offer)
        if verdict == "unknown" and relevance.get(offer["id"], 0) >= 2:
            for fact in {asked(name, need["facts"]) for name in missing}:
                touched[fact] = touched.get(fact, 0) + 1
    return sorted(fact for fact, count in touched.items() if count == max(touched.values()))


def asked(missing: str, facts: dict[str, Any]) -> str:
    if missing == "naf_prefix":
        return "naf"
    if missing in ("perimeter", "departement", "country"):
        return "wanted_area" if "commune" in facts else "commune"
    return missing


def load(name: str) -> Any:
    return json.loads((GOLD / name).read_text(encoding="utf-8"))


def main() -> None:
    offers = load("offers.json")
    lines = []
    for need in [*load("needs_tuning.json"), *load("needs_test.json")]:
        verdicts = {offer["id"]: judge(need, offer)[0] for offer in offers}
        lines.append(f"{json.dumps(need['id'])}: {json.dumps(verdicts)}")
    (GOLD / "verdicts.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
