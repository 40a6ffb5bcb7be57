"""SPSS, Stata and SAS files that are sound: what comes out of them."""

import struct
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from headload.measure.read import Limits, ReadRequest
from headload.measure.read.statistical import _warnings as warnings_of

STATA = {8: 113, 10: 114, 12: 115, 13: 117, 14: 118, 15: 119}
FILES = [
    ("a.sav", {}),
    ("a.sav", {"row_compress": True}),
    ("a.zsav", {}),
    ("a.por", {}),
    ("a.xpt", {"file_format_version": 8}),
    *(("a.dta", {"version": version}) for version in STATA),
]


@pytest.mark.parametrize(("name", "options"), FILES)
def test_every_format_gives_the_same_people(write, parse, name, options):
    report, rows = parse(write(name, **options))
    assert report.rows == 400
    names = [one.lower() for one in rows.column_names]
    assert names == ["id", "weight", "sex", "place"]
    assert rows.column(0).to_pylist() == list(range(1, 401))
    assert rows.column(1).to_pylist()[:3] == [100.5, 101.5, 102.5]
    assert rows.column(3).to_pylist()[:3] == ["p0", "p1", "p2"]


def test_a_version_5_transport_file_is_read_when_its_rows_are_confirmed(write, parse):
    path = write("a.xpt", file_format_version=5)
    report, _ = parse(path, expected_rows=400)
    assert (report.format, report.rows) == ("sas", 400)


def test_spss_user_missing_values_are_null_with_their_code_beside_them(write, parse):
    path = write(
        "a.sav",
        {"hours": [40.0, 98.0, 99.0, None, 99.0], "job": ["1", "9 ", "", "2", "9"]},
        missing_ranges={"hours": [{"lo": 98, "hi": 99}], "job": ["9"]},
    )
    report, rows = parse(path)
    assert rows.column("hours").to_pylist() == [40.0, None, None, None, None]
    reasons = [None, "98", "99", None, "99"]
    assert rows.column("hours__missing").to_pylist() == reasons
    assert rows.column("job").to_pylist() == ["1", None, None, "2", None]
    assert rows.column("job__missing").to_pylist() == [None, "9", None, None, "9"]
    assert report.columns[0].missing == {"98": 1, "99": 2, "system": 1}
    assert report.columns[1].missing == {"9": 2, "system": 1}


def test_stata_missing_letters_are_null_with_their_letter_beside_them(write, parse):
    path = write(
        "a.dta",
        {"hours": [40.0, "a", "z", None], "sex": [1, 2, 1, 2]},
        missing_user_values={"hours": ["a", "z"]},
        variable_value_labels={"hours": {1: "one", "a": "refused"}},
    )
    report, rows = parse(path)
    assert rows.column_names == ["hours", "hours__missing", "sex"]
    assert rows.column("hours").to_pylist() == [40.0, None, None, None]
    assert rows.column("hours__missing").to_pylist() == [None, ".a", ".z", None]
    assert report.columns[0].missing == {".a": 1, ".z": 1, "system": 1}
    assert report.columns[0].value_labels == {"1": "one", ".a": "refused"}


def test_labels_carry_whole_codes_and_blanks_at_the_end_of_text_are_dropped(
    write, parse
):
    path = write(
        "a.sav",
        {"sex": [1.0, 2.0], "city": ["Quito  ", "  "]},
        variable_value_labels={"sex": {1: " Man", 2: "Woman", 2.5: "half"}},
        column_labels={"sex": "Sex of the person"},
    )
    report, rows = parse(path)
    sex = report.columns[0]
    assert sex.value_labels == {"1": "Man", "2": "Woman", "2.5": "half"}
    assert (sex.label, sex.storage) == ("Sex of the person", "number")
    assert rows.column("city").to_pylist() == ["Quito", None]
    assert report.columns[1].missing == {"system": 1}


