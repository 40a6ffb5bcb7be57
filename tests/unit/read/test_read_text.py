"""CSV and fixed-width text: strict, nothing guessed, no value of a row repeated."""

import pytest

from headload.errors import WrongUse
from headload.measure.read import FixedField, ReadRequest, read_layout

HEAD = "id,sex,weight\n"
ROWS = "1,2,10.5\n2,1,11.5\n3,2,12.5\n"


def test_a_plain_csv_is_read_with_its_types(write_text, parse):
    report, rows = parse(write_text("a.csv", HEAD + ROWS))
    assert rows.to_pydict() == {
        "id": [1, 2, 3],
        "sex": [2, 1, 2],
        "weight": [10.5, 11.5, 12.5],
    }
    storage = [column.storage for column in report.columns]
    assert (report.format, report.encoding) == ("csv", "utf-8")
    assert storage == ["integer", "integer", "number"]


def test_blanks_dots_and_na_among_numbers_are_missing(write_text, parse):
    report, rows = parse(write_text("a.csv", "a,b\n1,x\n,\n.,NA\nNA,y  \n5,z\n"))
    assert rows.column("a").to_pylist() == [1, None, None, None, 5]
    assert rows.column("b").to_pylist() == ["x", None, "NA", "y", "z"]
    assert report.columns[0].missing == {"system": 3}
    assert report.columns[1].missing == {"system": 1}


def test_codes_with_leading_zeros_and_long_identifiers_stay_text(write_text, parse):
    text = "isco,id\n0110,12345678901234567890\n5211,12345678901234567891\n"
    _, rows = parse(write_text("a.csv", text))
    assert rows.column("isco").to_pylist() == ["0110", "5211"]
    assert rows.column("id").to_pylist()[1] == "12345678901234567891"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_reads_the_same(write_text, parse, end):
    text = (HEAD + ROWS).replace("\n", end)
    for name in ("a.csv", "b.csv"):
        _, rows = parse(write_text(name, text if name == "a.csv" else text.rstrip()))
        assert rows.column("weight").to_pylist() == [10.5, 11.5, 12.5]


def test_quoted_fields_may_hold_separators_quotes_and_line_ends(write_text, parse):
    text = 'id,job\n1,"sells fruit, juice"\n2,"a ""helper"""\n3,"two\nlines"\n'
    _, rows = parse(write_text("a.csv", text))
    jobs = ["sells fruit, juice", 'a "helper"', "two\nlines"]
    assert rows.column("job").to_pylist() == jobs


def test_a_tab_separated_file_is_read_by_its_name(write_text, parse):
    _, rows = parse(write_text("a.tsv", "a\tb\n1\t2\n"))
    assert rows.to_pydict() == {"a": [1], "b": [2]}


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", None),
        ("cp874", "cp874"),
    ],
)
def test_a_stated_encoding_is_used(write_text, parse, encoding, stated):
    word = "ร้าน" if encoding == "cp874" else "Bogotá"
    path = write_text("a.csv", f"city,id\n{word},1\n", encoding)
    report, rows = parse(path, encoding=stated)
    assert rows.to_pydict() == {"city": [word], "id": [1]}
    assert report.encoding == (stated or "utf-8-sig")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1256", "cp874"])
def test_text_that_is_not_utf_8_is_refused_until_the_encoding_is_stated(
    write_text, refuse, encoding
):
    word = {"latin-1": "Bogotá", "cp1256": "عمل", "cp874": "ร้าน"}[encoding]
    path = write_text("a.csv", f"id,city\n1,Lima\n2,{word}\n", encoding)
    refusal = refuse(path)
    assert refusal.code == "HL-READ-21"
    assert "line 3, byte " in refusal.where
    assert "--encoding" in refusal.to_do
    assert "Bogot" not in str(refusal)


def test_utf_16_is_refused_until_it_is_stated(write_text, refuse):
    for encoding in ("utf-16", "utf-16-le"):
        refusal = refuse(write_text("a.csv", HEAD + ROWS, encoding))
        assert refusal.code == "HL-READ-22"
        assert "--encoding utf-16" in refusal.to_do


