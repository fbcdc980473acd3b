"""How well are needs answered with offers, across four languages?

    python benchmarks/matching.py [--half NAME] [--write] [--cases]

Matches the needs of ``benchmarks/matching_gold`` with its offers by the code of ``dentelle match`` and by BM25 (k1 1.5, b 0.75,
on the words of need and offer as they stand) behind the same eligibility filter, and prints for each half of the needs:

- nDCG@5: the gain of an offer judged 0 to 3 is 2^judged - 1; offers that cannot be had are left out for all, also from the ideal;
- verdicts: the share of all pairs whose verdict is that of ``matching_oracle.py``, which shares no code with the product;
- order: how many answers *unknown* or *yes* stand below a *no*;
- next question: the share of needs whose question is one that touches most unknown offers judged 2 or 3 (null where none is);
- questions: how many must be answered until no offer judged 2 or 3 is unknown, asking the next question, and in a form's order.

Ends with status 1 when a figure of the test half, or of one in ordinary words, misses what is asked of it
(``good``). ``--cases`` tells each need. ``--write``
keeps the figures in ``benchmarks/results/matching.json`` and in the table of ``docs/explanation/matching-quality.md``.
``--speed`` times answers from 10,000 offers instead.
"""

import argparse
import json
import math
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import matching_oracle as oracle
from result_pages import between, table

from dentelle.hub.interface.exchanged import need_of, offer_of
from dentelle.hub.interface.facts import FACTS
from dentelle.hub.interface.matching import Answers, Condition, Need, Offers, match

RESULTS = Path(__file__).parent / "results" / "matching.json"
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "matching-quality.md"
HALVES = (
    "tuning",
    "test",
    "widened",
    "fresh",
    "last",
    "unseen",
    "later",
    "notices",
    "letters",
    "dense",
)  # some have offers of their own beside those of the others
APART = ("notices", "letters")  # a catalogue of both together, without the others
FIXED = tuple(name for name in FACTS if name not in ("departement", "country"))  # a form's order; the commune gives those two
AT = 5
SECONDS = 0.15  # of an answer from 10,000 offers, at the 95th percentile
Told = dict[str, Any]


class Bm25:
    """BM25 over the words of the offers, as they are written."""

    def __init__(self, offers: Sequence[Told]) -> None:
        self.counts = [Counter(words(f"{one['title']} {one['text']} {' '.join(one['domains'])}")) for one in offers]
        self.lengths = [sum(count.values()) for count in self.counts]
        self.holding = Counter(word for count in self.counts for word in count)

    def scores(self, text: str) -> list[float]:
        usual = sum(self.lengths) / len(self.lengths)
        found = []
        for count, length in zip(self.counts, self.lengths, strict=True):
            score = 0.0
            for word in words(text):
                rare = math.log(1 + (len(self.counts) - self.holding[word] + 0.5) / (self.holding[word] + 0.5))
                score += rare * count[word] * 2.5 / (count[word] + 1.5 * (0.25 + 0.75 * length / usual))
            found.append(score)
        return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def ndcg(ranked: Sequence[str], judged: dict[str, int], allowed: set[str]) -> float | None:
    """nDCG@5 of the allowed offers in their order; None where none of them is judged above 0."""
    gains = [2 ** judged.get(offer, 0) - 1 for offer in ranked if offer in allowed][:AT]
    ideal = sorted((2**grade - 1 for offer, grade in judged.items() if offer in allowed), reverse=True)[:AT]
    best = sum(gain / math.log2(at + 2) for at, gain in enumerate(ideal))
    return sum(gain / math.log2(at + 2) for at, gain in enumerate(gains)) / best if best else None


def asked_until_known(need: Told, offers: Sequence[Told], judged: dict[str, int], ask: Callable[[Told], str | None]) -> int:
    """How many questions until no offer judged 2 or 3 is unknown; each answer is one that keeps most of these offers open."""
    facts = dict(need["facts"])
    wanted = [offer for offer in offers if judged.get(offer["id"], 0) >= 2]
    for number in range(20):
        now = {**need, "facts": facts}
        if not any(oracle.judge(now, offer)[0] == "unknown" for offer in wanted):
            return number
        name = ask(now)
        if name is None:
            return number + len(FIXED)
        facts[name] = answer_to(name, now, wanted)
    return 20


