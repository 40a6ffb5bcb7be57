"""Estimate a plan: every figure with its standard error, interval and counts.

The opinion: one pass over the microdata gives exact sums by PSU and cell; a second
look at those sums, not at the records, gives the variance. So the same records
give the same bits, whatever the threads, the order of rows and the engine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headload.errors import WrongUse
from headload.terms import Design, Estimate, EstimateSet, Persons

from .chunk import UnlistedCodeError
from .columns import cluster_column, design_columns, parsed_measures, stratum_column
from .facts import Facts, facts_of
from .figures import Figures, Precision, figures_of, quantile_figures
from .generalised import check_generalised, generalised_variance
from .measures import Plan
from .notes import design_notes
from .parsing import Parsed
from .passes import FirstLook, Progress, first_look, unseen, variances
from .records import NotInOrderError
from .replication import replicate_variance
from .section import closest
from .solving import Solved, solved
from .spool import Spool
from .stages import check_stages
from .sums import figure_of
from .tabulation import Tabulation, tabulations
from .variance import LONELY_RULES
from .wanted import Wanted

Numbers = NDArray[np.float64]


def estimate(
    persons: Persons,
    plan: Plan,
    design: Design,
    *,
    confidence: float = 0.95,
    notes: Sequence[str] = (),
    folder: Path | None = None,
    progress: Progress = unseen,
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
    folder
        Private folder for the sums of a large file; None for the system's.
    progress
        Told how many records were read, and of how many.

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
        ``HL-EST-10`` to ``HL-EST-14``: columns, types, design, confidence or too
        many cells; ``HL-EST-52`` replicate weights that do not fit; ``HL-EST-61``
        persons not calibrated as the design says; ``HL-EST-66`` a table of
        sampling errors for a known design.
    BadInput
        ``HL-EST-40`` to ``HL-EST-54``: see `facts_of`, `SampleScan`,
        `later_stages` and `chunks`.

    References
    ----------
    Särndal, Swensson and Wretman (1992), sections 5.5 to 5.8; R package survey,
    `svytotal`, `svymean`, `svyratio`, `svyciprop`, `degf`.
    """
    _check_settings(design, confidence)
    measures = parsed_measures(persons.table, plan)
    wanted = _wanted(persons, plan, design, measures)
    with Spool(folder) as spool:
        facts, compiled, seen = _look(
            persons.table, plan, measures, wanted, design, spool, progress
        )
        finished = _finished(compiled, seen, design, confidence, spool)
    return EstimateSet(
        estimates=tuple(_in_order_of(plan, finished, facts.labels)),
        mean_weight=seen.weight / facts.records,
        records=facts.records,
        notes=(*notes, *design_notes(design, seen.sample, wanted.psu)),
    )


def _look(
    table: Any,
    plan: Plan,
    measures: Mapping[int, tuple[Parsed, ...]],
    wanted: Wanted,
    design: Design,
    spool: Spool,
    progress: Progress,
) -> tuple[Facts, list[Tabulation], FirstLook]:
    """Pass over the microdata; again where they are not as most files are."""
    search = sort = False
    while True:
        facts = facts_of(table, wanted, search=search)
        with_bases = LONELY_RULES[design.lonely_psu].looks_at_others
        compiled = tabulations(plan, measures, wanted, facts, with_bases=with_bases)
        try:
            seen = first_look(
                table,
                wanted,
                facts,
                compiled,
                design,
                spool=spool,
                sort=sort,
                progress=progress,
            )
        except NotInOrderError:
            sort = True
        except UnlistedCodeError:
            search = True
        else:
            return facts, compiled, seen
        spool.clear()


@dataclass(frozen=True)
class _Finished:
    """A tabulation with its figures and the cells that occur."""

    tabulation: Tabulation
    figures: Figures
    occurs: NDArray[np.bool_]


def _finished(
    compiled: Sequence[Tabulation],
    seen: FirstLook,
    design: Design,
    confidence: float,
    spool: Spool,
) -> list[_Finished]:
    replicated = seen.replicates is not None
    precision = Precision(
        rule=replace(
            LONELY_RULES[design.lonely_psu], in_domains=design.lonely_in_domains
        ),
        confidence=confidence,
        replicates=design.replicates if replicated else None,
        replicate_df=seen.replicates.df() if seen.replicates is not None else 0,
        generalised=design.generalised,
    )
    found = [
        solved(one, counts.whole, distributions)
        for one, counts, distributions in zip(
            compiled, seen.counts, seen.distributions, strict=True
        )
    ]
    variance = _variances(compiled, found, seen, precision, spool)
    finished = []
    for i, one in enumerate(compiled):
        distributions = seen.distributions[i]
        if distributions is None:
            figures = figures_of(one, seen.counts[i], found[i], variance[i], precision)
        else:
            figures = quantile_figures(
                one,
                seen.counts[i],
                found[i],
                variance[i],
                precision=precision,
                distributions=distributions,
            )
        finished.append(_Finished(one, figures, seen.counts[i].occurs))
    return finished


