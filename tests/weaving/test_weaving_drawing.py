"""Where the network is drawn: every weave the same, still where nothing changed, without those who are left out."""

import pytest
from small_territory import INSTITUTE, LAB, Small, forget_everything

from dentelle.atlas.browsing.network import forget, network
from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, undo_claim
from dentelle.atlas.models import ClaimRow, EntityRow, NetworkNode
from dentelle.atlas.privacy.leaving_out import Wish, leave_out
from dentelle.atlas.safekeeping.reset import reset
from dentelle.weaving import run as weaving

HOUSES = "".join(f"L'Institut Bolamon{at} des Textiles est situé à Valenciennes.\n\n" for at in range(12))
SCHOOL = "L'Institut Parasson des Langues est situé à Denain.\n"


@pytest.fixture
def woven(small: Small) -> Small:
    for name, text in {"a.txt": INSTITUTE, "b.txt": HOUSES, "c.txt": LAB}.items():
        small.write(name, text)
    small.weave()
    return small


def drawn() -> dict[str, tuple[float, float]]:
    rows = NetworkNode.objects.visible().select_related("identity")
    labels = dict(EntityRow.objects.visible().values_list("identity_id", "label"))
    return {labels[row.identity_id]: (row.x, row.y) for row in rows if row.identity_id in labels}


def seen() -> set[frozenset[str]]:
    """The pairs that are tied, by their labels."""
    labels = dict(EntityRow.objects.visible().values_list("identity_id", "label"))
    there = network()
    left, right = there.graph.ends
    return {frozenset(labels[there.ids[end]] for end in pair) for pair in zip(left, right, strict=True)}


def positions() -> dict[str, list[float]]:
    there = network()
    return {there.ids[at]: there.positions[at].tolist() for at in sorted({end for ends in there.graph.ends for end in ends})}


def read_anew() -> set[frozenset[str]]:
    forget()
    return seen()


def located(label: str) -> ClaimRow:
    return ClaimRow.objects.visible().filter(property="located_in", subject_text__contains=label).first()


def test_who_is_tied_is_drawn_and_stays_where_nothing_changed(woven: Small) -> None:
    before = drawn()
    assert {"Valenciennes", "Institut Zolamon des Mobilités"} <= set(before)
    woven.write("d.txt", SCHOOL)
    woven.weave()
    after = drawn()
    assert set(after) - set(before) == {"Institut Parasson des Langues", "Denain"}
    assert {label: after[label] for label in before} == before


def test_a_weave_that_has_nothing_to_draw_writes_nothing(woven: Small) -> None:
    before = list(NetworkNode.objects.order_by("id").values())
    woven.write("d.txt", "Rien de neuf.\n")
    woven.weave()
    assert list(NetworkNode.objects.order_by("id").values()) == before


def test_a_weave_from_scratch_draws_the_same(woven: Small) -> None:
    before = drawn()
    reset()
    woven.weave()
    assert drawn() == before
    forget_everything()
    woven.weave()
    assert drawn() == before


def test_an_interrupted_weave_leaves_no_trace_in_the_next(woven: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    woven.write("d.txt", SCHOOL)

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    before = drawn()
    with monkeypatch.context() as patched:
        patched.setattr(weaving._Weave, "_publish", killed)
        with pytest.raises(KeyboardInterrupt):
            woven.weave()
    assert drawn() == before
    woven.write("d.txt", SCHOOL + "Elle forme des ingénieurs.\n")
    woven.weave()
    after = drawn()
    assert "Institut Parasson des Langues" in after
    assert {label: after[label] for label in before} == before


def test_decisions_are_seen_at_once_and_alone_read_again(woven: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = frozenset(("Institut Bolamon3 des Textiles", "Valenciennes"))
    assert pair in seen()
    claim = located("Bolamon3")
    monkeypatch.setattr("dentelle.atlas.browsing.network._read", lambda: pytest.fail("everything was read again"))
    judge_claim(claim.key, "reject", who="Ada")
    assert pair not in seen()
    undo_claim(claim.key, who="Ada")
    assert pair in seen()
    monkeypatch.undo()
    held = seen()
    assert read_anew() == held


def test_a_new_weave_is_read_as_far_as_it_changed_something(woven: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    seen()
    monkeypatch.setattr("dentelle.atlas.browsing.network._read", lambda: pytest.fail("everything was read again"))
    woven.write("d.txt", SCHOOL)
    woven.weave()
    held, where = seen(), positions()
    monkeypatch.undo()
    assert read_anew() == held
    assert positions() == where


def test_who_is_left_out_is_drawn_nowhere(woven: Small) -> None:
    woven.write("d.txt", "Hélène Vasson est la directrice de l'Institut Zolamon des Mobilités depuis 2001.\n")
    woven.weave()
    her = EntityRow.objects.visible().get(label="Hélène Vasson").identity_id
    assert NetworkNode.objects.filter(identity_id=her).exists()
    assert her in {network().ids[end] for ends in network().graph.ends for end in ends}
    leave_out(Wish(("Hélène Vasson",), identity=her), who="Ada", why="objection")
    assert not NetworkNode.objects.filter(identity_id=her).exists()
    there = network()
    assert her not in {there.ids[end] for ends in there.graph.ends for end in ends}
    woven.weave()
    assert not NetworkNode.objects.filter(identity_id=her).exists()


def test_a_merged_entity_stays_where_it_was(woven: Small) -> None:
    woven.write("d.txt", SCHOOL)
    woven.weave()
    ends = [
        EntityRow.objects.visible().get(label=f"Institut {name}").identity_id
        for name in ("Bolamon3 des Textiles", "Parasson des Langues")
    ]
    before = positions()
    judge_pair(*ends, "same", who="Ada")
    left = [end for end in ends if EntityRow.objects.visible().filter(identity_id=end).exists()]
    assert len(left) == 1
    assert positions()[left[0]] == before[left[0]]
    assert (set(ends) - set(left)).isdisjoint(positions())
