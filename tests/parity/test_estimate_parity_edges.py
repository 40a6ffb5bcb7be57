"""Shares of 0 and 1, missing answers, repeated PSU numbers, element samples.

The R call stands in each test; all with R survey 4.5. Tolerance 1e-9 relative;
1e-12 absolute where the standard error is 0; 1e-8 for logit intervals.
"""

import pytest

from headload.measure.estimate import estimate
from headload.terms import Design, DesignStatus, Persons
from parity.oracles import (
    DEGENERATE,
    LOGIT,
    RELATIVE,
    expected,
    labour_force,
    table,
)
from unit.estimate.builders import STRATIFIED, mean, plan, rate, the


def nhanes() -> Persons:
    """PSUs are numbered 1 and 2 in every stratum: R `nest = TRUE`."""
    rows = table("nhanes")
    stratum = rows.SDMVSTRA.cast("string")
    return Persons(
        survey="oracle",
        table=rows.mutate(
            stratum=stratum,
            psu=stratum.concat("-", rows.SDMVPSU.cast("string")),
            weight=rows.WTMEC2YR.cast("float64"),
            sex=rows.RIAGENDR.cast("string"),
            high=rows.HI_CHOL == 1,
        ),
    )


def test_shares_of_exactly_0_and_1_have_no_standard_error() -> None:
    # In R: svyby(~informal, ~region, dE, svymean)
    r = expected("degenerate_public")["by"]
    survey = labour_force("lfs_degenerate_public")
    found = estimate(
        survey, plan(rate("informal", "employed"), by=(("region",),)), STRATIFIED
    )
    for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
        figure = the(found, "rate", region=str(cell["region"]))
        assert figure.value == pytest.approx(value, rel=RELATIVE)
        assert figure.se == pytest.approx(se, rel=RELATIVE, abs=DEGENERATE)


def test_missing_answers_leave_the_base_and_keep_the_design() -> None:
    # In R: svyby(~HI_CHOL, ~agecat+RIAGENDR, dn, svymean, na.rm=TRUE)
    # In R: svymean(~HI_CHOL, dn, na.rm=TRUE, deff=TRUE); degf(dn)
    oracle = expected("nhanes_prop_by")
    found = estimate(
        nhanes(), plan(rate("high"), by=((), ("agecat", "sex"))), STRATIFIED
    )
    whole = the(found, "rate")
    assert whole.value == pytest.approx(oracle["all"]["est"], rel=RELATIVE)
    assert whole.se == pytest.approx(oracle["all"]["se"], rel=RELATIVE)
    assert whole.df == oracle["degf"]
    assert whole.deff == pytest.approx(oracle["deff"], rel=RELATIVE)
    assert whole.n + whole.unknown == found.records
    r = oracle["by"]
    for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
        codes = {"agecat": cell["agecat"], "sex": str(cell["RIAGENDR"])}
        figure = the(found, "rate", **codes)
        assert (figure.value, figure.se) == pytest.approx((value, se), rel=RELATIVE)


def test_the_logit_interval_of_a_subset() -> None:
    # In R: s <- subset(dn, RIAGENDR==1 & !is.na(HI_CHOL))
    # and then svyciprop(~HI_CHOL, s, method="logit")
    oracle = expected("nhanes_subset_men_ciprop")
    r = next(result for result in oracle["res"] if result["method"] == "logit")
    found = estimate(nhanes(), plan(rate("high", "sex = 1")), STRATIFIED)
    men = the(found, "rate")
    assert men.se == pytest.approx(r["se"], rel=RELATIVE)
    assert men.df == oracle["degf"]
    assert (men.ci_low, men.ci_high) == pytest.approx(r["ci"], rel=LOGIT)


def test_a_ratio_and_its_t_interval_in_an_element_sample() -> None:
    # In R: ds0 <- svydesign(id=~1, strata=~stype, weights=~pw, data=apistrat)
    # and then svyratio(~api.stu, ~enroll, ds0), confint(df=degf(ds0)), and by stype.
    # A ratio y/x is the mean of y/x weighted by w·x: same residuals, same interval.
    # It is taken per million, because amounts enter in millionths.
    oracle = expected("api_strat_nofpc_ratio_by")
    rows = table("apistrat")
    survey = Persons(
        survey="oracle",
        table=rows.mutate(
            stratum=rows.stype,
            psu=rows.snum.cast("string"),
            weight=rows.pw * rows.enroll,
            per_million=rows["api.stu"] / rows.enroll * 1e6,
        ),
    )
    found = estimate(survey, plan(mean("per_million"), by=((), ("stype",))), STRATIFIED)
    whole, r = the(found, "mean"), oracle["all"]
    assert whole.df == r["df"]
    figures = [whole.value, whole.se, whole.ci_low, whole.ci_high]
    reference = [r["est"], r["se"], *r["ci"][0]]
    assert [x / 1e6 for x in figures] == pytest.approx(reference, rel=RELATIVE)
    r = oracle["by"]
    for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
        figure = the(found, "mean", stype=cell["stype"])
        found_here = (figure.value / 1e6, figure.se / 1e6)
        assert found_here == pytest.approx((value, se), rel=RELATIVE)


def cluster_sample() -> Persons:
    rows = table("apiclus1")
    return Persons(
        survey="oracle",
        table=rows.mutate(
            psu=rows.dnum.cast("string"),
            weight=rows.pw.cast("float64"),
            none_learning=rows.ell == 0,
            school_wide=rows["sch.wide"],
        ),
    )


CLUSTERS = Design(DesignStatus.PSU_ONLY, fpc=("fpc",))


def test_the_logit_interval_of_a_rare_property_in_a_cluster_sample() -> None:
    # In R: dc <- svydesign(id=~dnum, weights=~pw, fpc=~fpc, data=apiclus1)
    # and then svyciprop(~I(ell==0), dc, method="logit"); of the other intervals there
    # the estimate and its standard error are the same
    results = expected("api_clus1_ciprop")["res"]
    logit = next(one for one in results if one["method"] == "logit")
    found = estimate(cluster_sample(), plan(rate("none_learning")), CLUSTERS)
    figure = the(found, "rate")
    assert (figure.ci_low, figure.ci_high) == pytest.approx(logit["ci"], rel=LOGIT)
    for one in results:
        assert figure.se == pytest.approx(one["se"], rel=RELATIVE)
        close = LOGIT if one["method"] == "logit" else RELATIVE
        assert figure.value == pytest.approx(one["est"], rel=close)


def test_shares_of_a_factor_by_domain_in_a_cluster_sample() -> None:
    # In R: svyby(~sch.wide, ~stype, dc, svymean)
    r = expected("api_clus1_factor_props_by")["by"]
    found = estimate(
        cluster_sample(),
        plan(
            rate("school_wide", indicator="yes"),
            rate("not school_wide", indicator="no"),
            by=(("stype",),),
        ),
        CLUSTERS,
    )
    figures = dict(zip(r["names"], zip(r["est"], r["se"], strict=True), strict=True))
    for name, (value, se) in figures.items():
        code, answer = name.split(":sch.wide")
        figure = the(found, answer.lower(), stype=code)
        assert (figure.value, figure.se) == pytest.approx((value, se), rel=RELATIVE)
