import csv
import io

import pytest

from headload.errors import BadInput
from headload.measure.publish.tables import tables
from headload.releases import guarded
from unit.releases.made import labels, rate, release, total

ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x";"y")']


def rows(made, name):
    text = tables(made)[name].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("text", ATTACKS)
def test_a_cell_that_a_sheet_would_run_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Quito", "", "'=1", "1=1", " =1"])
def test_other_text_stays_as_it_is(text):
    assert guarded(text) == text


@pytest.mark.parametrize("text", ATTACKS)
def test_a_label_that_a_sheet_would_run_is_written_as_text(text):
    made = release(
        total(dimensions={"city": "quito"}),
        codelists={"city": {"quito": labels(text)}},
    )
    (row,) = rows(made, "tables/T1.csv")
    assert row["city_label"] == f"'{text}"


def test_a_negative_number_stays_a_number():
    made = release(total(value=-52_000.0, se=100.0), policy="public-use")
    assert rows(made, "tables/T1.csv")[0]["value"] == "-52000"


def test_each_table_is_tidy_with_codes_and_english_labels():
    made = release(
        total(dimensions={"sex": "F"}),
        total(value=90_000.0),
        rate(),
    )
    assert sorted(tables(made)) == ["tables/T1.csv", "tables/T2.csv"]
    everyone, women = rows(made, "tables/T1.csv")
    assert (everyone["sex"], everyone["sex_label"]) == ("_T", "Total")
    assert (women["sex"], women["sex_label"]) == ("F", "Women")
    assert women["indicator_label"] == "Employed persons"
    assert women["value"] == "52000"
    assert women["flag_label"] == "Reliable"


def test_file_names_of_tables_are_safe():
    made = release(total(table_id="../T10 women"))
    assert list(tables(made)) == ["tables/t10-women.csv"]


def test_two_tables_never_share_a_file():
    made = release(total(table_id="T 1"), total(indicator="x", table_id="t-1"))
    with pytest.raises(BadInput, match="HL-PUBL-04"):
        tables(made)
