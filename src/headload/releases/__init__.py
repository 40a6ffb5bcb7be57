"""Sealed releases: what leaves the house, written once and read with checks."""

from headload.releases.estimate_id import estimate_id, slug
from headload.releases.facts import (
    DerivationCount,
    IndicatorFacts,
    InputFile,
    ReleaseFacts,
    VariableFacts,
    Within,
    sdmx_period,
)
from headload.releases.manifest import FORMAT, Manifest, PolicyFacts
from headload.releases.read import SealedRelease, read_release
from headload.releases.release import (
    Decision,
    DerivationRow,
    PrivateRecord,
    Release,
    ReleasedEstimate,
)
from headload.releases.schema import DIMENSIONS, TOTAL, estimates_schema
from headload.releases.spreadsheet import guarded

__all__ = [
    "DIMENSIONS",
    "FORMAT",
    "TOTAL",
    "Decision",
    "DerivationCount",
    "DerivationRow",
    "IndicatorFacts",
    "InputFile",
    "Manifest",
    "PolicyFacts",
    "PrivateRecord",
    "Release",
    "ReleaseFacts",
    "ReleasedEstimate",
    "SealedRelease",
    "VariableFacts",
    "Within",
    "estimate_id",
    "estimates_schema",
    "guarded",
    "read_release",
    "sdmx_period",
    "slug",
]
