"""Writes rows into the atlas as a weave would, so that pages can be tested without weaving."""

from dataclasses import dataclass, field

from dentelle.atlas.browsing import facet_index
from dentelle.atlas.models import (
    ClaimRow,
    DocumentRow,
    EntityRow,
    FacetRow,
    FactRow,
    FindingEntity,
    FindingRow,
    Identity,
    NameRow,
    Publication,
    Source,
    SpanRow,
)
from dentelle.atlas.projecting.facets import kind_and_parents
from dentelle.atlas.projecting.rows import value_of
from dentelle.atlas.projecting.spans import span_rows
from dentelle.folding import digest, fold
from dentelle.model import Fact
from dentelle.vocabulary import match_domain

RUN = 1


def entity_value(entity: EntityRow) -> dict:
    return {"type": "entity", "text": entity.label, "kind": entity.kind}


def date_value(edtf: str, text: str = "") -> dict:
    return {"type": "date", "text": text or edtf, "edtf": edtf}


def number_value(number: float, unit: str, language: str = "fr") -> dict:
    return {"type": "number", "text": f"{number:g} {unit}", "number": number, "unit": unit, "language": language}


def concept_value(concept: str, text: str = "") -> dict:
    return {"type": "concept", "text": text or concept, "concept": concept}


def text_value(text: str, language: str = "fr") -> dict:
    return {"type": "text", "text": text, "language": language}


@dataclass
class AtlasRows:
    """Makes rows of run 1; ``publish`` moves the pointer to it."""

    serial: int = 0
    texts: dict[str, str] = field(default_factory=dict)

    def _key(self, what: str) -> str:
        self.serial += 1
        return digest(what, str(self.serial))

    def publish(self, **names: str) -> Publication:
        territory = {"names": names or {"fr": "Valenciennes", "en": "Valenciennes", "de": "Valenciennes", "nl": "Valencijn"}}
        return Publication.objects.update_or_create(pk=1, defaults={"run": RUN, "territory": territory})[0]

    def source(
        self, path: str, *, text: str = "", blocks: list | None = None, title: str = "", author: str = "", **columns
    ) -> Source:
        columns = {
            "publish": "full",
            "language": "fr",
            "format": "text",
            "present": True,
            "seen_in": RUN,
            "title": title,
        } | columns
        source = Source.objects.create(id=self._key(path), first_path=path, path=path, digest=digest(path), **columns)
        if text:
            self.texts[source.id] = text
            DocumentRow.objects.create(
                since=RUN,
                source=source,
                text=text,
                blocks=blocks or [],
                title=title,
                author=author,
                date=source.date,
                language=source.language,
                extractor="text 1",
            )
        return source

    def entity(
        self, label: str, kind: str, type: str = "", *, also: tuple = (), language: str = "", sources: int = 1, **columns
    ) -> EntityRow:
        """``also`` holds (text, language) pairs; ``language`` is that of the label."""
        identity = Identity.objects.create(id=self._key(label), kind=kind, minted_from=label, since=RUN)
        names = [(label, language), *also]
        for text in {fold(text): text for text, _ in names}.values():
            NameRow.objects.create(since=RUN, identity=identity, folded=fold(text), text=text)
        for one in kind_and_parents(type or kind):
            self.facet(identity.id, "kind", one)
        if kind in ("organisation", "programme"):
            self.facet(identity.id, "state", "active")
        return EntityRow.objects.create(
            since=RUN,
            identity=identity,
            kind=kind,
            type=type,
            label=label,
            sort=fold(label),
            names=[{"text": text, "language": tongue, "sources": 1} for text, tongue in names],
            sources=sources,
            **columns,
        )

    def facet(self, identity: str, facet: str, value: str) -> None:
        """A row of a facet, if it is not there."""
        FacetRow.objects.get_or_create(identity_id=identity, facet=facet, value=value, defaults={"since": RUN})
        facet_index.forget()

    def _facets_of(self, fact: FactRow) -> None:
        if fact.status in ("accepted", "proposed"):
            if fact.property == "works_in" and (domain := fact.value.get("concept") or match_domain(fact.value["text"])):
                self.facet(fact.identity_id, "domain", domain)
            if fact.property == "holds_label" and fact.value_entity_id:
                self.facet(fact.identity_id, "label", fact.value_entity_id)
            if fact.conflict:
                self.facet(fact.identity_id, "disputed", "yes")

    def fact(
        self,
        subject: EntityRow,
        name: str,
        value: dict | EntityRow,
        *said: tuple[Source, str],
        status: str = "accepted",
        qualifiers: tuple = (),
        conflict: str = "",
        rank: int = 0,
        earliest: str = "",
        latest: str = "",
    ) -> FactRow:
        """A fact with one claim for each (source, quote); a quote must stand in the source's text, or be of a list's row."""
        target = value if isinstance(value, EntityRow) else None
        value = entity_value(value) if target else value
        fact = FactRow.objects.create(
            since=RUN,
            key=self._key(name),
            identity_id=subject.identity_id,
            property=name,
            value=value,
            value_entity_id=target.identity_id if target else None,
            qualifiers=[list(pair) for pair in qualifiers],
            status=status,
            rank=rank,
            confidence=0.9,
            conflict=conflict,
            earliest=earliest,
            latest=latest or earliest,
        )
        self._facets_of(fact)
        told = Fact(
            fact.key, fact.identity_id, name, value_of(value), "", tuple(map(tuple, qualifiers)), status, rank, 0.9, (), conflict
        )
        SpanRow.objects.bulk_create(SpanRow(since=RUN, **span) for span in span_rows([told], subject.kind))
        modality = status if status in ("planned", "hypothetical", "denied") else "asserted"
        for number, (source, quote) in enumerate(said, start=1):
            text = self.texts.get(source.id)
            start = text.index(quote) if text else number
            self.claim(
                fact, source, quote, start=start, end=start + len(quote) if text else number, subject=subject, modality=modality
            )
        return fact

    def claim(
        self, fact: FactRow, source: Source, quote: str, *, start: int, end: int, subject: EntityRow, modality: str
    ) -> ClaimRow:
        return ClaimRow.objects.create(
            since=RUN,
            key=self._key(quote),
            source=source,
            subject_id=subject.identity_id,
            subject_leaf=f"{source.id}|{subject.kind}|{subject.sort}",
            subject_text=subject.label,
            property=fact.property,
            value=fact.value,
            value_entity_id=fact.value_entity_id,
            qualifiers=fact.qualifiers,
            modality=modality,
            confidence=0.9,
            language=source.language,
            start=start,
            end=end,
            quote=quote,
            fact_key=fact.key,
        )

    def finding(
        self, check: str, severity: str, message: str, *entities: EntityRow, claims: list | None = None, **data
    ) -> FindingRow:
        columns = {"check_name": check, "severity": severity, "message": message, "data": data, "claims": claims or []}
        finding = FindingRow.objects.create(since=RUN, key=self._key(message), unit="test", **columns)
        for entity in entities:
            FindingEntity.objects.create(since=RUN, finding_key=finding.key, unit="test", identity_id=entity.identity_id)
        return finding
