"""Quantiles, ratios and differences as they are written in a plan."""

import pytest

from headload.errors import WrongUse
from headload.measure.estimate import Measure, load_plan
from headload.terms import MeasureKind

NAMES = {
    "sex": "sex",
    "employed": "icls19_employed",
    "informal_job": "icls17_informal_job",
    "usual_hours": "usual_hours",
    "earnings": "monthly_earnings",
}
PLAN = """
optional = ["city", "second_job"]
[dimensions]
sex = "sex"
city = "city"
[[tables]]
id = "T"
title = {{en = "Table"}}
by = [[]]
[[tables.measures]]
indicator = "employed"
kind = "rate"
unit = "share"
of = "employed"
labels = {{en = "Employed"}}
[[tables.measures]]
indicator = "figure-difference"
unit = "unit"
labels = {{en = "Figure"}}
{rest}
"""
DIFFERENCE = """
kind = "difference"
figure = "rate"
of = "informal_job"
among = "employed"
dimension = "sex"
between = ["F", "M"]
"""


def read(rest: str, *, unit: str = "unit") -> Measure:
    text = PLAN.format(rest=rest).replace('"unit"', f'"{unit}"')
    if unit == "relative":
        text = text.replace("figure-difference", "figure-relative-difference")
    (_, measure) = load_plan(text, names=NAMES).tables[0].measures
    return measure


def test_a_median_and_any_quantile() -> None:
    median = read('kind = "median"\nof = "usual_hours"')
    assert (median.kind, median.p, median.of) == (
        MeasureKind.MEDIAN,
        0.5,
        "usual_hours",
    )
    ninth = read('kind = "quantile"\np = 0.9\nof = "earnings"\namong = "employed"')
    assert (ninth.kind, ninth.p) == (MeasureKind.MEDIAN, 0.9)
    assert ninth.of == "monthly_earnings"


def test_a_ratio_and_a_share_of_a_total() -> None:
    ratio = read('kind = "ratio"\nof = "earnings"\nper = "usual_hours"')
    assert ratio.kind is MeasureKind.RATIO
    assert (ratio.of, ratio.per, ratio.part) == ("monthly_earnings", "usual_hours", "")
    share = read(
        'kind = "ratio"\nof = "earnings"\nper = "earnings"\n'
        'part = ["not informal_job", "sex = F"]'
    )
    assert share.part == "not icls17_informal_job and sex = F"


def test_a_difference_names_its_sides_in_its_own_dimension() -> None:
    measure = read(DIFFERENCE + "relative = true", unit="relative")
    assert (measure.kind, measure.figure) == (MeasureKind.DIFFERENCE, MeasureKind.RATE)
    assert measure.between == ("sex = F", "sex = M")
    assert measure.dimensions == {"sex": "F-M"}
    assert measure.relative


@pytest.mark.parametrize(
    "rest",
    [
        'kind = "ratio"\nof = "earnings"\nper = "second_job"',
        DIFFERENCE.replace('"sex"', '"city"'),
    ],
)
def test_an_absent_optional_word_leaves_the_figure_out(rest) -> None:
    plan = load_plan(PLAN.format(rest=rest), names=NAMES)
    assert len(plan.tables[0].measures) == 1
    assert plan.left_out


@pytest.mark.parametrize(
    ("rest", "code", "said"),
    [
        ('kind = "quantile"\nof = "earnings"', "HL-EST-02", "needs p"),
        ('kind = "quantile"\np = 1.0\nof = "earnings"', "HL-EST-02", "needs p"),
        ('kind = "median"\np = 0.5\nof = "earnings"', "HL-EST-02", 'no key "p"'),
        ('kind = "median"\nof = "not employed"', "HL-EST-02", "number column"),
        ('kind = "ratio"\nof = "earnings"', "HL-EST-02", '"per"'),
        ('kind = "rate"\nof = "employed"\nper = "earnings"', "HL-EST-02", '"per"'),
        (DIFFERENCE.replace('"rate"', '"median"'), "HL-EST-02", "not of median"),
        (DIFFERENCE.replace('"M"', '"F"'), "HL-EST-02", "two codes"),
        (DIFFERENCE.replace('"M"', '"X"'), "HL-EST-07", '"X"'),
        (DIFFERENCE.replace('"sex"', '"age"'), "HL-EST-08", 'dimension "age"'),
        (DIFFERENCE + "relative = 1", "HL-EST-02", "true or false"),
        (DIFFERENCE + "relative = true", "HL-EST-02", 'unit = "relative"'),
    ],
)
def test_what_a_kind_cannot_use_is_refused(rest, code, said) -> None:
    with pytest.raises(WrongUse) as refusal:
        read(rest)
    assert refusal.value.code == code
    assert said in str(refusal.value)