@pytest.mark.parametrize("name", ["a.sav", "a.dta", "a.xpt"])
def test_dates_and_moments_are_dates(write, parse, name):
    columns = {
        "day": [date(2021, 3, 31), date(1955, 1, 1)],
        # a survey file states no time zone
        "moment": [datetime(2021, 3, 31, 8, 30), datetime(1955, 1, 1)],  # noqa: DTZ001
    }
    report, rows = parse(write(name, columns))
    assert [column.storage for column in report.columns] == ["date", "date"]
    assert rows.column(0).to_pylist() == columns["day"]
    assert rows.column(1).to_pylist() == columns["moment"]


def test_a_number_that_is_no_date_is_missing_with_the_reason(write, parse):
    path = write(
        "a.sav", {"born": [1e18, 13e9, None]}, variable_format={"born": "DATE11"}
    )
    report, rows = parse(path)
    assert rows.column("born").to_pylist() == [None, date(1994, 9, 26), None]
    assert rows.column("born__missing").to_pylist() == ["out of range", None, None]
    assert report.columns[0].missing == {"out of range": 1, "system": 1}


def test_only_the_columns_asked_for_are_read_in_file_order(write, parse):
    report, rows = parse(write("a.sav"), columns=("sex", "id"))
    assert rows.column_names == ["id", "sex"]
    assert [column.name for column in report.columns] == ["id", "sex"]


def test_a_column_is_handed_back_under_the_spelling_asked_for(write, parse):
    report, rows = parse(write("a.sav"), columns=("SEX",), column_case="any")
    assert rows.column_names == ["SEX"]
    assert report.columns[0].name == "SEX"


def test_a_column_that_is_not_there_is_refused_with_the_closest(write, refuse):
    refusal = refuse(write("a.sav"), columns=("wieght",))
    assert refusal.code == "HL-READ-60"
    assert 'Column "wieght" is not in the file' in refusal.what
    assert "closest columns: weight" in refusal.to_do
    refusal = refuse(write("a.sav"), columns=("qqqq",))
    assert 'columns there are: "id"' in refusal.to_do


def test_a_name_that_fits_two_columns_but_for_case_is_refused(write, refuse):
    path = write("a.dta", {"Age": [1.0], "age": [2.0]})
    refusal = refuse(path, columns=("AGE",), column_case="any")
    assert refusal.code == "HL-READ-31"
    assert '"Age", "age"' in refusal.what


def test_a_number_kept_as_text_is_written_without_a_decimal_part(write, parse):
    path = write("a.sav", {"occupation": [5211.0, None, 0.5]})
    report, rows = parse(path, text_columns=frozenset({"occupation"}))
    assert rows.column("occupation").to_pylist() == ["5211", None, "0.5"]
    assert report.columns[0].storage == "text"


@pytest.mark.parametrize("name", ["a.sav", "a.zsav", "a.dta", "a.por"])
def test_a_file_read_in_batches_is_the_file_read_at_once(write, parse, name):
    columns = {
        "id": [float(i) for i in range(2_500)],
        "hours": [99.0 if i == 2_400 else 40.0 for i in range(2_500)],
    }
    options = {"missing_ranges": {"hours": [99]}} if name.endswith("sav") else {}
    path = write(name, columns, **options)
    whole_report, whole = parse(path)
    # a limit this small leaves room for 1,000 rows a batch
    report, rows = parse(path, limits=Limits(memory_bytes=1))
    assert rows.equals(whole)
    assert report == whole_report


def test_a_file_of_very_many_columns_is_read(write, parse):
    path = write("a.sav", {f"v{i}": [1.0, 2.0] for i in range(250)})
    report, rows = parse(path)
    assert (rows.num_columns, report.rows) == (250, 2)


def test_rows_that_expand_past_the_limit_are_refused(write, refuse):
    refusal = refuse(write("a.sav"), limits=Limits(expanded_bytes=1_000))
    assert refusal.code == "HL-READ-05"
    assert "read fewer columns" in refusal.to_do


