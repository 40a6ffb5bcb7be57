"""What is refused before a row is looked at: the container and the true format."""

import stat
import zipfile
from pathlib import Path

import pytest

CSV = "id,sex\n1,2\n2,1\n"


def archive(path: Path, members: dict[str, bytes]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "code", "what", "to_do"),
    [
        ("a.sav", b"", "HL-READ-01", "empty", "fetch the file again"),
        (
            "a.dta",
            b"\n <!DOCTYPE html><html>log in</html>",
            "HL-READ-02",
            "web page",
            "log in",
        ),
        ("a.dta", b"<html><body></body></html>", "HL-READ-02", "web page", "log in"),
        (
            "a.dta",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
            "HL-READ-03",
            "git-LFS pointer",
            "git lfs pull",
        ),
        ("a.sav", CSV.encode(), "HL-READ-04", "plain text", "rename it to .csv"),
        ("a.csv", b"PAR1" + bytes(20), "HL-READ-04", "Parquet", "rename"),
        ("a.bin", bytes(range(32)) * 9, "HL-READ-04", "no format", "reads SPSS"),
        ("a.csv.gz", b"\x1f\x8b\x08" + bytes(9), "HL-READ-18", "gzip", "unpack"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(9), "HL-READ-20", "spreadsheet", "CSV"),
        ("a.zip", b"PK\x03\x04 cut short", "HL-READ-65", "damaged", "fetch it again"),
    ],
)
def test_a_file_that_is_no_data_is_refused_by_its_true_kind(
    write_text, refuse, name, content, code, what, to_do
):
    refusal = refuse(write_text(name, content))
    assert refusal.code == code
    assert what in refusal.what
    assert refusal.where == name
    assert to_do in refusal.to_do


def test_a_stata_file_called_sav_is_refused_with_its_true_type(write, refuse):
    path = write("people.dta")
    renamed = path.rename(path.with_suffix(".sav"))
    refusal = refuse(renamed)
    assert refusal.code == "HL-READ-04"
    assert "called .sav but it is a Stata data file" in refusal.what
    assert ".dta" in refusal.to_do


def test_a_known_format_under_an_unknown_extension_is_read(write, parse):
    path = write("people.dta")
    report, _ = parse(path.rename(path.with_suffix(".data")))
    assert report.format == "stata"


def test_the_one_data_file_of_a_zip_is_read(tmp_path, write, parse):
    inside = write("people.sav").read_bytes()
    members = {"doc/readme.txt": b"hello", "doc/people.sav": inside, "q.pdf": b"%PDF"}
    report, rows = parse(archive(tmp_path / "people.zip", members))
    assert (report.format, report.rows, rows.num_rows) == ("spss", 400, 400)


def test_a_zip_with_several_data_files_asks_which(tmp_path, refuse, parse):
    path = archive(
        tmp_path / "two.zip", {"jobs.csv": b"a,b\n1,2\n", "homes.csv": CSV.encode()}
    )
    refusal = refuse(path)
    assert refusal.code == "HL-READ-18"
    assert "2 data files" in refusal.what
    assert '"jobs.csv", "homes.csv"' in refusal.where
    assert "--member" in refusal.to_do
    report, _ = parse(path, member="homes.csv")
    assert [column.name for column in report.columns] == ["id", "sex"]


def test_a_member_that_is_not_there_is_refused_with_those_that_are(tmp_path, refuse):
    refusal = refuse(archive(tmp_path / "a.zip", {"a.csv": b"a\n"}), member="b.csv")
    assert refusal.code == "HL-READ-18"
    assert '"a.csv"' in refusal.to_do


def test_a_zip_without_data_is_refused_with_what_it_holds(tmp_path, refuse):
    refusal = refuse(archive(tmp_path / "a.zip", {"notes.pdf": b"%PDF"}))
    assert refusal.code == "HL-READ-18"
    assert "notes.pdf" in refusal.where


def test_an_archive_in_an_archive_is_refused(tmp_path, refuse):
    inner = archive(tmp_path / "inner.zip", {"a.csv": CSV.encode()}).read_bytes()
    refusal = refuse(archive(tmp_path / "a.zip", {"i.zip": inner}), member="i.zip")
    assert refusal.code == "HL-READ-18"
    assert "another archive" in refusal.what


def test_a_workbook_is_refused_and_its_formulas_never_looked_at(tmp_path, refuse):
    members = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}
    for name in ("a.xlsx", "a.zip"):
        refusal = refuse(archive(tmp_path / name, members))
        assert refusal.code == "HL-READ-20"
        assert "CSV" in refusal.to_do


def test_an_archive_that_expands_past_the_ratio_is_refused(tmp_path, refuse):
    path = archive(tmp_path / "bomb.zip", {"a.csv": b"0" * (70 << 20)})
    refusal = refuse(path)
    assert refusal.code == "HL-READ-05"
    assert "100:1" in refusal.what
    assert not list((tmp_path / "folder").iterdir())


def test_an_archive_that_lies_about_its_size_gives_no_more_than_it_says(
    tmp_path, refuse
):
    path = archive(tmp_path / "bomb.zip", {"a.csv": b"id\n" + b"1\n" * 5_000})
    true_size = (10_003).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true_size, (99).to_bytes(4, "little")))
    assert refuse(path).code == "HL-READ-65"
    assert sum(one.stat().st_size for one in (tmp_path / "folder").iterdir()) <= 99


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/a.csv", "x/../../a.csv", "C:\\a.csv"]
)
def test_an_archive_with_a_path_that_leads_outside_is_refused(tmp_path, refuse, name):
    refusal = refuse(archive(tmp_path / "slip.zip", {name: CSV.encode()}))
    assert refusal.code == "HL-READ-06"
    assert "nothing was unpacked" in refusal.to_do
    assert not list((tmp_path / "folder").iterdir())


def test_an_archive_with_a_link_is_refused(tmp_path, refuse):
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as packed:
        link = zipfile.ZipInfo("a.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    assert refuse(path).code == "HL-READ-06"


def test_an_archive_with_a_password_is_refused(tmp_path, refuse):
    path = archive(tmp_path / "locked.zip", {"a.csv": CSV.encode()})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    refusal = refuse(path)
    assert refusal.code == "HL-READ-07"
    assert "password" in refusal.to_do
