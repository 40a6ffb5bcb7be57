"""Large files pass in chunks: a figure must not know where a chunk ends.

The size of a chunk is a constant; here it is made so small that strata lie in
several chunks, which real surveys do from a quarter of a million records on.
"""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.estimate import Plan, TableSpec, cutting, estimate
from headload.measure.estimate import facts as facts_module
from headload.measure.estimate import records as records_module
from headload.measure.estimate import spool as spool_module
from headload.terms import (
    Design,
    DesignStatus,
    EstimateSet,
    MeasureKind,
    Persons,
    ReplicateMethod,
    Replicates,
)
from unit.estimate.builders import (
    STRATIFIED,
    mean,
    measure,
    persons,
    plan,
    rate,
    total,
)

CLOSE = 1e-12


def survey(order: np.ndarray | None = None, threads: int = 2) -> Persons:
    """Return 3,000 records in 150 PSUs of 5 strata, the last with one PSU."""
    chance = np.random.default_rng(20260101)
    psu = np.sort(chance.integers(0, 150, 3000))
    stratum = np.minimum(psu // 37, 3)
    stratum[psu == 149] = 4
    unit = chance.integers(0, 3, 3000)
    columns = {
        "stratum": [f"h{h}" for h in stratum],
        "psu": [f"p{i}" for i in psu],
        "unit": [f"u{u}" for u in unit],
        "weight": chance.gamma(3, 40, 3000).round(5),
        "population": np.array([400.0, 500.0, 300.0, 800.0, 9.0])[stratum],
        "units": np.full(3000, 20.0),
        "sex": chance.choice(["F", "M"], 3000).tolist(),
        "region": [f"r{h % 2}" for h in stratum],
        "employed": chance.random(3000) < 0.6,
        "informal": pa.array(chance.random(3000) < 0.5, mask=chance.random(3000) < 0.1),
        "hours": pa.array(
            chance.integers(1, 80, 3000) / 1.0, mask=chance.random(3000) < 0.1
        ),
        "pay": chance.gamma(2, 300, 3000).round(2),
    }
    for r in range(6):
        columns[f"rw_{r}"] = columns["weight"] * chance.integers(0, 3, 3000)
    if order is not None:
        columns = {name: pa.array(some).take(order) for name, some in columns.items()}
    return persons(columns, threads)


def everything() -> Plan:
    gap = replace(
        measure(MeasureKind.DIFFERENCE, "informal", "employed", "gap"),
        figure=MeasureKind.RATE,
        between=("sex = F", "sex = M"),
    )
    return plan(
        total("employed"),
        total("hours", "employed", "all-hours"),
        rate("informal", "employed"),
        mean("hours", "employed"),
        replace(measure(MeasureKind.RATIO, "pay", "employed", "hourly"), per="hours"),
        measure(MeasureKind.MEDIAN, "pay", "employed", "median"),
        gap,
        by=((), ("region",)),
    )


LONELY = [replace(STRATIFIED, lonely_psu=r) for r in ("certainty", "adjust", "average")]
STAGES = replace(
    STRATIFIED,
    lonely_psu="certainty",
    fpc=("population", "units"),
    later_stages=("unit",),
)
REPLICATED = Design(
    DesignStatus.REPLICATES,
    replicates=Replicates(
        ReplicateMethod.BOOTSTRAP, columns=tuple(f"rw_{r}" for r in range(6))
    ),
)
ONE_STRATUM = Design(DesignStatus.PSU_ONLY)
DESIGNS = [*LONELY, STAGES, REPLICATED, ONE_STRATUM]


def chunk_size(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(cutting, "CHUNK", size)


def farthest(one: EstimateSet, other: EstimateSet) -> float:
    """Return the largest relative difference of two sets of the same cells."""
    worst = 0.0
    for a, b in zip(one.estimates, other.estimates, strict=True):
        for field in fields(a):
            x, y = getattr(a, field.name), getattr(b, field.name)
            if isinstance(x, float) and isinstance(y, float):
                worst = max(worst, abs(x - y) / max(abs(x), 1e-9))
            else:
                assert x == y, (field.name, a, b)
    return worst


@pytest.mark.parametrize("design", DESIGNS)
def test_chunks_that_cut_strata_give_the_same_figures(monkeypatch, design) -> None:
    whole = estimate(survey(), everything(), design)
    chunk_size(monkeypatch, 100)
    assert farthest(whole, estimate(survey(), everything(), design)) < CLOSE


@pytest.mark.parametrize("design", DESIGNS)
def test_shuffled_records_give_the_same_bits_in_many_chunks(
    monkeypatch, design
) -> None:
    chunk_size(monkeypatch, 100)
    shuffled = np.random.default_rng(5).permutation(3000)
    one = estimate(survey(threads=1), everything(), design)
    assert estimate(survey(shuffled, threads=4), everything(), design) == one


@pytest.mark.parametrize("design", [LONELY[1], STAGES])
def test_sums_on_disk_give_the_same_bits_and_leave_nothing(
    monkeypatch, tmp_path: Path, design
) -> None:
    chunk_size(monkeypatch, 100)
    in_memory = estimate(survey(), everything(), design)
    monkeypatch.setattr(spool_module, "HELD", 0)
    on_disk = estimate(survey(), everything(), design, folder=tmp_path)
    assert on_disk == in_memory
    assert not list(tmp_path.iterdir())


def test_sums_on_disk_are_removed_when_the_work_fails(
    monkeypatch, tmp_path: Path
) -> None:
    chunk_size(monkeypatch, 100)
    monkeypatch.setattr(spool_module, "HELD", 0)
    with pytest.raises(BadInput, match="single PSU"):
        estimate(survey(), everything(), STRATIFIED, folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_figure_has_the_same_bits_whatever_else_is_asked() -> None:
    together = estimate(survey(), everything(), LONELY[0]).estimates
    for one in everything().tables[0].measures:
        alone = estimate(survey(), plan(one), LONELY[0]).estimates
        assert alone[0] in together


def test_a_code_that_no_list_knows_is_a_cell_of_its_own() -> None:
    columns = {
        "stratum": ["a"] * 4,
        "psu": ["1", "2", "3", "4"],
        "weight": [1.0] * 4,
        "sex": ["F", "M", "X", None],
        "employed": [True] * 4,
    }
    found = estimate(
        persons(columns), plan(total("employed"), by=(("sex",),)), STRATIFIED
    )
    cells = [(cell.dimensions["sex"], cell.value) for cell in found.estimates]
    assert cells == [("M", 1.0), ("F", 1.0), ("X", 1.0)]


def test_a_long_list_of_codes_is_ranked_as_a_short_one() -> None:
    codes = [f"c{i:03d}" for i in range(90)]
    columns = {
        "stratum": ["a"] * 90,
        "psu": [str(i) for i in range(90)],
        "weight": [float(i + 1) for i in range(90)],
        "code": codes[::-1],
        "employed": [True] * 90,
    }
    found = estimate(
        persons(columns), plan(total("employed"), by=(("code",),)), STRATIFIED
    )
    values = [(cell.dimensions["code"], cell.value) for cell in found.estimates]
    assert values == [(code, 90.0 - i) for i, code in enumerate(codes)]


def test_more_figures_than_anybody_reads_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(facts_module, "MOST_CELLS", 3)
    wanted = plan(total("employed"), rate("informal"), by=(("region",),))
    with pytest.raises(WrongUse, match=r"4 figures .* at most 3") as refusal:
        estimate(survey(), wanted, LONELY[0])
    assert refusal.value.code == "HL-EST-14"
    assert "region (2 codes)" in refusal.value.where


def test_a_psu_that_cannot_be_held_is_refused(monkeypatch) -> None:
    chunk_size(monkeypatch, 10)
    monkeypatch.setattr(cutting, "LARGEST_PSU", 5)
    with pytest.raises(BadInput, match="more than 5 records"):
        estimate(survey(), everything(), LONELY[0])


def test_ids_sort_as_numbers_do() -> None:
    # the PSUs 1 to 12 in the order of numbers are read as they lie, not sorted
    columns = {
        "stratum": ["h9"] * 12 + ["h10"] * 12,
        "psu": [f"{h}{i}" for h in "ab" for i in range(1, 13)],
        "weight": [1.0] * 24,
        "employed": [True] * 24,
    }
    asked: list[bool] = []
    original = records_module.chunks

    def listening(*args, sort):
        asked.append(sort)
        return original(*args, sort=sort)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("headload.measure.estimate.passes.chunks", listening)
        estimate(persons(columns), plan(total("employed")), STRATIFIED)
    assert asked == [False]


def test_tables_that_share_a_breakdown_are_answered_together() -> None:
    first = everything().tables[0]
    more = TableSpec("U", {"en": "More"}, first.measures[2:3], first.by)
    both = Plan((first, more), everything().dimensions)
    found = estimate(survey(), both, LONELY[0]).estimates
    again = [replace(cell, table_id="T") for cell in found if cell.table_id == "U"]
    assert again
    assert all(cell in found for cell in again)


def test_what_is_asked_of_an_amount_comes_out_in_its_own_unit() -> None:
    large, small = 123_456_789.25, 0.000_012_5
    columns = {
        "stratum": ["a"] * 4,
        "psu": ["1", "2", "3", "4"],
        "weight": [3.5, 1.25, 2.0, 4.0],
        "pay": [large, small, large, 0.0],
    }
    found = estimate(persons(columns), plan(total("pay")), STRATIFIED)
    expected = 3.5 * large + 1.25 * small + 2.0 * large
    assert found.estimates[0].value == pytest.approx(expected, rel=1e-15)


def test_progress_is_told_chunk_by_chunk(monkeypatch) -> None:
    chunk_size(monkeypatch, 500)
    told: list[tuple[int, int]] = []
    estimate(
        survey(),
        everything(),
        LONELY[0],
        progress=lambda done, expected: told.append((done, expected)),
    )
    assert len(told) >= 5
    assert told == sorted(told)
    assert told[-1] == (3000, 3000)
