"""The estimate room: figures with their precision from harmonised persons."""

from .calibration import calibrated
from .estimate import estimate
from .measures import Measure, Plan, TableSpec
from .plan import load_plan, standard_plan

__all__ = [
    "Measure",
    "Plan",
    "TableSpec",
    "calibrated",
    "estimate",
    "load_plan",
    "standard_plan",
]
