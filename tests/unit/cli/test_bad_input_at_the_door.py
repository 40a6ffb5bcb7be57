"""Every bad file is refused at the front door, and leaves nothing behind.

One row a case of the design's list of bad inputs: how the file is made, the code
of the refusal and a part of what is said. The rooms' own tests go deeper.
"""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headload.cli.app import run
from headload.measure.harmonise import load_survey
from headload.measure.pipeline import read_source, working_folder
from headload.measure.read import ReadRequest
from unit.cli import doors
from unit.cli.doors import changed, csv_text, cut, people, setting, statistical, text

CSV = "people.csv"
Make = Callable[[Path], Path]


def csv(folder: Path, table: doors.Columns) -> Path:
    return text(folder, CSV, csv_text(table))


def at_two_levels(codes: list[Any]) -> list[Any]:
    return [code[: 2 + 2 * (row % 2)] for row, code in enumerate(codes)]


def with_a_lone_psu(strata: list[Any]) -> list[Any]:
    return ["lone" if row < 12 else code for row, code in enumerate(strata)]


def with_a_psu_in_two_strata(strata: list[Any]) -> list[Any]:
    return [code if row % 2 else "h9" for row, code in enumerate(strata)]


CASES: list[tuple[str, Make, str, str]] = [
    ("1 empty file", lambda d: text(d, CSV, ""), "HL-READ-01", "empty"),
    (
        "2 a web page called Stata",
        lambda d: text(d, "people.dta", "<!DOCTYPE html><html></html>"),
        "HL-READ-02",
        "web page",
    ),
    (
        "3 a pointer of Git LFS",
        lambda d: text(
            d,
            "people.sav",
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
        ),
        "HL-READ-03",
        "git-LFS pointer",
    ),
    (
        "4 Stata called SPSS",
        lambda d: statistical(d, "people.dta", people()).rename(d / "people.sav"),
        "HL-READ-04",
        "Stata",
    ),
    ("5 an archive that expands", doors.bomb, "HL-READ-05", "expand"),
    (
        "8 truncated Stata",
        lambda d: cut(statistical(d, "people.dta", people()), 0.7),
        "HL-READ-08",
        "240 rows expected",
    ),
    (
        "9 truncated SPSS",
        lambda d: cut(statistical(d, "people.sav", people()), 0.7),
        "HL-READ-09",
        "240",
    ),
    (
        "10 SAS transport without confirmed rows",
        lambda d: statistical(d, "people.xpt", people(), file_format_version=5),
        "HL-READ-10",
        "rows",
    ),
    (
        "11 header with too few rows",
        lambda d: doors.patched(
            statistical(d, "people.sav", people()), 80, struct.pack("<i", 10)
        ),
        "HL-READ-11",
        "declares 10 rows",
    ),
    (
        "12 header with impossibly many rows",
        lambda d: doors.rows_of_stata(statistical(d, "people.dta", people()), 2**40),
        "HL-READ-12",
        "rows",
    ),
    (
        "13 header with the wrong columns",
        lambda d: doors.patched(
            statistical(d, "people.sav", people()), 68, struct.pack("<i", 2**31 - 1)
        ),
        "HL-READ-13",
        "columns",
    ),
    (
        "15 an unknown Stata release",
        lambda d: _released(statistical(d, "people.dta", people()), b"120"),
        "HL-READ-15",
        "Stata format 120",
    ),
    (
        "21 text in another encoding",
        lambda d: text(
            d, CSV, csv_text(changed(h=setting(3, "niño"))).encode("cp1252")
        ),
        "HL-READ-21",
        "line",
    ),
    (
        "22 UTF-16 that was not stated",
        lambda d: text(d, CSV, csv_text(people()).encode("utf-16")),
        "HL-READ-22",
        "UTF-16",
    ),
    (
        "26 ragged rows",
        lambda d: text(d, CSV, csv_text(people()) + "1,2,3\n"),
        "HL-READ-26",
        "row",
    ),
    (
        "29 semicolons that were not declared",
        lambda d: text(d, CSV, csv_text(people(), ";")),
        "HL-READ-29",
        "separator",
    ),
    (
        "31 a column name twice",
        lambda d: text(d, CSV, csv_text(people()).replace("age", "sex", 1)),
        "HL-READ-31",
        "sex",
    ),
    ("32 a header only", lambda d: text(d, CSV, "id,w,h\n"), "HL-READ-32", "0 rows"),
    (
        "35 occupation with fractions",
        lambda d: csv(d, changed(isco=lambda v: [float(x) + 0.5 for x in v])),
        "HL-HARM-35",
        "240 of 240 codes are not whole numbers",
    ),
    (
        "36 occupation at several levels",
        lambda d: csv(d, changed(isco=at_two_levels)),
        "HL-HARM-36",
        "120 with 2 digits",
    ),
    (
        "37 codes the map does not list",
        lambda d: csv(d, changed(sex=lambda v: [7 if x == 2 else x for x in v])),
        "HL-HARM-37",
        '"7" (120)',
    ),
    (
        "42 letters in a column of numbers",
        lambda d: csv(d, changed(age=setting(200, "abc"))),
        "HL-READ-42",
        "row",
    ),
    (
        "43 an infinite weight",
        lambda d: statistical(d, "people.sav", changed(w=setting(5, 1e300))),
        "HL-HARM-43",
        "1 weights",
    ),
    (
        "46 a weight of zero",
        lambda d: csv(d, changed(w=setting(5, 0))),
        "HL-HARM-46",
        "1 weights are missing, zero or negative",
    ),
    (
        "48 a person twice",
        lambda d: csv(d, changed(id=setting(1, 1))),
        "HL-HARM-48",
        "first rows 1, 2",
    ),
    (
        "49 a stratum with one PSU",
        lambda d: csv(d, changed(h=with_a_lone_psu)),
        "HL-EST-49",
        "1 of 5 strata have a single PSU",
    ),
    (
        "50 a PSU in two strata",
        lambda d: csv(d, changed(h=with_a_psu_in_two_strata)),
        "HL-EST-50",
        "strata",
    ),
]