def test_mixed_encodings_are_refused_with_the_first_bad_byte(write_text, refuse):
    content = "id,city\n1,Bogotá\n".encode() + b"2,Bogot\xe1\n"
    refusal = refuse(write_text("a.csv", content))
    assert refusal.code == "HL-READ-24"
    bad = content.index(b"\xe1")
    assert f"line 3, byte {bad}" in refusal.where
    refusal = refuse(write_text("a.csv", b"id,city\n1,\x81\x8d\n"), encoding="cp1252")
    assert refusal.code == "HL-READ-24"
    assert "not in cp1252 throughout" in refusal.what


def test_a_nul_byte_is_refused_with_its_place(write_text, refuse):
    refusal = refuse(write_text("a.csv", HEAD + "1,2,3\n4,\0,5\n"))
    assert refusal.code == "HL-READ-25"
    assert "line 3, column number 2" in refusal.where


def test_ragged_rows_are_refused_with_the_first_five(write_text, refuse):
    text = HEAD + ROWS + "4,5\n" * 2 + ROWS + "6,7,8,9\n" * 9
    refusal = refuse(write_text("a.csv", text))
    assert refusal.code == "HL-READ-26"
    assert "3 fields" in refusal.what
    assert refusal.where == (
        "a.csv: line 5 has 2, line 6 has 2, line 10 has 4, line 11 has 4, line 12 has 4"
    )


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('1,2,3\n4,"5,6\n7,8,9\n', 3),
        ('1,2,3\n4,5,"6\n7,8,"9\n', 3),
        ('1,2,3\n7,8,"9\n' + "1,2,3\n" * 5, 3),
    ],
)
def test_an_unclosed_quote_is_refused_with_the_row_that_opens_it(
    write_text, refuse, rows, line
):
    refusal = refuse(write_text("a.csv", HEAD + rows))
    assert refusal.code == "HL-READ-27"
    assert f"the row that starts at line {line}" in refusal.where


def test_an_unclosed_quote_in_the_header_is_refused(write_text, refuse):
    refusal = refuse(write_text("a.csv", 'id,"sex\n1,2\n'))
    assert refusal.code == "HL-READ-27"
    assert "line 1" in refusal.where


def test_another_separator_is_refused_until_it_is_stated(write_text, refuse, parse):
    path = write_text("a.csv", "id;weight\n1;10,5\n2;11,5\n")
    refusal = refuse(path)
    assert refusal.code == "HL-READ-29"
    assert "semicolon" in refusal.what
    assert '--separator ";"' in refusal.to_do
    refusal = refuse(path, separator=";")
    assert refusal.code == "HL-READ-29"
    assert '--decimal ","' in refusal.to_do
    _, rows = parse(path, separator=";", decimal=",")
    assert rows.column("weight").to_pylist() == [10.5, 11.5]


def test_thousands_separators_are_refused_without_repeating_a_value(write_text, refuse):
    refusal = refuse(write_text("a.csv", 'id,pay\n1,"1,234.5"\n2,"7,654.5"\n'))
    assert refusal.code == "HL-READ-30"
    assert '"9,999"' in refusal.what
    assert "row 1" in refusal.where
    assert "234" not in str(refusal)
    path = write_text("b.csv", "id;pay\n1;1.234,5\n2;12,5\n")
    assert refuse(path, separator=";", decimal=",").code == "HL-READ-30"


@pytest.mark.parametrize(
    ("header", "listed"),
    [
        ("wt,sex,wt", '"wt", "wt"'),
        ("wt,sex,WT", '"wt", "WT"'),
        ("wt,sex, wt ", '"wt", " wt "'),
        ("wt,,sex", "columns number 2"),
    ],
)
def test_a_header_that_does_not_tell_columns_apart_is_refused(
    write_text, refuse, header, listed
):
    refusal = refuse(write_text("a.csv", header + "\n1,2,3\n"))
    assert refusal.code == "HL-READ-31"
    assert listed in str(refusal)


def test_a_file_with_a_header_only_is_refused(write_text, refuse):
    for text in ("id,sex,weight", HEAD):
        refusal = refuse(write_text("a.csv", text))
        assert refusal.code == "HL-READ-32"
        assert "0 rows" in refusal.what


