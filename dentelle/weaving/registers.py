"""The registers of a territory in a weave: which are there, what they are asked, and what enters the atlas of their answers.

Invariants: what a register contributes is a pure function of what the files say, of the register with its previous vintage, and
of the rows that persons judged; nothing but rows that an actor is or may be leaves a register. An answer is kept under its
question and the register's own mark, and asked for again only when one of them changed.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec
from django.db import transaction

from dentelle.atlas.models import ContributionRow, ReadingCache
from dentelle.atlas.projecting.contribution import REGISTER, Contribution, Registered, Spoken, decode, from_register, is_name
from dentelle.atlas.projecting.rules import code_digest
from dentelle.atlas.projecting.state import State
from dentelle.checking import CHECKS, Entry, RowChange
from dentelle.errors import RegisterError
from dentelle.folding import digest
from dentelle.linking.lists.lookup import Answer, Told, lookup, schemes_of
from dentelle.model import Leaf, Pair
from dentelle.registers.changes import changes
from dentelle.registers.schema import RegisterRow
from dentelle.registers.staging import Progress, ensure_index
from dentelle.registers.store import PREVIOUS, Description, Register, describe, open_register, register_folder
from dentelle.territory import RegisterRule
from dentelle.weaving.questions import Asked, questions
from dentelle.weaving.rows import row_claims, row_leaf

TOLD = 20  # changes told in a report
ANSWERS = "r"  # the part of a cache entry that holds answers
ROOMS = (
    "model.py", "folding.py", "registers", "linking", "checking", "gazetteer", "atlas/projecting/contribution.py",
    "weaving/questions.py", "weaving/registers.py", "weaving/rows.py",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A register that the territory names and that is there; ``mark`` changes with its rows and those of the vintage before."""

    source: str
    rule: RegisterRule
    description: Description
    mark: str


@dataclass
class Registers:
    """Those there are, and ``warnings`` about those that are not or that cannot be used."""

    there: tuple[Named, ...] = ()
    warnings: list[str] = field(default_factory=list)

    @property
    def marks(self) -> tuple[str, ...]:
        """What of them goes into the fingerprint of a run."""
        return tuple(f"{one.source} {one.mark}" for one in self.there)


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    mark: str
    answers: dict[str, Answer]


_kept = msgspec.msgpack.Decoder(_Kept)


def source_id(name: str) -> str:
    """The source id of the register ``name``: after those of all files, so that no entity is minted from its rows."""
    return "z" + digest("register", name, length=11)


def named(rules: Iterable[RegisterRule]) -> Registers:
    """The registers of ``rules`` as they are now."""
    found: list[Named] = []
    warnings: list[str] = []
    for rule in rules:
        try:
            folder = register_folder(rule.name)
            held = describe(folder)
            before = describe(folder / PREVIOUS).work if (folder / PREVIOUS / "register.json").is_file() else ""
        except RegisterError as problem:
            warnings.append(f"The register {rule.name} was not asked: {problem.detail}")
            continue
        mark = digest(code_digest(ROOMS), held.work, held.vintage, before, length=24)
        found.append(Named(source_id(rule.name), rule, held, mark))
    return Registers(tuple(found), warnings)


def contributed(
    registers: Registers,
    said: Mapping[str, Contribution],
    keys: Mapping[str, str],
    former: Mapping[str, tuple[str, Contribution]],
    judged: Iterable[str],
    progress: Progress | None = None,
) -> dict[str, tuple[str, Contribution]]:
    """What each register contributes, with the key of all it depends on, by source id; one that fails is warned of.

    ``said`` and ``keys``: of files, by source; ``former``: what registers contributed last; ``judged``: leaves that persons
    judged, whose rows stay though nobody asks for them any more.
    """
    judged = sorted(judged)
    result = {}
    for one in registers.there:
        own = [leaf for leaf in judged if leaf.startswith(f"{one.source}|")]
        key = digest(one.mark, *(f"{source} {keys[source]}" for source in sorted(said)), *own, length=40)
        if one.source in former and former[one.source][0] == key:
            result[one.source] = former[one.source]
            continue
        asked = tuple(questions(said, schemes_of(one.description.scheme, one.description.name)))
        mark = digest(one.mark, repr(asked), *own, length=40)
        if one.source in former and (last := former[one.source][1].register) and last.asked == mark:
            result[one.source] = (key, former[one.source][1])
            continue
        try:
            result[one.source] = (key, _contributed(one, asked, mark, own, progress))
        except RegisterError as problem:
            registers.warnings.append(f"The register {one.rule.name} was not asked: {problem.detail}")
    return result


def _contributed(one: Named, asked: tuple[Asked, ...], mark: str, judged: list[str], progress: Progress | None) -> Contribution:
    kept = _answers_kept(one)
    waiting = {question: each for each in asked if (question := _mark(each)) not in kept}
    with open_register(one.description.name) as register:
        if waiting:
            ensure_index(register.folder, progress)
            fresh = lookup([each.question for each in waiting.values()], register)
            answers = kept | dict(zip(waiting, fresh, strict=True))
        else:
            answers = kept
        answered = {each.leaf: answers[_mark(each)] for each in asked}
        if waiting or len(kept) > len(set(map(_mark, asked))):
            _keep(one, {_mark(each): answered[each.leaf] for each in asked})
        rows = {answer.row.id: answer.row for answer in answered.values() if answer.row is not None}
        rows |= register.by_ids(_row_id(leaf) for leaf in judged if _row_id(leaf) not in rows)
        made = _made(one, register, asked, answered, rows)
    assert made.register is not None
    return msgspec.structs.replace(made, register=msgspec.structs.replace(made.register, asked=mark))


