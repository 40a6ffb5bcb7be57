"""Ratios, quantiles, differences and changes equal those of R survey 4.5.

The R call stands in each test. Tolerance 1e-9 relative; quantiles are exact.
"""

from dataclasses import replace

import pytest

from headload.measure.estimate import Measure, estimate
from headload.terms import Design, DesignStatus, MeasureKind, Persons
from parity.oracles import RELATIVE, expected, labour_force, table
from parity.test_estimate_parity_replicates import declared
from parity.test_estimate_parity_replicates import survey as replicated
from unit.estimate.builders import STRATIFIED, measure, plan, the

FPC = Design(DesignStatus.COMPLETE, fpc=("Nh",))


def per(of: str, below: str, among: str | None = None) -> Measure:
    return replace(measure(MeasureKind.RATIO, of, among), per=below)


def at(p: float, of: str, among: str | None = None) -> Measure:
    return replace(measure(MeasureKind.MEDIAN, of, among, f"q{p}"), p=p)


def minus(
    kind: MeasureKind, of: str, among: str | None, first: str, second: str
) -> Measure:
    return replace(
        measure(MeasureKind.DIFFERENCE, of, among), figure=kind, between=(first, second)
    )


def test_a_ratio_of_two_amounts() -> None:
    # In R: ds0 <- svydesign(id=~1, strata=~stype, weights=~pw, data=apistrat)
    # and then svyratio(~api.stu, ~enroll, ds0), confint(df=degf(ds0)), and by stype
    oracle, rows = expected("api_strat_nofpc_ratio_by"), table("apistrat")
    survey = Persons(
        survey="oracle",
        table=rows.mutate(
            stratum=rows.stype,
            psu=rows.snum.cast("string"),
            weight=rows.pw.cast("float64"),
            tested=rows["api.stu"],
        ),
    )
    wanted = plan(per("tested", "enroll"), by=((), ("stype",)))
    found = estimate(survey, wanted, STRATIFIED)
    whole, r = the(found, "figure"), oracle["all"]
    figures = [whole.value, whole.se, whole.ci_low, whole.ci_high]
    assert figures == pytest.approx([r["est"], r["se"], *r["ci"][0]], rel=RELATIVE)
    assert whole.df == r["df"]
    r = oracle["by"]
    for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
        figure = the(found, "figure", stype=cell["stype"])
        assert (figure.value, figure.se) == pytest.approx((value, se), rel=RELATIVE)


@pytest.mark.parametrize(
    ("case", "design"),
    [("lfs_small_public", STRATIFIED), ("lfs_small_fpc_public", FPC)],
)
def test_hourly_earnings_leave_out_who_did_not_say(case, design) -> None:
    # In R: svyby(~earn, ~sex, denominator=~hours, subset(de, !is.na(earn)), svyratio)
    r = expected(case)["ratio_earn_hours_by_sex"]
    wanted = plan(per("earn", "hours", "employed"), by=(("sex",),))
    found = estimate(labour_force(), wanted, design)
    for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
        figure = the(found, "figure", sex=str(cell["sex"]))
        assert (figure.value, figure.se) == pytest.approx((value, se), rel=RELATIVE)
        assert figure.unknown > 0


@pytest.mark.parametrize("kind", ["JKn", "bootstrap", "subbootstrap", "mrbbootstrap"])
def test_ratios_and_medians_from_replicate_weights(kind) -> None:
    # In R: svyratio(~earn, ~hours, subset(rd, emp==1 & !is.na(earn)))
    # In R: svyquantile(~hours, subset(rd, emp==1), .5)
    oracle = expected(f"rep_{kind}_public")
    wanted = plan(per("earn", "hours", "employed"), at(0.5, "hours", "employed"))
    found, r = estimate(replicated(kind), wanted, declared(kind)), oracle["ratio"]
    figure = the(found, "figure")
    assert (figure.value, figure.se) == pytest.approx((r["est"], r["se"]), rel=RELATIVE)
    median, r = the(found, "q0.5"), oracle["median"]
    assert [median.value, median.ci_low, median.ci_high] == [r["est"], *r["ci"][0]]
    assert median.se == pytest.approx(r["se"], rel=RELATIVE)


