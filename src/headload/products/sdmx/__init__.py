"""SDMX: a release with its structure, for statistical offices and their software."""

from headload.products.sdmx.files import sdmx_files

__all__ = ["sdmx_files"]
