"""Headload makes informal workers visible in official statistics."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("headload")
except PackageNotFoundError:  # a checkout that was not installed
    __version__ = "0.0.0"

__all__ = ["__version__"]
