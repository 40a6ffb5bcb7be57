"""Every kind of design, figure and calibration gives the same bits on Spark."""

from pathlib import Path
from typing import Any

import pytest

from engines.both import persons_on_both
from headload.measure.estimate import calibrated, cutting, estimate
from unit.estimate.test_estimate_calibration import HOWS, under
from unit.estimate.test_estimate_chunks import DESIGNS, everything, survey

NAMES = ["certainty", "adjust", "average", "stages", "replicates", "one stratum"]


@pytest.mark.parametrize("design", DESIGNS, ids=NAMES)
def test_every_design_gives_the_same_bits(
    spark: Any, tmp_path: Path, design: Any
) -> None:
    here, there = persons_on_both(survey(), spark, tmp_path)
    asked = everything()
    assert estimate(there, asked, design) == estimate(here, asked, design)


def test_records_that_come_in_many_chunks_give_the_same_bits(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "CHUNK", 100)
    here, there = persons_on_both(survey(), spark, tmp_path, files=7)
    asked = everything()
    assert estimate(there, asked, DESIGNS[1]) == estimate(here, asked, DESIGNS[1])


@pytest.mark.parametrize("how", HOWS.values(), ids=HOWS)
def test_calibrated_weights_have_the_same_bits(
    spark: Any, tmp_path: Path, how: Any
) -> None:
    design = under(how, DESIGNS[0])
    made = [
        calibrated(persons, design)
        for persons in persons_on_both(survey(), spark, tmp_path)
    ]
    here, there = (
        one.table.select("weight", "pay").order_by("pay", "weight").to_pyarrow()
        for one in made
    )
    assert there.equals(here)
    asked = everything()
    assert estimate(made[1], asked, design) == estimate(made[0], asked, design)
