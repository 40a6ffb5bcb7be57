"""The shipped rules against the independent definitions, record by record.

Every person of a clean sample is decided twice: by the rules, through harmonise
and derive; and by `imaginary.definitions`, from the population's own items. No
record may differ.
"""

from dataclasses import replace

import ibis
import numpy as np
import pyarrow as pa
import pytest

from headload.imaginary import definitions, draw, population, write_parquet
from headload.imaginary.sampling import select
from headload.measure.derive import derive
from headload.measure.harmonise import harmonise, load_survey
from headload.standards import groups, icls13, icls17, icls19, icse93, isic
from headload.terms import codelist

SEED, PERSONS = 5, 16_000
GROUPS = tuple(
    code
    for code in codelist("worker_group").codes
    if code != "stall_market_trader_unspecified"
)


@pytest.fixture(scope="module")
def people():
    """Return the sampled part of the country, as it truly is."""
    country = population(7, persons=400_000)
    return country, country.part(select(country, SEED, PERSONS).persons)


@pytest.fixture(scope="module")
def decided(people, tmp_path_factory):
    """Return the sample with the columns of the rules."""
    sample = draw(people[0], SEED, persons=PERSONS, mess=False)
    survey = load_survey("xts/lfs/2025q1")
    design = replace(survey.source_design, population=None)
    persons, _ = harmonise(
        write_parquet(sample, tmp_path_factory.mktemp("rules") / "sample.parquet"),
        replace(survey, source_design=design),
        ibis.duckdb.connect(),
    )
    rules = [
        icls13.employed,
        icls19.employed,
        icls19.labour_force_status,
        icse93.status_in_employment,
        icls17.sector_of_unit,
        icls17.informal_job,
        isic.agriculture,
        groups.home_based_worker_type,
        *[getattr(groups, name) for name in GROUPS],
    ]
    return derive(persons, rules).table.to_pyarrow()


def true_in(decided: pa.Table, column: str, code: str | None = None) -> np.ndarray:
    """Return who is known to be so by the rules."""
    values = decided[column].to_pylist()
    return np.array([value == code if code else value is True for value in values])


def test_the_19th_icls_decides_everybody_of_working_age_alike(people, decided):
    found = true_in(decided, icls19.employed.column)
    adults = definitions.working_age(people[1])
    assert np.array_equal(found & adults, definitions.employed(people[1]))


def test_the_13th_icls_decides_everybody_of_working_age_alike(people, decided):
    found = true_in(decided, icls13.employed.column)
    adults = definitions.working_age(people[1])
    assert np.array_equal(found & adults, definitions.employed_13th(people[1]))


def test_the_unemployed_are_the_same(people, decided):
    found = true_in(decided, icls19.labour_force_status.column, "unemployed")
    assert np.array_equal(found, definitions.unemployed(people[1]))


@pytest.mark.parametrize(
    "code",
    [
        "employee",
        "employer",
        "own_account_worker",
        "cooperative_member",
        "contributing_family_worker",
    ],
)
def test_status_in_employment_is_the_same(people, decided, code):
    employed = definitions.employed(people[1])
    found = true_in(decided, icse93.status_in_employment.column, code) & employed
    assert np.array_equal(found, definitions.status(people[1], code))
    assert found.any()


@pytest.mark.parametrize(
    "code",
    ["formal_sector", "informal_sector", "household_sector"],
)
def test_the_sector_of_the_unit_is_the_same(people, decided, code):
    employed = definitions.employed(people[1])
    found = true_in(decided, icls17.sector_of_unit.column, code) & employed
    assert np.array_equal(found, definitions.sector_of_unit(people[1], code))
    assert found.any()


def test_informal_jobs_are_the_same(people, decided):
    employed = definitions.employed(people[1])
    found = true_in(decided, icls17.informal_job.column) & employed
    assert np.array_equal(found, definitions.informal_job(people[1]))


def test_nobody_employed_is_left_undecided(people, decided):
    employed = definitions.employed(people[1])
    for rule in (icls17.informal_job, icls17.sector_of_unit):
        values = decided[rule.column].to_pylist()
        unknown = np.array([value is None for value in values])
        assert not (unknown & employed).any(), rule.name


def test_agriculture_is_the_same(people, decided):
    employed = definitions.employed(people[1])
    found = true_in(decided, isic.agriculture.column) & employed
    assert np.array_equal(found, definitions.in_agriculture(people[1]) & employed)


@pytest.mark.parametrize("group", GROUPS)
def test_worker_groups_are_the_same(people, decided, group):
    employed = definitions.employed(people[1])
    found = true_in(decided, getattr(groups, group).column) & employed
    assert np.array_equal(found, definitions.worker_group(people[1], group))
    assert found.any()


@pytest.mark.parametrize("kind", list(codelist("home_based_worker_type").codes))
def test_home_based_workers_have_the_same_type(people, decided, kind):
    employed = definitions.employed(people[1])
    found = true_in(decided, groups.home_based_worker_type.column, kind) & employed
    assert np.array_equal(found, definitions.home_based_worker_type(people[1], kind))
    assert found.any()
