"""Standard errors read from an office's table of sampling errors by size."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.estimate import ErrorColumns, estimate, load_curves
from headload.measure.estimate.generalised import error_of_rate, error_of_total
from headload.terms import (
    BetweenSizes,
    Design,
    DesignStatus,
    ErrorCurve,
    GeneralisedErrors,
)
from needs import real_data
from unit.estimate.builders import STRATIFIED, mean, persons, plan, rate, the, total
from unit.estimate.test_estimate_chunks import everything, survey

CURVE = ErrorCurve((100.0, 400.0, 1600.0), (20.0, 40.0, 60.0))
INDEC = ErrorColumns("codigo", "periodo", "x", "ds", "cv")
HEAD = "area,period,size,error\n"


def table(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "errors.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def test_between_sizes_logarithms_go_in_a_straight_line() -> None:
    # halfway between 100 and 400 on the log scale is 200; between 20 and 40, √800
    found = error_of_total(CURVE, np.array([100.0, 200.0, 400.0, 1600.0]))
    assert found == pytest.approx([20, 800**0.5, 40, 60], rel=1e-14)


@pytest.mark.parametrize("between", BetweenSizes)
def test_below_the_smallest_size_there_is_no_standard_error(between) -> None:
    totals = np.array([0.0, 99.9, np.nan])
    assert np.isnan(error_of_total(CURVE, totals, between)).all()


@pytest.mark.parametrize("between", BetweenSizes)
def test_above_the_largest_size_its_cv_is_an_upper_bound(between) -> None:
    # 60 of 1600 persons is 3.75 %
    found = error_of_total(CURVE, np.array([1600.0, 3200.0]), between)
    assert found == pytest.approx([60, 120], rel=1e-14)


def test_the_nearest_size_gives_its_error_and_of_two_the_smaller_size() -> None:
    totals = np.array([100.0, 249.0, 250.0, 251.0, 1000.0, 1001.0])
    found = error_of_total(CURVE, totals, BetweenSizes.NEAREST)
    assert found.tolist() == [20, 20, 20, 40, 40, 60]


def test_the_error_of_a_rate_by_hand() -> None:
    # p = 400 / 1600: CV² = 0.1² - 0.0375², and the error is 0.25 of its root
    found = error_of_rate(CURVE, np.array([0.25]), np.array([1600.0]))
    assert found == pytest.approx([0.25 * (0.01 - 0.0375**2) ** 0.5], rel=1e-14)


def test_a_base_above_the_largest_size_counts_as_known() -> None:
    # p = 400 / 3200, and 2400 / 3200 with the CV of 1600: none is called certain
    found = error_of_rate(CURVE, np.array([0.125, 0.75]), np.array([3200.0, 3200.0]))
    assert found == pytest.approx([0.125 * 0.1, 0.75 * 0.0375], rel=1e-14)
    everybody = error_of_rate(CURVE, np.array([1.0]), np.array([3200.0]))
    assert everybody[0] == 0.0


def test_a_share_of_everybody_is_certain_and_of_nobody_unknown() -> None:
    found = error_of_rate(CURVE, np.array([1.0, 0.0]), np.array([400.0, 400.0]))
    assert found[0] == 0.0
    assert np.isnan(found[1])


def file():
    size = 40
    return persons(
        {
            "household_id": [str(i) for i in range(size)],
            "person_id": [str(i) for i in range(size)],
            "weight": [20.0] * size,
            "city": ["a", "b"] * 20,
            "region": ["n", "s"] * 20,
            "sex": ["F", "M", "M", "F"] * 10,
            "employed": [True] * 20 + [False] * 20,
            "hours": [40.0] * size,
        }
    )


LARGE = ErrorCurve((100.0, 400.0), (10.0, 20.0))
ERRORS = GeneralisedErrors(CURVE, {"a": LARGE}, "Office", "city", ("region",))
DESIGN = Design(DesignStatus.WEIGHTS_ONLY, generalised=ERRORS)


def test_totals_and_rates_take_the_curve_of_their_area() -> None:
    wanted = plan(
        total("employed"), rate("employed"), by=((), ("city",), ("sex", "city"))
    )
    found = estimate(file(), wanted, DESIGN)
    assert the(found, "total").se == pytest.approx(40, rel=1e-14)  # 400 persons
    of_800 = error_of_total(CURVE, np.array([800.0]))[0]
    expected = 0.5 * (0.01 - (of_800 / 800) ** 2) ** 0.5
    assert the(found, "rate").se == pytest.approx(expected, rel=1e-12)
    assert the(found, "total", city="a").se == pytest.approx(200**0.5, rel=1e-14)
    assert the(found, "total", city="a", sex="F").se == pytest.approx(10, rel=1e-14)
    assert the(found, "total", city="b").se is None
    assert the(found, "total", city="b").ci_low is None
    assert found.notes[0].startswith("standard errors are read from a table")
    assert "(Office)" in found.notes[0]
    assert len(found.notes) == 1


def test_the_rule_of_the_office_is_for_totals_and_rates_take_the_line() -> None:
    curve = ErrorCurve((100.0, 300.0), (10.0, 20.0))
    nearest = BetweenSizes.NEAREST
    ends = replace(ERRORS, by_code={"a": curve}, between=nearest)
    found = estimate(
        file(),
        plan(total("employed"), rate("employed"), by=(("city",),)),
        replace(DESIGN, generalised=ends),
    )
    assert the(found, "total", city="a").se == 10  # 200 persons: as near to 100
    line = error_of_rate(curve, np.array([0.5]), np.array([400.0]))[0]
    assert the(found, "rate", city="a").se == pytest.approx(line, rel=1e-12)


def test_areas_without_curve_and_other_kinds_of_figures_have_no_error() -> None:
    file_ = file()
    by_region = estimate(file_, plan(total("employed"), by=(("region",),)), DESIGN)
    assert [cell.se for cell in by_region.estimates] == [None, None]
    of_amounts = estimate(file_, plan(mean("hours"), total("hours")), DESIGN)
    assert [cell.se for cell in of_amounts.estimates] == [None, None]
    design = Design(DesignStatus.PSU_ONLY, generalised=replace(ERRORS, column=""))
    every = estimate(survey(), everything(), design)
    for name in ("hourly", "median", "gap", "mean"):
        figure = the(every, name)
        assert figure.value is not None
        assert (figure.se, figure.ci_low, figure.ci_high) == (None, None, None)


def test_a_share_of_nobody_has_no_interval_without_an_error() -> None:
    found = estimate(file(), plan(rate("employed", "not employed")), DESIGN)
    figure = the(found, "rate")
    assert (figure.value, figure.se, figure.ci_high) == (0.0, None, None)


def test_a_known_design_needs_no_table() -> None:
    design = replace(STRATIFIED, generalised=ERRORS)
    with pytest.raises(WrongUse, match="without strata or PSUs") as refusal:
        estimate(survey(), plan(total("employed")), design)
    assert refusal.value.code == "HL-EST-66"


def test_a_table_is_read_in_the_order_of_sizes(tmp_path: Path) -> None:
    rows = ("t,1,400,40", "t,1,100,20", "t,2,9,9", "t,1,400,40", "b,1,10,1", "b,1,20,2")
    found = load_curves(table(tmp_path, *rows), "1")
    assert found["t"] == ErrorCurve((100.0, 400.0), (20.0, 40.0))
    assert list(found) == ["t", "b"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("t,2,100,20", "t,2,400,40"), 'no row of the period "1"'),
        (("t,1,100,20",), "single size"),
        (("t,1,100,x", "t,1,400,40"), "no number"),
        (("t,1,0,20", "t,1,400,40"), "no number"),
        (("t,1,-100,20", "t,1,400,40"), "not above 0"),
        (("t,1,100,inf", "t,1,400,40"), "not above 0"),
        (("t,1,100", "t,1,400,40"), "no number"),
        (("t,1,100,20", "t,1,100,21"), "lists 100 twice"),
        (("t,1,100,20", "t,1,400,81"), 'CV of area "t" grows at 400'),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(tmp_path: Path, rows, said) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        load_curves(table(tmp_path, *rows), "1")
    assert refusal.value.code == "HL-EST-67"


def test_columns_and_printed_cvs_are_checked(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no column codigo, ds, periodo, x"):
        load_curves(table(tmp_path, head="area,cv\n"), "1", INDEC)
    rows = ("t,1,100,20,20.0", "t,1,400,40,11.0")
    path = table(tmp_path, *rows, head="codigo,periodo,x,ds,cv\n")
    with pytest.raises(BadInput, match="not its error over its size"):
        load_curves(path, "1", INDEC)


def test_the_example_that_the_argentine_office_printed() -> None:
    # INDEC (November 2015), sheet 2: 38,780 persons of Gran Rosario are nearest to
    # 40,000, whose error is 5,531; the interval at 1.64 is 29,709 to 47,851
    path = real_data("argentina-eph/errores_muestrales.csv")
    rosario = load_curves(path, "2003.03_2014.02", INDEC)["4"]
    error = error_of_total(rosario, np.array([38_780.0]), BetweenSizes.NEAREST)[0]
    assert error == 5531
    ends = [round(38_780 + side * 1.64 * error) for side in (-1, 1)]
    assert ends == [29_709, 47_851]


@pytest.mark.parametrize("period", ["2003.03_2014.02", "2014.03"])
def test_the_table_of_the_argentine_office_meets_its_own_cvs(period) -> None:
    curves = load_curves(
        real_data("argentina-eph/errores_muestrales.csv"), period, INDEC
    )
    assert {"Total", "32", "33"} <= set(curves)
    whole = curves["Total"]
    sizes = np.array(whole.sizes)
    assert error_of_total(whole, sizes) == pytest.approx(whole.errors, rel=1e-12)
    middle = error_of_total(whole, np.sqrt(sizes[1:] * sizes[:-1]))
    assert (middle >= np.minimum(whole.errors[1:], whole.errors[:-1])).all()
    if period == "2003.03_2014.02":
        assert error_of_total(whole, np.array([12_000.0, 200_000.0])) == pytest.approx(
            [4178, 16991], rel=1e-12
        )
