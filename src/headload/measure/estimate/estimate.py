"""Estimate a plan: every figure with its standard error, interval and counts.

The opinion: one pass over the microdata in the engine, which returns exact sums;
then one thread of NumPy over small sorted arrays. So the same records give the
same bits, whatever the threads and the order of rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headload.errors import WrongUse
from headload.terms import Design, DesignStatus, Estimate, EstimateSet, Persons

from .breakdown import Breakdown, Groups, breakdown_of, groups_of
from .columns import (
    cluster_column,
    design_columns,
    parsed_measures,
    stratum_column,
)
from .contrasts import contrasts
from .figures import Figures, Layer, Precision, figures
from .flags import FlagLayout
from .ingredients import Ingredients, Parsed, ingredients, shape
from .measures import Plan
from .profiles import Profiles, fetch_profiles
from .quantiles import Place, quantiles
from .replication import replicate_df
from .sample import Sample, named, sample_of
from .section import closest
from .stages import stages_of
from .variance import LONELY_RULES

ANSWERS_AT_ONCE = 2_000_000  # measures x profiles held in memory: 16 MB an array


def estimate(
    persons: Persons,
    plan: Plan,
    design: Design,
    *,
    confidence: float = 0.95,
    notes: Sequence[str] = (),
) -> EstimateSet:
    """Estimate every figure of a plan with its precision.

    Parameters
    ----------
    persons
        Harmonised records. Column ``weight`` is a number; the stratum is
        ``stratum`` and the PSU ``design.cluster``. Yes/no columns are boolean.
    plan
        Tables, from `load_plan` or `standard_plan`.
    design
        What is known of the sample design.
    confidence
        Level of the intervals.
    notes
        Sentences to print on every table, before those of the design.

    Returns
    -------
    EstimateSet
        In the order of the plan: table, measure, breakdown, then codes. A cell
        exists where the sample has a record with all its codes. In an existing
        cell a rate or mean without population has no value and n = 0; a total
        without contributor is 0 with n = 0 and no interval. Records with weight
        0 belong to the sample but to no population. Degrees of freedom are PSUs
        minus strata among those with a member (R `degf` of the subset): the
        contributors of a total, the population of a rate or mean.

    Raises
    ------
    WrongUse
        ``HL-EST-10`` to ``HL-EST-13``: columns, types, design or confidence;
        ``HL-EST-52`` replicate weights that do not fit their declaration.
    BadInput
        ``HL-EST-40`` to ``HL-EST-53``: see `sample_of` and `stages_of`.

    References
    ----------
    Särndal, Swensson and Wretman (1992), sections 5.5 to 5.8; R package survey,
    `svytotal`, `svymean`, `svyratio`, `svyciprop`, `degf`.
    """
    _check_settings(design, confidence)
    measures = parsed_measures(persons.table, plan)
    cluster = cluster_column(persons, design)
    # quantiles tell records apart by value, so each amount has its own pass
    amounts = {m.quantile_of for some in measures.values() for m in some}
    finishes = {
        amount: _finish(
            _profiles(persons.table, plan, design, cluster, measures, amount),
            plan,
            design,
            confidence,
        )
        for amount in sorted(amounts | {""})
    }
    sample = finishes[""].stages[0].sample
    return EstimateSet(
        estimates=tuple(
            cell
            for i, table in enumerate(plan.tables)
            for cell in _table(finishes, table.id, measures[i], table.by)
        ),
        mean_weight=sample.weight / sample.records,
        records=sample.records,
        notes=(*notes, *_design_notes(design, sample, cluster)),
    )


def _finish(
    profiles: Profiles, plan: Plan, design: Design, confidence: float
) -> "_Finish":
    stages = tuple(
        Stage(stage, groups_of(profiles, stage, _used_dimensions(plan)))
        for stage in stages_of(profiles, sample_of(profiles), design)
    )
    asked = {by for table in plan.tables for by in table.by}
    return _Finish(
        stages=stages,
        precision=_precision(design, profiles, confidence),
        breakdowns={
            by: tuple(breakdown_of(stage.groups, stage.sample, by) for stage in stages)
            for by in asked
        },
    )


@dataclass(frozen=True)
class Stage:
    """Units of one stage of the design, and the records by them."""

    sample: Sample
    groups: Groups


@dataclass(frozen=True)
class _Finish:
    """The single-threaded half: from profiles to estimates."""

    stages: tuple[Stage, ...]
    precision: Precision
    breakdowns: Mapping[tuple[str, ...], tuple[Breakdown, ...]]

    def figures(
        self, measures: Sequence[Parsed], by: Iterable[tuple[str, ...]]
    ) -> Iterator[tuple[tuple[str, ...], Figures]]:
        """Yield the figures of measures of one shape, breakdown by breakdown."""
        by = [names for names in by if self.breakdowns[names][0].cells]
        if measures[0].quantile_of:
            for names in by:
                yield names, quantiles(measures, self.places(names), self.precision)
        elif measures[0].sides:
            first, second = (
                self.parts([measure.sides[i] for measure in measures]) for i in (0, 1)
            )
            for names in by:
                sides = self.layers(first, names), self.layers(second, names)
                yield names, contrasts(measures, sides, self.precision)
        else:
            parts = self.parts(measures)
            for names in by:
                layers = self.layers(parts, names)
                yield names, figures(measures, layers, self.precision)

    def parts(self, measures: Sequence[Parsed]) -> list[Ingredients]:
        """Add measures up at every stage."""
        return [ingredients(measures, stage.groups) for stage in self.stages]

    def layers(self, parts: Sequence[Ingredients], by: tuple[str, ...]) -> list[Layer]:
        """Join ingredients, cells and design of each stage."""
        return [
            Layer(part, breakdown, stage.sample)
            for part, breakdown, stage in zip(
                parts, self.breakdowns[by], self.stages, strict=True
            )
        ]

    def places(self, by: tuple[str, ...]) -> list[Place]:
        """Join records, cells and design of each stage."""
        return [
            Place(stage.groups, breakdown, stage.sample)
            for stage, breakdown in zip(self.stages, self.breakdowns[by], strict=True)
        ]

    def room(self) -> int:
        """Return how many measures may be worked out at once."""
        profiles = self.stages[0].groups.profiles
        weights = 1 + len(profiles.replicates)
        return max(1, ANSWERS_AT_ONCE // (len(profiles.weight) * weights))


def _table(
    finishes: Mapping[str, _Finish],
    table_id: str,
    measures: Sequence[Parsed],
    by: Sequence[tuple[str, ...]],
) -> Iterator[Estimate]:
    """Yield the estimates of one table, measure by measure."""
    found: dict[tuple[int, tuple[str, ...]], list[Estimate]] = {}
    for wanted in sorted({shape(measure) for measure in measures}):
        alike = [i for i, measure in enumerate(measures) if shape(measure) == wanted]
        finish = finishes[measures[alike[0]].quantile_of]
        size = finish.room()
        for start in range(0, len(alike), size):
            chosen = alike[start : start + size]
            some = [measures[i] for i in chosen]
            for names, result in finish.figures(some, by):
                breakdown = finish.breakdowns[names][0]
                rows = _rows(table_id, some, breakdown, result)
                for i, row in zip(chosen, rows, strict=True):
                    found[i, names] = row
    for i in range(len(measures)):
        for names in by:
            yield from found.get((i, names), ())


def _precision(design: Design, profiles: Profiles, confidence: float) -> Precision:
    replicated = bool(profiles.replicates)
    return Precision(
        rule=LONELY_RULES[design.lonely_psu],
        confidence=confidence,
        replicates=design.replicates if replicated else None,
        replicate_df=replicate_df(profiles.replicates) if replicated else 0,
    )


def _check_settings(design: Design, confidence: float) -> None:
    if design.lonely_psu not in LONELY_RULES:
        raise WrongUse(
            f'"{design.lonely_psu}" is not a rule for single-PSU strata',
            where="the design, lonely_psu",
            to_do=closest(design.lonely_psu, LONELY_RULES),
            code="HL-EST-12",
        )
    if not 0 < confidence < 1:
        raise WrongUse(
            f"A confidence of {confidence} has no interval",
            where="confidence",
            to_do="give a number between 0 and 1, such as 0.95",
            code="HL-EST-13",
        )


def _used_dimensions(plan: Plan) -> dict[str, str]:
    used = {name for table in plan.tables for by in table.by for name in by}
    return {name: column for name, column in plan.dimensions.items() if name in used}


def _profiles(
    table: Any,
    plan: Plan,
    design: Design,
    cluster: str,
    measures: Mapping[int, tuple[Parsed, ...]],
    quantile_of: str,
) -> Profiles:
    every = [
        measure
        for some in measures.values()
        for measure in some
        if measure.quantile_of == quantile_of
    ]
    return fetch_profiles(
        table,
        stratum=stratum_column(table, design),
        psu=cluster,
        dimensions=_used_dimensions(plan).values(),
        layout=FlagLayout.of(clause for m in every for clause in m.clauses),
        amounts=sorted(
            {name for m in every for name in (m.amount, m.per)} - {"", quantile_of}
        ),
        design=design_columns(table, design),
        value=quantile_of,
    )


def _rows(
    table_id: str, measures: Sequence[Parsed], breakdown: Breakdown, result: Figures
) -> Iterator[list[Estimate]]:
    """Yield the estimates of each measure, cell by cell."""
    columns = {name: _plain(values) for name, values in vars(result).items()}
    for i, parsed in enumerate(measures):
        measure = parsed.measure
        yield [
            Estimate(
                table_id=table_id,
                indicator=measure.indicator,
                measure=measure.kind,
                unit=measure.unit,
                dimensions={**measure.dimensions, **codes},
                **{name: values[i][c] for name, values in columns.items()},
            )
            for c, codes in enumerate(breakdown.cells)
        ]


def _plain(values: NDArray[Any]) -> list[list[Any]]:
    """Return Python numbers, None for NaN."""
    if np.issubdtype(values.dtype, np.integer):
        return list(values.tolist())
    plain = values.astype(object)
    plain[np.isnan(values)] = None
    return list(plain.tolist())


def _design_notes(design: Design, sample: Sample, cluster: str) -> Iterator[str]:
    if design.status is DesignStatus.PSU_ONLY:
        yield (
            "design incomplete: the file has no strata; standard errors treat the "
            "sample as one stratum"
        )
    if design.status is DesignStatus.WEIGHTS_ONLY:
        yield (
            "design incomplete: the file has neither strata nor PSUs; standard errors "
            f"treat each {cluster} as a PSU of one stratum, and "
            "are probably too small"
        )
    if design.replicates and design.status is DesignStatus.REPLICATES:
        how = design.replicates
        yield (
            f"standard errors are from {len(how.columns)} replicate weights "
            f"({how.method})"
        )
    elif sample.lonely_ids:
        yield (
            f"{len(sample.lonely_ids)} of {len(sample.strata)} strata have a single "
            f"PSU (stratum {named(sample.lonely_ids)}); rule: {design.lonely_psu}"
        )
