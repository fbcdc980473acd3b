"""What the room hands out is exactly this."""

import dentelle.checking as room


def test_the_door() -> None:
    assert set(room.__all__) == {
        "CHECKS",
        "DOUBTS",
        "MESSAGES",
        "MOST",
        "Entry",
        "Named",
        "RowChange",
        "Telling",
        "check_document",
        "check_doubles",
        "check_entity",
        "check_happenings",
        "check_page",
        "check_pairs",
        "sentence",
        "tellings",
    }
    assert all(hasattr(room, name) for name in room.__all__)
