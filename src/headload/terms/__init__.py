"""The words: frozen values that the rooms exchange. Standard library only."""

from headload.terms.calibration import (
    Calibration,
    CalibrationMethod,
    Margin,
    Trim,
)
from headload.terms.citation import Citation
from headload.terms.codelist import LANGUAGES, Code, Codelist, codelist
from headload.terms.design import Design, DesignStatus
from headload.terms.estimate import Estimate, EstimateSet, Flag, MeasureKind
from headload.terms.generalised import (
    BetweenSizes,
    ErrorCurve,
    GeneralisedErrors,
)
from headload.terms.microdata import Column, Microdata
from headload.terms.persons import Persons
from headload.terms.replicates import ReplicateMethod, Replicates
from headload.terms.variables import (
    NOT_ASKED,
    HarmonisedVariable,
    harmonised_variables,
)

__all__ = [
    "LANGUAGES",
    "NOT_ASKED",
    "BetweenSizes",
    "Calibration",
    "CalibrationMethod",
    "Citation",
    "Code",
    "Codelist",
    "Column",
    "Design",
    "DesignStatus",
    "ErrorCurve",
    "Estimate",
    "EstimateSet",
    "Flag",
    "GeneralisedErrors",
    "HarmonisedVariable",
    "Margin",
    "MeasureKind",
    "Microdata",
    "Persons",
    "ReplicateMethod",
    "Replicates",
    "Trim",
    "codelist",
    "harmonised_variables",
]
