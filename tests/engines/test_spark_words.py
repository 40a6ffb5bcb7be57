"""Word by word: an expression means the same in both engines.

Ibis compiles all of these for Spark without an error; `pipeline/spark/dialect.py`
says which of them would then give another answer.
"""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest

from engines.both import on_both
from headload.measure.harmonise.expressions import Source, code_text, exact
from headload.measure.harmonise.harmonise import identifier
from headload.standards.words import lies_under, starts_with

TEXTS = [
    *(None, "", " ", "A", "f", "vf", "fv", "ñ", "日本", "don't", "a\\b", "$1", "100%"),
    *(" 01 ", "007", "1.0", "01.00", "0", "000", "9611", "96"),
    *("\tx\r\n", "\x0b9\x0c"),
    *("12d", "12f", "0x1p3", "1_000", "1,5", "1e3", "1E-2", ".5", "5.", "+4", "-3"),
    *("inf", "nan", "Infinity", "--5", "1 2", "not_asked"),
]
NUMBERS = [
    *(None, float("nan"), float("inf"), float("-inf"), 0.0, -0.0, 0.5, 1.5, 2.5, -2.5),
    *(1 / 3, 0.1, 96.0, 9611.0, 123456.5, 1e7, 4e9 + 0.25, 0.00012345678901234567),
]
WHOLES = [None, 0, 1, -4, 96, 2**53 + 1]
ANSWERS = [None, True, False]

Word = Callable[[Any], Any]


@pytest.fixture
def tables(spark: Any, tmp_path: Path) -> tuple[Any, Any]:
    rows = list(product(TEXTS, NUMBERS))
    size = len(rows)
    records = pa.table(
        {
            "row": range(size),
            "text": [text for text, _ in rows],
            "real": pa.array([number for _, number in rows], pa.float64()),
            "whole": pa.array(np.resize(WHOLES, size).tolist(), pa.int64()),
            "answer": pa.array(np.resize(ANSWERS, size).tolist(), pa.bool_()),
        }
    )
    return on_both(records, spark, tmp_path)


def small(t: Any) -> Any:
    """Return the numbers that become whole numbers: the others are refused."""
    return ibis.cases((t.real.abs() < 1e10, t.real))


WORDS: dict[str, Word] = {
    "code of a text": lambda t: code_text(t.text),
    "code of a number": lambda t: code_text(small(t)),
    "code of a whole number": lambda t: code_text(t.whole),
    "number as text": lambda t: small(t).cast("string"),
    "identifier": lambda t: identifier(small(t)),
    "number in a text": lambda t: Source(t).number("text"),
    "number without NaN": lambda t: Source(t).raw("real"),
    "scaled": lambda t: small(t) * exact(12 / 365),
    "blanks at the ends": lambda t: t.text.strip(),
    "group in a replacement": lambda t: t.text.re_replace(r"^0*([0-9]+)", r"<\1>$"),
    "search": lambda t: t.text.re_search(r"^(96|9)$"),
    "padded": lambda t: t.text.lpad(4, "0"),
    "part of a text": lambda t: t.text.substr(0, 2),
    "length": lambda t: t.text.length(),
    "joined": lambda t: t.text + ibis.literal("|") + t.whole.cast("string"),
    "one of": lambda t: t.text.isin(["A", "don't", "a\\b", "\x0b9\x0c"]),
    "lies under": lambda t: lies_under(t.text, "9611", "01"),
    "starts with": lambda t: starts_with(t.text, "96", "0"),
    "null": lambda t: t.real.isnull(),
    "known": lambda t: t.real.notnull(),
    "not a number": lambda t: t.real.isnan(),
    "infinite": lambda t: t.real.isinf(),
    "NaN to null": lambda t: t.real.nullif(float("nan")),
    "between": lambda t: t.real.between(0, 96),
    "rounded": lambda t: small(t).round(),
    "floor of billionths": lambda t: (small(t) * 1e9 + 0.5).floor(),
    "largest of": lambda t: ibis.greatest(small(t), exact(0.3)),
    "and": lambda t: t.answer & (t.whole == 1),
    "or": lambda t: t.answer | (t.whole == 1),
    "cases": lambda t: ibis.cases((t.answer, "yes"), (t.whole > 0, "more")),
    "first known": lambda t: ibis.coalesce(t.text.nullif(""), t.whole.cast("string")),
}


