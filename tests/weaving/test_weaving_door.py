"""What the rooms around the store offer, and nothing else."""

import dentelle.exchange
import dentelle.search
import dentelle.weaving


def test_the_doors() -> None:
    assert set(dentelle.weaving.__all__) == {"Report", "weave"}
    assert callable(dentelle.weaving.weave)
    assert set(dentelle.exchange.__all__) == {"FORMATS", "export"}
    assert "find" in dentelle.search.__all__
