"""A release of three periods in which one figure of the second is withheld."""

from pathlib import Path

from headload.measure.publish import publish
from headload.terms import Estimate, MeasureKind
from unit.releases.made import rate, release

FIRST, SECOND, LAST = PERIODS = ("2024-Q1", "2024-Q2", "2025-Q1")
GROUPS = {"street_vendor": 600, "home_based_worker": 900}
CHANGE = "informal-employment-rate-difference"


def cells(rise: float) -> list[Estimate]:
    """Return rates by period, sex and group; all rates have gone up by `rise`."""
    made = []
    for at, period in enumerate(PERIODS):
        when = {"time_period": period}
        made.append(rate(3000, 1900 + 90 * at, dimensions=when))
        for sex, n in (("F", 1400), ("M", 1600)):
            few = {"df": 3} if (sex, period) == ("F", SECOND) else {}
            own = {**when, "sex": sex}
            made.append(rate(n, round(n * 0.6) + 70 * at, dimensions=own, **few))
        for code, n in GROUPS.items():
            own = {**when, "worker_group": code}
            made.append(rate(n, round(n * 0.8) - 50 * at, dimensions=own))
        few = {"df": 3} if period == LAST else {}
        own = {**when, "worker_group": "domestic_worker"}
        made.append(rate(500, 360, dimensions=own, **few))
    return [*made, change("street_vendor", -0.17, 0.02), change("", rise, 0.01)]


def change(code: str, value: float, se: float) -> Estimate:
    """Return the change of a rate from the second to the last period."""
    group = {"worker_group": code} if code else {}
    return rate(
        2000,
        1000,
        indicator=CHANGE,
        dimensions={"time_period": f"{LAST}-{SECOND}", **group},
        measure=MeasureKind.DIFFERENCE,
        unit="share",
        value=value,
        se=se,
        ci_low=value - 2 * se,
        ci_high=value + 2 * se,
        cv=None,
    )


def periodic(directory: Path, rise: float = 0.01) -> Path:
    """Publish the release in `directory` and return its place."""
    known = {period: f"xts/lfs/{period.replace('-Q', 'q')}" for period in PERIODS}
    made = release(*cells(rise), periods=known, policy="public-use")
    return publish(made, directory / "R")
