"""Make the weights of a file meet known totals, before anything is estimated.

Trimming comes first, calibration then restores the totals, in the whole sample
before any population is looked at. Totals of classes are added up as whole
numbers, so the new weights do not depend on the order of records or on threads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, mul
from typing import Any

import ibis
import numpy as np

from headload.errors import BadInput, WrongUse
from headload.measure.estimate.facts import bad_weights
from headload.measure.estimate.records import refuse_weight_sum
from headload.measure.estimate.units import LARGEST_WEIGHT, WEIGHT_UNITS
from headload.terms import (
    NOT_ASKED,
    Calibration,
    CalibrationMethod,
    Design,
    DesignStatus,
    Margin,
    Persons,
)

from .factors import Classes, Numbers, effects_of, factor_by_class

WEIGHT_OF_FIT = "weight_of_fit"
FEW = 10  # codes named in a message


def calibrated(persons: Persons, design: Design) -> Persons:
    """Return the same persons with the weights that the design asks for.

    Parameters
    ----------
    persons
        Harmonised records with the weights of the file. Replicate weights are
        calibrated each on its own; they are trimmed by the factor of the record.
    design
        Its `calibration` says what to do; without one nothing changes.

    Returns
    -------
    Persons
        `weight` is new. A further column, ``weight_of_fit``, is what the variance
        needs: the weight before it met the margins, and 1 after raking.

    Raises
    ------
    WrongUse
        ``HL-EST-60`` for a calibration that does not hold together or a margin
        without column; ``HL-EST-61`` for persons calibrated before.
    BadInput
        ``HL-EST-46`` and ``HL-EST-47`` for weights that cannot be used;
        ``HL-EST-62`` for records without a code of a margin; ``HL-EST-63`` for
        codes without total or record; ``HL-EST-64`` for margins that cannot all
        be met; ``HL-EST-65`` for weights that would not be positive.

    References
    ----------
    Deville and Särndal (1992); Särndal, Swensson and Wretman (1992), sections 7.6
    and 6.5; R package survey, `postStratify`, `rake`, `calibrate`, `trimWeights`.
    """
    how = design.calibration
    if how is None:
        return persons
    _refuse_unusable(persons.table, how)
    weights = _Weights(_replicates(design))
    table = _trimmed(persons.table, how, weights)
    fit = table.weight
    if how.method is CalibrationMethod.RAKE:
        fit = ibis.ifelse(table.weight > 0, _exact(1.0), _exact(0.0))
    table = table.mutate(**{WEIGHT_OF_FIT: fit})
    if how.method is not None:
        table = _met(table, how.method, how.margins, weights)
    return replace(persons, table=table)


@dataclass(frozen=True)
class _Weights:
    """The weight and the replicate weights of a file."""

    replicates: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return ("weight", *self.replicates)


def _replicates(design: Design) -> tuple[str, ...]:
    if design.status is DesignStatus.REPLICATES and design.replicates is not None:
        return design.replicates.columns
    return ()


def _refuse_unusable(table: Any, how: Calibration) -> None:
    problem = how.problem()
    if not problem:
        missing = [m.column for m in how.margins if m.column not in table.columns]
        problem = f'The margin "{missing[0]}" is not a column' if missing else ""
    if problem:
        raise WrongUse(
            problem,
            where="the design, calibration",
            to_do="correct the section [calibration] of design.toml",
            code="HL-EST-60",
        )
    if WEIGHT_OF_FIT in table.columns:
        raise not_calibrated("have been calibrated before")


def not_calibrated(what: str) -> WrongUse:
    """Return the refusal of persons whose weights are not what the design says."""
    return WrongUse(
        f"These persons {what}",
        where=f"persons table, column {WEIGHT_OF_FIT}",
        to_do="call `calibrated` once, on the persons as harmonised",
        code="HL-EST-61",
    )


def _trimmed(table: Any, how: Calibration, weights: _Weights) -> Any:
    """Return the table with weights as floats, cut at the bounds."""
    table = table.mutate(**{c: table[c].cast("float64") for c in weights.columns})
    weight = table.weight
    median = _median(table)
    if how.trim is None:
        return table
    within = weight
    if how.trim.lower is not None:
        within = ibis.greatest(within, _exact(how.trim.lower * median))
    if how.trim.upper is not None:
        within = ibis.least(within, _exact(how.trim.upper * median))
    factor = ibis.ifelse(weight > 0, within / weight, 1.0)
    cut = table.mutate(
        weight=ibis.ifelse(weight > 0, within, 0.0),
        **{column: table[column] * factor for column in weights.replicates},
    )
    if how.margins:
        return cut
    before, after = _persons(table, ["weight"]), _persons(cut, ["weight"])
    restored = _exact(before[0]["weight"] / after[0]["weight"])
    return cut.mutate(**{column: cut[column] * restored for column in weights.columns})


def _median(table: Any) -> float:
    """Return the median of the positive weights; refuse weights that are unusable."""
    weight = table.weight
    usable = weight.between(0.0, LARGEST_WEIGHT).fill_null(False)
    found = table.aggregate(
        bad=(~usable).sum(),
        persons=weight.sum(where=usable),
        median=weight.median(where=usable & (weight > 0)),
    )
    facts = found.to_pyarrow().to_pylist()[0]
    if facts["bad"] or not facts["median"]:
        raise bad_weights(table)
    refuse_weight_sum(facts["persons"])
    return float(facts["median"])


def _met(
    table: Any,
    method: CalibrationMethod,
    margins: Sequence[Margin],
    weights: _Weights,
) -> Any:
    """Return the table with every weight calibrated."""
    texts = {
        f"margin_{i}": table[m.column].cast("string") for i, m in enumerate(margins)
    }
    classes = _persons(table, weights.columns, texts)
    _refuse_unknown(classes, margins)
    _refuse_unlisted(classes, margins)
    listed = [list(margin.totals) for margin in margins]
    levels = np.array(
        [
            [codes.index(one[f"margin_{i}"]) for i, codes in enumerate(listed)]
            for one in classes
        ]
    )
    wanted = tuple(np.array(list(m.totals.values()), dtype=float) for m in margins)
    calibrated_weights = {}
    for column in weights.columns:
        persons = np.array([one[column] for one in classes]) / WEIGHT_UNITS
        found = Classes(levels, persons, wanted)
        _refuse_empty(found, margins, column)
        effects = effects_of(method, found)
        if column == "weight":
            _refuse_negative(found, factor_by_class(method, found, effects))
        factor = _factor(method, list(texts.values()), listed, effects)
        calibrated_weights[column] = table[column] * factor
    return table.mutate(**calibrated_weights)


def _persons(
    table: Any, columns: Sequence[str], by: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return sums of weights in billionths, and records, by class in order."""
    whole = {
        c: (table[c] * WEIGHT_UNITS + 0.5).floor().cast("int64").sum() for c in columns
    }
    found = table.group_by(**by) if by else table
    rows = found.aggregate(**whole, records=table.count()).to_pyarrow().to_pylist()
    keys = list(by or ())
    return sorted(rows, key=lambda row: [row[key] or "" for key in keys])


