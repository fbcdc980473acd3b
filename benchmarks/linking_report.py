"""The figures of linking as Markdown tables, and where they are kept.

Invariant: a page shows the kept figures and nothing else; figures of tasks and sizes that were not run again stay as they were.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from result_pages import table

ROOT = Path(__file__).parents[1]
FROZEN = ROOT / "benchmarks" / "results" / "linking.json"
PAGE = ROOT / "docs" / "explanation" / "linking-quality.md"
OURS = "dentelle"
TOGETHER = "together"
SHARES = ("precision", "recall", "f1", "offered", "review")
NATION = 40_000_000

Figures = Mapping[str, Any]


def merged(path: Path, figures: Figures) -> dict[str, Any]:
    """The kept figures of ``path`` with what was measured now in their place."""
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"tasks": {}, "synthetic": {}}
    for part in ("tasks", "synthetic"):
        for name, task in figures[part].items():
            engines = kept[part].get(name, {}).get("engines", {}) | task["engines"]
            kept[part][name] = {**task, "engines": engines}
    sizes = {name: kept["synthetic"][name] for name in sorted(kept["synthetic"], key=int)}
    return {"machine": figures["machine"], "tasks": kept["tasks"], "synthetic": sizes}


def report(figures: Figures) -> str:
    """All tables of ``figures``."""
    machine = figures["machine"]
    parts = [f"Measured on {machine['cores']} cores of {machine['processor']}, Python {machine['python']}."]
    if figures["tasks"]:
        parts += ["### Real lists", tasks(figures["tasks"])]
    if figures["synthetic"]:
        parts += ["### Made registers", sizes(figures["synthetic"])]
        parts += ["### How it grows", slopes(figures["synthetic"])]
    return "\n\n".join(parts)


def tasks(found: Figures) -> str:
    """F1 (precision / recall) of each engine on each task, then ours in full."""
    names = [name for name in found if name != TOGETHER]
    head = ("F1 (precision / recall)", *(f"`{name}`" for name in names))
    rows = [
        (f"**{engine}**" if engine == OURS else engine, *(_quality(found[name]["engines"].get(engine)) for name in names))
        for engine in _engines(found)
    ]
    about = [f"`{name}`: {found[name]['list']:,} rows against {found[name]['register']:,}" for name in names]
    text = [f"{'; '.join(about)}.", table(head, rows)]
    ours = {name: found[name]["engines"].get(OURS, {}) for name in (*names, *([TOGETHER] if TOGETHER in found else ()))}
    own = [(name if name == TOGETHER else f"`{name}`", *_shares(result)) for name, result in ours.items() if "f1" in result]
    if own:
        text.append(f"Of `{OURS}` in full:\n\n{table(('task', *SHARES), own)}")
    return "\n\n".join(text)


def sizes(found: Figures) -> str:
    """One table a size: quality, seconds, memory."""
    text = []
    for size, task in found.items():
        rows = []
        for engine, result in task["engines"].items():
            cells = _nothing(result)
            if cells:
                rows.append((engine, cells, *[""] * (len(SHARES) + 3)))
                continue
            seconds = (f"{result['before']:.1f}", f"{result['link']:.1f}", f"{result['megabytes']:,}")
            rows.append((f"**{engine}**" if engine == OURS else engine, "", *_shares(result), *seconds))
        head = ("engine", "", *SHARES, "s before the list", "s for the list", "MB")
        text.append(f"{task['list']:,} rows against {int(size):,}:\n\n{table(head, rows)}")
    return "\n\n".join(text)


def slopes(found: Figures) -> str:
    """Ours by size: seconds of each step, memory, lookups; and what the last two sizes say of a whole nation."""
    rows = []
    for size, task in found.items():
        result = task["engines"].get(OURS)
        if not result or _nothing(result):
            continue
        steps = [f"{result[step]:.1f}" for step in ("before", "index", "link")]
        lookups = [f"{result.get(f'lookup_p{part}', 0):.1f}" for part in (50, 95)]
        rows.append((f"{int(size):,}", *steps, f"{result['megabytes']:,}", *lookups))
    head = (
        "register rows",
        "import with index, s",
        "index alone, s",
        f"list of {_list(found)}, s",
        "MB",
        "lookup p50, ms",
        "p95, ms",
    )
    return "\n\n".join(filter(None, (table(head, rows), outlook(found))))


def outlook(found: Figures) -> str:
    """What growth from one size to the next means for a register of a nation, in one sentence."""
    known = [(int(size), task["engines"][OURS]) for size, task in found.items() if "link" in task["engines"].get(OURS, {})]
    if len(known) < 2:
        return ""
    (small, before), (large, after) = known[-2:]
    grown = NATION / large
    link = after["link"] + (after["link"] - before["link"]) / (large - small) * (NATION - large)
    return (
        f"From {small:,} to {large:,} rows the register grows {large / small:.0f} times, the linking of one list "
        f"{after['link'] / before['link']:.1f} times. On the straight line through these two, a list of {_list(found)} rows "
        f"against {NATION:,} takes {link:.0f} s; the import with its index, which is linear, "
        f"{grown * after['before'] / 60:.0f} minutes, once a vintage."
    )


def _list(found: Figures) -> str:
    return f"{next(iter(found.values()))['list']:,}"


def _engines(found: Figures) -> list[str]:
    return list(dict.fromkeys(engine for task in found.values() for engine in task["engines"]))


def _nothing(result: Figures) -> str:
    """Why there are no figures, "" if there are."""
    if "missing" in result:
        return f"`{result['missing']}` is not installed"
    return f"not done after {result['stopped']:,} s" if "stopped" in result else ""


def _quality(result: Figures | None) -> str:
    if not result:
        return "–"
    return _nothing(result) or f"{result['f1']:.3f} ({result['precision']:.2f} / {result['recall']:.2f})"


def _shares(result: Figures) -> tuple[str, ...]:
    return tuple(f"{result[name]:.3f}" for name in SHARES)