def shown(values: list[Any]) -> list[str]:
    """Return values to be compared to the bit: NaN is NaN, and -0.0 is not 0.0."""
    return [repr(value) for value in values]


def test_every_word_means_the_same(tables: tuple[Any, Any]) -> None:
    # one query for all: each costs Spark a second
    found = [
        table.select("row", **{name: word(table) for name, word in WORDS.items()})
        .order_by("row")
        .to_pyarrow()
        for table in tables
    ]
    different = []
    for name in WORDS:
        here, there = (shown(one[name].to_pylist()) for one in found)
        different += [(name, a, b) for a, b in zip(here, there, strict=True) if a != b]
    assert different == []


SUMS: dict[str, Word] = {
    "records": lambda t: t.count(),
    "some records": lambda t: t.count(where=t.answer),
    "true answers": lambda t: t.answer.sum(),
    "whole numbers": lambda t: (t.whole % 97).sum(),
    "some whole numbers": lambda t: (t.whole % 97).sum(where=t.answer),
    "median": lambda t: small(t).median(),
    "median of some": lambda t: small(t).median(where=t.answer),
    "highest": lambda t: t.real.max(),
    "highest number": lambda t: t.real.nullif(float("nan")).max(),
    "lowest": lambda t: t.real.min(),
    "distinct": lambda t: t.text.nunique(),
}


def test_every_sum_is_the_same(tables: tuple[Any, Any]) -> None:
    here, there = (
        table.aggregate(**{name: word(table) for name, word in SUMS.items()})
        .to_pyarrow()
        .to_pylist()[0]
        for table in tables
    )
    assert shown(list(there.values())) == shown(list(here.values()))


def test_the_codes_that_occur_are_the_same_set(tables: tuple[Any, Any]) -> None:
    here, there = (
        table.aggregate(codes=table.text.collect(distinct=True, include_null=True))
        .to_pyarrow_batches()
        .read_all()["codes"][0]
        .as_py()
        for table in tables
    )
    assert set(there) - {None} == set(here) - {None} == {*TEXTS} - {None}


def test_rows_are_numbered_in_the_order_of_the_file(spark: Any, tmp_path: Path) -> None:
    _, table = on_both(pa.table({"row": range(50_000)}), spark, tmp_path, files=1)
    numbered = table.mutate(number=ibis.row_number())
    wrong = numbered.filter(numbered.number != numbered.row).count()
    assert wrong.to_pyarrow().as_py() == 0


def test_batches_come_in_order_and_nothing_is_left_on_disk(
    spark: Any, tmp_path: Path
) -> None:
    _, table = on_both(pa.table({"row": range(50_000)}), spark, tmp_path, files=4)
    before = set(tmp_path.iterdir())
    batches = list(table.order_by("row").to_pyarrow_batches(chunk_size=7_000))
    assert pa.Table.from_batches(batches)["row"].to_pylist() == list(range(50_000))
    assert max(map(len, batches)) <= 7_000
    assert set(tmp_path.iterdir()) == before


def test_an_overflow_is_an_error_and_not_another_number(
    spark: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    large = pa.table({"whole": [2**62, 2**62, 2**62]})
    _, table = on_both(large, spark, tmp_path, files=1)
    with pytest.raises(Exception, match="overflow"):
        table.aggregate(all=table.whole.sum()).to_pyarrow()
    assert str(2**62) not in "".join(capfd.readouterr())
