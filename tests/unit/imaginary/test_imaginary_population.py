"""Tessara: coherent, seeded, and with true values that add up."""

import numpy as np
import pytest

from headload.imaginary import definitions, population, truth
from headload.terms import codelist, harmonised_variables


@pytest.fixture(scope="module")
def country():
    return population(7, persons=60_000)


@pytest.fixture(scope="module")
def values(country):
    return truth(country)


def test_the_same_seed_makes_the_same_country(country):
    again = population(7, persons=60_000)
    assert np.array_equal(country.household, again.household)
    for name, item in country.items.items():
        assert np.array_equal(item.codes, again.items[name].codes), name
    for name, numbers in country.measures.items():
        assert np.array_equal(numbers, again.measures[name], equal_nan=True), name


def test_another_seed_makes_another_country(country):
    other = population(8, persons=60_000)
    assert len(other) != len(country) or not np.array_equal(
        other.measures["age"],
        country.measures["age"],
    )


def test_the_country_is_about_as_large_as_asked_for(country):
    assert len(country) == pytest.approx(60_000, rel=0.05)


def test_two_cities_are_strata_of_their_own(country):
    for city in ("marenza", "port_oskar"):
        assert country.has("city", city).any()
        assert country.has("urban", "U")[country.has("city", city)].all()


def test_every_household_has_one_head_on_the_first_line(country):
    heads = country.has("relationship_to_head", "head")
    assert (np.bincount(country.household[heads]) == 1).all()
    assert (country.line[heads] == 1).all()


def test_a_household_lives_in_one_census_area(country):
    assert len(country.household_area) == country.household.max() + 1
    counted = np.bincount(country.household_area)
    assert np.array_equal(counted, country.areas.households)


def test_children_are_not_asked_about_work(country):
    children = country.measures["age"] < definitions.WORKING_AGE
    for name in ("work_in_reference_week", "status_answered", "sought_work"):
        assert (country.items[name].codes[children] == -1).all()


def test_live_in_domestic_employees_are_domestic_workers(country):
    live_in = country.has("relationship_to_head", "domestic_employee")
    assert live_in.any()
    assert definitions.worker_group(country, "domestic_worker")[live_in].all()


def test_everybody_employed_has_a_status_and_a_sector(country):
    employed = definitions.employed(country)
    statuses = [
        definitions.status(country, code)
        for code in codelist("status_in_employment").codes
        if code != "not_classifiable"
    ]
    assert np.array_equal(np.sum(statuses, axis=0), employed.astype(int))


def test_the_questionnaire_asks_every_harmonised_item_but_those_that_few_ask(country):
    made_elsewhere = {
        "person_id", "household_id", "weight", "stratum", "psu",
        "office_labour_force_status", "unit_size_low", "unit_size_high",
    }  # fmt: skip
    seldom = {"occupation_isco88", "industry_isic31", "second_job_actual_hours"}
    known = {*country.items, *country.measures}
    assert set(harmonised_variables()) - made_elsewhere - seldom <= known


def test_true_totals_of_men_and_women_add_up(values):
    for name in ("employed", "unemployed", "informal-employment", "working-age"):
        parts = values[f"{name}|sex=M"] + values[f"{name}|sex=F"]
        assert parts == values[name]


def test_true_sectors_and_statuses_share_out_all_employment(values):
    for part in ("sector_of_unit=", "status_in_employment="):
        shares = [
            value
            for name, value in values.items()
            if name.startswith(f"share-of-employment|{part}") and name.count("|") == 1
        ]
        assert sum(shares) == pytest.approx(1)


def test_contributing_family_workers_are_informal_in_truth(country):
    family = definitions.status(country, "contributing_family_worker")
    formal_unit = definitions.sector_of_unit(country, "formal_sector")
    assert (family & formal_unit).any()
    assert definitions.informal_job(country)[family].all()


def test_every_worker_group_has_members(values):
    shipped = set(codelist("worker_group").codes) - {"stall_market_trader_unspecified"}
    for group in shipped:
        assert values[f"workers|worker_group={group}"] > 0


def test_the_13th_icls_counts_more_people_than_the_19th(values):
    assert values["employed-13th-icls"] > values["employed"]


def test_an_unknown_code_is_an_error(country):
    with pytest.raises(ValueError, match="not in tuple"):
        country.has("sex", "nobody")
