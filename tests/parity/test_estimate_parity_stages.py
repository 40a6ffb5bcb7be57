"""Finite populations and two stages give the variances of R survey 4.5.

The R design and call stand in each test. Tolerance 1e-9 relative; 1e-8 for logit
intervals, which R finds iteratively.
"""

import pytest

from headload.measure.estimate import estimate
from headload.terms import Design, DesignStatus, Estimate, Persons
from parity.oracles import LOGIT, RELATIVE, expected, labour_force, table
from unit.estimate.builders import mean, plan, rate, the, total

CORRECTED = Design(DesignStatus.COMPLETE, fpc=("fpc",))
ONE_STRATUM = Design(DesignStatus.PSU_ONLY, fpc=("fpc",))


def agrees(figure: Estimate, value: float, se: float) -> None:
    assert (figure.value, figure.se) == pytest.approx((value, se), rel=RELATIVE)


def schools(name: str, **columns: str) -> Persons:
    rows = table(name)
    cast = {new: rows[old].cast("string") for new, old in columns.items()}
    return Persons("oracle", rows.mutate(**cast, weight=rows.pw.cast("float64")))


def test_a_stratified_sample_of_a_finite_population() -> None:
    # In R: svydesign(id=~1, strata=~stype, weights=~pw, fpc=~fpc, data=apistrat)
    # and then svytotal(~enroll, deff=TRUE), svymean(~api00+api99, deff=TRUE)
    survey = schools("apistrat", stratum="stype", psu="snum")
    wanted = plan(total("enroll"), mean("api00", None, "a"), mean("api99", None, "b"))
    found, r = estimate(survey, wanted, CORRECTED), expected("api_strat_total_mean_fpc")
    assert the(found, "total").df == r["degf"]
    rows = [("total", r["total"], 0), ("a", r["mean"], 0), ("b", r["mean"], 1)]
    for name, part, i in rows:
        figure = the(found, name)
        values = part["est"] if isinstance(part["est"], list) else [part["est"]]
        errors = part["se"] if isinstance(part["se"], list) else [part["se"]]
        agrees(figure, values[i], errors[i])
        assert (figure.ci_low, figure.ci_high) == pytest.approx(
            part["ci"][i], rel=RELATIVE
        )
        effects = part["deff"] if isinstance(part["deff"], list) else [part["deff"]]
        assert figure.deff == pytest.approx(effects[i], rel=RELATIVE)


def test_a_cluster_sample_of_a_finite_population() -> None:
    # In R: svydesign(id=~dnum, weights=~pw, fpc=~fpc, data=apiclus1)
    # and then svyby(~api00, ~stype, dc, svymean)
    r = expected("api_clus1_means_by_stype_covmat")
    survey = schools("apiclus1", psu="dnum")
    found = estimate(survey, plan(mean("api00"), by=((), ("stype",))), ONE_STRATUM)
    assert the(found, "mean").df == r["degf"]
    r = r["by"]
    for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
        agrees(the(found, "mean", stype=cell["stype"]), value, se)


def test_two_stages_of_a_finite_population() -> None:
    # In R: dc2 <- svydesign(id=~dnum+snum, fpc=~fpc1+fpc2, data=apiclus2)
    # and then svymean(~api00, dc2), svytotal(~enroll, dc2, na.rm=TRUE)
    survey = schools("apiclus2", psu="dnum", school="snum")
    design = Design(
        DesignStatus.PSU_ONLY, fpc=("fpc1", "fpc2"), later_stages=("school",)
    )
    wanted = plan(mean("api00"), total("enroll"))
    found, r = estimate(survey, wanted, design), expected("api_clus2_twostage_fpc")
    agrees(the(found, "mean"), r["mean"]["est"], r["mean"]["se"])
    agrees(the(found, "total"), r["total"]["est"], r["total"]["se"])
    assert the(found, "mean").df == r["mean"]["df"]


def test_the_first_stage_alone_when_no_later_one_is_named() -> None:
    # In R: svymean(~api00, svydesign(id=~dnum, fpc=~fpc1, weights=~pw, data=apiclus2))
    r = expected("api_clus2_twostage_fpc")["ultimate_cluster_mean"]
    survey = schools("apiclus2", psu="dnum")
    design = Design(DesignStatus.PSU_ONLY, fpc=("fpc1",))
    found = the(estimate(survey, plan(mean("api00")), design), "mean")
    agrees(found, r["est"], r["se"])


def test_a_labour_force_survey_of_a_finite_population() -> None:
    # In R: svydesign(id=~psu, strata=~stratum, weights=~w, fpc=~Nh, data=L), and
    # svytotal(~emp, deff=TRUE), svymean(~informal, deff=TRUE), svyby(...) as in the
    # test of the same survey without correction
    oracle = expected("lfs_small_fpc_public")
    design = Design(DesignStatus.COMPLETE, fpc=("Nh",))
    wanted = plan(
        total("employed"),
        rate("informal", "employed"),
        mean("hours", "employed", "hours"),
        mean("earn", "employed", "earn"),
        by=((), ("sex", "urban"), ("sex",), ("region", "sex"), ("grp",)),
    )
    found = estimate(labour_force(), wanted, design)
    for name, key in (("total", "total_emp"), ("rate", "informal_rate")):
        agrees(the(found, name), oracle[key]["est"], oracle[key]["se"])
        deff = oracle[key]["deff"]
        assert the(found, name).deff == pytest.approx(deff, rel=RELATIVE)
    rate_found, r = the(found, "rate"), oracle["informal_ciprop_logit"]
    assert (rate_found.ci_low, rate_found.ci_high) == pytest.approx(r["ci"], rel=LOGIT)
    r = oracle["earn_mean_narm"]
    agrees(the(found, "earn"), r["est"], r["se"])
    for name, key in (
        ("total", "total_emp_by_sex_urban"),
        ("rate", "informal_by_sex"),
        ("rate", "informal_by_region_sex"),
        ("hours", "hours_by_grp"),
    ):
        r = oracle[key]
        for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
            codes = {dimension: str(code) for dimension, code in cell.items()}
            agrees(the(found, name, **codes), value, se)
