"""The benchmarks measure what they say: the same survey, the same figures."""

import json
from math import prod
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from benchmarks import floor, ours
from benchmarks.agreement import agreement
from benchmarks.contestant import Question
from benchmarks.page import PAGE, PICTURE, RESULTS, page
from benchmarks.promises import Promise, promises
from benchmarks.survey import (
    CODES,
    Shape,
    write_parts,
    write_shuffled,
    write_survey,
)
from benchmarks.tables import CELLS, TWELVE, TWENTY_FOUR
from headload.measure.estimate import estimate

SMALL = Shape.of_rows(5_000)


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "small.parquet"
    write_survey(path, SMALL)
    return path


def test_the_same_size_gives_the_same_bytes(survey: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.parquet"
    rows = write_survey(again, SMALL)
    assert again.read_bytes() == survey.read_bytes()
    assert abs(rows - 5_000) < 500
    assert pq.read_metadata(again).num_rows == rows


def test_the_survey_is_sorted_and_a_psu_lies_in_one_place(survey: Path) -> None:
    table = pq.read_table(survey)
    assert table.sort_by([("stratum", "ascending"), ("psu", "ascending")]) == table
    places = table.group_by(["psu", "stratum", "region", "urban"]).aggregate([])
    assert places.num_rows == SMALL.psus
    psus = places.group_by("stratum").aggregate([("psu", "count")])
    assert pc.min(psus["psu_count"]).as_py() >= 2


def test_other_layouts_hold_the_same_rows(survey: Path, tmp_path: Path) -> None:
    everything = [(name, "ascending") for name in ("psu", "weight", "age_group")]
    expected = pq.read_table(survey).sort_by(everything)
    write_shuffled(survey, tmp_path / "shuffled.parquet")
    shuffled = pq.read_table(tmp_path / "shuffled.parquet")
    assert shuffled.sort_by(everything) == expected
    assert shuffled["psu"] != pq.read_table(survey)["psu"]
    write_parts(survey, tmp_path / "parts", 7)
    assert len(list((tmp_path / "parts").iterdir())) == 7
    assert pq.read_table(tmp_path / "parts").sort_by(everything) == expected


def test_the_twelve_tables_have_276_cells() -> None:
    cells = [prod(len(CODES[name]) for name in table) for table in TWELVE]
    assert sum(cells) == 276
    assert len(set(TWENTY_FOUR)) == 24
    assert max(prod(len(CODES[name]) for name in table) for table in CELLS) == 9_828


def test_headload_and_bare_sql_give_the_same_figures(survey: Path) -> None:
    asked = Question(survey)
    found = estimate(ours.persons_of(asked), ours.plan_of(asked.tables), ours.DESIGN)
    with floor.connected(asked) as connection:
        bare = floor.figures_of(connection, asked)
    compared = agreement(ours.figures_of(found.estimates), bare)
    assert compared.good, compared
    assert compared.compared > 900


@pytest.mark.parametrize(
    ("theirs", "good"),
    [
        ({"a|value": 1.0 + 1e-12, "a|se": 1e-19}, True),
        ({"a|value": 1.0 + 1e-12}, True),
        ({"a|value": 1.0 + 1e-7, "a|se": 0.0}, False),
        ({"a|value": float("nan"), "a|se": 0.0}, False),
        ({"b|value": 1.0, "a|se": 0.0}, False),
        ({}, False),
    ],
)
def test_figures_that_differ_or_are_missing_do_not_agree(
    theirs: dict[str, float], *, good: bool
) -> None:
    assert agreement({"a|value": 1.0, "a|se": 0.0}, theirs).good is good


@pytest.mark.parametrize(
    ("measured", "at_least", "verdict"),
    [
        (None, False, "not measured"),
        (2.0, False, "met"),
        (2.1, False, "not met"),
        (2.1, True, "met"),
        (1.9, True, "not met"),
    ],
)
def test_a_promise_is_met_up_to_its_limit(
    measured: float | None, verdict: str, *, at_least: bool
) -> None:
    promise = Promise("must", "something", measured, 2.0, at_least=at_least)
    assert promise.verdict == verdict


def test_a_run_that_measured_nothing_keeps_no_promise() -> None:
    verdicts = {promise.verdict for promise in promises({"sizes": {}})}
    assert verdicts == {"not measured"}


def test_the_page_on_performance_is_current() -> None:
    # to renew it: make bench PAGE=yes
    assert PAGE.read_text("utf-8") == page(json.loads(RESULTS.read_text("utf-8")))
    assert PICTURE.exists()
