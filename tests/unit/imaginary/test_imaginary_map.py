"""The map of Tessara against the survey it describes."""

from dataclasses import replace

import ibis
import numpy as np
import pytest

from headload.imaginary import SEED, draw, population, truth, write_parquet
from headload.imaginary.sampling import select
from headload.measure.harmonise import harmonise, load_survey
from headload.terms import NOT_ASKED

PERCENT = 100


@pytest.fixture(scope="module")
def survey():
    return load_survey("xts/lfs/2025q1")


@pytest.fixture(scope="module")
def small_country():
    return population(7, persons=60_000)


@pytest.fixture(scope="module")
def bundled_country():
    return population(SEED)


def harmonised(sample, survey, folder):
    """Return the harmonised columns of a sample and the warnings."""
    design = replace(survey.source_design, population=None)
    persons, notes = harmonise(
        write_parquet(sample, folder / "sample.parquet"),
        replace(survey, source_design=design),
        ibis.duckdb.connect(),
    )
    return persons.table.to_pyarrow(), notes


def test_the_map_gives_back_every_answer_that_was_given(
    small_country,
    survey,
    tmp_path,
):
    people = small_country
    sample = draw(people, 5, persons=4_000, mess=False)
    table, notes = harmonised(sample, survey, tmp_path)
    persons = select(people, 5, 4_000).persons
    compared = 0
    for name in survey.variables:
        if name in people.items:
            item = people.items[name]
            codes = np.array([*item.categories, None], dtype=object)
            expected = codes[item.codes[persons]].tolist()
            assert table[name].to_pylist() == expected, name
            compared += 1
    assert compared == 39
    assert all("lost leading zeros" in note for note in notes)


def test_numbers_and_bands_come_back_too(small_country, survey, tmp_path):
    sample = draw(small_country, 5, persons=4_000, mess=False)
    table, _ = harmonised(sample, survey, tmp_path)
    persons = select(small_country, 5, 4_000).persons
    for name, values in small_country.measures.items():
        found = np.array(table[name].to_pylist(), dtype=float)
        np.testing.assert_array_equal(found, values[persons], err_msg=name)
    size = small_country.items["unit_size"]
    low = np.array([*map(float, size.categories), np.nan])[size.codes[persons]]
    found = np.array(table["unit_size_low"].to_pylist(), dtype=float)
    np.testing.assert_array_equal(found, low)
    high = np.array(table["unit_size_high"].to_pylist(), dtype=float)
    assert (high[low == 2] == 5).all()
    assert np.isnan(high[low == 50]).all()


def test_the_mess_of_the_file_is_counted_and_not_refused(
    small_country,
    survey,
    tmp_path,
):
    sample = draw(small_country, 5, persons=4_000)
    table, notes = harmonised(sample, survey, tmp_path)
    text = "\n".join(notes)
    assert "codes outside the map set to unknown" in text
    assert "codes are not in the classification" in text
    assert "had lost leading zeros and were padded" in text
    assert table["contract"].null_count > 0
    assert "dont_know" in table["registration"].to_pylist()


def test_persons_and_households_have_unique_keys(small_country, survey, tmp_path):
    sample = draw(small_country, 5, persons=4_000)
    table, _ = harmonised(sample, survey, tmp_path)
    assert len(set(table["person_id"].to_pylist())) == table.num_rows
    persons = select(small_country, 5, 4_000).persons
    households = len(np.unique(small_country.household[persons]))
    assert len(set(table["household_id"].to_pylist())) == households


def test_only_the_older_classifications_are_not_asked(survey):
    assert survey.not_asked == {"occupation_isco88", "industry_isic31"}
    assert NOT_ASKED not in survey.variables


def test_the_checks_hold_the_true_values_of_the_bundled_country(
    survey,
    bundled_country,
):
    values = truth(bundled_country)
    assert len(survey.checks) == 22
    for check in survey.checks:
        true = values[check.source.partition(": ")[2]]
        scale = PERCENT if check.kind == "rate" else 1
        assert check.published == pytest.approx(true * scale, abs=0.5e-3), check.id


def test_the_weights_add_up_to_the_population_of_the_design(survey, bundled_country):
    sample = draw(bundled_country, SEED)
    total = sum(sample.table["WGT"].to_pylist())
    assert total == pytest.approx(survey.source_design.population, rel=1e-6)
