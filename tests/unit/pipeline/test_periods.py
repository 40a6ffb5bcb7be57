"""Several periods together: levels as alone, changes with their covariance."""

from dataclasses import replace
from pathlib import Path

import pytest

from headload.cli.app import run
from headload.errors import WrongUse
from headload.measure.harmonise import load_survey
from headload.measure.pipeline import Task, measure_survey
from headload.measure.pipeline.periods import (
    Part,
    estimated,
    parts_of,
    survey_of,
    time_of,
)
from headload.measure.rooms import silent
from headload.releases import Release, read_release
from headload.terms import MeasureKind
from parity.oracles import RELATIVE, expected, labour_force
from unit.estimate.builders import measure, plan, rate, the, total
from unit.harmonise.tiny import DESIGN
from unit.pipeline import waves

CERTAINTY = DESIGN + 'lonely_psu = "certainty"\n'
CHANGE = "ttt-lfs-2024-2025.informal-employment-rate-difference"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("periods")


@pytest.fixture(scope="module")
def atlas(folder: Path) -> Path:
    return waves.maps(folder)


@pytest.fixture(scope="module")
def both(folder: Path, atlas: Path) -> Release:
    files = {year: [waves.file(folder, year)] for year in waves.PERIODS}
    task = Task(files, "ttt/lfs", folder / "both", policy="public-use", atlas=atlas)
    return measure_survey(task).release


def test_the_level_of_a_period_is_that_of_its_own_release(
    both: Release, folder: Path, atlas: Path
) -> None:
    found = {cell.estimate_id: cell for cell in both.estimates}
    for year in waves.PERIODS:
        out = folder / f"only-{year}"
        task = Task(
            waves.file(folder, year),
            f"ttt/lfs/{year}",
            out,
            policy="public-use",
            atlas=atlas,
        )
        for cell in measure_survey(task).release.estimates:
            together = found[cell.estimate_id]
            assert replace(together, release_id=cell.release_id) == cell


def test_a_change_is_the_difference_of_the_levels_and_says_between_which(
    both: Release,
) -> None:
    (change,) = (cell for cell in both.estimates if cell.estimate_id == CHANGE)
    first, second = (
        both.find("informal-employment-rate", time_period=year)
        for year in waves.PERIODS
    )
    assert first
    assert second
    assert change.value is not None
    assert change.value == pytest.approx((second.value or 0) - (first.value or 0))
    assert change.time_period == "2024/2025"
    assert (change.table_id, change.unit) == ("T19", "percentage_points")
    assert "time_period" not in change.dimensions


def test_the_release_says_what_it_is_made_of(both: Release) -> None:
    manifest = both.manifest
    assert (manifest.survey, manifest.period) == ("ttt/lfs/2024-2025", "2024/2025")
    assert len(manifest.inputs) == 2
    assert manifest.command.startswith(
        "headload measure --survey ttt/lfs --period 2024=FILE --period 2025=FILE "
    )


def test_a_release_of_periods_is_read_traced_and_shown(
    both: Release, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "both"
    read = {cell.estimate_id: cell for cell in read_release(out).estimates}
    assert read == {cell.estimate_id: cell for cell in both.estimates}
    assert run(["trace", str(out), CHANGE]) == 0
    assert "icls17.informal_job" in capsys.readouterr().out
    level = "ttt-lfs-2024.informal-employment-rate"
    assert run(["trace", str(out), level]) == 0
    assert "Period: 2024" in capsys.readouterr().out


def test_the_headline_is_of_the_latest_period(
    folder: Path, atlas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["measure", "--survey", "ttt/lfs", "--atlas", str(atlas)]
    for year in waves.PERIODS:
        arguments += ["--period", f"{year}={waves.file(folder, year)}"]
    assert run([*arguments, "--out", str(folder / "shown")]) == 0
    assert "Survey · 2025" in capsys.readouterr().out


def test_periods_with_two_designs_are_refused(tmp_path: Path) -> None:
    atlas = waves.maps(tmp_path)
    other = tmp_path / "atlas" / "ttt" / "lfs" / "2026"
    other.mkdir()
    for file in (tmp_path / "atlas" / "ttt" / "lfs" / "2024-2025").iterdir():
        text = file.read_text("utf-8").replace('["2024", "2025"]', '["2026"]')
        (other / file.name).write_text(text, "utf-8")
    with pytest.raises(WrongUse, match="HL-STACK-07"):
        parts_of("ttt/lfs", {"2025": [Path("a")], "2026": [Path("b")]}, atlas)


@pytest.mark.parametrize(
    ("kind", "of", "among", "key"),
    [
        (MeasureKind.RATE, "informal", "employed", "diff"),
        (MeasureKind.TOTAL, "employed", None, "total_diff"),
    ],
)
def test_a_change_over_shared_psus_equals_that_of_r(
    tmp_path: Path, kind: MeasureKind, of: str, among: str | None, key: str
) -> None:
    # In R: svycontrast(svyby(~informal, ~period, subset(dp, emp == 1), svymean,
    # covmat = TRUE), c("1" = -1, "2" = 1)); likewise svyby(~emp, ~period, svytotal)
    r = expected("change_overlap_public")[key]
    # alone, period 2 has single-PSU strata; both periods together have none
    survey = load_survey("ttt/lfs/2025", waves.maps(tmp_path, design=CERTAINTY))
    parts = [Part(replace(survey, period=period), ()) for period in ("1", "2")]
    records = labour_force("lfs_change_public")
    records = replace(
        records,
        table=records.table.mutate(time_period=records.table.period.cast("string")),
    )
    asked = replace(
        measure(MeasureKind.DIFFERENCE, of, among, "change"),
        figure=kind,
        between=("time_period = 2", "time_period = 1"),
        dimensions={"time_period": "2-1"},
    )
    level = rate(of, among) if kind is MeasureKind.RATE else total(of, among, "rate")
    found = estimated(
        records, plan(asked, level), parts, notes=(), folder=tmp_path, progress=silent
    )
    change = the(found, "change", time_period="2-1")
    assert (change.value, change.se) == pytest.approx((r["est"], r["se"]), rel=RELATIVE)
    first, second = (the(found, "rate", time_period=each) for each in ("1", "2"))
    assert change.value == pytest.approx((second.value or 0) - (first.value or 0))


def test_a_release_of_one_period_is_named_by_it(atlas: Path) -> None:
    (part,) = parts_of("ttt/lfs/2025", [Path("a"), Path("b")], atlas)
    assert (survey_of([part]), time_of([part])) == ("ttt/lfs/2025", "2025")
    assert part.files == (Path("a"), Path("b"))
