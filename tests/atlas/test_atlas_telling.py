"""What the command line prints of the atlas: what sources allow, and nothing that acts on a terminal."""

import pytest
from small_territory import DECLARED, INSTITUTE, Small

from dentelle.atlas.browsing.queries import entity, findings, shown
from dentelle.atlas.browsing.telling import entity_lines, finding_lines
from dentelle.atlas.models import ClaimRow, FindingRow, Source


def told(name: str) -> str:
    return "\n".join(entity_lines(shown(entity(name))))


@pytest.mark.parametrize(("publish", "words"), [("none", False), ("quote", True)])
def test_what_happened_is_told_in_words_that_may_be_quoted(small: Small, publish: str, words: bool) -> None:
    small.declare(DECLARED + f'publish = "{publish}"\n')
    small.write("a.txt", "The Zolamon Institute is in Lille. In 2009 the Zolamon Institute opened a wing for okapis.\n")
    small.weave()
    assert "happened: 2009" in told("Zolamon Institute")
    assert ("okapis" in told("Zolamon Institute")) is words


def test_quotes_paths_and_findings_do_nothing_to_a_terminal(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.write("b.pdf", b"%PDF-1.7 broken")
    small.weave()
    ClaimRow.objects.update(quote="fondé\x1b[2J en\n1994\x9b31m")
    Source.objects.update(path="texts/a\nb\x1b.txt")
    FindingRow.objects.update(message="one\ntwo\x1b]0;gone\x07")
    lines = [*entity_lines(shown(entity("Institut Zolamon des Mobilités")))]
    lines += [line for row in findings() for line in finding_lines(row)]
    assert any("fondé\\x1b[2J en 1994\\x9b31m" in line for line in lines)
    assert any("texts/a\\nb\\x1b.txt" in line for line in lines)
    assert any(line.endswith("one\\ntwo\\x1b]0;gone\\x07") for line in lines)
    assert all(line.replace("\t", "").isprintable() for line in lines)
