"""Many samples of the imaginary country, through the real rooms.

All samples of a batch go through harmonise, derive and estimate as one file, each
with strata of its own and its number as a dimension. A domain's variance counts
the strata and PSUs of the domain alone, so every cell is what the sample would
give by itself, and the rooms start once a batch instead of once a sample.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
from scipy import stats

from headload.imaginary import SEED, Sample, draw, population, truth, write_parquet
from headload.measure.derive import derive
from headload.measure.estimate import estimate, load_plan
from headload.measure.harmonise import VariableMap, harmonise, load_survey
from headload.standards import groups, icls17, icls19
from headload.terms import Estimate, MeasureKind

PLAN = Path(__file__).with_name("simulation.toml")
SAMPLES, BATCH, PERSONS = 200, 50, 5_000
FIRST_SEED = 1
CONFIDENCE = 0.95
GROUPS = (
    groups.domestic_worker,
    groups.home_based_worker,
    groups.market_trader,
    groups.street_vendor,
    groups.waste_picker,
)

# true value: indicator and breakdown of the plan that estimates it
FIGURES = {
    "employed": ("employed", ""),
    "employed|sex=F": ("employed", "sex=F"),
    "informal-employment": ("informal-employment", ""),
    "informal-employment-rate": ("informal-employment-rate", ""),
    "informal-employment-rate|sex=F": ("informal-employment-rate", "sex=F"),
    "informal-employment-rate|sex=M": ("informal-employment-rate", "sex=M"),
    "informal-employment-rate|urban=U": ("informal-employment-rate", "urban=U"),
    "unemployment-rate": ("unemployment-rate", ""),
    "unemployment-rate|sex=F": ("unemployment-rate", "sex=F"),
    "mean-usual-hours": ("mean-usual-hours", ""),
    "share-of-employment|worker_group=home_based_worker|sex=F": (
        "home-based-workers-share",
        "sex=F",
    ),
    "workers|worker_group=domestic_worker": ("domestic-workers", ""),
    "workers|worker_group=street_vendor": ("street-vendors", ""),
    "workers|worker_group=street_vendor|sex=F": ("street-vendors", "sex=F"),
    "workers|worker_group=market_trader": ("market-traders", ""),
    "workers|worker_group=waste_picker": ("waste-pickers", ""),
    "workers|worker_group=waste_picker|sex=F": ("waste-pickers", "sex=F"),
    "informal-employment-rate|worker_group=domestic_worker": (
        "informality-of-domestic-workers",
        "",
    ),
    "informal-employment-rate|worker_group=waste_picker": (
        "informality-of-waste-pickers",
        "",
    ),
}


@dataclass(frozen=True)
class Coverage:
    """How often the intervals of one figure held its true value.

    Parameters
    ----------
    figure
        Key of the true value.
    true
        True value.
    mean
        Mean of the estimates.
    standard_error
        Mean of the estimated standard errors.
    spread
        Standard deviation of the estimates: what the standard error estimates.
    persons
        Mean number of records behind the figure.
    samples, covered
        Samples with an interval, and those whose interval holds the true value.
    expected
        Coverage of the same interval in a simple random sample of the effective
        size, see `textbook_coverage`.
    """

    figure: str
    true: float
    mean: float
    standard_error: float
    spread: float
    persons: float
    samples: int
    covered: int
    expected: float

    @property
    def share(self) -> float:
        """Return the share of the intervals that hold the true value."""
        return self.covered / self.samples

    @property
    def band(self) -> tuple[float, float]:
        """Return what coverage may be, by three binomial standard errors.

        The band spans the nominal 95 % and the coverage expected for so few
        people: to reach either is right.
        """
        low, high = sorted((CONFIDENCE, self.expected))
        return low - 3 * self._error(low), min(high + 3 * self._error(high), 1.0)

    def _error(self, share: float) -> float:
        return float(np.sqrt(share * (1 - share) / self.samples))


def simulate(folder: Path) -> list[Coverage]:
    """Draw all samples of one country and hold their intervals against the truth."""
    people = population(SEED)
    found: dict[tuple[str, str], list[Estimate]] = {}
    for first in range(FIRST_SEED, FIRST_SEED + SAMPLES, BATCH):
        drawn = [
            _numbered(draw(people, seed, persons=PERSONS), seed)
            for seed in range(first, first + BATCH)
        ]
        for cell in _estimates(_stacked(drawn), folder):
            rest = "|".join(
                f"{name}={code}"
                for name, code in cell.dimensions.items()
                if name != "sample"
            )
            found.setdefault((cell.indicator, rest), []).append(cell)
    true = truth(people)
    return [_coverage(key, true[key], found[cell]) for key, cell in FIGURES.items()]


def _numbered(sample: Sample, seed: int) -> pa.Table:
    """Give the strata and areas of a sample numbers that no other sample has."""
    table = sample.table
    table = table.set_column(0, "STRAT", pa.array(_own(table, "STRAT", 100, seed)))
    table = table.set_column(1, "PSU", pa.array(_own(table, "PSU", 10**6, seed)))
    return table.append_column("SAMPLE", pa.array([float(seed)] * table.num_rows))


def _own(table: pa.Table, column: str, most: int, seed: int) -> np.ndarray:
    return np.asarray(table[column].to_numpy() + most * seed)


def _stacked(tables: list[pa.Table]) -> Sample:
    shape = draw(population(SEED, persons=40_000), 1, persons=1_000)
    return replace(shape, table=pa.concat_tables(tables))


def _estimates(samples: Sample, folder: Path) -> tuple[Estimate, ...]:
    survey = load_survey("xts/lfs/2025q1")
    survey = replace(
        survey,
        source_design=replace(survey.source_design, population=None),
        variables={
            **survey.variables,
            "region": VariableMap(name="region", columns=("SAMPLE",)),
        },
    )
    microdata = write_parquet(samples, folder / "samples.parquet")
    persons, _ = harmonise(microdata, survey, ibis.duckdb.connect())
    rules = [icls19.employed, icls19.labour_force_status, icls17.informal_job, *GROUPS]
    persons = derive(persons, rules)
    status = persons.table[icls19.labour_force_status.column]
    persons = replace(
        persons,
        table=persons.table.mutate(
            labour_force=status.isin(["employed", "unemployed"]),
            unemployed=status == "unemployed",
        ),
    )
    columns = {rule.name: rule.column for rule in rules}
    asked = ("labour_force", "unemployed", "sex", "urban", "usual_hours")
    names = {**columns, **{name: name for name in asked}, "sample": "region"}
    plan = load_plan(PLAN, names=names)
    return estimate(persons, plan, survey.source_design.design).estimates


def _coverage(figure: str, true: float, cells: list[Estimate]) -> Coverage:
    known = [c for c in cells if c.ci_low is not None and c.ci_high is not None]
    values = np.array([c.value for c in known], dtype=float)
    errors = np.array([c.se for c in known], dtype=float)
    covered = sum(c.ci_low <= true <= c.ci_high for c in known)
    return Coverage(
        figure=figure,
        true=true,
        mean=float(values.mean()),
        standard_error=float(errors.mean()),
        spread=float(values.std(ddof=1)),
        persons=float(np.mean([c.n for c in known])),
        samples=len(known),
        covered=covered,
        expected=textbook_coverage(
            known[0].measure,
            true,
            spread=float(values.std(ddof=1)),
            df=int(np.median([c.df for c in known])),
        ),
    )


def textbook_coverage(
    kind: MeasureKind,
    true: float,
    *,
    spread: float,
    df: int,
) -> float:
    """Return what a 95 % interval covers in a simple sample that is as precise.

    Intervals for few people do not cover 95 %, whoever computes them: the number
    found is skewed, and its error is small when the number is small; against that,
    few degrees of freedom widen the interval. What comes of the two is known
    exactly for a Poisson count (totals) and a binomial share (rates) of the same
    relative precision. Means are taken to reach 95 %.

    Parameters
    ----------
    kind, true
        Kind of figure and its true value.
    spread
        Standard deviation of the estimates.
    df
        Degrees of freedom of a typical interval.

    References
    ----------
    Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion,
    Statistical Science 16(2), sections 2 and 4.
    """
    z = stats.t.ppf((1 + CONFIDENCE) / 2, df)
    if kind is MeasureKind.TOTAL:
        count = (true / spread) ** 2
        found = np.arange(1, int(count + 12 * np.sqrt(count)) + 1)
        inside = np.abs(found - count) <= z * np.sqrt(found)
        return float(stats.poisson.pmf(found[inside], count).sum())
    if kind is MeasureKind.RATE:
        size = round(true * (1 - true) / spread**2)
        found = np.arange(size + 1)
        low, high = logit_interval(found, size, z)
        inside = (low <= true) & (true <= high)
        return float(stats.binom.pmf(found[inside], size, true).sum())
    return CONFIDENCE


def logit_interval(
    found: np.ndarray,
    size: int,
    z: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the logit interval of each share; at 0 and 1 that of Clopper-Pearson."""
    tail = (1 - CONFIDENCE) / 2
    low = stats.beta.ppf(tail, found, size - found + 1)
    high = stats.beta.ppf(1 - tail, found + 1, size - found)
    low, high = np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=1.0)
    between = (found > 0) & (found < size)
    share = found[between] / size
    centre, width = np.log(share / (1 - share)), z / np.sqrt(size * share * (1 - share))
    low[between] = 1 / (1 + np.exp(-(centre - width)))
    high[between] = 1 / (1 + np.exp(-(centre + width)))
    return low, high


def table_of(coverages: list[Coverage]) -> str:
    """Return the coverages as the table of the documentation."""
    return "\n".join(_lines(coverages)) + "\n"


def _lines(coverages: list[Coverage]) -> Iterator[str]:
    yield (
        "| figure | true value | records | intervals | bias | error ratio | covered "
        "| band |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---|"
    for c in coverages:
        bias = (c.mean - c.true) / c.true
        low, high = c.band
        name = c.figure.replace("|", ", ")
        true = f"{c.true:,.0f}" if c.true > 100 else f"{c.true:.4f}"
        ratio = c.standard_error / c.spread
        yield (
            f"| {name} | {true} | {c.persons:,.0f} | {c.samples} | "
            f"{100 * bias:+.1f} % | "
            f"{ratio:.2f} | {100 * c.share:.1f} % | "
            f"{100 * low:.1f} to {100 * high:.1f} % |"
        )
