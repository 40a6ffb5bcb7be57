"""Statistical files that were cut short or whose header lies."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headload.errors import BadInput
from headload.measure.read.declared_sas import transport_header
from headload.measure.read.declared_spss import spss_header
from headload.measure.read.declared_stata import stata_header


def cut(path: Path, share: float) -> Path:
    """Keep the first part of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def patched(path: Path, at: int, new: bytes) -> Path:
    """Overwrite bytes of a file."""
    content = bytearray(path.read_bytes())
    content[at : at + len(new)] = new
    path.write_bytes(content)
    return path


def found_rows(message: str) -> int:
    """Return the last number of a message."""
    words = message.replace(",", "").replace(";", " ").split()
    return int([word for word in words if word.isdigit()][-1])


@pytest.mark.parametrize("version", [8, 10, 12, 13, 14, 15])
@pytest.mark.parametrize("share", [0.6, 0.9])
def test_a_truncated_stata_file_is_refused_with_expected_and_found_rows(
    write, refuse, version, share
):
    refusal = refuse(cut(write("a.dta", version=version), share))
    assert refusal.code == "HL-READ-08"
    assert "400 rows expected" in refusal.what
    assert 0 < found_rows(refusal.what) < 400
    assert refusal.where == "a.dta"
    assert "fetch it again" in refusal.to_do


@pytest.mark.parametrize("version", [12, 14])
def test_a_stata_file_cut_in_its_header_is_refused(write, refuse, version):
    path = write("a.dta", version=version)
    refusal = refuse(patched(cut(path, 0.02), 0, b""))
    assert refusal.code == "HL-READ-08"
    assert "before the first row" in refusal.what


def test_a_stata_file_cut_in_its_labels_is_refused_although_its_rows_are_there(
    write, refuse
):
    labels = {"sex": {i: f"a rather long label {i}" for i in range(90)}}
    path = write("a.dta", version=14, variable_value_labels=labels)
    refusal = refuse(cut(path, 0.99))
    assert refusal.code == "HL-READ-08"
    assert "ends inside the labels" in refusal.what


@pytest.mark.parametrize(
    "name", [("a.sav", False), ("a.sav", True)], ids=["plain", "packed"]
)
@pytest.mark.parametrize("share", [0.5, 0.9, 0.995])
def test_a_truncated_spss_file_is_refused_with_declared_and_found_rows(
    write, refuse, name, share
):
    path = write(name[0], row_compress=name[1])
    refusal = refuse(cut(path, share))
    assert refusal.code == "HL-READ-09"
    assert "declares 400 rows" in refusal.what
    assert 0 < found_rows(refusal.what) < 400


@pytest.mark.parametrize("name", ["a.zsav", "a.por"])
@pytest.mark.parametrize("share", [0.5, 0.98])
def test_a_truncated_packed_or_portable_spss_file_is_refused(
    write, refuse, name, share
):
    refusal = refuse(cut(write(name), share))
    assert refusal.code == "HL-READ-09"
    assert "cut short or damaged" in refusal.what


def test_an_spss_file_cut_in_its_dictionary_is_refused(write, refuse):
    path = write("a.sav")
    path.write_bytes(path.read_bytes()[:200])
    refusal = refuse(path)
    assert refusal.code == "HL-READ-09"
    assert "dictionary" in refusal.what


def test_a_transport_file_without_a_row_count_needs_its_rows_confirmed(write, refuse):
    path = write("a.xpt", file_format_version=5)
    refusal = refuse(path)
    assert refusal.code == "HL-READ-10"
    assert "holds 400 rows" in refusal.what
    assert "--rows 400" in refusal.to_do


@pytest.mark.parametrize("version", [5, 8])
@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_transport_file_cut_inside_a_record_is_refused(write, refuse, version, share):
    refusal = refuse(cut(write("a.xpt", file_format_version=version), share))
    assert refusal.code == "HL-READ-10"
    assert "80-byte records" in refusal.what


@pytest.mark.parametrize("version", [5, 8])
def test_a_transport_file_cut_at_the_end_of_a_record_is_refused(write, refuse, version):
    path = write("a.xpt", file_format_version=version)
    path.write_bytes(path.read_bytes()[: -80 * 7])
    refusal = refuse(path, expected_rows=400)
    assert refusal.code == "HL-READ-10"


def test_a_transport_file_of_several_data_sets_is_refused(write, refuse):
    path = write("a.xpt")
    content = path.read_bytes()
    path.write_bytes(content + content[240:])
    refusal = refuse(path)
    assert refusal.code == "HL-READ-18"
    assert "2 data sets" in refusal.what


@pytest.mark.parametrize("packed", [False, True])
def test_an_spss_header_with_too_few_rows_is_refused(write, refuse, packed):
    path = write("a.sav", row_compress=packed)
    refusal = refuse(patched(path, 80, struct.pack("<i", 10)))
    assert refusal.code == "HL-READ-11"
    assert "declares 10 rows; the file holds 400 rows" in refusal.what


@pytest.mark.parametrize("version", [8, 12])
def test_an_old_stata_header_with_too_few_rows_is_refused(write, refuse, version):
    labels = {"sex": {1: "man", 2: "woman"}}
    path = write("a.dta", version=version, variable_value_labels=labels)
    refusal = refuse(patched(path, 6, struct.pack("<i", 399)))
    assert refusal.code == "HL-READ-11"
    assert refusal.where == "a.dta"


