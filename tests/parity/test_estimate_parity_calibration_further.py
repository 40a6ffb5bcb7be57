"""Calibrated means, small domains, crossed margins and replicates equal those of R.

``dd <- svydesign(id=~psu, strata=~stratum, weights=~w, data=L0)`` of
``lfs_small_public.csv``, calibrated as each test says. Made with R survey 4.1-1,
which on the same file gives the figures of the oracle (survey 4.5) to 1e-13.
Tolerance 1e-9 relative.
"""

import json
from dataclasses import replace

import ibis
import pytest

from headload.measure.estimate import calibrated, estimate
from headload.terms import (
    Calibration,
    CalibrationMethod,
    Design,
    DesignStatus,
    Margin,
    Persons,
    ReplicateMethod,
    Replicates,
)
from needs import oracle
from parity.oracles import RELATIVE, labour_force, table
from unit.estimate.builders import STRATIFIED, mean, plan, rate, the, total

POSTSTRATIFY, RAKE, LINEAR = CalibrationMethod
SEX = Margin("sex", {"1": 30000, "2": 32000}, "R", "2026")
REGION = Margin("region", {"1": 14000, "2": 17000, "3": 16000, "4": 15000}, "R", "2026")
HOWS = {
    POSTSTRATIFY: Calibration(POSTSTRATIFY, (SEX,)),
    RAKE: Calibration(RAKE, (SEX, REGION)),
    LINEAR: Calibration(LINEAR, (SEX, REGION)),
}
BANDS = ("0-14", "15-64", "65+")


def by_band(column: str, *rows: tuple[int, int, int]) -> Margin:
    """Return a margin by a column crossed with bands of age."""
    cells = {
        f"{code} {band}": persons
        for code, row in enumerate(rows, start=1)
        for band, persons in zip(BANDS, row, strict=True)
    }
    return Margin(f"{column}_band", cells, "R", "2026")


CROSSED = (
    by_band("sex", (5000, 18000, 7000), (6000, 19000, 7000)),
    by_band(
        "region",
        (2500, 8500, 3000),
        (2800, 10000, 4200),
        (3000, 9600, 3400),
        (2700, 8900, 3400),
    ),
)


def survey() -> Persons:
    """Return the oracle's survey with codes of sex and region crossed with age."""
    persons = labour_force()
    rows = persons.table
    young, old = BANDS[0], BANDS[2]
    band = ibis.cases((rows.age < 15, young), (rows.age >= 65, old), else_=BANDS[1])
    crossed = {f"{c}_band": rows[c] + " " + band for c in ("sex", "region")}
    return replace(persons, table=rows.mutate(**crossed))


def agrees(figure, value: float, se: float) -> None:
    assert (figure.value, figure.se) == pytest.approx((value, se), rel=RELATIVE)


@pytest.mark.parametrize(
    ("method", "hours", "women"),
    [
        (
            POSTSTRATIFY,
            (42.4994242565341, 0.538607110713769),
            (1519.94166917295, 257.189634728016),
        ),
        (
            RAKE,
            (42.5270661017829, 0.593389201266361),
            (2084.85441197449, 298.974421360489),
        ),
        (
            LINEAR,
            (42.5358357818134, 0.579756057882099),
            (2069.26575051139, 286.83643654473),
        ),
    ],
)
def test_means_and_totals_of_domains_that_most_psus_lack(method, hours, women) -> None:
    # In R, for z one of ps, rk, ca of the oracle: svymean(~hours0, subset(z, emp==1))
    # and svytotal(~inf0, subset(z, emp==1 & sex==2 & region==3))
    design = replace(STRATIFIED, calibration=HOWS[method])
    wanted = plan(
        mean("hours", "employed"),
        total("informal", "employed"),
        by=((), ("sex", "region")),
    )
    found = estimate(calibrated(survey(), design), wanted, design)
    agrees(the(found, "mean"), *hours)
    agrees(the(found, "total", sex="2", region="3"), *women)


