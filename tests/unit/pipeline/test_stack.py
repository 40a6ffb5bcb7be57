"""Several files of one period are measured as the one file that was cut."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from headload.measure.pipeline import Task, measure_survey
from headload.measure.read import ReadRequest
from headload.releases import read_release
from unit.cli import doors
from unit.pipeline import waves

SURVEY = "ttt/lfs/2025"


def task(files: object, folder: Path, **options: object) -> Task:
    out = folder / "R"
    return Task(files, SURVEY, out, policy="public-use", **options)  # type: ignore[arg-type]


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    return waves.maps(tmp_path)


def test_forty_parts_give_the_figures_of_the_whole_in_any_order(
    atlas: Path, tmp_path: Path
) -> None:
    whole = waves.file(tmp_path, "2025")
    one = measure_survey(task(whole, tmp_path / "one", atlas=atlas)).release
    pieces = waves.parts(tmp_path, waves.people("2025"), 40)
    many = measure_survey(task(pieces, tmp_path / "many", atlas=atlas)).release
    again = measure_survey(task(pieces[::-1], tmp_path / "again", atlas=atlas)).release
    values = [(cell.estimate_id, cell.value, cell.se) for cell in one.estimates]
    assert [(c.estimate_id, c.value, c.se) for c in many.estimates] == values
    assert len(many.manifest.inputs) == 40
    assert sum(each["rows"] for each in many.manifest.inputs) == doors.ROWS
    assert again.manifest == many.manifest
    command = f"headload measure FILES --survey {SURVEY} "
    assert many.manifest.command.startswith(command)


def test_whole_and_broken_numbers_and_empty_columns_fit_together(
    atlas: Path, tmp_path: Path
) -> None:
    columns = waves.people("2024")
    half = doors.ROWS // 2
    columns["w"] = [float(round(weight)) for weight in columns["w"][:half]] + columns[
        "w"
    ][half:]
    columns["ss"] = [None] * half + columns["ss"][half:]
    whole = doors.text(tmp_path, "whole.csv", doors.csv_text(columns))
    files = []
    for i, rows in enumerate((slice(half), slice(half, None))):
        cut = {name: values[rows] for name, values in columns.items()}
        if i == 0:
            cut["w"] = [int(weight) for weight in cut["w"]]
        files.append(doors.text(tmp_path, f"{i}.csv", doors.csv_text(cut)))
    one = measure_survey(task(whole, tmp_path / "one", atlas=atlas)).release
    two = measure_survey(task(files, tmp_path / "two", atlas=atlas)).release
    assert [(c.estimate_id, c.value, c.se) for c in two.estimates] == [
        (c.estimate_id, c.value, c.se) for c in one.estimates
    ]


def refused(
    files: list[Path],
    atlas: Path,
    capsys: pytest.CaptureFixture[str],
    *more: str,
) -> str:
    arguments = ["measure", *map(str, files), "--survey", SURVEY, "--atlas", str(atlas)]
    out = atlas.parent / "R"
    assert run([*arguments, "--out", str(out), *more]) in {2, 3}
    assert not out.exists()
    return capsys.readouterr().err


def test_the_same_file_twice_is_refused(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = waves.file(tmp_path, "2024")
    copy = doors.text(tmp_path, "copy.csv", file.read_bytes())
    assert "[HL-STACK-04]" in refused([file, copy], atlas, capsys)


def test_a_person_in_two_parts_is_refused(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (waves.file(tmp_path, year) for year in waves.PERIODS)
    assert "[HL-HARM-" in refused([first, second], atlas, capsys)


def test_a_column_that_one_part_lacks_is_refused_by_name(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pieces = waves.parts(tmp_path, waves.people("2024"), 3)
    columns = {k: v for k, v in waves.people("2024").items() if k != "age"}
    pieces[1].write_text(doors.csv_text(columns), "utf-8")
    err = refused(pieces, atlas, capsys)
    assert '"age"' in err


def test_a_column_with_two_types_is_refused_with_the_way_out(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = waves.people("2024")
    half = doors.ROWS // 2
    columns["p"] = [
        f"{i // 12}" if i < half else f"b{i // 12}" for i in range(2 * half)
    ]
    pieces = [
        doors.text(
            tmp_path,
            f"{rows.start or 0}.csv",
            doors.csv_text({name: values[rows] for name, values in columns.items()}),
        )
        for rows in (slice(half), slice(half, None))
    ]
    err = refused(pieces, atlas, capsys)
    assert "[HL-STACK-06]" in err
    assert "--text p" in err
    out = tmp_path / "R2"
    arguments = ["measure", *map(str, pieces), "--survey", SURVEY, "--text", "p"]
    assert run([*arguments, "--atlas", str(atlas), "--out", str(out), "-q"]) == 0
    assert read_release(out).manifest.inputs


def test_rows_and_checksums_are_of_one_file(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pieces = waves.parts(tmp_path, waves.people("2024"), 2)
    assert "[HL-USE-06]" in refused(pieces, atlas, capsys, "--rows", "120")
    assert "[HL-USE-06]" in refused(pieces, atlas, capsys, "--sha256", "0" * 64)


def test_a_warning_about_some_files_names_them(atlas: Path, tmp_path: Path) -> None:
    pieces = waves.parts(tmp_path, waves.people("2024"), 2)
    reading = ReadRequest(text_columns=frozenset({"id"}))
    made = measure_survey(task(pieces, tmp_path, atlas=atlas, reading=reading))
    checksum = [w for w in made.release.manifest.warnings if "HL-READ-14" in w]
    assert checksum == [checksum[0]]
    assert "files" not in checksum[0]
    assert pq.read_table(made.directory / "estimates.parquet").num_rows
