"""Protect: unprotected estimates in, a sealed release out."""

from headload.measure.protect.approve import approved
from headload.measure.protect.demands import Demands, Earlier
from headload.measure.protect.policy import (
    Disclosed,
    Policy,
    Protection,
    Rounding,
    load_policy,
    policy_names,
    policy_text,
)
from headload.measure.protect.protect import protect
from headload.measure.protect.quality import Quality, quality_flag, quality_note

__all__ = [
    "Demands",
    "Disclosed",
    "Earlier",
    "Policy",
    "Protection",
    "Quality",
    "Rounding",
    "approved",
    "load_policy",
    "policy_names",
    "policy_text",
    "protect",
    "quality_flag",
    "quality_note",
]
