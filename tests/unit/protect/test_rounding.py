import pytest
from hypothesis import given
from hypothesis import strategies as st

from headload.measure.protect.rounding import (
    Figure,
    above,
    below,
    digits,
    level,
    nearest,
    rounding_base,
    share,
)

WEIGHTS = st.floats(0.001, 1e7)
AMOUNTS = st.floats(0, 1e8)


@pytest.mark.parametrize(
    ("mean_weight", "base"),
    [(1, 5), (20, 100), (40, 200), (131, 1000), (200, 1000), (201, 2000), (0.3, 2)],
)
def test_the_base_is_the_smallest_1_2_or_5_over_five_mean_weights(mean_weight, base):
    assert rounding_base(mean_weight, 5) == pytest.approx(base)


@given(WEIGHTS)
def test_the_base_hides_five_respondents_and_is_never_much_coarser(mean_weight):
    base = rounding_base(mean_weight, 5)
    assert 5 * mean_weight <= base * (1 + 1e-6)
    assert base <= 2.5 * 5 * mean_weight * (1 + 1e-6)


@given(AMOUNTS, st.sampled_from([0.1, 1.0, 200.0, 1000.0, 5000.0]))
def test_rounded_figures_are_multiples_of_the_base_around_the_value(value, base):
    for rounded in (nearest(value, base), below(value, base), above(value, base)):
        assert rounded / base == pytest.approx(round(rounded / base), abs=1e-6)
    slack = 1e-6 * base
    assert abs(nearest(value, base) - value) <= base / 2 + slack
    assert below(value, base) <= value + slack
    assert above(value, base) >= value - slack


def test_a_multiple_stays_what_it_is():
    for number in (0.3, 12.1, 99.9):
        assert nearest(number, 0.1) == below(number, 0.1) == above(number, 0.1)


def test_an_interval_of_a_total_is_rounded_outwards():
    figure = level(Figure(52_345.6, 1_200.0, 49_900.0, 54_700.1, 0.0229), 1000)
    assert figure == Figure(52_000, 2_000, 49_000, 55_000, 0.02)


@given(
    st.floats(0.01, 0.99),
    st.floats(0.001, 0.2),
    st.floats(5_000, 1e7),
    st.sampled_from([0.1, 1.0]),
)
def test_a_share_is_a_percentage_of_rounded_totals_inside_its_interval(
    value,
    half,
    population,
    step,
):
    low, high = max(0.0, value - half), min(1.0, value + half)
    figure = share(Figure(value, half / 2, low, high, None), population, 1000, step)
    assert figure.value is not None
    whole = nearest(population, 1000)
    part = nearest(value * population, 1000)
    assert figure.value == pytest.approx(100 * part / whole, abs=step / 2 + 1e-9)
    assert 0 <= figure.ci_low <= figure.value <= figure.ci_high <= 100
    assert figure.ci_low <= 100 * low + 1e-6
    assert figure.ci_high >= 100 * high - 1e-6


def test_a_share_of_a_population_that_rounds_to_nothing_is_none():
    assert share(Figure(0.5, 0.1, 0.3, 0.7, 0.2), 400, 1000, 0.1).value is None


def test_means_keep_significant_digits():
    figure = digits(Figure(33.6628, 0.734, 32.22, 35.11, 0.0218), 3)
    assert figure == Figure(33.7, 0.8, 32.2, 35.2, 0.02)