def _variances(
    compiled: Sequence[Tabulation],
    found: Sequence[Solved],
    seen: FirstLook,
    precision: Precision,
    spool: Spool,
) -> list[Numbers]:
    if precision.generalised is not None:
        table = precision.generalised
        return [
            generalised_variance(
                one, seen.counts[i].whole, found[i], table, seen.labels
            )
            for i, one in enumerate(compiled)
        ]
    if seen.replicates is None or precision.replicates is None:
        return variances(compiled, found, seen, precision.rule, spool)
    return [
        replicate_variance(
            seen.replicates.figures(i, found[i]),
            found[i].share if one.value else found[i].value,
            precision.replicates,
        )
        for i, one in enumerate(compiled)
    ]


def _check_settings(design: Design, confidence: float) -> None:
    check_stages(design)
    check_generalised(design)
    if design.lonely_psu not in LONELY_RULES:
        raise WrongUse(
            f'"{design.lonely_psu}" is not a rule for single-PSU strata',
            where="the design, lonely_psu",
            to_do=closest(design.lonely_psu, LONELY_RULES),
            code="HL-EST-12",
        )
    usable = LONELY_RULES[design.lonely_psu].looks_at_others
    simple = design.calibration is None and design.replicates is None
    if design.lonely_in_domains and not (usable and simple):
        raise WrongUse(
            "Strata that are lonely in a domain alone have no such rule",
            where="the design, lonely_in_domains",
            to_do="choose lonely_psu adjust or average, without calibration and "
            "replicates, or leave lonely_in_domains out",
            code="HL-EST-12",
        )
    if not 0 < confidence < 1:
        raise WrongUse(
            f"A confidence of {confidence} has no interval",
            where="confidence",
            to_do="give a number between 0 and 1, such as 0.95",
            code="HL-EST-13",
        )


def _wanted(
    persons: Persons,
    plan: Plan,
    design: Design,
    measures: Mapping[int, tuple[Parsed, ...]],
) -> Wanted:
    table = persons.table
    every = [one for some in measures.values() for one in some]
    used = {name for spec in plan.tables for by in spec.by for name in by}
    dimensions = {n: column for n, column in plan.dimensions.items() if n in used}
    numbers = {c for m in every for c in (m.amount, m.per)} - {""}
    added = {m.amount for m in every if not m.quantile_of} | {m.per for m in every}
    clauses = [clause for measure in every for clause in measure.clauses]
    coded = {clause.column for clause in clauses if clause.code}
    used_by_design = design_columns(table, design)
    yes_no = {c.column for c in clauses if not c.code} - numbers
    return Wanted(
        stratum=stratum_column(table, design),
        psu=cluster_column(persons, design),
        dimensions=dimensions,
        yes_no=tuple(sorted(yes_no)),
        codes=tuple(sorted({*coded, *dimensions.values(), *used_by_design.margins})),
        amounts=tuple(sorted(added - {""})),
        squared=tuple(sorted(_squared(every))),
        numbers=tuple(sorted(numbers)),
        design=used_by_design,
    )


def _squared(measures: Sequence[Parsed]) -> set[str]:
    """Return the amounts whose squares design effects need."""
    every = [one for measure in measures for one in (measure.sides or (measure,))]
    figures = [figure_of(one) for one in every]
    return {figure.squares.value for figure in figures if figure.squares is not None}


def _in_order_of(
    plan: Plan,
    finished: Sequence[_Finished],
    labels: Mapping[str, tuple[str, ...]],
) -> Iterator[Estimate]:
    """Yield the estimates in the order of the plan."""
    names = [field.name for field in fields(Figures)]
    placed = {}
    codes = {}
    for one in finished:
        by = one.tabulation.by
        if by not in codes:
            every, there = one.tabulation.codes(labels), np.flatnonzero(one.occurs)
            codes[by] = [every[cell] for cell in there.tolist()], there
        there = codes[by][1]
        columns = [_plain(getattr(one.figures, name)[there].T) for name in names]
        for (i, j), target in one.tabulation.asked.items():
            placed[i, j, by] = [column[target] for column in columns]
    for i, table in enumerate(plan.tables):
        for j, measure in enumerate(table.measures):
            for by in table.by:
                cells = zip(codes[by][0], *placed[i, j, by], strict=True)
                for code, *numbers in cells:
                    yield Estimate(
                        table_id=table.id,
                        indicator=measure.indicator,
                        measure=measure.kind,
                        unit=measure.unit,
                        dimensions={**measure.dimensions, **code},
                        **dict(zip(names, numbers, strict=True)),
                    )


def _plain(values: NDArray[Any]) -> list[list[Any]]:
    """Return Python numbers, None for NaN."""
    if np.issubdtype(values.dtype, np.integer):
        return list(values.tolist())
    plain = values.astype(object)
    plain[np.isnan(values)] = None
    return list(plain.tolist())
