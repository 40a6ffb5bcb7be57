import pytest

from headload.errors import BadInput
from headload.releases import IndicatorFacts, InputFile
from unit.releases.made import facts, labels


def test_the_period_comes_from_the_survey_id():
    assert facts().period == "2025-Q1"
    assert facts(time_period="2025").period == "2025"


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
