"""The statistical brief: four pages of a release, in PDF, for people to read."""

from headload.products.brief.make import brief

__all__ = ["brief"]
