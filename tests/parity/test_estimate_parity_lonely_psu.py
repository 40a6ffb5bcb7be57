"""Strata with a single PSU behave as in R survey 4.5.

``options(survey.lonely.psu = m, survey.adjust.domain.lonely = FALSE)``, then
``svytotal(~emp, dl)``, ``svymean(~informal, subset(dl, emp==1))`` and
``svyby(~informal, ~sex, subset(dl, emp==1), svymean)``. R's "remove" is our
"certainty": in both, the stratum contributes nothing. Tolerance 1e-9 relative.
"""

import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.estimate import estimate
from headload.terms import Design, DesignStatus
from parity.oracles import RELATIVE, expected, labour_force
from unit.estimate.builders import mean, plan, rate, the, total

PLAN = plan(total("employed"), rate("informal", "employed"), by=((), ("sex",)))


@pytest.mark.parametrize(
    ("option", "rule"),
    [
        ("remove", "certainty"),
        ("certainty", "certainty"),
        ("adjust", "adjust"),
        ("average", "average"),
    ],
)
def test_a_lonely_stratum_follows_the_declared_rule(option, rule) -> None:
    oracle = expected(f"lonely_{option}_public")
    survey = labour_force("lfs_lonely_public")
    found = estimate(survey, PLAN, Design(DesignStatus.COMPLETE, lonely_psu=rule))
    for figure, r in (
        (the(found, "total"), oracle["total_emp"]),
        (the(found, "rate"), oracle["informal"]),
    ):
        assert figure.value == pytest.approx(r["est"], rel=RELATIVE)
        assert figure.se == pytest.approx(r["se"], rel=RELATIVE)
        assert figure.df == oracle["degf"]
    by_sex = [the(found, "rate", sex="1"), the(found, "rate", sex="2")]
    r = oracle["by_sex"]
    assert [figure.value for figure in by_sex] == pytest.approx(r["est"], rel=RELATIVE)
    assert [figure.se for figure in by_sex] == pytest.approx(r["se"], rel=RELATIVE)


def test_by_default_lonely_strata_stop_the_work_and_are_named() -> None:
    assert "only one PSU" in expected("lonely_fail_public")["error"]
    with pytest.raises(BadInput, match=r"stratum 3, 8") as refusal:
        estimate(labour_force("lfs_lonely_public"), PLAN, Design(DesignStatus.COMPLETE))
    assert refusal.value.code == "HL-EST-49"


@pytest.mark.parametrize("rule", ["adjust", "average"])
def test_a_domain_in_one_psu_of_a_stratum_follows_the_rule_if_asked(rule) -> None:
    # In R: options(survey.lonely.psu = rule, survey.adjust.domain.lonely = TRUE), then
    # In R: svymean(~informal, subset(dl, emp==1 & region==1 & sex==2))
    # In R: svyby(~hours, ~grp, subset(dl, emp==1), svymean)
    oracle = expected(f"lonely_domain_{rule}_public")
    design = Design(DesignStatus.COMPLETE, lonely_psu=rule, lonely_in_domains=True)
    women = "employed and region = 1 and sex = 2"
    wanted = plan(rate("informal", women), mean("hours", "employed"), by=((), ("grp",)))
    found = estimate(labour_force("lfs_lonely_public"), wanted, design)
    figure, r = the(found, "rate"), oracle["dom"]
    assert (figure.value, figure.se) == pytest.approx((r["est"], r["se"]), rel=RELATIVE)
    r = oracle["hours_by_grp"]
    for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
        figure = the(found, "mean", grp=str(cell["grp"]))
        assert (figure.value, figure.se) == pytest.approx((value, se), rel=RELATIVE)


def test_lonely_domains_need_a_rule_that_looks_at_others() -> None:
    design = Design(DesignStatus.COMPLETE, lonely_in_domains=True)
    with pytest.raises(WrongUse, match="lonely in a domain") as refusal:
        estimate(labour_force("lfs_lonely_public"), PLAN, design)
    assert refusal.value.code == "HL-EST-12"