def answer_to(name: str, need: Told, wanted: Sequence[Told]) -> Any:
    """An answer to a question, as somebody would give who may have the offers that are wanted."""
    usual: Told = {
        "has_company": True, "commune": "59606", "headcount": 12, "naf": "25.62B", "project_type": ["investment"], "age_years": 4,
        "turnover_eur": 800_000, "legal_form": "SAS", "wanted_area": ["59"], "surface_m2": 100, "desks": 4, "fibre_mbps": 300,
        "available_from": "2026-09-01", "rent_eur_m2_year": 80,
    }  # fmt: skip
    if name == "project_type":
        return next((one["value"] for offer in wanted for one in offer["conditions"] if one["field"] == name), usual[name])
    if name == "commune" and "departement" in need["facts"]:
        return next(code for code, (_, departement, _) in oracle.PLACES.items() if departement == need["facts"]["departement"])
    return usual.get(name, True)


def catalogue(half: str) -> list[Told]:
    """The offers that a half of the needs is matched with."""
    apart = [f"offers_{name}.json" for name in APART]
    names = {**dict.fromkeys(APART, apart), "dense": ["offers_dense.json"]}.get(half, ["offers.json", f"offers_{half}.json"])
    return [offer for name in names if (oracle.GOLD / name).exists() for offer in oracle.load(name)]


def figures(needs: Sequence[Told], offers: Sequence[Told], relevance: dict[str, dict[str, int]], *, cases: bool = False) -> Told:
    indexed = Offers.index(offer_of(offer) for offer in offers)
    peer = Bm25(offers)
    ours: list[float] = []
    theirs: list[float] = []
    right = whole = above = questions = 0
    next_asked = fixed_asked = 0
    for need in needs:
        judged = relevance[need["id"]]
        answers = match(need_of(need), indexed, oracle.AS_OF)
        truth = {offer["id"]: oracle.judge(need, offer)[0] for offer in offers}
        allowed = {offer for offer, verdict in truth.items() if verdict != "no"}
        told = [(answer.offer.id, answer.verdict) for answer in answers]
        right += sum(truth[offer] == verdict for offer, verdict in told)
        whole += len(told)
        first_no = next((at for at, (_, verdict) in enumerate(told) if verdict == "no"), len(told))
        above += sum(verdict != "no" for _, verdict in told[first_no:])
        best = oracle.best_questions(need, offers, judged)
        hit = answers.next_question in best if best else answers.next_question is None
        questions += hit
        scored = peer.scores(need["text"])
        order = sorted(range(len(offers)), key=lambda at: (-scored[at], offers[at]["id"]))
        own = ndcg([offer for offer, _ in told], judged, allowed)
        if own is not None:
            ours.append(own)
            theirs.append(ndcg([offers[at]["id"] for at in order], judged, allowed) or 0.0)
        next_asked += asked_until_known(need, offers, judged, lambda now: _next(now, indexed))
        fixed_asked += asked_until_known(need, offers, judged, _fixed)
        if cases:
            print_case(need, judged, answers, own, best, hit=hit)
    return {
        "needs": len(needs),
        "nDCG@5": round(sum(ours) / len(ours), 3),
        "nDCG@5 of BM25": round(sum(theirs) / len(theirs), 3),
        "verdicts right": round(right / whole, 4),
        "no above others": above,
        "next question": round(questions / len(needs), 3),
        "questions asked": next_asked,
        "in a fixed order": fixed_asked,
    }


def _next(now: Told, indexed: Offers) -> str | None:
    need: Need = need_of(now)
    return match(need, indexed, oracle.AS_OF).next_question


def _fixed(now: Told) -> str | None:
    known = now["facts"]
    return next((name for name in FIXED if name not in known), None)


