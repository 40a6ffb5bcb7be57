"""A small release with worker groups, for tests of charts, briefs and cards."""

from pathlib import Path

from headload.measure.publish import publish
from headload.terms import Estimate
from unit.releases.made import rate, release, total

GROUPS = {"home_based_worker": 900, "street_vendor": 600, "domestic_worker": 420}
PLANTED = 7_177_717.0  # a figure that nothing published may show


def cells() -> list[Estimate]:
    """Return totals and rates of all workers, of three groups and of two hidden."""
    made = [
        total(4000, 524_345.0),
        total(2400, 331_000.0, "informal-employment"),
        rate(4000, 2580),
        rate(4000, 1310, indicator="pension-coverage-rate"),
    ]
    for sex, n in (("F", 1900), ("M", 2100)):
        made.append(rate(n, round(n * 0.64), dimensions={"sex": sex}))
        made.append(total(n, n * 131.0, dimensions={"sex": sex}))
    for code, n in GROUPS.items():
        group = {"worker_group": code}
        made.append(total(n, n * 131.0, dimensions=group))
        made.append(rate(n, round(n * 0.8), dimensions=group))
        women = round(n * 0.7)
        made.append(rate(n, women, indicator="share-of-women", dimensions=group))
        made += [
            rate(part, round(part * 0.75), dimensions={**group, "sex": sex})
            for sex, part in (("F", women), ("M", n - women))
        ]
    made.append(total(4, PLANTED, dimensions={"worker_group": "waste_picker"}))
    made.append(rate(40, 30, dimensions={"worker_group": "waste_picker"}, df=3))
    return made


def pictured(directory: Path, policy: str = "public-use") -> Path:
    """Publish the release in `directory` and return its place."""
    return publish(release(*cells(), policy=policy), directory / "R")
