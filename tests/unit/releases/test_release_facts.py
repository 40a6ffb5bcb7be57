import pytest

from headload.errors import BadInput
from headload.releases import IndicatorFacts, InputFile
from unit.releases.made import facts, labels


def test_the_period_comes_from_the_survey_id():
    assert facts().period == "2025-Q1"
    assert facts(time_period="2025").period == "2025"


def test_a_level_is_of_its_period_and_a_change_of_two():
    periods = {f"20{year}-Q1": f"xts/lfs/20{year}q1" for year in ("23", "24", "25")}
    about = facts(survey="xts/lfs/2023q1-2025q1", periods=periods)
    assert about.when("2024-Q1") == ("xts/lfs/2024q1", "2024-Q1")
    change = ("xts/lfs/2023q1-2024q1", "2023-Q1/2024-Q1")
    assert about.when("2024-Q1-2023-Q1") == about.when("2023-Q1-2024-Q1") == change
    assert about.when("") == ("xts/lfs/2023q1-2025q1", "2023q1-2025q1")


@pytest.mark.parametrize(
    "changes",
    [
        {"survey": "XTS/lfs/2025q1"},
        {"survey": "/data/person/file.sav"},
        {"map_sha256": "abc"},
        {"inputs": (InputFile("/data/person/file.sav", 10),)},
        {"indicators": {"x": IndicatorFacts(labels("X"), ("no.such_rule",))}},
    ],
)
def test_facts_that_cannot_be_are_refused(changes):
    with pytest.raises(BadInput, match="HL-REL-01"):
        facts(**changes)
