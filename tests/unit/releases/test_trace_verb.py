import json

import pytest

from headload.errors import WrongUse
from headload.measure.publish import publish
from headload.releases import IndicatorFacts
from unit.releases.made import CITE, RULE, labels, rate, release, total

trace_module = pytest.importorskip("headload.cli.trace")


@pytest.fixture
def directory(tmp_path):
    cells = (
        total(),
        rate(),
        total(4, indicator="few"),
        total(396, 51_000.0, indicator="low", df=3),
    )
    return publish(release(*cells), tmp_path / "release")


def answer(directory, name, capsys):
    trace_module.trace(directory, f"xts-lfs-2025q1.{name}", json=True)
    return json.loads(capsys.readouterr().out)


def test_a_number_leads_to_survey_map_rule_paragraph_and_command(directory, capsys):
    found = answer(directory, "informal-employment-rate", capsys)
    assert found["figure"]["value"] == 50.0
    assert found["survey"].endswith("(xts/lfs/2025q1), 2025-Q1")
    assert found["map"] == f"xts/lfs/2025q1, sha256 {'a' * 64}"
    assert found["rules"] == {
        "icls17.informal_job": ["17th ICLS guidelines (2003), para. 3(5)"],
    }
    assert [node["node"] for node in found["nodes"]] == ["J1", "J2", "J7"]
    assert found["nodes"][2]["n"] == "withheld"
    assert found["make_again"].startswith("headload measure FILE")
    assert found["policy"].startswith("confidential 1")
    assert found["software"] == "headload 0.1.0"


def test_nodes_of_other_rules_are_left_out(directory, capsys):
    assert answer(directory, "employment", capsys)["nodes"] == []


def test_rules_of_worker_groups_are_named_for_a_group_only(tmp_path, capsys):
    vendor = {"worker_group": "street_vendor"}
    rule = "groups.street_vendor"
    made = release(
        total(),
        total(300, 40_000.0, dimensions=vendor),
        indicators={
            "employment": IndicatorFacts(
                labels("Employed"),
                (RULE,),
                {"worker_group=street_vendor": (rule,)},
            ),
        },
        rules={RULE: (CITE,), rule: (CITE,)},
    )
    directory = publish(made, tmp_path / "release")
    everyone = answer(directory, "employment", capsys)
    vendors = answer(directory, "employment.worker-group-street-vendor", capsys)
    assert list(everyone["rules"]) == [RULE]
    assert sorted(vendors["rules"]) == [rule, RULE]


def test_a_protected_cell_says_so_in_the_words_of_the_policy_only(directory, capsys):
    figure = answer(directory, "few", capsys)["figure"]
    assert figure == {
        "flag": "S",
        "meaning": "Withheld to protect those who answered",
        "withheld": "Withheld to protect those who answered.",
    }


def test_an_unreliable_cell_says_that_too_few_were_asked(directory, capsys):
    figure = answer(directory, "low", capsys)["figure"]
    assert figure["withheld"] == "The survey asked too few people to say."


def test_the_text_form_says_the_same(directory, capsys):
    trace_module.trace(directory, "xts-lfs-2025q1.informal-employment-rate")
    text = capsys.readouterr().out
    for part in ("17th ICLS guidelines (2003), para. 3(5)", "value: 50.0", "node J7"):
        assert part in text


def test_an_unknown_id_names_the_closest(directory):
    with pytest.raises(WrongUse, match=r"closest: xts-lfs-2025q1\.employment"):
        trace_module.trace(directory, "xts-lfs-2025q1.employmnt")
