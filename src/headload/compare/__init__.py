"""Compare two sealed releases: what moved, by how much, whether by chance, and why."""

from headload.compare.causes import Cause
from headload.compare.compare import Comparison, Kind, compare
from headload.compare.pair import Moved, Pair

__all__ = ["Cause", "Comparison", "Kind", "Moved", "Pair", "compare"]