def test_garbled_labels_are_shown_with_the_remedy(write, parse):
    path = write(
        "a.sav", {"region": [1.0]}, variable_value_labels={"region": {1: "RegiÃ£o"}}
    )
    report, _ = parse(path)
    assert any(
        '"RegiÃ£o" for "Região"' in warning and "--encoding" in warning
        for warning in report.warnings
    )


def test_labels_with_accents_are_not_taken_for_garbled(write, parse):
    path = write(
        "a.sav", {"r": [1.0]}, variable_value_labels={"r": {1: "Región São Île"}}
    )
    assert parse(path)[0].warnings == ()


def test_a_column_that_takes_the_name_of_a_companion_is_refused(write, refuse):
    refusal = refuse(write("a.sav", {"a": [1.0], "a__missing": [2.0]}))
    assert refusal.code == "HL-READ-31"
    assert "__missing" in refusal.to_do


def old_stata(release: int, order: str) -> bytes:
    """Write a Stata file of a layout before 117: one byte and one double."""
    name = 9 if release < 110 else 33
    label = 32 if release < 108 else 81
    form = 7 if release < 105 else 12 if release < 114 else 49
    types = b"bd" if release < 111 else bytes([251, 255])
    header = bytes([release, 2 if order == "<" else 1, 1, 0])
    parts = [
        header + struct.pack(order + "HI", 2, 3) + bytes(label),
        bytes(0 if release < 105 else 18) + types,
        b"sex".ljust(name, b"\0") + b"hours".ljust(name, b"\0") + bytes(6),
        b"%8.0g".ljust(form, b"\0") * 2 + bytes(2 * name) + bytes(2 * label),
        bytes(0 if release < 105 else 3 if release < 110 else 5),
    ]
    rows = [struct.pack(order + "bd", 1 + i % 2, 40.5 + i) for i in range(3)]
    return b"".join([*parts, *rows])


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("release", [105, 108, 110, 111, 113, 114, 115])
def test_old_stata_layouts_of_both_byte_orders_are_read_identically(
    write_text, parse, release, order
):
    report, rows = parse(write_text("old.dta", old_stata(release, order)))
    assert rows.to_pydict() == {"sex": [1, 2, 1], "hours": [40.5, 41.5, 42.5]}
    assert [column.storage for column in report.columns] == ["integer", "number"]


def spss_of_another_machine(order: str) -> bytes:
    """Write an SPSS file of one number, in the byte order given."""
    header = b"$FL2" + b"@(#) SPSS DATA FILE".ljust(60)
    header += struct.pack(order + "5i", 2, 1, 0, 0, 2)
    header += struct.pack(order + "d", 100.0) + b"01 Jan 21" + b"00:00:00"
    variable = struct.pack(order + "6i", 2, 0, 0, 0, 0x50802, 0x50802) + b"HOURS   "
    end = struct.pack(order + "2i", 999, 0)
    data = struct.pack(order + "2d", 40.0, 38.5)
    return header.ljust(176) + variable + end + data


@pytest.mark.parametrize("order", ["<", ">"])
def test_spss_files_of_both_byte_orders_are_read_identically(write_text, parse, order):
    _, rows = parse(write_text("old.sav", spss_of_another_machine(order)))
    assert rows.column(0).to_pylist() == [40.0, 38.5]


def test_an_spss_file_that_leaves_its_rows_open_is_read_with_a_warning(write, parse):
    path: Path = write("a.sav")
    content = bytearray(path.read_bytes())
    content[80:84] = struct.pack("<i", -1)
    path.write_bytes(content)
    report, _ = parse(path)
    assert report.rows == 400
    assert any("HL-READ-09" in warning for warning in report.warnings)


def test_a_sas_file_is_read_with_a_word_about_the_labels_it_cannot_have():
    file = SimpleNamespace(key="sas7bdat", declared=400, request=ReadRequest())
    (said,) = warnings_of(file, ())
    assert "catalogue of its own" in said
    assert "HL-READ-17" in said
