"""The cells to protect: one a figure, with its id and its dimensions renamed.

A figure that stands in two tables is one figure and gets one decision; two
different figures under one id are refused, because an id must mean one thing.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from headload.errors import BadInput
from headload.releases.estimate_id import estimate_id
from headload.releases.facts import ReleaseFacts
from headload.releases.schema import TIME, TOTAL, dimension_name
from headload.terms import Estimate


@dataclass(frozen=True)
class Cell:
    """An unprotected estimate and its public id; dimensions without totals."""

    id: str
    estimate: Estimate


def cells(estimates: Iterable[Estimate], about: ReleaseFacts) -> tuple[Cell, ...]:
    """Return one cell a figure, in the order of first appearance.

    The time period of a cell is in its id by the survey period that it is of.

    Raises
    ------
    BadInput
        When two different figures have the same id, or one is not a number.
    """
    found: dict[str, Cell] = {}
    for estimate in estimates:
        cell = _cell(estimate, about)
        first = found.setdefault(cell.id, cell)
        if first != cell and first.estimate != _moved(cell, first):
            raise BadInput(
                f"Two different figures have the id {cell.id}",
                where=f"tables {first.estimate.table_id} and {estimate.table_id}",
                to_do="name the indicators apart, or add the dimension that differs",
                code="HL-PROT-03",
            )
    return tuple(found.values())


def _cell(estimate: Estimate, about: ReleaseFacts) -> Cell:
    dimensions = {
        dimension_name(name): code
        for name, code in estimate.dimensions.items()
        if code != TOTAL
    }
    same = replace(estimate, dimensions=dimensions)
    numbers = (same.value, same.se, same.ci_low, same.ci_high, same.cv, same.deff)
    survey, _ = about.when(dimensions.get(TIME, ""))
    placed = {name: code for name, code in dimensions.items() if name != TIME}
    name = estimate_id(survey, estimate.indicator, placed)
    if not all(number is None or math.isfinite(number) for number in numbers):
        raise BadInput(
            f"The figure {name} is not a number",
            where=f"table {estimate.table_id}",
            to_do="report this: an estimate that cannot be made is None",
            code="HL-PROT-04",
        )
    return Cell(id=name, estimate=same)


def _moved(cell: Cell, first: Cell) -> Estimate:
    return replace(cell.estimate, table_id=first.estimate.table_id)
