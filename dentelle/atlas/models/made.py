"""Tables that a weave can make again from files and kept tables. All but the cache are versioned (see ``versioned``)."""

from django.db import models

from dentelle.atlas.models.kept import Identity, Source
from dentelle.atlas.models.versioned import Versioned


class ReadingCache(models.Model):
    """What parsing and reading made of a file's bytes, by a key of all that went in; not versioned, safe to delete."""

    key = models.CharField(max_length=64, primary_key=True)
    source = models.CharField(max_length=16, db_index=True)
    stage = models.CharField(max_length=8, db_index=True)  # extract, first, said
    content = models.BinaryField()  # compressed MessagePack


class ContributionRow(Versioned):
    """What one source says, as ``atlas.contribution`` encodes it; ``key`` is the cache key of the reading it comes from."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="contributions")
    key = models.CharField(max_length=64)
    content = models.BinaryField()


class UnitRow(Versioned):
    """A unit of projection (an entity, a source, a page…) and the digests of all that its rows were made from.

    ``verdicts`` covers what persons decided on its claims, ``digest`` the rest: a unit whose two digests are the same
    needs no new rows.
    """

    unit = models.CharField(max_length=120, db_index=True)
    digest = models.CharField(max_length=32)
    verdicts = models.CharField(max_length=32, blank=True)


class DocumentRow(Versioned):
    """A document as extracted; ``blocks`` as in model.Document."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="documents")
    text = models.TextField()
    blocks = models.JSONField(default=list)
    title = models.TextField(blank=True)
    author = models.TextField(blank=True)
    date = models.CharField(max_length=32, blank=True)
    publisher = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    extractor = models.CharField(max_length=32)


class EntityRow(Versioned):
    """A promoted entity. ``names``: [{text, language, sources}] most used first; ``label`` the one to show by default."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=32, db_index=True)  # coarse: person, organisation, place, programme, event, work
    type = models.CharField(max_length=32, blank=True, db_index=True)  # finer kind of the vocabulary, or ""
    label = models.TextField()
    sort = models.TextField(db_index=True)  # folded label
    names = models.JSONField(default=list)
    identifiers = models.JSONField(default=list)  # [[scheme, value], …]
    sources = models.IntegerField(default=0)  # how many sources speak of it


class NameRow(Versioned):
    """One folded form of an entity's name, for search."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="name_rows")
    folded = models.TextField(db_index=True)
    text = models.TextField()


