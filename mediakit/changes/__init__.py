"""When the level of a series changed, and when there was briefly much more than usual."""

from mediakit.changes.finding import find_changes
from mediakit.changes.result import Changes

__all__ = ["Changes", "find_changes"]
