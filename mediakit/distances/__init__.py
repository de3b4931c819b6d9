"""How far apart outlets, or other groups, are as a whole; and whether they draw together or
apart."""

from mediakit.distances.measuring import measure_distances
from mediakit.distances.result import Distances

__all__ = ["Distances", "measure_distances"]
