"""Coding by hand: samples, agreement of coders, whether scores hold, and shares from both."""

from mediakit.coding.agreement import Agreement, measure_agreement
from mediakit.coding.assessing import Assessment, assess
from mediakit.coding.codes import Codes, codes_from_table
from mediakit.coding.estimating import EstimatedShares, estimate_shares
from mediakit.coding.reading import read_codes
from mediakit.coding.sampling import CodingSample, draw_coding_sample
from mediakit.coding.viewing import code_articles

__all__ = [
    "Agreement",
    "Assessment",
    "Codes",
    "CodingSample",
    "EstimatedShares",
    "assess",
    "code_articles",
    "codes_from_table",
    "draw_coding_sample",
    "estimate_shares",
    "measure_agreement",
    "read_codes",
]
