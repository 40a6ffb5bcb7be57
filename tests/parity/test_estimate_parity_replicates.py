"""Replicate weights of every kind give the variances of R survey 4.5.

``rd <- svrepdesign(data=, weights=~w, repweights="rw[0-9]+", type=, scale=,
rscales=, mse=, combined.weights=TRUE)``; the R call of each figure stands in its
test. Tolerance 1e-9 relative.
"""

import json

import pytest

from headload.measure.estimate import estimate
from headload.terms import Design, DesignStatus, Persons, ReplicateMethod, Replicates
from needs import oracle
from parity.oracles import RELATIVE, expected, table
from unit.estimate.builders import plan, rate, the, total

CASES = {
    "JKn": ReplicateMethod.JKN,
    "bootstrap": ReplicateMethod.BOOTSTRAP,
    "subbootstrap": ReplicateMethod.BOOTSTRAP,
    "mrbbootstrap": ReplicateMethod.OTHER,
    "BRR": ReplicateMethod.BRR,
    "Fay": ReplicateMethod.FAY,
}
PLAN = plan(total("employed"), rate("informal", "employed"), by=((), ("sex",)))


def survey(kind: str) -> Persons:
    rows = table(f"lfs_rep_{kind}_public")
    return Persons(
        survey="oracle",
        table=rows.mutate(
            psu=rows.psu.cast("string"),
            sex=rows.sex.cast("string"),
            weight=rows.w.cast("float64"),
            employed=rows.emp == 1,
            informal=rows.informal == 1,
        ),
    )


def declared(kind: str, *, mse: bool | None = None) -> Design:
    """Return the design as R has it; BRR and Fay find their own scale."""
    r = json.loads(oracle(f"rep_{kind}_public.json").read_text("utf-8"))["design"]
    own = kind in {"BRR", "Fay"}
    replicates = Replicates(
        method=CASES[kind],
        columns=tuple(f"rw{i + 1}" for i in range(len(r["rscales"]))),
        scale=None if own else r["scale"],
        rscales=() if own else tuple(r["rscales"]),
        rho=0.3 if kind == "Fay" else 0.0,
        mse=mse,
    )
    assert replicates.factor == pytest.approx(r["scale"], rel=1e-12)
    return Design(DesignStatus.REPLICATES, replicates=replicates)


@pytest.mark.parametrize("kind", CASES)
def test_totals_and_rates_around_the_mean_of_the_replicates(kind) -> None:
    # In R: svytotal(~emp, rd); degf(rd)
    # In R: svyby(~informal, ~sex, subset(rd, emp==1), svymean)
    r = expected(f"rep_{kind}_public")
    found = estimate(survey(kind), PLAN, declared(kind))
    figure = the(found, "total")
    wanted = (r["total"]["est"], r["total"]["se"])
    assert (figure.value, figure.se) == pytest.approx(wanted, rel=RELATIVE)
    assert figure.df == r["degf"]
    r = r["informal_by_sex"]
    for cell, value, se in zip(r["cells"], r["est"], r["se"], strict=True):
        figure = the(found, "rate", sex=str(cell["sex"]))
        assert (figure.value, figure.se) == pytest.approx((value, se), rel=RELATIVE)


@pytest.mark.parametrize("kind", ["JKn", "bootstrap", "subbootstrap", "mrbbootstrap"])
def test_totals_and_rates_around_the_full_sample(kind) -> None:
    # In R, with mse=TRUE: svytotal(~emp, rm); svymean(~informal, subset(rm, emp==1))
    r = expected(f"rep_{kind}_public")
    found = estimate(survey(kind), PLAN, declared(kind, mse=True))
    for name, key in (("total", "total_mse"), ("rate", "informal_mse")):
        assert the(found, name).value == pytest.approx(r[key]["est"], rel=RELATIVE)
        assert the(found, name).se == pytest.approx(r[key]["se"], rel=RELATIVE)
