"""The plan compiled: each breakdown once, with everything that is asked in it.

Tables that share a breakdown share its cells and sums. Quantiles stand apart,
because their records are told apart by value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from .facts import Facts, refuse_many_cells
from .measures import Plan
from .parsing import Parsed
from .parts import Parts
from .sums import Sum, Targets, targets_of
from .wanted import Wanted

Asked = tuple[int, int]  # position of a table, and of a measure in it


@dataclass(frozen=True)
class Tabulation:
    """One breakdown and its figures.

    Parameters
    ----------
    by
        Dimension names.
    columns
        Their columns.
    sizes
        Number of codes of each.
    value
        The amount whose quantiles are asked; empty for other figures.
    targets
        Figures and differences.
    at_units, at_cells
        Sums needed PSU by PSU, and those needed for cells alone.
    asked
        Place in the plan of each measure, and its position among targets.
    with_bases
        Whether the records of bases are kept by PSU.
    """

    by: tuple[str, ...]
    columns: tuple[str, ...]
    sizes: tuple[int, ...]
    value: str
    targets: Targets
    at_units: Parts
    at_cells: Parts
    asked: Mapping[Asked, int]
    with_bases: bool

    @cached_property
    def second_look(self) -> tuple[Sum, ...]:
        """Return the sums behind the variance."""
        linear = self.targets.linear
        bases = {figure.in_base for figure in self.targets.figures}
        present = tuple(one for one in self.at_units.sums if one in bases)
        return (*linear, *present) if self.with_bases else linear

    @cached_property
    def parts(self) -> Parts:
        """Return every sum, those by PSU first."""
        return self.at_units.only((*self.at_units.sums, *self.at_cells.sums))

    @property
    def cells(self) -> int:
        """Number of possible cells."""
        return prod(self.sizes)

    def codes(self, labels: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
        """Return the code by dimension of every possible cell."""
        lists = [labels[column] for column in self.columns]
        return [dict(zip(self.by, codes, strict=True)) for codes in product(*lists)]


def tabulations(
    plan: Plan,
    measures: Mapping[int, tuple[Parsed, ...]],
    wanted: Wanted,
    facts: Facts,
    *,
    with_bases: bool,
) -> list[Tabulation]:
    """Compile a plan: one tabulation a breakdown, and one more an amount's quantiles.

    Parameters
    ----------
    plan, measures, wanted, facts
        What is asked, and what the file has.
    with_bases
        Keep the records of bases by PSU, for rules on lonely strata.

    Raises
    ------
    WrongUse
        ``HL-EST-14`` for a breakdown with too many figures.
    """
    asked: dict[tuple[tuple[str, ...], str], dict[Asked, Parsed]] = {}
    for i, table in enumerate(plan.tables):
        for by in table.by:
            for j, measure in enumerate(measures[i]):
                place = asked.setdefault((by, measure.quantile_of), {})
                place[i, j] = measure
    return [
        _tabulation(by, value, some, wanted, facts, with_bases)
        for (by, value), some in asked.items()
    ]


def _tabulation(
    by: tuple[str, ...],
    value: str,
    asked: Mapping[Asked, Parsed],
    wanted: Wanted,
    facts: Facts,
    with_bases: bool,
) -> Tabulation:
    columns = tuple(wanted.dimensions[name] for name in by)
    sizes = tuple(len(facts.labels[column]) for column in columns)
    targets = targets_of(list(asked.values()))
    refuse_many_cells(by, sizes, len(targets.figures))
    by_unit = targets.by_unit(with_bases=with_bases)
    return Tabulation(
        by=by,
        columns=columns,
        sizes=sizes,
        value=value,
        targets=targets,
        at_units=Parts(by_unit, wanted.amounts, facts.units),
        at_cells=Parts(
            targets.by_cell(frozenset(by_unit)), wanted.amounts, facts.units
        ),
        asked=dict(zip(asked, targets.of_measure, strict=True)),
        with_bases=with_bases,
    )
