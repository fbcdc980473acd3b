"""Linking: which names and rows mean one real thing; normalise, compare, decide, and obey what people judged."""

from dentelle.linking.cluster import Cluster, Linking, link, one_cluster
from dentelle.linking.leaves import leaves
from dentelle.linking.records import RecordReading, record_leaves

LINKER_VERSION = "2"  # part of every fingerprint: bump it when linking may decide otherwise

__all__ = ["LINKER_VERSION", "Cluster", "Linking", "RecordReading", "leaves", "link", "one_cluster", "record_leaves"]
