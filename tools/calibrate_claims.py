"""Fits how sure the reader says it is to how often it is right, and shows both.

    python tools/calibrate_claims.py FOLDER…

FOLDER holds texts and their annotations (as benchmarks/reading_gold). Every claim that the reader makes there, with the
confidence of its rule, is right or wrong by the rules of benchmarks/scoring.py. One rising curve is fitted to all of them
together (isotonic regression), then for each property, and each pattern seen often, a shift of the log odds, drawn towards none
where there are few claims. Writes dentelle/reading/data/calibration.toml, the picture docs/images/reliability.svg and the table
beside it.

Prints Brier score and calibration error before and after, the latter on documents that were left out of the fit (five folds).
Annotations leave out much that a text says; what is right and not annotated counts as wrong, so the true shares lie higher.
"""

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from reading import between  # noqa: E402 - benchmarks is no package
from scoring import claims as judged  # noqa: E402
from scoring import load_gold  # noqa: E402

from dentelle.model import Document  # noqa: E402
from dentelle.reading import build_lexicon, default_entries, to_json  # noqa: E402
from dentelle.reading.calibration import Calibration  # noqa: E402
from dentelle.reading.reader import read  # noqa: E402

DATA = ROOT / "dentelle" / "reading" / "data" / "calibration.toml"
PICTURE = ROOT / "docs" / "images" / "reliability.svg"
PAGE = ROOT / "docs" / "explanation" / "reading-quality.md"
OFTEN = 20  # claims of a pattern before it gets a shift of its own
PRIOR = 8.0  # how strongly a shift is drawn to none
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One claim: how sure its rule was, and whether it is right."""

    document: str
    property: str
    pattern: str
    said: float
    right: bool


def cases(folders: Iterable[Path]) -> list[Case]:
    """Every claim of the documents of ``folders``, with the confidence of its rule."""
    lexicon = build_lexicon(default_entries())
    found: list[Case] = []
    for folder in folders:
        for name, gold in load_gold(folder).items():
            text = (folder / name).read_bytes().decode("utf-8-sig")
            document = Document(name, name, "text", "calibration", text)
            reading = read(document, lexicon, calibration=Calibration())
            verdicts = judged(gold, to_json(document, reading)["claims"])[1]
            found += [
                Case(f"{folder.name}/{name}", claim.property, claim.pattern, claim.confidence, verdict)
                for claim, verdict in zip(reading.claims, verdicts, strict=True)
                if verdict is not None
            ]
    return found


def fit(found: Sequence[Case]) -> Calibration:
    """The calibration that the cases show."""
    said, right = isotonic(found)
    curve = Calibration(said, right)
    properties = shifts(found, curve, lambda case: case.property, 1)
    with_properties = Calibration(said, right, properties)
    return Calibration(said, right, properties, shifts(found, with_properties, lambda case: case.pattern, OFTEN))


def isotonic(found: Sequence[Case]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The rising step curve nearest to the cases, as the middle of each step and its share (with one right, one wrong added)."""
    by_said: dict[float, list[bool]] = defaultdict(list)
    for case in found:
        by_said[round(case.said, 2)].append(case.right)
    steps: list[tuple[float, int, int]] = []  # sum of confidences, claims, right
    for said, verdicts in sorted(by_said.items()):
        steps.append((said * len(verdicts), len(verdicts), sum(verdicts)))
        while len(steps) > 1 and steps[-2][2] / steps[-2][1] >= steps[-1][2] / steps[-1][1]:
            last = steps.pop()
            steps[-1] = (steps[-1][0] + last[0], steps[-1][1] + last[1], steps[-1][2] + last[2])
    points = [(total / count, (right + 1) / (count + 2)) for total, count, right in steps]
    rising = [max(share for _, share in points[: index + 1]) for index in range(len(points))]
    return tuple(round(said, 3) for said, _ in points), tuple(round(share, 3) for share in rising)


