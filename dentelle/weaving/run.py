"""One run, from files to a published atlas.

Invariants: what is published is a pure function of files, ``territory.toml``, registers, kept tables and code, whatever was
interrupted before and in whatever order files were read; readers see the former run until one transaction publishes the next; a
run that is killed loses nothing that was read and leaves nothing that is seen.
"""

import gc
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from itertools import count as counted

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dentelle.atlas.deciding import late
from dentelle.atlas.deciding.near import FarError
from dentelle.atlas.deciding.vicinity import make_ready
from dentelle.atlas.lock import only_one
from dentelle.atlas.models import ClaimRow, EntityRow, FindingRow, Publication, Run, Source
from dentelle.atlas.privacy import withheld
from dentelle.atlas.privacy.obeying import obey
from dentelle.atlas.projecting import projection, run_changes
from dentelle.atlas.projecting.published import judgement_mark, judgements, kept, remember, stamped
from dentelle.atlas.projecting.rules import Rules, code_digest
from dentelle.atlas.projecting.state import Judgements, State
from dentelle.atlas.projecting.units import Units
from dentelle.errors import CancelledError
from dentelle.folding import digest
from dentelle.model import Finding, Skipped
from dentelle.territory import STATE_FOLDER, Territory
from dentelle.tombstones import active
from dentelle.weaving import registers, registration, staging
from dentelle.weaving.drawing import draw
from dentelle.weaving.files import File, look, recognise
from dentelle.weaving.gather import Gathered, Progress, gather, inputs
from dentelle.weaving.notes import located, renamed_findings, skipped_findings
from dentelle.weaving.report import Report
from dentelle.weaving.workers import Pool

COLLECT_AFTER = 200_000  # objects
MOST_TURNS = 8  # tries to publish between two decisions
# stages that are told; after them it is too late to end
ENDABLE = ("looking", "registers", "linking", "staging", "drawing", "publishing")


def weave(territory: Territory, *, dry_run: bool = False, progress: Progress | None = None, who: str = "") -> Report:
    """Weave ``territory`` for ``who`` and publish it, unless ``dry_run``; the report says what came out.

    ``progress`` may end it by an exception: it is not called any more once the run is published.

    Raises WeaveError while another weave runs. The database must be migrated.
    """
    with only_one(territory.folder / STATE_FOLDER), _rarely_collected():
        while True:
            if not settings.READ_ONLY:
                obey(settle=True)
            try:
                return _Weave(territory, dry_run, progress, who).report()
            except _SomebodyLeftError:
                continue


class _SomebodyLeftError(Exception):
    """A person was hidden, erased or brought back while the weave was reading: what it holds is not what may be published."""