def _made(
    one: Named, register: Register, asked: tuple[Asked, ...], answered: Mapping[str, Answer], rows: Mapping[str, RegisterRow]
) -> Contribution:
    made = ((id, row_leaf(one.source, rows[id], one.description)) for id in sorted(rows) if rows[id].names)
    leaves = {id: leaf for id, leaf in made if is_name(leaf)}
    spoken: list[Spoken] = []
    entries: dict[str, Entry] = {}
    for place, id in enumerate(leaves, 1):
        for claim, key in row_claims(leaves[id], rows[id], place):
            spoken.append(Spoken(leaves[id].id, claim))
            if claim.property == "identifier":
                entries[key] = Entry(rows[id].name, rows[id].closed, one.description.name, rows[id].city)
    for each in asked:
        told = {(said.scheme, said.value): said for said in answered[each.leaf].told}
        entries |= {key: _entry(one, told[scheme, value]) for key, scheme, value in each.claims if (scheme, value) in told}
    proposals = sorted(_proposals(one, answered, leaves), key=lambda pair: (pair.left, pair.right))
    changed = _changes(one, register, asked, answered, leaves)
    told_of = tuple((key, entry) for key, entry in sorted(entries.items()) if entry.known or _whole(one.description))
    said = Registered(one.description.name, tuple(proposals), told_of, tuple(changed))
    return from_register(one.source, leaves.values(), spoken, said)


def _whole(register: Description) -> bool:
    """Whether an id that is missing is wrong: not in a part of the register of companies, nor in a list of some companies."""
    return not register.partial and (register.kind == "sirene" or register.scheme not in ("siret", "siren"))


def _proposals(one: Named, answered: Mapping[str, Answer], leaves: Mapping[str, Leaf]) -> Iterable[Pair]:
    for leaf, answer in answered.items():
        row = answer.row
        if row is None or row.id not in leaves:
            continue
        place = row.city or row.postcode or "?"
        data = (("id", row.id), ("name", row.name), ("place", place), ("register", one.description.name))
        probability = round(answer.score, 4)
        yield Pair(leaf, leaves[row.id].id, answer.decision, probability, answer.reason, "register_row", data)


def _entry(one: Named, told: Told) -> Entry:
    return Entry(told.name, told.closed, one.description.name, told.town, told.known, told.amiss)


def _changes(
    one: Named, register: Register, asked: tuple[Asked, ...], answered: Mapping[str, Answer], leaves: Mapping[str, Leaf]
) -> list[tuple[str, RowChange]]:
    """What changed since the vintage before: of each row that an actor may be, and of each identifier that a file gives."""
    before = register.previous()
    if before is None:
        return []
    about: dict[str, set[str]] = {id: {leaf.id} for id, leaf in leaves.items()}
    for each in asked:
        for told in answered[each.leaf].told:
            if not told.amiss:
                about.setdefault(told.value, set()).add(each.leaf)
    with before:
        found = changes(before, register, about)
    vintage = one.description.vintage
    return sorted(
        (leaf, RowChange(one.description.name, vintage, each.what, each.id, each.before, each.after, each.since))
        for each in found
        for leaf in about.get(each.id, set()) | about.get(each.id[:9], set())
    )


def _row_id(leaf: str) -> str:
    return leaf.partition("|row:")[2]


def _mark(asked: Asked) -> str:
    return digest(repr(asked.question))


def _answers_kept(one: Named) -> dict[str, Answer]:
    row = ReadingCache.objects.filter(key=f"{one.source}-{ANSWERS}").first()
    held = _kept.decode(zlib.decompress(row.content)) if row is not None else None
    return held.answers if held is not None and held.mark == one.mark else {}


def _keep(one: Named, answers: dict[str, Answer]) -> None:
    content = zlib.compress(msgspec.msgpack.encode(_Kept(one.mark, answers)), 1)
    with transaction.atomic():
        ReadingCache.objects.filter(key=f"{one.source}-{ANSWERS}").delete()
        ReadingCache.objects.create(key=f"{one.source}-{ANSWERS}", source=one.source, stage=ANSWERS, content=content)


def published(run: int) -> dict[str, tuple[str, Contribution]]:
    """What registers contributed to the run ``run``, each with its key, by source id."""
    rows = ContributionRow.objects.at(run).filter(source__format=REGISTER).values_list("source_id", "key", "content")
    return {source: (key, decode(bytes(content))) for source, key, content in rows}


def lines(registers: Registers, state: State, fresh: Collection[str]) -> list[str]:
    """What a weave tells of them; of those in ``fresh`` (source ids) also what their newer vintage changed."""
    told = []
    for one in registers.there:
        if one.source not in state.contributions:
            continue
        own = {leaf for leaf, row in state.said.rows.items() if row.source == one.source}
        asked = sum(pair.decision == "review" and pair.right in own for pair in state.linking.pairs)
        held = one.description
        told.append(
            f"Register {held.name} ({held.vintage}): actors linked to it: {len(own - state.loose)}; to be judged: {asked}."
        )
        if one.source in fresh:
            changed = sorted(message for message in _changed(state, held.name))
            told += [f"  {message}" for message in changed[:TOLD]]
            told += [f"  and {len(changed) - TOLD} more changes"] if len(changed) > TOLD else []
    return told


def _changed(state: State, register: str) -> Iterator[str]:
    for entity, cluster in state.clusters.items():
        if cluster.promoted:
            own = [one for leaf in cluster.leaves for one in state.said.changes.get(leaf, ()) if one.register == register]
            yield from (finding.message for finding in CHECKS["vintages"](entity, cluster.label, (), own))