def _released(path: Path, release: bytes) -> Path:
    at = path.read_bytes().index(b"<release>") + 9
    return doors.patched(path, at, release)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    places = {name: tmp_path / name for name in ("in", "out", "tmp")}
    for place in places.values():
        place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(places["tmp"]))
    return places


def door(folders: dict[str, Path], file: Path, *options: str, **survey: str) -> int:
    atlas = doors.maps(folders["in"], **survey)
    out = folders["out"] / "R"
    named = ["--survey", "ttt/lfs/2025", "--atlas", str(atlas), "--out", str(out)]
    return run(["measure", str(file), *named, *options])


def nothing_left(folders: dict[str, Path]) -> bool:
    return not list(folders["out"].iterdir()) and not list(folders["tmp"].iterdir())


@pytest.mark.parametrize(
    ("make", "code", "said"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_a_bad_file_is_refused_with_what_where_and_what_to_do(
    folders: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
    make: Make,
    code: str,
    said: str,
) -> None:
    file = make(folders["in"])
    assert door(folders, file) == 3
    message = capsys.readouterr().err
    assert f"[{code}]" in message
    assert said in message
    assert "where: " in message
    assert "to do: " in message
    assert "Traceback" not in message
    assert nothing_left(folders)


def test_47_a_weighted_total_off_the_published_one_is_refused(
    folders: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = csv(folders["in"], people())
    design = doors.DESIGN + "population = 1000000\n"
    assert door(folders, file, design=design) == 3
    assert "[HL-HARM-47]" in capsys.readouterr().err
    assert nothing_left(folders)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(
            lambda d: statistical(
                d,
                "people.sav",
                people(),
                variable_value_labels={"sex": {1: "RegiÃ³n", 2: "mujer"}},
            ),
            "RegiÃ³n",
            id="23 garbled labels",
        ),
        pytest.param(
            lambda d: csv(d, changed(isco=lambda v: ["110", *v[1:]])),
            "1 codes had lost leading zeros",
            id="34 lost leading zeros",
        ),
    ],
)
def test_a_doubtful_file_is_measured_with_a_warning(
    folders: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
    make: Make,
    said: str,
) -> None:
    file = make(folders["in"])
    assert door(folders, file, "--policy", "public-use", variables=PADDED) == 0
    assert said in " ".join(capsys.readouterr().out.split())


def missing_by_reason(file: Path, atlas: Path, column: str) -> dict[str, int]:
    survey = load_survey("ttt/lfs/2025", atlas)
    with working_folder() as folder:
        microdata = read_source(file, survey, ReadRequest(), folder)
    return dict(microdata.column(column).missing)


def test_38_and_39_missing_values_keep_their_reason_and_are_counted(
    folders: dict[str, Path],
) -> None:
    stata = statistical(
        folders["in"],
        "people.dta",
        people(),
        missing_user_values={"ss": ["a"]},
        extended={"ss": {0: "a", 40: "a", 41: None}},
    )
    spss = statistical(
        folders["in"],
        "people.sav",
        changed(sex=lambda v: [9 if i % 40 == 0 else x for i, x in enumerate(v)]),
        missing_ranges={"sex": [9]},
    )
    atlas = doors.maps(folders["in"])
    assert missing_by_reason(stata, atlas, "ss") == {".a": 2, "system": 1}
    assert missing_by_reason(spss, atlas, "sex") == {"9": 6}
    assert door(folders, stata, "--quiet") == 0
    assert door(folders, spss, "--quiet") == 0


def test_records_without_a_weight_can_be_left_out_and_are_counted(
    folders: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = csv(folders["in"], changed(w=setting(5, 0)))
    code = door(folders, file, "--drop-weight-le-0", "--policy", "public-use")
    assert code == 0
    assert "1 records (0.42 %) without a positive weight" in capsys.readouterr().out


PADDED = doors.VARIABLES.replace("digits = 4", 'digits = 4\npad = "zeros"')
