"""Network: entities and what ties them: where each is drawn, whom it alone connects, and how two are connected.

Knows no Django and no vocabulary: nodes are numbers, and words come from whoever asks.
"""

from dentelle.network.bridges import severed
from dentelle.network.graph import Graph, graph
from dentelle.network.layout import Layout, lay_out, placed_beside
from dentelle.network.paths import shortest_paths
from dentelle.network.seeds import seed

__all__ = ["Graph", "Layout", "graph", "lay_out", "placed_beside", "seed", "severed", "shortest_paths"]
