"""What is wrong with the material, before anybody compares anything."""

from mediakit.inspecting.explaining import LESS, MORE
from mediakit.inspecting.inspecting import inspect_articles
from mediakit.inspecting.inspection import Inspection
from mediakit.inspecting.outlet_names import rename_outlets, suggest_outlet_names

__all__ = [
    "LESS",
    "MORE",
    "Inspection",
    "inspect_articles",
    "rename_outlets",
    "suggest_outlet_names",
]
