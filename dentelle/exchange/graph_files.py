"""The network in the files of programs that analyse networks: GEXF 1.3 (Gephi) and GraphML (yEd, igraph, networkx).

Invariants: an entity stands there once, a relation once, by the key of its fact, from the subject to the value; the same atlas
gives the same bytes; whoever is not to be seen is in neither.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

import numpy as np

from dentelle import vocabulary
from dentelle.atlas.browsing.names import names_of
from dentelle.atlas.browsing.network import NEVER, Network, network

__all__ = ["GRAPH_FORMATS", "written"]

GRAPH_FORMATS = {
    "gexf": ("application/gexf+xml; charset=utf-8", "network.gexf"),
    "graphml": ("application/graphml+xml; charset=utf-8", "network.graphml"),
}
AT_ONCE = 1_000  # entities whose names are asked for in one question
NODE = (("kind", "string"), ("degree", "integer"), ("severed", "integer"))
POSITION = (("x", "double"), ("y", "double"))
EDGE = (("relation", "string"), ("first_year", "integer"), ("last_year", "integer"))
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 knows no way to write

Entity = tuple[str, str, str, int, int, float, float]  # id, name, kind, degree, severed, x, y
Relation = tuple[str, str, str, str, str, str]  # key, source, target, relation, first and last year, "" for none


def written(format: str, language: str = "en", there: Network | None = None, rows: np.ndarray | None = None) -> Iterator[str]:
    """The lines of a file in ``format``: the relations ``rows`` (by default all), and their entities, named in ``language``."""
    there = there or network()
    rows = np.flatnonzero(there.alive) if rows is None else rows
    return _gexf(there, rows, language) if format == "gexf" else _graphml(there, rows, language)


def _entities(there: Network, rows: np.ndarray, language: str) -> Iterator[Entity]:
    ends = np.unique(np.concatenate([there.left[rows], there.right[rows]]))
    ends = ends[np.argsort(there.order[ends])].tolist()
    for start in range(0, len(ends), AT_ONCE):
        part = ends[start : start + AT_ONCE]
        names = names_of([there.ids[at] for at in part], language)
        for at in part:
            id_ = there.ids[at]
            x, y = (float(one) for one in there.positions[at])
            name = names[id_].text if id_ in names else id_
            yield id_, name, there.kinds[at], int(there.graph.degrees[at]), int(there.severed[at]), x, y


def _relations(there: Network, rows: np.ndarray) -> Iterator[Relation]:
    for row in rows[np.argsort(there.key_order[rows])].tolist():
        years = ("" if year == NEVER else str(year) for year in (int(there.first[row]), int(there.last[row])))
        source, target = there.ids[there.left[row]], there.ids[there.right[row]]
        yield there.key(row), source, target, there.names[there.property[row]], *years


def _gexf(there: Network, rows: np.ndarray, language: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "<meta><creator>Dentelle</creator></meta>"
    yield '<graph defaultedgetype="directed" mode="static" idtype="string">'
    for of, columns in (("node", NODE), ("edge", EDGE)):
        said = "".join(f'<attribute id="{name}" title="{name}" type="{type_}"/>' for name, type_ in columns)
        yield f'<attributes class="{of}" mode="static">{said}</attributes>'
    yield "<nodes>"
    for id_, name, kind, degree, severed, x, y in _entities(there, rows, language):
        values = _values("attvalue", zip(NODE, (kind, degree, severed), strict=True))
        at = f'<viz:position x="{x:.1f}" y="{-y:.1f}" z="0"/>'
        yield f"<node id={_quoted(id_)} label={_quoted(name)}><attvalues>{values}</attvalues>{at}</node>"
    yield "</nodes><edges>"
    for key, source, target, relation, first, last in _relations(there, rows):
        values = _values("attvalue", zip(EDGE, (relation, first, last), strict=True))
        label = _quoted(vocabulary.label(relation, language))
        yield f'<edge id="{key}" source="{source}" target="{target}" label={label}><attvalues>{values}</attvalues></edge>'
    yield "</edges></graph></gexf>"


def _graphml(there: Network, rows: np.ndarray, language: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
    )
    for of, columns in (("node", (("label", "string"), *NODE, *POSITION)), ("edge", (("label", "string"), *EDGE))):
        for name, type_ in columns:
            type_ = "int" if type_ == "integer" else type_
            yield f'<key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{type_}"/>'
    yield '<graph id="network" edgedefault="directed">'
    for id_, name, kind, degree, severed, x, y in _entities(there, rows, language):
        told = (name, kind, degree, severed, f"{x:.1f}", f"{y:.1f}")
        data = _data("node", zip((("label", ""), *NODE, *POSITION), told, strict=True))
        yield f"<node id={_quoted(id_)}>{data}</node>"
    for key, source, target, relation, first, last in _relations(there, rows):
        values = (vocabulary.label(relation, language), relation, first, last)
        data = _data("edge", zip((("label", ""), *EDGE), values, strict=True))
        yield f'<edge id="{key}" source="{source}" target="{target}">{data}</edge>'
    yield "</graph></graphml>"


def _values(element: str, columns: Iterable[tuple[tuple[str, str], object]]) -> str:
    return "".join(f'<{element} for="{name}" value={_quoted(str(value))}/>' for (name, _), value in columns if value != "")


def _data(of: str, columns: Iterable[tuple[tuple[str, str], object]]) -> str:
    return "".join(f'<data key="{of}_{name}">{_escaped(str(value))}</data>' for (name, _), value in columns if value != "")


def _quoted(text: str) -> str:
    return quoteattr(FORBIDDEN.sub("�", text))


def _escaped(text: str) -> str:
    return FORBIDDEN.sub("�", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
