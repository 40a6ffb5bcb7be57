"""A group that is unknown for some is a lower bound, in numbers and in shares."""

import ibis
import pyarrow as pa
import pytest

from headload.measure.pipeline import words_for
from headload.measure.pipeline.lower_bounds import with_groups_as_seen
from headload.terms import Persons

WORDS = words_for("icls17", 19)
EMPLOYED = WORDS.rules["employed"].column
VENDOR = WORDS.rules["street_vendor"].column
PICKER = WORDS.rules["waste_picker"].column
NAMES = {"street_vendor": VENDOR, "waste_picker": PICKER}


@pytest.fixture
def persons() -> Persons:
    columns = pa.table(
        {
            EMPLOYED: [True, True, True, True, False],
            VENDOR: [True, None, False, None, None],
            PICKER: [False, False, True, False, None],
            "weight": [10.0, 10.0, 10.0, 10.0, 60.0],
        }
    )
    return Persons(survey="ttt/lfs/2025", table=ibis.memtable(columns))


def test_a_share_is_of_all_employed_with_those_not_seen_to_belong(
    persons: Persons,
) -> None:
    seen, _ = with_groups_as_seen(persons, WORDS, NAMES)
    employed = seen.table.filter(seen.table[EMPLOYED])
    assert employed[VENDOR].to_pyarrow().to_pylist() == [True, False, False, False]
    assert employed[VENDOR].mean().to_pyarrow().as_py() == 0.25  # not 1 in 2


def test_the_release_says_for_how_many_it_is_unknown(persons: Persons) -> None:
    _, said = with_groups_as_seen(persons, WORDS, NAMES)
    assert said == (
        "street_vendor is unknown for 50.0 % of the employed: its number and its "
        "share are lower bounds",
    )


def test_a_group_that_an_office_gives_or_nobody_can_see_stays(
    persons: Persons,
) -> None:
    seen, said = with_groups_as_seen(persons, WORDS, {"street_vendor": "national_v"})
    assert seen is persons
    assert said == ()