class _Weave:
    def __init__(self, territory: Territory, dry_run: bool, progress: Progress | None, who: str) -> None:
        self._territory = territory
        self._dry = dry_run
        self._progress = progress
        self._who = who
        self._started = time.monotonic()
        self._report = Report(dry=dry_run)
        self._registers = registers.Registers()
        self._stones = active(territory.folder / STATE_FOLDER)
        self._publication, _ = Publication.objects.get_or_create(pk=1)
        self._published = self._publication.run

    def report(self) -> Report:
        with self._stage("looking"):
            projection.clean(self._published)
            registration.clean()
            seen = self._territory.look()
            self._report.uncovered = seen.uncovered
            files = look(self._territory, seen, registration.registered())
            rules = _rules(self._territory)
            self._registers = registers.named(self._territory.registers)
            fingerprint = _fingerprint(self._territory, files, (*self._registers.marks, self._stones.mark))
        if stamped(fingerprint, judgement_mark()) == self._publication.fingerprint:
            projection.prune(self._published)
            self._report.nothing, self._report.run = True, self._published
            return self._finished()
        if self._dry:
            self._weave(0, files, rules, fingerprint)
            return self._finished()
        Run.objects.filter(state="running").update(state="interrupted")
        run = Run.objects.create(code_version=code_digest(), who=self._who)
        try:
            self._weave(run.id, files, rules, fingerprint)
        except BaseException as error:
            Run.objects.filter(pk=run.id, state="running").update(state=_ended_by(error), report={"error": str(error)})
            raise
        report = self._finished()
        Run.objects.filter(pk=run.id).update(report=self._stones.said_within(report.to_json()))
        return report

    def _weave(self, run: int, files: tuple[File, ...], rules: Rules, fingerprint: str) -> None:
        ids = recognise(files, registration.registered())
        wanted = inputs(self._territory, files, ids, self._published)
        with Pool(self._territory.limits, preload=staging.preload) as pool, self._stage("reading"):
            gathered = gather(self._territory, wanted, self._published, pool, self._progress, self._stones)
        mark = late.mark(self._published)
        decided = judgements()
        with self._stage("registers"):
            fresh = self._look_up(gathered, decided)
        described = registration.describe(gathered, wanted, self._registers.there, self._stones)
        with self._stage("linking"):
            facts = {source: staging.source_facts(described[source]) for source in gathered.said}
            notes = self._notes(run, gathered, described)
            state = State(rules, facts, gathered.said, kept(self._published), decided, notes, remember)
            units = Units(state)
            names = projection.moved(units, self._published)
        self._count(gathered, state)
        self._report.registers = tuple(registers.lines(self._registers, state, fresh))
        changes = projection.Changes()
        if self._dry:
            with self._stage("comparing"):
                for _ in projection.project(units, names, self._published, changes, write=False):
                    pass
            self._report.new_facts, self._report.changed_facts, self._report.vanished_facts = changes.counts()
            return
        with self._stage("staging"):
            registration.register(described)
            staging.stage_sources(gathered, run)
            self._project(state, units, names, run, changes)
        with self._stage("drawing"):
            draw(run)
        with self._stage("publishing"):
            inputs_of = "" if gathered.changing or self._lacking(gathered) else fingerprint
            self._publish(state, described, run, changes, inputs_of, mark)
        with self._stage("pruning"):
            projection.prune(run)
            staging.forget(gathered)
        self._tell(run, changes)

    # ---- the steps

    def _look_up(self, gathered: Gathered, decided: Judgements) -> set[str]:
        """Adds what registers contribute to ``gathered``; the source ids of those that say something new."""
        former = registers.published(self._published)
        judged = (leaf for edge in decided.edges for leaf in (edge.left, edge.right))
        found = registers.contributed(self._registers, gathered.said, gathered.keys, former, judged, self._progress)
        for source, (key, contribution) in found.items():
            gathered.keys[source], gathered.said[source] = key, withheld.without(contribution, self._stones).said
        return {source for source, (key, _) in found.items() if source not in former or former[source][0] != key}

    def _lacking(self, gathered: Gathered) -> bool:
        """Whether a register that is there could not be asked: the next weave tries again."""
        return any(one.source not in gathered.said for one in self._registers.there)

    def _notes(self, run: int, gathered: Gathered, described: Mapping[str, Source]) -> dict[str, tuple[Finding, ...]]:
        notes: dict[str, list[Finding]] = {}
        for source, skipped in self._skipped(gathered, described).items():
            notes.setdefault(source, []).extend(skipped_findings(source, described[source].shown_path, skipped))
        for source, finding in renamed_findings(registration.traces(described, run)).items():
            notes.setdefault(source, []).append(finding)
        return {f"{projection.NOTE}{source}": tuple(findings) for source, findings in sorted(notes.items())}

    def _skipped(self, gathered: Gathered, described: Mapping[str, Source]) -> dict[str, list[Skipped]]:
        result: dict[str, list[Skipped]] = {source: [skipped] for source, skipped in gathered.unread.items()}
        for source, notes in gathered.notes.items():
            result.setdefault(source, []).extend(notes)
        for source, said in gathered.said.items():
            rows = [one for one in said.skipped if one not in gathered.notes.get(source, ())]
            if rows:
                result.setdefault(source, []).extend(rows)
        for path in gathered.changing:
            source = next(source for source, one in gathered.inputs.items() if one.file.path == path)
            result[source] = [Skipped(path, "unreadable", f"{path} changed while it was read. Weave again.")]
        result = {
            source: [withheld.told(located(one, described[source].path), self._stones) for one in left]
            for source, left in result.items()
        }
        self._report.skipped = tuple(one for source in sorted(result) for one in result[source])
        return result

    def _project(
        self, state: State, units: Units, names: list[str], run: int, changes: projection.Changes, again: bool = False
    ) -> None:
        projection.identify(state, run, again=again)
        done = 0
        for count in projection.project(units, names, run, changes):
            done += count
            if self._progress:
                self._progress("writing", done, len(names))

    def _publish(
        self,
        state: State,
        described: Mapping[str, Source],
        run: int,
        changes: projection.Changes,
        fingerprint: str,
        mark: late.Mark,
    ) -> None:
        """Moves the pointer, with what persons decided in the meantime: a few decisions are shown in the same transaction.

        Where that is not enough, all is projected again before, while nobody waits; not without end, however fast they decide.
        """
        make_ready(state)
        self._report.changes = run_changes.keep(run, self._published)
        for turn in counted(1):
            latest = judgements()
            if turn <= MOST_TURNS and late.many(state, latest):
                mark = late.mark(self._published)
                state = self._again(state, run, changes)
                continue
            with transaction.atomic():
                publication = projection.lock()
                if active(self._territory.folder / STATE_FOLDER).mark != self._stones.mark:
                    raise _SomebodyLeftError
                if turn > MOST_TURNS:  # whoever decides waits this once
                    mark = late.mark(self._published)
                    state = self._again(state, run, changes)
                    latest = state.judgements
                if judgement_mark() != latest.mark:
                    continue
                with suppress(FarError), transaction.atomic():
                    self._move(publication, state, described, run)
                    late.catch_up(state, latest, run, mark)
                    publication.fingerprint = stamped(fingerprint, latest.mark) if fingerprint else ""
                    publication.save()
                    return
            mark = late.mark(self._published)
            state = self._again(state, run, changes)
            self._report.changes = run_changes.keep(run, self._published)

    def _again(self, state: State, run: int, changes: projection.Changes) -> State:
        """``state`` with the judgements of now, projected as far as that changes anything."""
        known = kept(self._published)
        now = State(state.rules, state.sources, state.contributions, known, judgements(), state.notes, remember, state.said)
        units = Units(now)
        self._project(now, units, projection.moved(units, run), run, changes, again=True)
        return now

    def _move(self, publication: Publication, state: State, described: Mapping[str, Source], run: int) -> None:
        projection.redirect(state)
        registration.publish(described, run)
        publication.run = run
        publication.territory = state.rules.to_json()
        publication.save()
        Run.objects.filter(pk=run).update(state="published", finished_at=timezone.now())

    # ---- the report

    def _count(self, gathered: Gathered, state: State) -> None:
        report = self._report
        report.sources = len(gathered.inputs)
        report.starting = round(gathered.starting, 3)
        report.read, report.reread = len(gathered.read), len(gathered.reread)
        report.records = sum(said.records for said in gathered.said.values())
        report.claims = sum(len(said.heads) for said in gathered.said.values())
        report.entities = sum(cluster.promoted for cluster in state.clusters.values())
        if self._dry:
            report.would_read = tuple(sorted(gathered.inputs[source].file.path for source in gathered.read))

    def _tell(self, run: int, changes: projection.Changes) -> None:
        report = self._report
        report.run = run
        report.new_facts, report.changed_facts, report.vanished_facts = changes.counts()
        report.entities = EntityRow.objects.visible().count()
        report.claims = ClaimRow.objects.visible().count()
        report.findings = FindingRow.objects.visible().count()

    def _finished(self) -> Report:
        self._report.warnings = tuple(self._registers.warnings)
        self._report.seconds = round(time.monotonic() - self._started, 3)
        return self._report

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        if self._progress and name in ENDABLE:
            self._progress(name, 0, 0)
        try:
            yield
        finally:
            self._report.stages[name] = round(time.monotonic() - started, 3)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """A weave makes many small objects and hardly a cycle: looking for cycles as often as usual costs a fifth of its time."""
    usual = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _ended_by(error: BaseException) -> str:
    """The state of a run that ``error`` ended."""
    if isinstance(error, CancelledError):
        return "cancelled"
    return "failed" if isinstance(error, Exception) else "interrupted"


def _rules(territory: Territory) -> Rules:
    domains = territory.domains
    return Rules(
        names=dict(territory.names),
        languages=territory.languages,
        perimeter=territory.perimeter,
        domains=domains.relative_to(territory.folder).as_posix() if domains else "",
        domains_digest=digest(domains.read_text(encoding="utf-8")) if domains else "",
        acceptance=territory.acceptance,
        publisher=territory.publisher,
        contact=territory.contact,
        outlines=territory.map.outlines,
        tiles=territory.map.tiles,
        attribution=territory.map.attribution,
        privacy=asdict(territory.privacy),
        code=code_digest(),
    )


def _fingerprint(territory: Territory, files: tuple[File, ...], registers: tuple[str, ...]) -> str:
    """Of all that a weave depends on but what people decided (it is told apart) and the kept identities (only weaves and
    decisions change them).
    """
    from dentelle.sources import EXTRACTOR_VERSION

    parts = [territory.digest, code_digest(), EXTRACTOR_VERSION, *registers]
    parts += [f"{file.path}\0{file.digest}\0{'kept' if file.kept else ''}" for file in files]
    return digest(*parts, length=40)
