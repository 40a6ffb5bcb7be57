"""Estimates, facts and releases made on the spot, for tests of what leaves.

Opinion: counts are real (records are drawn), precision is a plain formula; the
estimation room has its own tests.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import log, sqrt

import numpy as np

from headload.measure.protect import load_policy, protect
from headload.releases import (
    DerivationCount,
    IndicatorFacts,
    InputFile,
    Release,
    ReleaseFacts,
)
from headload.terms import Citation, Estimate, EstimateSet, MeasureKind

SURVEY = "xts/lfs/2025q1"
RULE = "icls17.informal_job"
CITE = Citation("17th ICLS guidelines (2003)", "para. 3(5)")


def labels(text: str) -> dict[str, str]:
    return {"en": text, "es": f"{text} (es)", "fr": f"{text} (fr)"}


def facts(**changes: object) -> ReleaseFacts:
    known = ReleaseFacts(
        survey=SURVEY,
        title=labels("Tessara Labour Force Survey"),
        area="XTS",
        area_labels=labels("Tessara"),
        standard="icls17",
        map_id="xts/lfs/2025q1",
        map_sha256="a" * 64,
        inputs=(InputFile("b" * 64, 40321),),
        software_version="0.1.0",
        indicators={
            "informal-employment-rate": IndicatorFacts(
                labels("Informal employment rate"),
                (RULE,),
            ),
            "employment": IndicatorFacts(labels("Employed persons"), ()),
        },
        rules={RULE: (CITE,)},
        derivation=(
            DerivationCount(RULE, "J1", "para. 3(5)", 1234, 151_234.5),
            DerivationCount(RULE, "J2", "para. 3(5)", 777, 91_111.25),
            DerivationCount(RULE, "J7", "para. 3(2)", 3, 400.0),
        ),
        tables={"T1": labels("Employment"), "T2": labels("Informality")},
        licence="CC BY 4.0",
        design="Stratified two-stage sample; SE by linearisation.",
        command="headload measure FILE --survey xts/lfs/2025q1 --policy confidential",
        codelists={"city": {"quito": labels("Quito")}},
        citations=(CITE,),
    )
    return replace(known, **changes)


def total(
    n: int = 400,
    value: float = 52_345.6,
    indicator: str = "employment",
    dimensions: Mapping[str, str] | None = None,
    **changes: object,
) -> Estimate:
    se = 0.05 * value
    made = Estimate(
        table_id="T1",
        indicator=indicator,
        measure=MeasureKind.TOTAL,
        unit="persons",
        dimensions=dimensions or {},
        value=value,
        se=se,
        ci_low=value - 2 * se,
        ci_high=value + 2 * se,
        cv=se / value if value else None,
        deff=1.5,
        df=60,
        n=n,
        n_numerator=n,
        n_psu=min(n, 80),
        weighted_base=value,
    )
    return replace(made, **changes)


def rate(
    n: int = 400,
    n_numerator: int = 200,
    base: float = 52_345.6,
    indicator: str = "informal-employment-rate",
    dimensions: Mapping[str, str] | None = None,
    **changes: object,
) -> Estimate:
    value = n_numerator / n if n else 0.0
    low, high, se = _logit_interval(value, n)
    made = Estimate(
        table_id="T2",
        indicator=indicator,
        measure=MeasureKind.RATE,
        unit="share",
        dimensions=dimensions or {},
        value=value,
        se=se,
        ci_low=low,
        ci_high=high,
        cv=se / value if value else None,
        deff=1.5,
        df=60,
        n=n,
        n_numerator=n_numerator,
        n_psu=min(n, 80),
        weighted_base=base,
    )
    return replace(made, **changes)


def _logit_interval(value: float, n: int) -> tuple[float, float, float]:
    if not 0 < value < 1:
        return max(0.0, value - 3 / (n + 1)), min(1.0, value + 3 / (n + 1)), 0.0
    se = sqrt(1.5 * value * (1 - value) / n)
    centre, half = log(value / (1 - value)), 2 * se / (value * (1 - value))
    low, high = (1 / (1 + np.exp(-(centre + side * half))) for side in (-1, 1))
    return float(low), float(high), se


def estimates(*cells: Estimate, mean_weight: float = 131.0) -> EstimateSet:
    return EstimateSet(cells, mean_weight=mean_weight, records=40321)


def release(
    *cells: Estimate,
    policy: str = "confidential",
    mean_weight: float = 131.0,
    **changes: object,
) -> Release:
    return protect(
        estimates(*(cells or (total(), rate())), mean_weight=mean_weight),
        policy=load_policy(policy),
        about=facts(**changes),
    )


def drawn(seed: int, records: int = 600, weight: float = 131.0) -> EstimateSet:
    """Return totals and rates of a drawn sample by sex, area, city and status."""
    random = np.random.default_rng(seed)
    columns = {
        "sex": random.choice(["F", "M"], records, p=[0.4, 0.6]),
        "urban": random.choice(["U", "R"], records, p=[0.8, 0.2]),
        "city": random.choice(["quito", "loja", "rest"], records, p=[0.3, 0.03, 0.67]),
        "status": random.choice(
            ["employee", "employer", "own_account_worker", "cooperative_member"],
            records,
            p=[0.55, 0.05, 0.37, 0.03],
        ),
    }
    weights = random.uniform(0.5 * weight, 1.5 * weight, records)
    informal = random.random(records) < 0.6
    cells = list(_tabulated(columns, weights, informal))
    return EstimateSet(tuple(cells), mean_weight=weight, records=records)


def _tabulated(
    columns: Mapping[str, np.ndarray],
    weights: np.ndarray,
    informal: np.ndarray,
) -> Iterator[Estimate]:
    for names in _breakdowns(tuple(columns)):
        for codes in _codes([columns[name] for name in names]):
            inside = np.ones(len(weights), dtype=bool)
            for name, code in zip(names, codes, strict=True):
                inside &= columns[name] == code
            place = dict(zip(names, codes, strict=True))
            yield from _figures(place, inside, weights, informal)


def _figures(
    place: dict[str, str],
    inside: np.ndarray,
    weights: np.ndarray,
    informal: np.ndarray,
) -> Iterator[Estimate]:
    n, having = int(inside.sum()), int((inside & informal).sum())
    base, with_it = weights[inside].sum(), weights[inside & informal].sum()
    yield total(n, float(base), dimensions=place)
    yield total(having, float(with_it), "informal-employment", place)
    if n:
        share = float(with_it / base)
        yield rate(n, having, float(base), dimensions=place, value=share)


def _breakdowns(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [(), *combinations(names, 1), *combinations(names, 2)]


def _codes(values: Sequence[np.ndarray]) -> list[tuple[str, ...]]:
    result: list[tuple[str, ...]] = [()]
    for each in values:
        result = [(*codes, str(code)) for codes in result for code in np.unique(each)]
    return result
