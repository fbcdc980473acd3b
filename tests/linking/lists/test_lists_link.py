"""The door of list linking: every row comes out once, decided."""

from dentelle.linking.lists import ListRow, link
from linking.lists.small_registers import small_register


def test_every_row_comes_out_once_in_its_order(tmp_path):
    register = small_register(tmp_path, [{"name": "Atelier Brindille", "postcode": "59300", "city": "Valenciennes"}])
    rows = [ListRow("a", "Atelier brindille", postcode="59300"), ListRow("b", ""), ListRow("c", "Zorglub")]
    decided = list(link(rows, register))
    assert [one.row for one in decided] == ["a", "b", "c"]
    assert decided[0].decision == "match"
    assert decided[0].candidates[0].id == "r1"
    assert decided[1].skipped == "no name"
    assert decided[2].decision == "none"
