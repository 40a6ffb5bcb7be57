"""What must hold of every sample: exactness, additivity, and domains.

Bit for bit where the room promises it (shuffled rows, threads, subpopulations);
to rounding where numbers are added in another grouping.
"""

import random
from dataclasses import replace

import duckdb
import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headload.measure.estimate import estimate
from headload.terms import Design, DesignStatus, Persons
from unit.estimate.builders import mean, persons, plan, rate, the, total

FEW = settings(max_examples=12, deadline=None)
LENIENT = Design(DesignStatus.COMPLETE, lonely_psu="certainty")

SCHEMA = pa.schema(
    [
        ("stratum", pa.string()),
        ("psu", pa.string()),
        ("weight", pa.float64()),
        ("sex", pa.string()),
        ("employed", pa.bool_()),
        ("informal", pa.bool_()),
        ("hours", pa.float64()),
    ]
)

FIGURES = (
    total("employed"),
    total("hours", "employed", "all-hours"),
    rate("informal", "employed"),
    mean("hours", "employed"),
)
PLAN = plan(*FIGURES, by=((), ("sex",)))


@st.composite
def record(draw) -> tuple:
    stratum = draw(st.sampled_from("ab"))
    return (
        stratum,
        stratum + draw(st.sampled_from("123")),
        draw(st.integers(1, 999_999)) / 1000,
        draw(st.sampled_from("MF")),
        draw(st.booleans()),
        draw(st.sampled_from([True, False, None])),
        draw(st.sampled_from([None, 0.0, 7.5, 40.1, 61.3])),
    )


samples = st.lists(record(), min_size=1, max_size=40)


def survey(records: list[tuple]) -> Persons:
    columns = zip(*records, strict=True)
    return persons(
        {
            field.name: pa.array(values, field.type)
            for field, values in zip(SCHEMA, columns, strict=True)
        }
    )


@FEW
@given(samples, st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same_bits(records, chance: random.Random) -> None:
    shuffled = records.copy()
    chance.shuffle(shuffled)
    assert estimate(survey(shuffled), PLAN, LENIENT) == estimate(
        survey(records), PLAN, LENIENT
    )


@FEW
@given(samples)
def test_the_parts_add_up_to_the_total(records) -> None:
    found = estimate(survey(records), PLAN, LENIENT)
    for indicator in ("total", "all-hours"):
        parts = [
            e for e in found.estimates if e.indicator == indicator and e.dimensions
        ]
        whole = the(found, indicator)
        assert sum(e.value for e in parts) == pytest.approx(whole.value, rel=1e-14)
        assert sum(e.n for e in parts) == whole.n
        assert sum(e.unknown for e in parts) == whole.unknown


@FEW
@given(samples)
def test_a_subpopulation_is_the_sample_with_the_others_weighted_0(records) -> None:
    women = plan(
        *(
            replace(m, among=f"{m.among} and sex = F" if m.among else "sex = F")
            for m in FIGURES
        )
    )
    weighted_0 = [(*r[:2], r[2] if r[3] == "F" else 0.0, *r[3:]) for r in records]
    one = estimate(survey(records), women, LENIENT).estimates
    other = estimate(survey(weighted_0), plan(*FIGURES), LENIENT).estimates
    for a, b in zip(one, other, strict=True):
        # squares keep as many digits as the largest weight leaves
        assert replace(a, deff=None) == replace(b, deff=None)
        assert (a.deff or 0.0) == pytest.approx(b.deff or 0.0, rel=1e-9)


@FEW
@given(samples, st.sampled_from([2.0, 0.5, 1024.0]))
def test_scaled_weights_scale_totals_and_leave_rates(records, scale) -> None:
    one = estimate(survey(records), PLAN, LENIENT)
    scaled = [(*r[:2], r[2] * scale, *r[3:]) for r in records]
    other = estimate(survey(scaled), PLAN, LENIENT)
    for e, s in zip(one.estimates, other.estimates, strict=True):
        factor = scale if e.indicator in {"total", "all-hours"} else 1.0
        assert (s.n, s.df, s.n_psu) == (e.n, e.df, e.n_psu)
        assert (s.value is None) == (e.value is None) == (e.n == 0 and factor == 1)
        if e.value is not None:
            assert s.value == pytest.approx(e.value * factor, rel=1e-9)
            assert s.se == pytest.approx(e.se * factor, rel=1e-6, abs=1e-9 * factor)


@pytest.fixture(scope="module")
def many_records() -> pa.Table:
    """50,000 records with weights that are not round numbers, and amounts."""
    query = """
        select 's' || i % 40 as stratum, 'p' || i % 800 as psu,
            50 + 100 * (hash(i) % 1000003) / 1000003 as weight,
            case when hash(i + 1) % 2 = 0 then 'M' else 'F' end as sex,
            hash(i + 2) % 3 > 0 as employed,
            case when hash(i + 3) % 7 > 0 then hash(i + 4) % 2 = 0 end as informal,
            (hash(i + 5) % 700)::double / 11 as hours
        from range(50000) numbers(i)
    """
    return duckdb.connect().sql(query).to_arrow_table()


def test_threads_do_not_change_a_bit(many_records) -> None:
    found = []
    for threads in (1, 2, 4):
        connection = ibis.duckdb.connect(threads=threads)
        connection.con.register("arrived", many_records)
        connection.con.execute("create table records as select * from arrived")
        people = Persons(survey="xxx", table=connection.table("records"))
        found.append(estimate(people, PLAN, Design(DesignStatus.COMPLETE)))
    assert found[0] == found[1] == found[2]
    assert the(found[0], "mean", sex="F").se > 0
