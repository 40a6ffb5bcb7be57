"""Finite population corrections worked by hand, and those that cannot be right.

Two strata, PSUs of stratum A weigh 10 and 30 (mean 20, squares 200, times 2 = 400);
stratum B has one PSU.
"""

from math import sqrt

import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.estimate import estimate
from headload.terms import Design, DesignStatus
from unit.estimate.builders import persons, plan, the, total

SURVEY = {
    "stratum": ["A", "A", "B"],
    "psu": ["1", "2", "3"],
    "weight": [10.0, 30.0, 5.0],
    "employed": [True, True, True],
    "fpc_1": [8.0, 8.0, 1.0],
}


def found(design: Design, **other):
    return the(
        estimate(persons({**SURVEY, **other}), plan(total("employed")), design), "total"
    )


def test_a_certainty_psu_alone_in_its_stratum_is_not_lonely() -> None:
    # f of A is 2/8; B is taken whole
    figure = found(Design(DesignStatus.COMPLETE, fpc=("fpc_1",)))
    assert figure.se == pytest.approx(sqrt(400 * 0.75), rel=1e-13)


def test_sampling_fractions_may_stand_for_populations() -> None:
    design = Design(DesignStatus.COMPLETE, fpc=("fpc_1",))
    figure = found(design, fpc_1=[0.25, 0.25, 1.0])
    assert figure.se == pytest.approx(sqrt(400 * 0.75), rel=1e-13)


def test_a_certainty_psu_has_the_variance_of_its_second_stage() -> None:
    # one certain PSU; its units weigh 10 and 30 and are 2 of 4: 400 (1 - 1/2)
    columns = {
        "stratum": ["A", "A"],
        "psu": ["1", "1"],
        "weight": [10.0, 30.0],
        "employed": [True, True],
        "fpc_1": [1.0, 1.0],
        "fpc_2": [4.0, 4.0],
        "unit_2": ["x", "y"],
    }
    design = Design(
        DesignStatus.COMPLETE, fpc=("fpc_1", "fpc_2"), later_stages=("unit_2",)
    )
    figure = the(estimate(persons(columns), plan(total("employed")), design), "total")
    assert figure.se == pytest.approx(sqrt(200), rel=1e-13)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([8.0, 9.0, 1.0], "varies within 1 of 2"),
        ([1.5, 1.5, 1.0], "below the units drawn in 1"),
        ([None, 8.0, 1.0], "missing or not positive"),
        ([-1.0, -1.0, 1.0], "missing or not positive"),
    ],
)
def test_corrections_that_cannot_be_right_are_refused(values, said) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        found(Design(DesignStatus.COMPLETE, fpc=("fpc_1",)), fpc_1=values)
    assert refusal.value.code == "HL-EST-53"


@pytest.mark.parametrize(
    "design",
    [
        Design(DesignStatus.COMPLETE, fpc=("fpc_1", "fpc_1")),
        Design(DesignStatus.COMPLETE, later_stages=("psu",)),
    ],
)
def test_stages_and_corrections_that_do_not_go_together_are_refused(design) -> None:
    with pytest.raises(WrongUse) as refusal:
        found(design)
    assert refusal.value.code == "HL-EST-12"
