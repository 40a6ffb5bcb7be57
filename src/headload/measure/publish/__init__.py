"""Publish: write a sealed release, and show its headline on the terminal."""

from headload.measure.publish.private import (
    EARLIER,
    FIGURES,
    figures_of,
    private_place,
)
from headload.measure.publish.publish import publish
from headload.measure.publish.terminal import headline

__all__ = [
    "EARLIER",
    "FIGURES",
    "figures_of",
    "headline",
    "private_place",
    "publish",
]