def shifts(found: Sequence[Case], base: Calibration, of: Callable[[Case], str], least: int) -> dict[str, float]:
    """For each value of ``of`` with at least ``least`` cases the shift of log odds that makes ``base`` fit them best."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        groups[of(case)].append(case)
    made: dict[str, float] = {}
    for name, group in sorted(groups.items()):
        if len(group) < least:
            continue
        shift = 0.0
        odds = [logit(base.probability(case.said, case.property, case.pattern)) for case in group]
        for _ in range(20):  # Newton's method on the penalised likelihood
            expected = [1 / (1 + math.exp(-one - shift)) for one in odds]
            slope = sum(case.right for case in group) - sum(expected) - PRIOR * shift
            shift += slope / (sum(one * (1 - one) for one in expected) + PRIOR)
        if abs(shift) >= 0.05:
            made[name] = round(shift, 2)
    return made


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def left_out(found: Sequence[Case]) -> list[float]:
    """The probability of each case by a calibration fitted without its document and the others of its fold."""
    numbers = {name: index % FOLDS for index, name in enumerate(sorted({case.document for case in found}))}
    fitted = [fit([case for case in found if numbers[case.document] != fold]) for fold in range(FOLDS)]
    return [fitted[numbers[case.document]].probability(case.said, case.property, case.pattern) for case in found]


def brier(found: Sequence[Case], probabilities: Sequence[float]) -> float:
    """The mean square of what is missing to the truth; smaller is better."""
    return sum((case.right - one) ** 2 for case, one in zip(found, probabilities, strict=True)) / len(found)


def bins(found: Sequence[Case], probabilities: Sequence[float]) -> list[tuple[float, float, int]]:
    """(mean probability, share right, claims) of each tenth that has claims."""
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for case, one in zip(found, probabilities, strict=True):
        groups[min(int(one * 10), 9)].append((one, case.right))
    return [
        (sum(one for one, _ in group) / len(group), sum(right for _, right in group) / len(group), len(group))
        for _, group in sorted(groups.items())
    ]


def error(listed: Sequence[tuple[float, float, int]]) -> float:
    """The mean distance between probability and share, weighed by claims."""
    return sum(abs(one - share) * count for one, share, count in listed) / sum(count for *_, count in listed)


def as_toml(made: Calibration, count: int) -> str:
    lines = [
        "# How often claims are right, by the confidence of their rule, and what property and pattern add to the log odds.",
        f"# Written by tools/calibrate_claims.py from {count} claims; not to be edited by hand.",
        "",
        "[curve]",
        f"said = {list(made.said)}",
        f"right = {list(made.right)}",
    ]
    for title, shift in (("properties", made.properties), ("patterns", made.patterns)):
        lines += ["", f"[{title}]", *(f'"{name}" = {value}' for name, value in (shift or {}).items())]
    return "\n".join(lines) + "\n"


def picture(before: Sequence[tuple[float, float, int]], after: Sequence[tuple[float, float, int]]) -> str:
    """The reliability diagram; its colours are read on white and on black."""

    def at(one: float, share: float) -> str:
        return f"{50 + one * 300:.1f},{320 - share * 300:.1f}"

    grey, blue, orange = "#808080", "#3b82c4", "#d9822b"
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 380" role="img" font-family="sans-serif" font-size="12">',
        "<title>Confidence of claims and share that is right</title>",
        f'<g stroke="{grey}" fill="none"><path d="M50,20V320H350"/><path d="M50,320L350,20" stroke-dasharray="4 4"/></g>',
    ]
    for tick in range(0, 11, 2):
        along, up = 50 + tick * 30, 320 - tick * 30
        parts.append(f'<g fill="{grey}"><text x="{along}" y="336" text-anchor="middle">{tick / 10}</text>')
        parts.append(f'<text x="44" y="{up + 4}" text-anchor="end">{tick / 10}</text></g>')
    for colour, listed, mark in ((orange, before, "M-4,-4H4V4H-4Z"), (blue, after, "M0,-5L5,4H-5Z")):
        line = " ".join(at(one, share) for one, share, _ in listed)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<path d="{mark}" transform="translate({at(one, share)})" fill="{colour}"/>' for one, share, _ in listed]
    parts += [
        f'<text x="200" y="356" text-anchor="middle" fill="{grey}">confidence</text>',
        f'<text x="14" y="170" text-anchor="middle" fill="{grey}" transform="rotate(-90 14 170)">share right</text>',
        f'<text x="60" y="34" fill="{orange}">■ as the rules say</text>',
        f'<text x="60" y="52" fill="{blue}">▲ calibrated</text></svg>',
    ]
    return "\n".join(parts) + "\n"


def table(before: Sequence[tuple[float, float, int]], after: Sequence[tuple[float, float, int]]) -> str:
    rows = ["| confidence | as the rules say: right | claims | calibrated: right | claims |", "|---|---|---|---|---|"]
    for tenth in range(10):
        cells = [f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}"]
        for listed in (before, after):
            inside = [entry for entry in listed if min(int(entry[0] * 10), 9) == tenth]
            cells += [f"{inside[0][1]:.0%}", str(inside[0][2])] if inside else ["", ""]
        if any(cells[1:]):
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    found = cases(options.parse_args().folders)
    said, fitted = [case.said for case in found], left_out(found)
    before, after = bins(found, said), bins(found, fitted)
    told = (
        f"{len(found)} claims of {len({case.document for case in found})} annotated documents. Brier score "
        f"{brier(found, said):.3f} before, {brier(found, fitted):.3f} after; mean distance between confidence and share right "
        f"{error(before):.3f} before, {error(after):.3f} after (each document by a fit that left it out)."
    )
    DATA.write_text(as_toml(fit(found), len(found)), encoding="utf-8")
    PICTURE.write_text(picture(before, after), encoding="utf-8")
    between(PAGE, "reliability", f"{told}\n\n{table(before, after)}")
    print(told, table(before, after), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
