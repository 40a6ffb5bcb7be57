"""Replicate weights by hand, and the declarations that cannot be right.

Weights 10, 20, 30, 40; employed the first three: total 60. Replicates give
totals 50 and 80: around their mean 65 the squares are 225 + 225, around 60 they
are 100 + 400.
"""

from dataclasses import replace
from math import sqrt

import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.estimate import estimate
from headload.terms import Design, DesignStatus, ReplicateMethod, Replicates
from unit.estimate.builders import persons, plan, rate, the, total

SURVEY = {
    "psu": ["1", "2", "3", "4"],
    "weight": [10.0, 20.0, 30.0, 40.0],
    "rw_1": [20.0, 0.0, 30.0, 40.0],
    "rw_2": [-10.0, 60.0, 30.0, 0.0],
    "employed": [True, True, True, False],
    "vendor": [True, False, False, False],
}
BRR = Replicates(ReplicateMethod.BRR, ("rw_1", "rw_2"))


def found(how: Replicates, **other):
    design = Design(DesignStatus.REPLICATES, replicates=how)
    wanted = plan(total("employed"), rate("employed", "vendor", "lone"))
    return estimate(persons({**SURVEY, **other}), wanted, design)


@pytest.mark.parametrize(
    ("how", "variance"),
    [
        (BRR, 450 / 2),
        (replace(BRR, mse=True), 500 / 2),
        (replace(BRR, method=ReplicateMethod.FAY, rho=0.5), 450 / 2 / 0.25),
        (replace(BRR, method=ReplicateMethod.JK1), 450 / 2),
        (replace(BRR, method=ReplicateMethod.JKN, rscales=(0.5, 1.0)), 225 * 1.5),
        (replace(BRR, method=ReplicateMethod.SUCCESSIVE_DIFFERENCE), 500 * 2),
        (replace(BRR, method=ReplicateMethod.OTHER, scale=3.0), 450 * 3),
    ],
)
def test_the_scale_and_centre_of_each_method(how, variance) -> None:
    figure = the(found(how), "total")
    assert figure.value == 60
    assert figure.se == pytest.approx(sqrt(variance), rel=1e-13)
    assert figure.df == 1  # the rank of two replicates, minus 1


def test_a_replicate_without_base_is_left_out_of_that_figure() -> None:
    # replicate 2 weighs the only vendor at -10: no rate there
    figure = the(found(BRR), "lone")
    assert (figure.value, figure.se) == (1, 0)


def test_the_tables_say_that_replicates_were_used() -> None:
    assert any("2 replicate weights (brr)" in note for note in found(BRR).notes)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (replace(BRR, columns=("rw_1", "rw_2", "rw_3")), "1 of 3 .* rw_3"),
        (replace(BRR, columns=("rw_1",)), "at least two"),
        (replace(BRR, rscales=(1.0,)), "1 rscales"),
        (replace(BRR, method=ReplicateMethod.JKN), "jkn needs rscales"),
        (replace(BRR, method=ReplicateMethod.OTHER), "needs a scale"),
        (replace(BRR, rho=0.3), "rho"),
        (replace(BRR, method=ReplicateMethod.FAY, rho=1.0), "rho"),
        (replace(BRR, scale=-1.0), "not positive"),
    ],
)
def test_replicates_that_do_not_fit_are_refused(how, said) -> None:
    with pytest.raises(WrongUse, match=said) as refusal:
        found(how)
    assert refusal.value.code == "HL-EST-52"


def test_a_replicate_weight_that_is_missing_is_refused() -> None:
    with pytest.raises(BadInput, match="1 replicate weights") as refusal:
        found(BRR, rw_1=[None, 0.0, 30.0, 40.0])
    assert refusal.value.code == "HL-EST-52"
