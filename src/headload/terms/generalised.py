"""Generalised sampling errors: standard errors by size, as some offices publish.

Where neither strata nor PSUs are released, the office's own table is the best
that is known of the precision of a figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class BetweenSizes(StrEnum):
    """How the error of a total between two listed sizes is read."""

    LOG_LOG = "log-log"
    NEAREST = "nearest"


@dataclass(frozen=True)
class ErrorCurve:
    """Standard errors of totals of persons, by size.

    Parameters
    ----------
    sizes
        Totals in persons, growing.
    errors
        The standard error of each, in persons; the CV falls with the size.
    """

    sizes: tuple[float, ...]
    errors: tuple[float, ...]


@dataclass(frozen=True)
class GeneralisedErrors:
    """The curves of one survey period.

    Parameters
    ----------
    whole
        Of figures of the whole area.
    by_code
        Of figures of one area, by code of `column`; an area without one has no
        standard errors.
    column
        Harmonised column of those areas; empty where there are none.
    without_curve
        Columns of other areas: a figure of such an area has no standard error.
    source
        Whose table, printed with every figure.
    between
        The office's rule for a total between two sizes: on a straight line of the
        logarithms, or the error of the nearest size. Rates take the line.
    """

    whole: ErrorCurve
    by_code: Mapping[str, ErrorCurve]
    source: str
    column: str = ""
    without_curve: tuple[str, ...] = ()
    between: BetweenSizes = BetweenSizes.LOG_LOG