def test_quantiles_of_a_cluster_sample() -> None:
    # In R: svyquantile(~api00, dc, c(.25,.5,.75), qrule="math")
    r, rows = expected("api_clus1_quantiles")["math"], table("apiclus1")
    survey = Persons(
        survey="oracle",
        table=rows.mutate(psu=rows.dnum.cast("string"), weight=rows.pw.cast("float64")),
    )
    shares = (0.25, 0.5, 0.75)
    design = Design(DesignStatus.PSU_ONLY, fpc=("fpc",))
    found = estimate(survey, plan(*(at(p, "api00") for p in shares)), design)
    for i, p in enumerate(shares):
        figure = the(found, f"q{p}")
        assert figure.value == r["est"][i]
        assert [figure.ci_low, figure.ci_high] == r["ci"][i]
        assert figure.se == pytest.approx(r["se"][i], rel=RELATIVE)


@pytest.mark.parametrize(
    ("case", "design"),
    [("lfs_small_public", STRATIFIED), ("lfs_small_fpc_public", FPC)],
)
def test_quantiles_of_earnings(case, design) -> None:
    # In R: svyquantile(~earn, subset(de, !is.na(earn)), c(.1,.5,.9), qrule="math")
    r, shares = expected(case)["median_earn"], (0.1, 0.5, 0.9)
    wanted = plan(*(at(p, "earn", "employed") for p in shares))
    found = estimate(labour_force(), wanted, design)
    for i, p in enumerate(shares):
        figure = the(found, f"q{p}")
        assert figure.value == r["est"][i]
        assert [figure.ci_low, figure.ci_high] == r["ci"][i]
        assert figure.se == pytest.approx(r["se"][i], rel=RELATIVE)


@pytest.mark.parametrize(
    ("case", "design"),
    [("lfs_small_public", STRATIFIED), ("lfs_small_fpc_public", FPC)],
)
def test_women_minus_men(case, design) -> None:
    # In R: svycontrast(svyby(~informal, ~sex, de, svymean, covmat=TRUE),
    # c("1"=-1, "2"=1))
    r = expected(case)["diff_informal_women_minus_men"]
    asked = minus(MeasureKind.RATE, "informal", "employed", "sex = 2", "sex = 1")
    figure = the(estimate(labour_force(), plan(asked), design), "figure")
    assert (figure.value, figure.se) == pytest.approx((r["est"], r["se"]), rel=RELATIVE)


def test_a_difference_of_means_in_a_cluster_sample() -> None:
    # In R: svycontrast(svyby(~api00, ~stype, dc, svymean, covmat=TRUE), c(E=-1, H=1))
    r = expected("api_clus1_means_by_stype_covmat")["contrast_H_minus_E"]
    rows = table("apiclus1")
    survey = Persons(
        survey="oracle",
        table=rows.mutate(psu=rows.dnum.cast("string"), weight=rows.pw.cast("float64")),
    )
    asked = minus(MeasureKind.MEAN, "api00", None, "stype = H", "stype = E")
    design = Design(DesignStatus.PSU_ONLY, fpc=("fpc",))
    figure = the(estimate(survey, plan(asked), design), "figure")
    assert (figure.value, figure.se) == pytest.approx((r["est"], r["se"]), rel=RELATIVE)


@pytest.mark.parametrize(
    ("kind", "of", "among", "key"),
    [
        (MeasureKind.RATE, "informal", "employed", "diff"),
        (MeasureKind.TOTAL, "employed", None, "total_diff"),
    ],
)
def test_a_change_between_periods_that_share_psus(kind, of, among, key) -> None:
    # In R: dp <- svydesign(id=~psu, strata=~stratum, weights=~w, data=PP)
    # and then svycontrast(svyby(~informal, ~period, subset(dp, emp==1), svymean,
    # covmat=TRUE), c("1"=-1, "2"=1)); likewise svyby(~emp, ~period, dp, svytotal)
    r = expected("change_overlap_public")[key]
    survey = labour_force("lfs_change_public")
    rows = survey.table.mutate(period=survey.table.period.cast("string"))
    asked = minus(kind, of, among, "period = 2", "period = 1")
    found = estimate(replace(survey, table=rows), plan(asked), STRATIFIED)
    figure = the(found, "figure")
    assert (figure.value, figure.se) == pytest.approx((r["est"], r["se"]), rel=RELATIVE)


@pytest.mark.parametrize("kind", ["JKn", "bootstrap", "BRR", "Fay"])
def test_women_minus_men_from_replicate_weights(kind) -> None:
    # In R: vcov(svyby(~informal, ~sex, subset(rd, emp==1), svymean, covmat=TRUE))
    (a, b), (_, d) = expected(f"rep_{kind}_public")["informal_by_sex"]["vcov"]
    asked = minus(MeasureKind.RATE, "informal", "employed", "sex = 2", "sex = 1")
    figure = the(estimate(replicated(kind), plan(asked), declared(kind)), "figure")
    assert figure.se == pytest.approx((a + d - 2 * b) ** 0.5, rel=RELATIVE)
