"""When a fact holds: dates, stretches with open ends, acts."""

import pytest

from dentelle.model import Value, ValueType
from dentelle.vocabulary import when

TEXT = Value(ValueType.TEXT, "x")


@pytest.mark.parametrize(
    ("prop", "value", "qualifiers", "date"),
    [
        ("founded", Value(ValueType.DATE, "1721", edtf="1721"), (), "1721"),
        ("founded", Value(ValueType.DATE, "x", edtf="no date"), (), ""),
        ("role", TEXT, (("from", "2017"),), "2017/.."),
        ("role", TEXT, (("to", "2017~"),), "../2017~"),
        ("role", TEXT, (("from", "2010"), ("to", "2017-05")), "2010/2017-05"),
        ("role", TEXT, (("from", "2020"), ("to", "2010")), ""),
        ("role", TEXT, (("from", "soon"),), ""),
        ("received", TEXT, (("as_of", "1854"), ("what", "x")), "1854"),
        ("signed", TEXT, (("from", "2025-03-04"),), "2025-03-04"),
        ("count", TEXT, (("as_of", "2026"),), ""),
        ("located_in", TEXT, (), ""),
    ],
)
def test_when(prop, value, qualifiers, date):
    assert when(prop, value, qualifiers) == date
