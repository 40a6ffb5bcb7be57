"""Parquet files: plain types out, damage refused."""

import decimal
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest


@pytest.fixture
def store(tmp_path):
    """Return a function that writes a table as Parquet."""

    def _store(table, name="a.parquet"):
        pq.write_table(table, tmp_path / name)
        return tmp_path / name

    return _store


def test_types_are_made_plain(store, parse):
    moment = datetime(2021, 3, 31, 8, 30)  # noqa: DTZ001  (files state no zone)
    table = pa.table(
        {
            "small": pa.array([1, None], pa.int8()),
            "weight": pa.array([1.5, float("nan")], pa.float32()),
            "exact": pa.array([decimal.Decimal("2.50"), None]),
            "sex": pa.array(["f ", ""]).dictionary_encode(),
            "day": pa.array([date(2021, 3, 31), None]),
            "moment": pa.array([moment, None], pa.timestamp("ns")),
            "yes": [True, None],
            "none": pa.nulls(2),
        }
    )
    report, rows = parse(store(table))
    assert [column.storage for column in report.columns] == [
        *("integer", "number", "number", "text", "date", "date", "boolean", "text")
    ]
    assert rows.to_pylist()[0] == {
        "small": 1,
        "weight": 1.5,
        "exact": 2.5,
        "sex": "f",
        "day": date(2021, 3, 31),
        "moment": moment,
        "yes": True,
        "none": None,
    }
    assert set(rows.to_pylist()[1].values()) == {None}
    assert all(column.missing["system"] for column in report.columns)


def test_only_the_columns_asked_for_are_read(store, parse):
    path = store(pa.table({"A": [1], "lists": [[1, 2]], "b": [2]}))
    _, rows = parse(path, columns=("a",), column_case="any")
    assert rows.to_pydict() == {"a": [1]}


def test_numbers_are_kept_as_text_when_asked(store, parse):
    path = store(pa.table({"isco": [110, 5211]}))
    report, rows = parse(path, text_columns=frozenset({"isco"}))
    assert rows.to_pydict() == {"isco": ["110", "5211"]}
    assert report.columns[0].storage == "text"


def test_a_column_of_lists_is_refused(store, refuse):
    refusal = refuse(store(pa.table({"a": [[1, 2]]})))
    assert refusal.code == "HL-READ-42"
    assert '"a" holds list' in refusal.what


@pytest.mark.parametrize("share", [0.3, 0.99])
def test_a_truncated_parquet_file_is_refused(store, refuse, share):
    path = store(pa.table({"a": list(range(5_000))}))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refusal = refuse(path)
    assert refusal.code == "HL-READ-19"
    assert refusal.where == "a.parquet"


def test_a_parquet_file_with_a_damaged_footer_is_refused(store, refuse):
    path = store(pa.table({"a": list(range(5_000))}))
    content = bytearray(path.read_bytes())
    content[-60:-10] = bytes(50)
    path.write_bytes(content)
    assert refuse(path).code == "HL-READ-19"