class FacetRow(Versioned):
    """One value of a facet of a promoted entity: see ``atlas.facets``. A value that lies in others has a row for each of them."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=12)  # kind, domain, section, area, label, state, disputed
    value = models.CharField(max_length=64)

    class Meta:
        # all that counting by value asks, so that the rows are not looked at
        indexes = [models.Index(fields=["facet", "value", "identity", "since", "until"], name="facet_values")]


class ClaimRow(Versioned):
    """A claim of a document or a row of a list. ``subject`` is null for a claim about the document itself."""

    key = models.CharField(max_length=20, db_index=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="claims", db_index=False)  # see indexes
    subject = models.ForeignKey(Identity, null=True, on_delete=models.CASCADE, related_name="claims")
    subject_leaf = models.TextField()
    subject_text = models.TextField()
    property = models.CharField(max_length=32)
    value = models.JSONField()  # model.Value
    value_entity = models.ForeignKey(Identity, null=True, on_delete=models.CASCADE, related_name="claims_to")
    value_leaf = models.TextField(blank=True)
    qualifiers = models.JSONField(default=list)
    modality = models.CharField(max_length=12)
    confidence = models.FloatField()
    pattern = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    start = models.IntegerField()  # of the passage, characters of the document's text; for a list the row number
    end = models.IntegerField()
    quote = models.TextField()
    lead_start = models.IntegerField(null=True)
    lead_end = models.IntegerField(null=True)
    lead_quote = models.TextField(blank=True)
    fact_key = models.CharField(max_length=20, blank=True, db_index=True)  # the fact it supports, or ""
    verdict = models.CharField(
        max_length=10, blank=True
    )  # a person's: accept, reject, correct, hide; a hidden claim is shown to nobody

    class Meta:
        indexes = [
            models.Index(fields=["source"], condition=models.Q(subject__isnull=True), name="claims_of_documents"),
            # those of a source in the order of its text, and all that counting them asks
            models.Index(fields=["source", "start", "since", "until", "verdict"], name="claims_in_order"),
        ]


class FactRow(Versioned):
    """A fact about an entity or, with ``identity`` null, about the document of ``source``; its claims carry its ``key``."""

    key = models.CharField(max_length=20, db_index=True)
    identity = models.ForeignKey(Identity, null=True, on_delete=models.CASCADE, related_name="facts")
    source = models.ForeignKey(Source, null=True, on_delete=models.CASCADE, related_name="facts")
    property = models.CharField(max_length=32, db_index=True)
    value = models.JSONField()  # model.Value
    value_entity = models.ForeignKey(Identity, null=True, on_delete=models.CASCADE, related_name="facts_to")
    qualifiers = models.JSONField(default=list)
    status = models.CharField(max_length=12)  # no index: SQLite takes it for the best one, and walks through most of all facts
    rank = models.IntegerField(default=0)
    confidence = models.FloatField()
    conflict = models.CharField(max_length=20, blank=True, db_index=True)
    earliest = models.CharField(max_length=16, blank=True)
    latest = models.CharField(max_length=16, blank=True)
    as_of = models.CharField(max_length=16, blank=True, db_index=True)  # the last ISO day for which a source vouches, or ""

    class Meta:
        indexes = [  # all that counting and cutting what leads to an entity asks, in its order
            models.Index(
                fields=["value_entity", "property", "status", "rank", "key", "identity", "since", "until"],
                condition=models.Q(value_entity__isnull=False),
                name="facts_leading_to",
            )
        ]


class SpanRow(Versioned):
    """When a fact of a promoted entity holds or happened: ISO days, ``first`` "" and ``last`` 9999-12-31 where that end is open.

    ``year`` is that of the first day, of the last where there is no first. A fact that was denied or rejected has none.
    """

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="spans")
    fact_key = models.CharField(max_length=20, db_index=True)
    theme = models.CharField(max_length=16)
    kind = models.CharField(max_length=16)  # coarse
    date = models.CharField(max_length=40)  # EDTF
    first = models.CharField(max_length=10, blank=True)
    last = models.CharField(max_length=10)
    year = models.SmallIntegerField()

    class Meta:
        indexes = [  # all that counting by lane and year asks, so that the rows are not looked at
            models.Index(fields=["theme", "year", "first", "last", "since", "until"], name="spans_by_theme"),
            models.Index(fields=["kind", "year", "first", "last", "since", "until"], name="spans_by_kind"),
            models.Index(fields=["year", "first", "last", "fact_key", "since", "until"], name="spans_in_time"),
        ]


class FindingRow(Versioned):
    """A finding; ``check`` and ``data`` let a page say it in its reader's language."""

    key = models.CharField(max_length=20, db_index=True)
    unit = models.CharField(max_length=120, db_index=True)  # the unit of projection that made it
    check_name = models.CharField(max_length=32, db_index=True)
    severity = models.CharField(max_length=8)
    message = models.TextField()  # English, for the command line
    data = models.JSONField(default=dict)
    claims = models.JSONField(default=list)  # claim keys
    sources = models.JSONField(default=list)  # source ids
    evidence = models.CharField(max_length=32, blank=True)  # digest of all that it was found from


class FindingEntity(Versioned):
    """Which entities a finding is about."""

    finding_key = models.CharField(max_length=20, db_index=True)
    unit = models.CharField(max_length=120, db_index=True)  # as in FindingRow
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="finding_links")


class ReviewRow(Versioned):
    """What waits for a person: a proposed fact (``key``: its surest unjudged claim's) or a doubtful pair (its finding's).

    ``pages``: how many pages would show it otherwise; ``doubt`` 0 to 1; ``priority`` their product.
    """

    key = models.CharField(max_length=20, db_index=True)
    unit = models.CharField(max_length=120, db_index=True)  # as in FindingRow
    sort = models.CharField(max_length=8)  # claim, pair
    property = models.CharField(max_length=32, blank=True)
    source = models.CharField(max_length=16)
    entity = models.CharField(max_length=16, blank=True)  # the subject's id
    entity_kind = models.CharField(max_length=32, blank=True)
    pages = models.IntegerField()
    doubt = models.FloatField()
    priority = models.FloatField()

    class Meta:
        indexes = [
            models.Index(fields=["-priority", "key"], name="review_order"),
            models.Index(fields=["sort", "-priority", "key"], name="review_order_by_sort"),
            # all that counting by filter asks, so that the rows are not looked at
            models.Index(fields=["sort", "property", "source", "entity_kind", "since", "until"], name="review_filters"),
        ]
