"""Everything that reads the network, each reader seeing what she may."""

from headload.apps.network.selectors.counts import Cell, band, cell, counts_of, is_stale
from headload.apps.network.selectors.history import Told, history_of, why
from headload.apps.network.selectors.observed import observed
from headload.apps.network.selectors.organisations import (
    Found,
    Tie,
    Wanted,
    affiliates_of,
    affiliations_of,
    at,
    directory,
    exported,
    find,
    seats_of,
)
from headload.apps.network.selectors.sight import Sight, visible_to

__all__ = [
    "Cell",
    "Found",
    "Sight",
    "Tie",
    "Told",
    "Wanted",
    "affiliates_of",
    "affiliations_of",
    "at",
    "band",
    "cell",
    "counts_of",
    "directory",
    "exported",
    "find",
    "history_of",
    "is_stale",
    "observed",
    "seats_of",
    "visible_to",
    "why",
]
