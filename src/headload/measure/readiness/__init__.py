"""What a survey can show of informal workers, and which question is missing."""

from headload.measure.readiness.ladder import Gain, Loss, Rung, Standing
from headload.measure.readiness.observed import Observed, observe
from headload.measure.readiness.page import loss_lines, page
from headload.measure.readiness.report import Readiness, plain, readiness
from headload.measure.readiness.words import say

__all__ = [
    "Gain",
    "Loss",
    "Observed",
    "Readiness",
    "Rung",
    "Standing",
    "loss_lines",
    "observe",
    "page",
    "plain",
    "readiness",
    "say",
]
