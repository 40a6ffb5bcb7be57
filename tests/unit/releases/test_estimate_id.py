import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headload.errors import BadInput
from headload.releases import estimate_id, sdmx_period, slug


def test_an_id_reads_survey_indicator_and_dimensions_in_a_fixed_order():
    dimensions = {"urban": "U", "sex": "F"}
    assert estimate_id("ecu/enemdu/2021q1", "informal-employment-rate", dimensions) == (
        "ecu-enemdu-2021q1.informal-employment-rate.sex-f.urban-u"
    )


def test_totals_are_left_out_of_an_id():
    made = estimate_id("xts/lfs/2025q1", "employment", {"sex": "_T", "city": "quito"})
    assert made == "xts-lfs-2025q1.employment.city-quito"


def test_underscores_become_hyphens():
    dimensions = {"worker_group": "street_vendor"}
    assert estimate_id("xts/lfs/2025q1", "employment", dimensions).endswith(
        ".worker-group-street-vendor",
    )


@given(st.text(min_size=1))
def test_a_slug_is_safe_in_an_address_or_refused(text):
    try:
        made = slug(text)
    except BadInput:
        return
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert slug(made) == made


def test_a_code_without_latin_letters_is_refused():
    with pytest.raises(BadInput, match="HL-REL-02"):
        slug("दिल्ली")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2021q1", "2021-Q1"),
        ("2003t3", "2003-Q3"),
        ("2021m06", "2021-06"),
        ("2021s2", "2021-S2"),
        ("2021", "2021"),
        ("2017-2018", "2017-2018"),
    ],
)
def test_periods_are_written_as_in_sdmx(period, expected):
    assert sdmx_period(period) == expected
