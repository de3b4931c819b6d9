"""Independent evidence: reprints marked, page furniture taken out, agencies credited."""

from mediakit.cleaning.boilerplate import find_boilerplate, strip_boilerplate

__all__ = ["find_boilerplate", "strip_boilerplate"]
