"""Standard errors from a table of sampling errors by size.

Between two sizes the logarithm of the error goes in a straight line with that of
the size, or the error is that of the nearest size where the office says so. A rate
p of a base has CV(p)² = CV(p · base)² - CV(base)² (Wolter 2007, chapter 7), always
by the line: two totals read from one size would make a rate look certain.

Nothing is extrapolated. Below the smallest size there is no standard error. Above
the largest one the CV of that size is kept for a total, and the base of a rate
counts as known: upper bounds both, because the CV falls with the size. Means,
ratios of amounts, quantiles and differences are not in such tables.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headload.errors import BadInput, WrongUse
from headload.terms import (
    BetweenSizes,
    Design,
    DesignStatus,
    ErrorCurve,
    GeneralisedErrors,
    MeasureKind,
)

from .solving import Solved
from .tabulation import Tabulation
from .tally import target_count

ROUNDED = 0.1  # points of percent by which a printed CV may differ

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class ErrorColumns:
    """Columns of a table of sampling errors (CSV, UTF-8).

    Parameters
    ----------
    area, period
        Code of the area and of the period.
    size, error
        A total in persons, and its standard error.
    cv
        Coefficient of variation in percent, held against the two; empty for none.
    """

    area: str = "area"
    period: str = "period"
    size: str = "size"
    error: str = "error"
    cv: str = ""


def load_curves(
    path: Path, period: str, columns: ErrorColumns | None = None
) -> dict[str, ErrorCurve]:
    """Return the curve of every area in one period of a table.

    Raises
    ------
    BadInput
        ``HL-EST-67`` for columns, numbers or CVs that do not fit, sizes listed
        twice, a CV that grows with the size, or a period without rows.
    """
    named = columns or ErrorColumns()
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        wanted = (named.area, named.period, named.size, named.error, named.cv)
        missing = {name for name in wanted if name} - set(table.fieldnames or ())
        if missing:
            raise _unusable(f"There is no column {', '.join(sorted(missing))}", path)
        rows = [row for row in table if row[named.period] == period]
    if not rows:
        raise _unusable(f'There is no row of the period "{period}"', path)
    points: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        points.setdefault(row[named.area], []).append(_point(row, named, path))
    return {area: _curve(area, some, path) for area, some in points.items()}


def error_of_total(
    curve: ErrorCurve, totals: Numbers, between: BetweenSizes = BetweenSizes.LOG_LOG
) -> Numbers:
    """Return the standard error of totals of persons.

    Returns
    -------
    ndarray
        NaN below the smallest size; above the largest one its CV times the total,
        an upper bound.
    """
    listed, errors = np.array(curve.sizes), np.array(curve.errors)
    inside = np.clip(np.nan_to_num(totals), listed[0], listed[-1])
    if between is BetweenSizes.NEAREST:
        middle = (listed[1:] + listed[:-1]) / 2
        found = errors[np.searchsorted(middle, inside)]
    else:
        found = np.exp(np.interp(np.log(inside), np.log(listed), np.log(errors)))
    found = np.where(totals > listed[-1], errors[-1] / listed[-1] * totals, found)
    return np.where(totals >= listed[0], found, np.nan)


def error_of_rate(curve: ErrorCurve, rates: Numbers, bases: Numbers) -> Numbers:
    """Return the standard error of shares (0 to 1) of bases in persons.

    NaN where the share of the base is below the smallest size; an upper bound where
    the base is above the largest one; 0 for a share of 1.
    """
    above = rates * bases
    positive = np.where(above > 0, above, 1.0), np.where(bases > 0, bases, 1.0)
    of_share = error_of_total(curve, above) / positive[0]
    of_base = error_of_total(curve, bases) / positive[1]
    of_base = np.where(bases > curve.sizes[-1], 0.0, of_base)
    error = rates * np.sqrt(np.maximum(of_share**2 - of_base**2, 0.0))
    return np.where((rates == 1) & ~np.isnan(error), 0.0, error)


def generalised_variance(
    tabulation: Tabulation,
    whole: Integers,
    found: Solved,
    errors: GeneralisedErrors,
    labels: Mapping[str, tuple[str, ...]],
) -> Numbers:
    """Return the variance of every target, shape (cells, targets).

    Parameters
    ----------
    tabulation, whole, found
        What is asked, its exact sums and its figures.
    errors
        The office's table.
    labels
        Codes by column.
    """
    variance = np.full((tabulation.cells, target_count(tabulation)), np.nan)
    if set(tabulation.columns) & set(errors.without_curve) or tabulation.value:
        return variance
    bases = tabulation.parts.natural(
        whole, [f.base for f in tabulation.targets.figures]
    )
    for curve, cells in _cells_by_curve(tabulation, errors, labels):
        for j, figure in enumerate(tabulation.targets.figures):
            value = found.share[cells, j]
            if figure.kind is MeasureKind.RATE:
                error = error_of_rate(curve, value, bases[cells, j])
            elif figure.kind is MeasureKind.TOTAL and figure.squares is None:
                error = error_of_total(curve, value, errors.between)
            else:
                continue
            variance[cells, j] = error**2
    return variance


def check_generalised(design: Design) -> None:
    """Refuse a table of sampling errors where the design itself is known.

    Raises
    ------
    WrongUse
        ``HL-EST-66``.
    """
    unknown = (DesignStatus.WEIGHTS_ONLY, DesignStatus.PSU_ONLY)
    if design.generalised is not None and design.status not in unknown:
        raise WrongUse(
            "A table of sampling errors is for files without strata or PSUs",
            where="the design, generalised",
            to_do="leave it out: the variance follows from the design of the file",
            code="HL-EST-66",
        )


def _cells_by_curve(
    tabulation: Tabulation,
    errors: GeneralisedErrors,
    labels: Mapping[str, tuple[str, ...]],
) -> Iterable[tuple[ErrorCurve, NDArray[np.bool_]]]:
    """Yield each curve with its cells."""
    if errors.column not in tabulation.columns:
        yield errors.whole, np.ones(tabulation.cells, dtype=bool)
        return
    axis = tabulation.columns.index(errors.column)
    code = np.unravel_index(np.arange(tabulation.cells), tabulation.sizes)[axis]
    for place, label in enumerate(labels[errors.column]):
        if label in errors.by_code:
            yield errors.by_code[label], code == place


def _point(
    row: Mapping[str, str], named: ErrorColumns, path: Path
) -> tuple[float, float]:
    area = f'area "{row[named.area]}"'
    try:
        size, error = float(row[named.size]), float(row[named.error])
        cv = float(row[named.cv]) if named.cv else 100 * error / size
    except (ValueError, ZeroDivisionError, TypeError):
        raise _unusable(f"A size, error or CV of {area} is no number", path) from None
    if not (0 < size < np.inf and 0 < error < np.inf):
        raise _unusable(f"A size or error of {area} is not above 0", path)
    if not abs(100 * error / size - cv) <= ROUNDED:
        raise _unusable(f"A CV of {area} is not its error over its size", path)
    return size, error


def _curve(area: str, points: list[tuple[float, float]], path: Path) -> ErrorCurve:
    points = sorted(set(points))
    for (size, error), (larger, its_error) in pairwise(points):
        if size == larger:
            raise _unusable(f'Area "{area}" lists {size:,.0f} twice', path)
        if its_error / larger > error / size:
            raise _unusable(f'The CV of area "{area}" grows at {larger:,.0f}', path)
    if len(points) < 2:
        raise _unusable(f'Area "{area}" has a single size', path)
    sizes, errors = zip(*points, strict=True)
    return ErrorCurve(sizes, errors)


def _unusable(what: str, path: Path) -> BadInput:
    return BadInput(
        what,
        where=f"table of sampling errors {path.name}",
        to_do="compare with the table that the office printed, and name its columns",
        code="HL-EST-67",
    )
