"""When facts hold, as the weave and a decision write it down for the timeline."""

from small_territory import INSTITUTE, Small

from dentelle.atlas.deciding.judgements import judge_claim, undo_claim
from dentelle.atlas.models import ClaimRow, FactRow, SpanRow


def test_every_dated_fact_has_its_span_and_loses_it_when_it_is_rejected(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.weave()
    dated = set(FactRow.objects.visible().filter(identity__isnull=False).exclude(earliest="").values_list("key", flat=True))
    spans = {span.fact_key: span for span in SpanRow.objects.visible()}
    assert dated
    assert dated <= set(spans)
    fact = FactRow.objects.visible().get(property="founded")
    span = spans[fact.key]
    assert (span.date, span.first, span.last) == (fact.value["edtf"], fact.earliest, fact.latest)
    assert (span.theme, span.year) == ("history", int(fact.earliest[:4]))
    claim = ClaimRow.objects.visible().filter(fact_key=fact.key).first()
    judge_claim(claim.key, "reject", who="ada@example.org")
    assert not SpanRow.objects.visible().filter(fact_key=fact.key).exists()
    undo_claim(claim.key, who="ada@example.org")
    assert SpanRow.objects.visible().filter(fact_key=fact.key).exists()
