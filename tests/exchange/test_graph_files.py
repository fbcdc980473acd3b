"""GEXF and GraphML: well formed, whole, and readable by what reads them by the book."""

import sys
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))

from lace_town import Town, weave_town

from dentelle.exchange.graph_files import written

GEXF = {"g": "http://gexf.net/1.3", "v": "http://gexf.net/1.3/viz"}
GRAPHML = {"g": "http://graphml.graphdrawing.org/xmlns"}


@pytest.fixture
def town(db) -> Town:
    town = weave_town()
    named = town.rows.entity('A & <b> "c" \x0b', "organisation", "company")
    town.rows.fact(town.entities["ateliers"], "hosts", named, (town.sources["list"], "odd"))
    return town


def read(format: str) -> etree._Element:
    return etree.fromstring("\n".join(written(format, "fr")).encode())


def test_gexf(town: Town) -> None:
    root = read("gexf")
    assert root.get("version") == "1.3"
    columns = {one.get("id") for one in root.findall(".//g:attributes[@class='node']/g:attribute", GEXF)}
    nodes = {one.get("id"): one for one in root.findall(".//g:node", GEXF)}
    assert len(nodes) == 8
    ateliers = nodes[town.entities["ateliers"].identity_id]
    said = {one.get("for"): one.get("value") for one in ateliers.findall(".//g:attvalue", GEXF)}
    assert set(said) == columns
    assert (said["kind"], said["degree"]) == ("incubator", "3")
    assert ateliers.find("v:position", GEXF) is not None
    assert [one.get("label") for one in nodes.values() if one.get("label").startswith("A &")] == ['A & <b> "c" �']
    edges = root.findall(".//g:edge", GEXF)
    assert len(edges) == len({one.get("id") for one in edges}) == 5
    assert all(one.get("source") in nodes and one.get("target") in nodes for one in edges)
    labelled = next(one for one in edges if one.get("label") == "est labellisé")
    assert {one.get("for"): one.get("value") for one in labelled.findall(".//g:attvalue", GEXF)}["first_year"] == "2019"


def test_graphml(town: Town) -> None:
    root = read("graphml")
    keys = {one.get("id"): one.get("for") for one in root.findall("g:key", GRAPHML)}
    nodes = {one.get("id") for one in root.findall(".//g:node", GRAPHML)}
    for of in ("node", "edge"):
        for one in root.findall(f".//g:{of}/g:data", GRAPHML):
            assert keys[one.get("key")] == of
    edges = root.findall(".//g:edge", GRAPHML)
    assert len(nodes) == 8
    assert len(edges) == 5
    assert all(one.get("source") in nodes and one.get("target") in nodes for one in edges)


def test_the_same_atlas_gives_the_same_bytes(town: Town) -> None:
    assert list(written("gexf")) == list(written("gexf"))


def test_the_published_schema_is_kept_to_the_letter(town: Town) -> None:
    """The order and names of elements that gexf.net/1.3 states: meta, then attributes, nodes, edges; values before positions."""
    graph = read("gexf").find("g:graph", GEXF)
    assert [etree.QName(one).localname for one in graph] == ["attributes", "attributes", "nodes", "edges"]
    node = graph.find("g:nodes/g:node", GEXF)
    assert [etree.QName(one).localname for one in node] == ["attvalues", "position"]
