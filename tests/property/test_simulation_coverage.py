"""Intervals hold the true value as often as they say, through the real rooms."""

import os
from pathlib import Path

import numpy as np
import pytest

from headload.terms import MeasureKind
from property import simulation

PAGE = Path("docs/explanation/simulation.md")
FEWEST = 25  # records below which a figure is not published (methods, section 5)
PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def coverages(tmp_path_factory):
    """Return the coverage of every figure; print it as a table."""
    found = simulation.simulate(tmp_path_factory.mktemp("simulation"))
    table = simulation.table_of(found)
    print(f"\n{table}")  # noqa: T201  (shown by pytest -s)
    if os.environ.get("HEADLOAD_WRITE_SIMULATION") == "1":
        _write_page(table)
    return {coverage.figure: coverage for coverage in found}


def _write_page(table: str) -> None:
    page = PROJECT / PAGE
    before, _, rest = page.read_text(encoding="utf-8").partition("| figure |")
    after = rest.partition("\n\n")[2]
    page.write_text(f"{before}{table}\n{after}", encoding="utf-8")


@pytest.mark.parametrize("figure", list(simulation.FIGURES))
def test_intervals_cover_the_truth_at_their_nominal_rate(coverages, figure):
    low, high = coverages[figure].band
    assert low <= coverages[figure].share <= high


def test_taken_together_intervals_cover_95_percent(coverages):
    """Figures of one sample depend on each other, so the band is that of one."""
    share = np.mean([coverage.share for coverage in coverages.values()])
    expected = np.mean([coverage.expected for coverage in coverages.values()])
    error = np.sqrt(expected * (1 - expected) / simulation.SAMPLES)
    assert abs(share - expected) < 3 * error


@pytest.mark.parametrize("figure", list(simulation.FIGURES))
def test_estimates_are_unbiased(coverages, figure):
    """The mean over the samples lies within three of its own standard errors."""
    coverage = coverages[figure]
    error = coverage.spread / np.sqrt(coverage.samples)
    assert abs(coverage.mean - coverage.true) < 3 * error


@pytest.mark.parametrize("figure", list(simulation.FIGURES))
def test_every_sample_gives_an_interval_to_what_may_be_published(coverages, figure):
    coverage = coverages[figure]
    assert coverage.samples == simulation.SAMPLES or coverage.persons < FEWEST


def test_the_page_shows_the_table_that_was_measured(coverages):
    table = simulation.table_of(list(coverages.values()))
    assert table in (PROJECT / PAGE).read_text(encoding="utf-8")


def test_a_large_simple_sample_is_expected_to_cover_95_percent():
    total = simulation.textbook_coverage(
        MeasureKind.TOTAL,
        10_000.0,
        spread=100.0,
        df=10_000,
    )
    assert total == pytest.approx(0.95, abs=0.002)


def test_few_people_are_expected_to_be_covered_less_often():
    few = simulation.textbook_coverage(MeasureKind.TOTAL, 6.0, spread=6**0.5, df=10_000)
    assert few < 0.94


def test_few_degrees_of_freedom_widen_the_interval():
    wide = simulation.textbook_coverage(MeasureKind.TOTAL, 9.0, spread=3.0, df=3)
    narrow = simulation.textbook_coverage(MeasureKind.TOTAL, 9.0, spread=3.0, df=500)
    assert wide > narrow
