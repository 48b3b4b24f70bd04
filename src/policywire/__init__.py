"""Policywire: an AI policy analyst whose every number can be followed to its publisher."""

__all__ = ["__version__"]

__version__ = "0.1.0"
