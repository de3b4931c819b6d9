"""Latent semantic analysis: weights of words, and the axes along which texts differ."""

from mediakit.latent.axes import N_AXES, Axes, find_axes
from mediakit.latent.products import Singles, Weights, blocks, one_thread, unit_rows

__all__ = ["N_AXES", "Axes", "Singles", "Weights", "blocks", "find_axes", "one_thread", "unit_rows"]
