"""The estimate room: figures with their precision from harmonised persons."""

from .calibration import calibrated
from .estimate import estimate
from .generalised import ErrorColumns, load_curves
from .measures import Measure, Plan, TableSpec
from .plan import load_plan, standard_plan

__all__ = [
    "ErrorColumns",
    "Measure",
    "Plan",
    "TableSpec",
    "calibrated",
    "estimate",
    "load_curves",
    "load_plan",
    "standard_plan",
]
