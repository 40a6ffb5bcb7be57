"""Drawing from Tessara: design, weights, questionnaire codes and mess."""

import numpy as np
import pyreadstat
import pytest

from headload.errors import WrongUse
from headload.imaginary import draw, population, write_parquet, write_sav
from headload.imaginary.questionnaire import questions
from headload.imaginary.sampling import select


@pytest.fixture(scope="module")
def country():
    return population(7, persons=60_000)


@pytest.fixture(scope="module")
def sample(country):
    return draw(country, 11, persons=4_000)


def column(sample, name):
    return np.array(sample.table[name].to_pylist(), dtype=float)


def test_weights_are_inverse_probabilities_without_bias(country):
    """The mean of the weighted totals of many samples is the population.

    Three standard errors of that mean; a wrong weight is off by far more.
    """
    totals = [select(country, seed, 3_000).weight.sum() for seed in range(60)]
    standard_error = np.std(totals, ddof=1) / np.sqrt(len(totals))
    assert abs(np.mean(totals) - len(country)) < 3 * standard_error
    assert standard_error < 0.01 * len(country)


def test_all_members_of_a_household_are_interviewed(country):
    selection = select(country, 3, 3_000)
    inside = np.zeros(len(country), dtype=bool)
    inside[selection.persons] = True
    touched = np.isin(country.household, country.household[selection.persons])
    assert np.array_equal(inside, touched)


def test_each_stratum_has_at_least_two_census_areas(country):
    selection = select(country, 3, 3_000)
    areas = np.unique(selection.area)
    assert np.bincount(country.areas.stratum[areas]).min() >= 2


def test_a_census_area_lies_in_one_stratum(sample):
    areas = set(zip(column(sample, "STRAT"), column(sample, "PSU"), strict=True))
    assert len({psu for _, psu in areas}) == len(areas)


def test_a_sample_too_large_for_the_country_is_refused(country):
    with pytest.raises(WrongUse) as refusal:
        draw(country, 1, persons=50_000)
    assert refusal.value.code == "HL-IMAG-01"


def test_the_same_seed_draws_the_same_sample_and_another_does_not(country, sample):
    assert draw(country, 11, persons=4_000).table.equals(sample.table)
    assert not draw(country, 12, persons=4_000).table.equals(sample.table)


def test_industry_is_a_number_that_lost_its_leading_zero(sample):
    codes = column(sample, "Q7")
    assert (codes == 111).any()
    assert (codes == 7777).any()


def test_mess_moves_neither_the_sample_nor_its_weights(country, sample):
    clean = draw(country, 11, persons=4_000, mess=False)
    for name in ("STRAT", "PSU", "HH", "LINE", "WGT", "A3", "A4", "Q2", "Q8"):
        assert sample.table[name].equals(clean.table[name]), name
    assert not sample.table["Q20"].equals(clean.table["Q20"])


def test_a_clean_sample_has_no_answer_that_is_not_stated(country):
    clean = draw(country, 11, persons=4_000, mess=False)
    for question in questions():
        for code in set(question.missing) - {98}:
            stored = f"{code:04}" if question.kind == "text" else float(code)
            assert stored not in set(clean.table[question.column].to_pylist())


def test_codes_without_a_label_stay_below_half_a_percent(sample):
    for question in questions():
        if question.kind == "code":
            codes = column(sample, question.column)
            stated = codes[~np.isnan(codes)]
            unlisted = ~np.isin(stated, list(question.labels))
            assert unlisted.mean() < 0.005, question.column


def test_the_file_is_the_same_byte_for_byte(sample, tmp_path):
    first = write_sav(sample, tmp_path / "first.sav").read_bytes()
    second = write_sav(sample, tmp_path / "second.sav").read_bytes()
    assert first == second
    assert b"01 Apr 2512:00:00" in first[:120]


def test_the_file_reads_back_as_written(sample, tmp_path):
    path = write_sav(sample, tmp_path / "tessara.sav")
    columns, about = pyreadstat.read_sav(
        str(path),
        output_format="dict",
        user_missing=True,
    )
    for name in sample.table.column_names:
        written, found = sample.table[name].to_pylist(), list(columns[name])
        if isinstance(written[0], str):
            assert found == written
        else:
            np.testing.assert_array_equal(
                np.array(found, dtype=float),
                np.array(written, dtype=float),
            )
    assert about.column_names_to_labels["Q12"].startswith("Q12. Where")
    assert about.variable_value_labels["Q12"][13.0] == "At a market stall"
    assert [entry["lo"] for entry in about.missing_ranges["Q14"]] == [98.0, 99.0]


def test_declared_missing_answers_become_reasons_in_parquet(sample, tmp_path):
    microdata = write_parquet(sample, tmp_path / "sample.parquet")
    codes = column(sample, "Q38")
    counted = microdata.column("Q38").missing
    assert counted["98"] == (codes == 98).sum() > 0
    assert counted["99"] == (codes == 99).sum() > 0
    assert microdata.rows == sample.table.num_rows
