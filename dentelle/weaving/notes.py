"""Findings of the weave itself: files left out, files that may have been renamed and edited, judgements without their claim."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dentelle.folding import digest
from dentelle.model import Finding, Skipped
from dentelle.weaving.index import likeness

ALIKE = 0.5  # share of words from which a new file may be a vanished one, renamed and edited


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept of a source: when it was first published, when it had gone (0: present), and the sketch of its words."""

    id: str
    path: str
    seen_in: int
    gone_in: int
    sketch: bytes


def located(skipped: Skipped, path: str) -> Skipped:
    """``skipped`` with a detail that names the file and, of a list, the row."""
    if path in skipped.detail:
        return replace(skipped, path=path)
    place = f"{path}, row {skipped.row}" if skipped.row else path
    return replace(skipped, path=path, detail=f"{place}: {skipped.detail}")


def kept_note(path: str) -> Skipped:
    """What is told of a file that could be read before and may not be read now."""
    right = "Give yourself the right to read it, or take it away."
    return Skipped(path, "kept", f"{path} could not be read this time; what it said before is kept. {right}")


def skipped_findings(source: str, path: str, skipped: Iterable[Skipped]) -> tuple[Finding, ...]:
    """One finding for each thing of a file that was not taken in; a column that is of no use asks nothing of anybody."""
    return tuple(
        Finding(
            key=digest("skipped", source, one.reason, str(one.row), one.detail, length=20),
            check="skipped",
            severity="notice" if one.row or one.reason in ("mislabelled", "unclear") else "warning",
            message=one.detail,
            data=(("outcome", one.reason), ("path", f"{path}:{one.row}" if one.row else path)),
            sources=(source,),
        )
        for one in skipped
        if one.reason != "unused"
    )


def renamed_findings(traces: Iterable[Trace]) -> Mapping[str, Finding]:
    """By source: a file that appeared with the run in which a similar one vanished, and asks whether it is the same."""
    known = sorted(traces, key=lambda trace: trace.id)
    gone: dict[int, list[Trace]] = {}
    for trace in known:
        if trace.gone_in:
            gone.setdefault(trace.gone_in, []).append(trace)
    result = {}
    for trace in known:
        rivals = gone.get(trace.seen_in, ()) if not trace.gone_in and trace.sketch else ()
        ranked = sorted((-likeness(trace.sketch, one.sketch), one.id, one) for one in rivals if one.sketch)
        if ranked and -ranked[0][0] >= ALIKE:
            old = ranked[0][2]
            result[trace.id] = Finding(
                key=digest("renamed", trace.id, old.id, length=20),
                check="renamed",
                severity="notice",
                message=f"{trace.path} may be {old.path}, renamed and edited: they share {-ranked[0][0]:.0%} of their words. "
                "If it is, give it its old name and weave, so that decisions on it are kept.",
                data=(("path", trace.path), ("old", old.path)),
                sources=(trace.id, old.id),
            )
    return result
