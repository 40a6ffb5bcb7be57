"""Weights that meet known totals, and a variance that knows of them."""

from .weights import calibrated

__all__ = ["calibrated"]
