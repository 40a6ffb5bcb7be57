"""Linearised estimates equal R survey 4.5 on a synthetic labour force survey.

``d <- svydesign(id=~psu, strata=~stratum, weights=~w, data=L)`` and
``de <- subset(d, emp==1)`` throughout; the R call of each figure stands in its
test. Tolerance 1e-9 relative, 1e-8 for logit intervals.
"""

import pytest

from headload.measure.estimate import estimate
from headload.terms import EstimateSet
from parity.oracles import LOGIT, RELATIVE, expected, labour_force
from unit.estimate.builders import STRATIFIED, mean, plan, rate, the, total


@pytest.fixture(scope="module")
def oracle() -> dict:
    return expected("lfs_small_public")


@pytest.fixture(scope="module")
def figures() -> EstimateSet:
    groups = [total(f"grp = {g}", "employed", f"group-{g}") for g in range(5)]
    breakdowns = ((), ("sex",), ("sex", "urban"), ("region", "sex"), ("grp",))
    return estimate(
        labour_force(),
        plan(
            total("employed", indicator="emp"),
            rate("informal", "employed", "informal"),
            mean("hours", "employed", "hours"),
            mean("earn", "employed", "earn"),
            *groups,
            by=breakdowns,
        ),
        STRATIFIED,
    )


def by(oracle: dict, key: str) -> list[tuple[dict[str, str], float, float]]:
    cells = oracle[key]["cells"]
    named = [{name: str(code) for name, code in cell.items()} for cell in cells]
    return list(zip(named, oracle[key]["est"], oracle[key]["se"], strict=True))


def test_a_total_its_standard_error_and_its_design_effect(oracle, figures) -> None:
    # In R: svytotal(~emp, d, deff=TRUE)
    found, r = the(figures, "emp"), oracle["total_emp"]
    assert found.value == pytest.approx(r["est"], rel=RELATIVE)
    assert found.se == pytest.approx(r["se"], rel=RELATIVE)
    assert found.deff == pytest.approx(r["deff"], rel=RELATIVE)


def test_degrees_of_freedom_are_those_of_the_subset(oracle, figures) -> None:
    # In R: degf(d); degf(subset(d, emp==1))
    assert the(figures, "emp").df == oracle["degf"]
    assert the(figures, "informal").df == oracle["degf_emp"]


def test_totals_of_four_domains(oracle, figures) -> None:
    # In R: svyby(~emp, ~sex+urban, d, svytotal)
    for cell, value, se in by(oracle, "total_emp_by_sex_urban"):
        found = the(figures, "emp", **cell)
        assert (found.value, found.se) == pytest.approx((value, se), rel=RELATIVE)


def test_a_rate_its_standard_error_and_its_design_effect(oracle, figures) -> None:
    # In R: svymean(~informal, de, deff=TRUE)
    found, r = the(figures, "informal"), oracle["informal_rate"]
    assert found.value == pytest.approx(r["est"], rel=RELATIVE)
    assert found.se == pytest.approx(r["se"], rel=RELATIVE)
    assert found.deff == pytest.approx(r["deff"], rel=RELATIVE)


@pytest.mark.parametrize("key", ["informal_by_sex", "informal_by_region_sex"])
def test_rates_of_domains(oracle, figures, key) -> None:
    # In R: svyby(~informal, ~sex, de, svymean), and likewise ~region+sex
    for cell, value, se in by(oracle, key):
        found = the(figures, "informal", **cell)
        assert (found.value, found.se) == pytest.approx((value, se), rel=RELATIVE)


def test_the_logit_interval(oracle, figures) -> None:
    # In R: svyciprop(~informal, de, method="logit")
    found, r = the(figures, "informal"), oracle["informal_ciprop_logit"]
    assert (found.ci_low, found.ci_high) == pytest.approx(r["ci"], rel=LOGIT)


def test_totals_of_groups(oracle, figures) -> None:
    # In R: svytotal(~factor(grp), de)
    r = oracle["group_totals"]
    for g in range(5):
        found = the(figures, f"group-{g}")
        reference = (r["est"][g], r["se"][g])
        assert (found.value, found.se) == pytest.approx(reference, rel=RELATIVE)


def test_mean_hours_of_groups(oracle, figures) -> None:
    # In R: svyby(~hours, ~grp, de, svymean)
    for cell, value, se in by(oracle, "hours_by_grp"):
        found = the(figures, "hours", **cell)
        assert (found.value, found.se) == pytest.approx((value, se), rel=RELATIVE)


def test_a_mean_leaves_out_unknown_amounts_and_counts_them(oracle, figures) -> None:
    # In R: svymean(~earn, de, na.rm=TRUE)
    found, r = the(figures, "earn"), oracle["earn_mean_narm"]
    assert (found.value, found.se) == pytest.approx((r["est"], r["se"]), rel=RELATIVE)
    assert found.unknown > 0
    assert found.n + found.unknown == the(figures, "hours").n
