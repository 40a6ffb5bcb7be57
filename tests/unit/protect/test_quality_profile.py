"""The quality profile of methods.md section 5, case by case."""

import pytest

from headload.measure.protect import load_policy, quality_flag, quality_note
from headload.terms import Flag, MeasureKind
from unit.releases.made import rate, total

PROFILE = load_policy("confidential").quality


@pytest.mark.parametrize(
    ("n", "cv", "df", "flag"),
    [
        (400, 0.05, 60, Flag.RELIABLE),
        (50, 0.165, 8, Flag.RELIABLE),
        (49, 0.05, 60, Flag.CAUTION),
        (25, 0.05, 60, Flag.CAUTION),
        (400, 0.166, 60, Flag.CAUTION),
        (400, 0.333, 60, Flag.CAUTION),
        (24, 0.05, 60, Flag.UNRELIABLE),
        (400, 0.334, 60, Flag.UNRELIABLE),
        (400, 0.05, 7, Flag.UNRELIABLE),
        (400, None, 60, Flag.UNRELIABLE),
    ],
)
@pytest.mark.parametrize(
    "kind",
    [MeasureKind.TOTAL, MeasureKind.MEAN, MeasureKind.MEDIAN, MeasureKind.RATIO],
)
def test_a_level_is_judged_by_n_df_and_cv(kind, n, cv, df, flag):
    estimate = total(n, measure=kind, cv=cv, df=df)
    assert quality_flag(estimate, PROFILE) is flag


@pytest.mark.parametrize(
    ("value", "low", "high", "n", "flag"),
    [
        (0.50, 0.351, 0.65, 400, Flag.RELIABLE),
        (0.50, 0.35, 0.65, 400, Flag.UNRELIABLE),  # width 0.30
        (0.01, 0.001, 0.05, 400, Flag.RELIABLE),  # width under 0.05
        (0.04, 0.01, 0.061, 400, Flag.RELIABLE),  # 127.5 % of the share
        (0.04, 0.01, 0.063, 400, Flag.UNRELIABLE),  # 132.5 % of the share
        (0.50, 0.40, 0.60, 49, Flag.CAUTION),
        (0.50, 0.40, 0.60, 24, Flag.UNRELIABLE),
        (0.0, 0.0, 0.04, 400, Flag.RELIABLE),
        (0.0, 0.0, 0.06, 400, Flag.UNRELIABLE),
    ],
)
def test_a_share_is_judged_by_n_and_the_width_of_its_interval(
    value,
    low,
    high,
    n,
    flag,
):
    estimate = rate(n, n // 2, value=value, ci_low=low, ci_high=high, cv=9.9)
    assert quality_flag(estimate, PROFILE) is flag


def test_a_share_with_few_degrees_of_freedom_is_unreliable():
    assert quality_flag(rate(df=7), PROFILE) is Flag.UNRELIABLE


def test_a_figure_without_precision_is_unreliable():
    assert quality_flag(total(se=None), PROFILE) is Flag.UNRELIABLE
    assert quality_flag(rate(ci_low=None), PROFILE) is Flag.UNRELIABLE


def test_a_share_near_one_is_shown_and_its_complement_is_footnoted():
    estimate = rate(value=0.96, ci_low=0.92, ci_high=0.985)
    assert quality_flag(estimate, PROFILE) is Flag.RELIABLE
    assert quality_note(estimate, PROFILE) == "complement_unreliable"


def test_where_only_the_relative_width_forbids_an_upper_limit_may_be_said():
    estimate = rate(value=0.04, ci_low=0.01, ci_high=0.0651)
    assert quality_note(estimate, PROFILE) == "fewer_than_7_in_100"


@pytest.mark.parametrize(
    ("value", "low", "high", "n"),
    [
        (0.04, 0.01, 0.065, 99),  # too few asked
        (0.20, 0.02, 0.29, 200),  # the limit is over 25
        (0.20, 0.02, 0.33, 200),  # the width alone forbids it
        (0.50, 0.40, 0.60, 400),  # nothing to note
    ],
)
def test_no_upper_limit_is_said_otherwise(value, low, high, n):
    estimate = rate(n, n // 2, value=value, ci_low=low, ci_high=high)
    assert quality_note(estimate, PROFILE) == ""


def test_a_difference_has_no_cv_rule():
    estimate = total(measure=MeasureKind.DIFFERENCE, cv=5.0)
    assert quality_flag(estimate, PROFILE) is Flag.RELIABLE