def position_of_rows(path: Path) -> int:
    """Return where a Stata file with tags keeps its number of rows."""
    return path.read_bytes().index(b"<N>") + 3


@pytest.mark.parametrize(("rows", "code"), [(399, "HL-READ-11"), (401, "HL-READ-12")])
def test_a_stata_header_with_the_wrong_rows_is_refused(write, refuse, rows, code):
    path = write("a.dta")
    refusal = refuse(patched(path, position_of_rows(path), struct.pack("<q", rows)))
    assert refusal.code == code
    assert f"declares {rows} rows; the file has room for 400 rows" in refusal.what


def test_a_stata_header_with_impossibly_many_rows_is_refused_at_once(write, refuse):
    path = write("a.dta")
    refusal = refuse(patched(path, position_of_rows(path), struct.pack("<q", 2**40)))
    assert refusal.code == "HL-READ-12"


def test_an_spss_header_with_impossibly_many_rows_is_refused(write, refuse):
    refusal = refuse(patched(write("a.sav"), 80, struct.pack("<i", 2**31 - 1)))
    assert refusal.code == "HL-READ-12"
    assert "the file holds 400 rows" in refusal.what


def test_bytes_after_the_end_of_a_stata_file_are_refused(write, refuse):
    path = write("a.dta")
    path.write_bytes(path.read_bytes() + bytes(9))
    refusal = refuse(path)
    assert refusal.code == "HL-READ-11"
    assert "9 bytes after its end" in refusal.what


def test_a_stata_header_with_the_wrong_columns_is_refused(write, refuse):
    path = write("a.dta", version=14)
    at = path.read_bytes().index(b"<K>") + 3
    refusal = refuse(patched(path, at, struct.pack("<H", 7)))
    assert refusal.code == "HL-READ-13"
    assert "declares 7 columns; the file describes 4 columns" in refusal.what


def test_an_spss_header_with_the_wrong_columns_is_refused(write, refuse):
    refusal = refuse(patched(write("a.sav"), 68, struct.pack("<i", 2**31 - 1)))
    assert refusal.code == "HL-READ-13"
    assert "dictionary describes 4" in refusal.what


@pytest.mark.parametrize("release", [b"120", b"116", b"xyz"])
def test_a_stata_release_that_is_not_known_is_refused_with_its_number(
    write, refuse, release
):
    path = write("a.dta")
    at = path.read_bytes().index(b"<release>") + 9
    refusal = refuse(patched(path, at, release))
    assert refusal.code == "HL-READ-15"
    number = int(release) if release.isdigit() else 0
    assert f"Stata format {number}" in refusal.what
    assert "117, 118, 119" in refusal.to_do


def test_an_spss_layout_that_is_not_known_is_refused(write, refuse):
    refusal = refuse(patched(write("a.sav"), 64, struct.pack("<i", 99)))
    assert refusal.code == "HL-READ-15"


def sas_header(pages: int) -> bytes:
    """Write the start of a .sas7bdat file of 1,024-byte pages and its first page."""
    head = bytearray(1024)
    head[12:32] = bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")
    head[37] = 1
    struct.pack_into("<3I", head, 196, 1024, 1024, pages)
    return bytes(head) + bytes(1024)


def test_a_sas_file_with_fewer_pages_than_it_declares_is_refused(write_text, refuse):
    refusal = refuse(write_text("a.sas7bdat", sas_header(pages=3)))
    assert refusal.code == "HL-READ-10"
    assert "3 pages expected, 1 found" in refusal.what
    refusal = refuse(write_text("b.sas7bdat", sas_header(pages=3)[:100]))
    assert "ends inside its header" in refusal.what


def test_a_sas_file_that_cannot_be_parsed_is_refused(write_text, refuse):
    refusal = refuse(write_text("a.sas7bdat", sas_header(pages=1)))
    assert refusal.code == "HL-READ-10"


@pytest.mark.parametrize("name", ["a.sav", "a.dta"])
def test_a_file_in_another_encoding_than_it_says_is_refused(write, refuse, parse, name):
    path = write(name, {"city": ["é Lima"] * 3}, column_labels={"city": "é city"})
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9 "))
    refusal = refuse(path)
    assert refusal.code == "HL-READ-21"
    assert "--encoding" in refusal.to_do
    _, rows = parse(path, encoding="cp1252")
    assert rows.column("city").to_pylist()[0].startswith("é")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.dta", stata_header),
        ("old.dta", stata_header),
        ("a.sav", spss_header),
        ("a.xpt", transport_header),
    ],
)
def test_a_damaged_header_is_refused_and_never_a_fault(write, name, header):
    options = {"version": 12} if name == "old.dta" else {}
    sound = write(name, **options).read_bytes()
    target = write(name, **options)
    refusals: list[BadInput] = []

    @settings(
        max_examples=150,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(
        end=st.integers(1, len(sound)),
        flips=st.lists(
            st.tuples(st.integers(0, 1_500), st.integers(0, 255)), max_size=4
        ),
    )
    def read(end: int, flips: list[tuple[int, int]]) -> None:
        content = bytearray(sound)
        for at, byte in flips:
            content[at] = byte
        target.write_bytes(content[:end])
        try:
            header(target, name=name)
        except BadInput as refusal:
            refusals.append(refusal)

    read()
    assert {refusal.where.partition(",")[0] for refusal in refusals} == {name}
