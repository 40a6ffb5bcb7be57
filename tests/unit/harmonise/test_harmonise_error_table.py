"""How an office's table of sampling errors is read, as `design.toml` says."""

from pathlib import Path

import pytest

from headload.errors import BadInput
from headload.measure.harmonise.survey_map import ErrorTable
from headload.terms import BetweenSizes
from unit.harmonise.tiny import atlas

AGE = '[variables.age]\nfrom = "a"\n'
UNRELEASED = 'schema = "headload-design/1"\nstatus = 3\nweight = "w"\n'
SECTION = """
[generalised_variance]
source = "Office, 2015"
between = "nearest"
whole = "Total"
column = "region"
areas = { n = "1" }
without_curve = ["city"]
columns = { area = "code", size = "x" }
[generalised_variance.periods]
2025 = "2014.03"
[generalised_variance.note]
en = "Read from the office's table."
"""


def table(folder: Path, section: str) -> ErrorTable | None:
    return atlas(folder, AGE, design=UNRELEASED + section).source_design.error_table


def test_the_table_is_described_and_not_shipped(tmp_path: Path) -> None:
    assert table(tmp_path, SECTION) == ErrorTable(
        source="Office, 2015",
        between=BetweenSizes.NEAREST,
        whole="Total",
        period="2014.03",
        columns={"area": "code", "size": "x"},
        column="region",
        areas={"n": "1"},
        without_curve=("city",),
        note={"en": "Read from the office's table."},
    )


def test_most_surveys_and_other_periods_have_none(tmp_path: Path) -> None:
    assert table(tmp_path / "a", "") is None
    assert table(tmp_path / "b", SECTION.replace("2025 =", "2026 =")) is None


def test_little_needs_to_be_said(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        '[generalised_variance]\nsource = "Office"\nwhole = "T"\n'
        'periods = { 2025 = "1" }\n',
    )
    assert found
    assert (found.between, found.columns) == (BetweenSizes.LOG_LOG, {})
    assert (found.column, found.areas, found.without_curve) == ("", {}, ())


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("generalised_variance = 3\n", "not a table"),
        (SECTION.replace("whole", "hole"), '"hole" is not a key'),
        (SECTION.replace('"nearest"', '"guess"'), '"guess" is none of the rules'),
        (SECTION.replace("size =", "length ="), '"length" is not a column'),
        (SECTION.replace('column = "region"\n', ""), "go together"),
        (SECTION.replace('{ n = "1" }', "{ n = 1 }"), "not a table of texts"),
        (SECTION.replace('"Office, 2015"', '" "'), '"source" is missing'),
        (SECTION.replace('"Total"', "1"), '"whole" is missing'),
        (SECTION.replace('["city"]', '"city"'), "list of columns"),
        (SECTION.replace('column = "region"', "column = 3"), "not text"),
    ],
)
def test_a_description_that_does_not_fit_is_refused(tmp_path, section, said) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        table(tmp_path, section)
    assert refusal.value.code == "HL-MAP-18"
