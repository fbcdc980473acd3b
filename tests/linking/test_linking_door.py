"""What the room hands out is exactly this."""

import dentelle.linking as room


def test_the_door() -> None:
    assert set(room.__all__) == {
        "LINKER_VERSION",
        "Cluster",
        "Compared",
        "Keyed",
        "Likeness",
        "Linking",
        "RecordReading",
        "attach",
        "clustered",
        "with_rows",
        "without_rows",
        "compared",
        "grown",
        "leaves",
        "link",
        "one_cluster",
        "record_leaves",
        "united",
    }
    assert all(hasattr(room, name) for name in room.__all__)