@pytest.mark.parametrize(
    ("method", "wanted"),
    [
        # In R: L0$band <- ifelse(L0$age<15,"0-14",ifelse(L0$age<65,"15-64","65+"))
        # rake(dd, list(~sex+band, ~region+band), list(pa, pb),
        #      control=list(epsilon=1e-14, maxit=500))
        (
            RAKE,
            {
                "employed": (29766.9567644354, 1238.81791879994),
                "rate": (0.543077335736024, 0.0209801431364792),
                "mean": (42.459572696946, 0.591318258839276),
                "women": (1955.86626138466, 297.160422664461),
            },
        ),
        # In R: calibrate(dd, ~sf*band+rf*band, setNames(T, mm)), where sf and rf are
        # the factors of sex and region, T the totals of the model matrix's columns mm
        (
            LINEAR,
            {
                "employed": (29768.0600417788, 1188.98590791126),
                "rate": (0.542743962419096, 0.0209415459090852),
                "mean": (42.4593980843232, 0.573939560622024),
                "women": (1947.11863615649, 284.74960390329),
            },
        ),
    ],
)
def test_margins_that_share_bands_of_age(method, wanted) -> None:
    design = replace(STRATIFIED, calibration=Calibration(method, CROSSED))
    asked = plan(
        total("employed", None, "employed"),
        rate("informal", "employed"),
        mean("hours", "employed"),
        total("informal", "employed", "women"),
        by=((), ("sex", "region")),
    )
    found = estimate(calibrated(survey(), design), asked, design)
    for name in ("employed", "rate", "mean"):
        agrees(the(found, name), *wanted[name])
    agrees(the(found, "women", sex="2", region="3"), *wanted["women"])


REPLICATED = {
    "JKn": {
        POSTSTRATIFY: (1365.04222151928, 0.0205698935604161),
        RAKE: (1440.32110787362, 0.0222033051681582),
        LINEAR: (1440.93371839338, 0.0221983761334685),
    },
    "bootstrap": {
        POSTSTRATIFY: (1299.43302519165, 0.0223516489642925),
        RAKE: (1187.08977907722, 0.0220314116510498),
        LINEAR: (1185.53761119102, 0.0220082829358921),
    },
}
VALUES = {
    POSTSTRATIFY: (30865.4992498736, 0.553205503186482),
    RAKE: (30326.4415967939, 0.543193983215805),
    LINEAR: (30330.3634215041, 0.543169672561801),
}


def replicated(kind: str) -> tuple[Persons, Replicates]:
    """Return the oracle's replicate weights beside the regions of the same records."""
    regions = table("lfs_small_public").region.to_pyarrow().to_pylist()
    rows = table(f"lfs_rep_{kind}_public").to_pyarrow()
    rows = ibis.memtable(rows.append_column("region", [list(map(str, regions))]))
    persons = Persons(
        survey="oracle",
        table=rows.mutate(
            psu=rows.psu.cast("string"),
            sex=rows.sex.cast("string"),
            weight=rows.w.cast("float64"),
            employed=rows.emp == 1,
            informal=rows.informal == 1,
        ),
    )
    r = json.loads(oracle(f"rep_{kind}_public.json").read_text("utf-8"))["design"]
    columns = tuple(f"rw{i + 1}" for i in range(len(r["rscales"])))
    return persons, Replicates(
        ReplicateMethod.OTHER, columns, scale=r["scale"], rscales=tuple(r["rscales"])
    )


@pytest.mark.parametrize("method", HOWS)
@pytest.mark.parametrize("kind", REPLICATED)
def test_replicate_weights_are_each_calibrated(kind, method) -> None:
    # In R: rd <- svrepdesign(data=R, weights=~w, repweights="rw[0-9]+", type="other",
    #                         scale=, rscales=, combined.weights=TRUE, mse=FALSE)
    # and then for z one of postStratify(rd, ~sex, pop),
    # rake(rd, list(~sex,~region), list(pop,pr), control=list(epsilon=1e-13,
    # maxit=500)), calibrate(rd, ~factor(sex)+factor(region),
    # c(62000,32000,17000,16000,15000), compress=FALSE)
    # the figures svytotal(~emp, z), svymean(~inf0, subset(z, emp==1))
    persons, how = replicated(kind)
    design = Design(DesignStatus.REPLICATES, replicates=how, calibration=HOWS[method])
    wanted = plan(total("employed"), rate("informal", "employed"))
    found = estimate(calibrated(persons, design), wanted, design)
    value, share = VALUES[method]
    of_total, of_share = REPLICATED[kind][method]
    agrees(the(found, "total"), value, of_total)
    agrees(the(found, "rate"), share, of_share)
