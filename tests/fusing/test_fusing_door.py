"""What the room hands out is exactly this."""

import dentelle.fusing as room


def test_the_door() -> None:
    assert set(room.__all__) == {"fuse", "value_key"}
    assert all(hasattr(room, name) for name in room.__all__)