@pytest.mark.parametrize("mark", ["\u200b", "\u202e", "\ufeff"])
def test_invisible_characters_in_names_are_refused(write_text, refuse, mark):
    refusal = refuse(write_text("a.csv", f"id,se{mark}x\n1,2\n"))
    assert refusal.code == "HL-READ-33"
    assert "\\u" in refusal.what


def test_letters_late_in_a_column_of_numbers_are_refused_with_their_row(
    write_text, refuse, parse
):
    text = "id,age\n" + "".join(f"{i},30\n" for i in range(1, 60_001))
    path = write_text("a.csv", text + "60001,thirty\n")
    refusal = refuse(path)
    assert refusal.code == "HL-READ-42"
    assert "60,000 numbers with 1 text" in refusal.what
    assert 'column "age", first at row 60,001' in refusal.where
    assert "thirty" not in str(refusal)
    assert parse(path, columns=("id",))[0].rows == 60_001
    _, rows = parse(path, text_columns=frozenset({"age"}))
    assert rows.column("age").to_pylist()[-1] == "thirty"


def test_infinity_is_no_number(write_text, refuse):
    refusal = refuse(write_text("a.csv", "id,w\n1,2.5\n2,inf\n3,1.5\n"))
    assert refusal.code == "HL-READ-42"


def test_a_column_that_is_mostly_text_is_text(write_text, parse):
    report, _ = parse(write_text("a.csv", "id,street\n1,Main\n2,12\n3,High\n4,\n"))
    assert [column.storage for column in report.columns] == ["integer", "text"]


def test_days_that_can_be_read_in_two_ways_stay_text(write_text, parse):
    report, table = parse(write_text("a.csv", "id,day\n1,01/02/2024\n2,02/01/2024\n"))
    assert report.columns[1].storage == "text"
    assert table["day"].to_pylist() == ["01/02/2024", "02/01/2024"]


def test_an_empty_column_is_text(write_text, parse):
    report, rows = parse(write_text("a.csv", "id,note\n1,\n2,\n"))
    assert report.columns[1].missing == {"system": 2}
    assert rows.column("note").to_pylist() == [None, None]


LAYOUT = (
    FixedField("person", 1, 3),
    FixedField("age", 4, 6),
    FixedField("city", 7, 12),
)


def test_a_fixed_width_file_is_read_by_its_layout(write_text, parse):
    path = write_text("a.dat", "001 34Bogotá\n002  7Lima  \n003   Quito \n")
    report, rows = parse(path, layout=LAYOUT)
    assert report.format == "fixed-width"
    assert rows.to_pydict() == {
        "person": ["001", "002", "003"],
        "age": [34, 7, None],
        "city": ["Bogotá", "Lima", "Quito"],
    }


def test_a_line_shorter_than_the_layout_is_refused(write_text, refuse):
    path = write_text("a.dat", "001 34Bogotá\n002  7\n")
    refusal = refuse(path, layout=LAYOUT)
    assert refusal.code == "HL-READ-26"
    assert refusal.where == "a.dat: line 2 has 6"


def test_a_layout_is_read_from_a_small_csv(write_text):
    path = write_text("l.csv", "name,start,end\nperson,1,3\nage,4,6\n")
    assert read_layout(path) == LAYOUT[:2]
    for text, place in (
        ("name,start\nx,1\n", "line 1"),
        ("name,start,end\nx,1,b\n", "line 2"),
    ):
        with pytest.raises(WrongUse, match=r"HL-READ-71") as refusal:
            read_layout(write_text("l.csv", text))
        assert place in refusal.value.where


@pytest.mark.parametrize(
    "options",
    [
        {"encoding": "utf-99"},
        {"decimal": ";"},
        {"separator": ",,"},
        {"separator": ",", "decimal": ","},
        {"column_case": "some"},
        {"layout": (FixedField("x", 3, 1),)},
    ],
)
def test_an_option_without_a_meaning_is_wrong_use(options):
    with pytest.raises(WrongUse, match=r"HL-READ-70"):
        ReadRequest(**options)