def _factor(
    method: CalibrationMethod,
    texts: Sequence[Any],
    listed: Sequence[Sequence[str]],
    effects: Sequence[Numbers],
) -> Any:
    """Return the factor of a record as an expression."""
    by_margin = [
        text.cases(*zip(codes, map(_exact, effect.tolist()), strict=True))
        for text, codes, effect in zip(texts, listed, effects, strict=True)
    ]
    if method is CalibrationMethod.LINEAR:
        return reduce(add, by_margin, ibis.literal(1.0))
    return reduce(mul, by_margin)


def _exact(number: float) -> Any:
    """Return a number that engines take with all its digits, not as a decimal."""
    return ibis.literal(repr(number)).cast("float64")


def _refuse_unknown(
    classes: Sequence[Mapping[str, Any]], margins: Sequence[Margin]
) -> None:
    for i, margin in enumerate(margins):
        codes = [(one[f"margin_{i}"], one["records"]) for one in classes]
        unknown = sum(n for code, n in codes if code is None or code == NOT_ASKED)
        if unknown:
            raise BadInput(
                f"{unknown} records have no known code of the margin {margin.column}",
                where="the design, calibration",
                to_do="map the column completely, or leave the margin out",
                code="HL-EST-62",
            )


def _refuse_unlisted(
    classes: Sequence[Mapping[str, Any]], margins: Sequence[Margin]
) -> None:
    for i, margin in enumerate(margins):
        there = {one[f"margin_{i}"] for one in classes}
        unlisted = sorted(there - set(margin.totals))
        if unlisted:
            codes = ", ".join(unlisted)
            if len(unlisted) > FEW:  # as if the column held identifiers
                codes = f"{len(unlisted)} codes"
            raise BadInput(
                f"The margin {margin.column} has no total for codes of the file: "
                f"{codes}",
                where="the design, calibration",
                to_do="give the total of every code, or merge codes in the map",
                code="HL-EST-63",
            )


def _refuse_empty(classes: Classes, margins: Sequence[Margin], column: str) -> None:
    for i, margin in enumerate(margins):
        persons = classes.of_margin(i, classes.persons)
        empty = np.flatnonzero(~(persons > 0)).tolist()
        if empty:
            codes = list(margin.totals)
            named = ", ".join(codes[code] for code in empty[:FEW])
            raise BadInput(
                f"No record with a positive {column} has these codes of the margin "
                f"{margin.column}: {named}",
                where="the design, calibration",
                to_do="merge the codes with others in the map and in the totals",
                code="HL-EST-63",
            )


def _refuse_negative(classes: Classes, factor: Numbers) -> None:
    negative = int(((factor <= 0) & (classes.persons > 0)).sum())
    if negative:
        raise BadInput(
            f"Calibrated weights would not be positive in {negative} of "
            f"{len(factor)} classes of records",
            where="the design, calibration",
            to_do="rake instead, trim the weights first, or merge codes of a margin",
            code="HL-EST-65",
        )