def print_case(need: Told, judged: dict[str, int], answers: Answers, own: float | None, best: list[str], *, hit: bool) -> None:
    print(f"{need['id']} {own or 0:.2f} {'' if hit else 'QUESTION'} {answers.next_question} {best}  {need['text'][:100]}")
    for answer in answers[:AT]:
        told = f"{judged.get(answer.offer.id, 0)} {answer.score:.2f} {answer.offer.id} {answer.offer.title[:40]:40}"
        print(f"    {told} {answer.reasons[0][:80]}")
    order = [answer.offer.id for answer in answers]
    for offer in (offer for offer, grade in judged.items() if grade > 1 and offer not in order[:AT]):
        print(f"    missed {offer} {judged[offer]} at {order.index(offer)}")


def speed(offers: Sequence[Told], needs: Sequence[Told], many: int = 10_000) -> Told:
    """Seconds to index ``many`` offers made of ``offers`` and to answer each need, first twenty answers and question included."""
    chance = random.Random(5)
    made = []
    for number in range(many):
        one, other = offer_of(chance.choice(offers)), offer_of(chance.choice(offers))
        asked = tuple(_shifted(condition, chance) for condition in one.conditions)
        made.append(replace(one, id=f"m{number}", text=f"{one.text} {other.title}", conditions=asked))
    started = time.perf_counter()
    indexed = Offers.index(made)
    took = time.perf_counter() - started
    seconds = []
    for need in [need_of(need) for need in needs] * 4:
        started = time.perf_counter()
        answers = match(need, indexed, oracle.AS_OF)
        told = answers[:20], answers.next_question
        seconds.append(time.perf_counter() - started)
        assert told
    seconds.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    late = seconds[round(0.95 * len(seconds)) - 1]
    return {
        "offers": many,
        "index": round(took, 2),
        "median": round(seconds[len(seconds) // 2], 4),
        "p95": round(late, 4),
        "MB": memory,
    }


def _shifted(condition: Condition, chance: random.Random) -> Condition:
    """The condition with a number of its own, so that few offers share one."""
    value = condition.value
    return replace(condition, value=value + chance.randint(0, 500)) if type(value) is int else condition


def report(told: dict[str, Told]) -> None:
    names = list(next(iter(told.values())))
    rows = [[name, *(str(half[name]) for half in told.values())] for name in names]
    text = table(["", *told], rows)
    print(text)
    between(PAGE, "figures", text)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--write", action="store_true", help="keep the figures and write the page")
    options.add_argument("--cases", action="store_true", help="tell each need with its first answers")
    options.add_argument("--half", choices=HALVES, help="only this one")
    options.add_argument("--speed", action="store_true", help="time answers from 10,000 offers")
    chosen = options.parse_args()
    relevance = oracle.load("judged.json")
    if chosen.speed:
        timed = speed(oracle.load("offers.json"), oracle.load("needs_tuning.json"))
        print(json.dumps(timed))
        return 0 if timed["p95"] <= SECONDS else 1
    told: dict[str, Told] = {}
    for half in HALVES:
        if chosen.half in (None, half) and (oracle.GOLD / f"needs_{half}.json").exists():
            told[half] = figures(oracle.load(f"needs_{half}.json"), catalogue(half), relevance, cases=chosen.cases)
            print(half, json.dumps(told[half]))
    if chosen.write:
        RESULTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
        report(told)
    return 0 if all(good(told[half], quick=half == "test") for half in ("test", *APART, "dense") if half in told) else 1


def good(half: Told, *, quick: bool) -> bool:
    """Whether a half holds what is asked of matching; ``quick``: also that asking takes half the questions of a form."""
    ranked = half["nDCG@5"] >= 2 * half["nDCG@5 of BM25"] and half["no above others"] == 0
    asked = half["next question"] >= 0.7 and (not quick or 2 * half["questions asked"] <= half["in a fixed order"])
    return bool(ranked and asked and half["verdicts right"] >= 0.98)


if __name__ == "__main__":
    sys.exit(main())
