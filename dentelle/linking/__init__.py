"""Linking: which names and rows mean one real thing; normalise, compare, decide, and obey what people judged."""

from dentelle.linking.attach import attach, with_rows, without_rows
from dentelle.linking.cluster import Cluster, Linking, clustered, link, one_cluster
from dentelle.linking.grown import grown
from dentelle.linking.keyed import Keyed
from dentelle.linking.leaves import leaves
from dentelle.linking.likeness import Compared, Likeness, compared, united
from dentelle.linking.records import RecordReading, record_leaves

LINKER_VERSION = "4"  # part of every fingerprint: bump it when linking may decide otherwise

__all__ = [
    "LINKER_VERSION",
    "Cluster",
    "Compared",
    "Keyed",
    "Likeness",
    "Linking",
    "RecordReading",
    "attach",
    "clustered",
    "compared",
    "grown",
    "leaves",
    "link",
    "one_cluster",
    "record_leaves",
    "united",
    "with_rows",
    "without_rows",
]
