"""Publish: write a sealed release, and show its headline on the terminal."""

from headload.measure.publish.publish import publish
from headload.measure.publish.terminal import headline

__all__ = ["headline", "publish"]
