"""Calibrated weights and the variance that knows of them are those of R survey 4.5.

``d <- svydesign(id=~psu, strata=~stratum, weights=~w, data=L)``, calibrated as in
each case below to

    sex:    1 = 30000, 2 = 32000
    region: 1 = 14000, 2 = 17000, 3 = 16000, 4 = 15000

then ``svytotal(~emp, z)`` and ``svymean(~inf0, subset(z, emp==1))``, where inf0 is
informal, 0 where it was not asked. Tolerance 1e-9 relative.
"""

from dataclasses import replace

import pytest

from headload.measure.estimate import calibrated, estimate
from headload.terms import Calibration, CalibrationMethod, Margin
from parity.oracles import RELATIVE, expected, labour_force
from unit.estimate.builders import STRATIFIED, plan, rate, the, total

SEX = Margin("sex", {"1": 30000, "2": 32000}, "oracle", "2026")
REGION = Margin(
    "region", {"1": 14000, "2": 17000, "3": 16000, "4": 15000}, "oracle", "2026"
)
CASES = {
    # In R: postStratify(d, ~sex, data.frame(sex=1:2, Freq=c(30000, 32000)))
    "poststratify": Calibration(CalibrationMethod.POSTSTRATIFY, (SEX,)),
    # In R: rake(d, list(~sex, ~region), list(sex totals, region totals),
    # control=list(maxit=, epsilon=)) to convergence
    "rake": Calibration(CalibrationMethod.RAKE, (SEX, REGION)),
    # In R: calibrate(d, ~factor(sex)+factor(region),
    # c(62000, 32000, 17000, 16000, 15000), calfun="linear")
    "greg_linear": Calibration(CalibrationMethod.LINEAR, (SEX, REGION)),
}


@pytest.mark.parametrize("case", CASES)
def test_calibrated_weights(case) -> None:
    # In R: weights(z)[1:10]; sum(weights(z))
    r = expected("calibration_public")[case]
    design = replace(STRATIFIED, calibration=CASES[case])
    weights = calibrated(labour_force(), design).table.weight.to_pyarrow().to_pylist()
    assert weights[:10] == pytest.approx(r["w_first10"], rel=RELATIVE)
    assert sum(weights) == pytest.approx(r["w_sum"], rel=RELATIVE)


@pytest.mark.parametrize("case", CASES)
def test_a_total_and_a_rate_under_calibrated_weights(case) -> None:
    # In R: svytotal(~emp, z); svymean(~inf0, subset(z, emp==1))
    r = expected("calibration_public")[case]
    design = replace(STRATIFIED, calibration=CASES[case])
    wanted = plan(total("employed"), rate("informal", "employed"))
    found = estimate(calibrated(labour_force(), design), wanted, design)
    for indicator, key in (("total", "total"), ("rate", "informal")):
        figure = the(found, indicator)
        reference = (r[key]["est"], r[key]["se"])
        assert (figure.value, figure.se) == pytest.approx(reference, rel=RELATIVE)
