"""A figure leads back to survey, question, rule, paragraph and command."""

import json
from pathlib import Path
from typing import Any

import pytest

from headload.cli import trace as trace_module
from headload.cli.app import run
from headload.errors import WrongUse
from headload.measure.publish import publish
from headload.releases import IndicatorFacts, VariableFacts, read_release
from headload.terms import LANGUAGES
from headload.trace import story_of
from headload.trace.page import page
from headload.trace.telling import Telling, shipped
from unit.releases.made import CITE, RULE, labels, rate, release, total

QUESTION = VariableFacts(("Q12", "Q1"), "Do you pay into a pension?", "seen: form, Q12")
SAMPLE = {"weight": "w", "psu": "ea", "variance": "linearisation, PSUs in strata"}
RATE = "xts-lfs-2025q1.informal-employment-rate"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    cells = (
        total(),
        rate(),
        total(4, indicator="few"),
        total(396, 51_000.0, indicator="low", df=3),
    )
    made = release(
        *cells,
        variables={"pension_coverage": QUESTION},
        reads={RULE: ("pension_coverage",)},
        sample=SAMPLE,
        design_labels=labels("Two stages"),
    )
    return publish(made, tmp_path / "release")


def answer(directory: Path, name: str, capsys: Capture) -> dict[str, Any]:
    trace_module.trace(directory, f"xts-lfs-2025q1.{name}", json=True)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_number_leads_to_survey_map_rule_paragraph_and_command(
    directory: Path, capsys: Capture
) -> None:
    found = answer(directory, "informal-employment-rate", capsys)
    assert found["figure"]["value"] == 50.0
    assert found["survey"].endswith("(xts/lfs/2025q1), 2025-Q1")
    assert found["map"] == {"id": "xts/lfs/2025q1", "sha256": "a" * 64}
    assert found["data"] == [{"sha256": "b" * 64, "rows": 40320}]
    (rule,) = found["rules"]
    assert rule["rule"] == RULE
    assert rule["citations"] == ["17th ICLS guidelines (2003), para. 3(5)"]
    assert [node["node"] for node in rule["nodes"]] == ["J1", "J2", "J7"]
    assert rule["nodes"][2]["n"] == "withheld"
    assert found["make_again"].startswith("headload measure FILE")
    assert found["policy"]["name"] == "confidential"
    assert found["software"] == "headload 0.1.0"


def test_a_number_leads_to_the_question_that_its_rule_reads(
    directory: Path, capsys: Capture
) -> None:
    found = answer(directory, "informal-employment-rate", capsys)
    assert found["rules"][0]["reads"] == ["pension_coverage"]
    assert found["questions"] == [
        {
            "variable": "pension_coverage",
            "label": "Covered by a contributory pension",
            "columns": ["Q12", "Q1"],
            "question": "Do you pay into a pension?",
            "evidence": "seen: form, Q12",
        }
    ]
    assert found["design"]["psu"] == "ea"
    assert answer(directory, "employment", capsys)["questions"] == []


def test_nodes_of_other_rules_are_left_out(directory: Path, capsys: Capture) -> None:
    assert answer(directory, "employment", capsys)["rules"] == []


def test_rules_of_worker_groups_are_named_for_a_group_only(
    tmp_path: Path, capsys: Capture
) -> None:
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
    assert [each["rule"] for each in everyone["rules"]] == [RULE]
    assert [each["rule"] for each in vendors["rules"]] == [RULE, rule]


def test_a_protected_cell_says_so_in_the_words_of_the_policy_only(
    directory: Path, capsys: Capture
) -> None:
    figure = answer(directory, "few", capsys)["figure"]
    assert figure == {
        "flag": "S",
        "meaning": "Withheld to protect those who answered",
        "withheld": "Withheld to protect those who answered.",
    }


def test_an_unreliable_cell_says_that_too_few_were_asked(
    directory: Path, capsys: Capture
) -> None:
    figure = answer(directory, "low", capsys)["figure"]
    assert figure["withheld"] == "The survey asked too few people to say."


def test_the_text_form_says_the_same(directory: Path, capsys: Capture) -> None:
    trace_module.trace(directory, RATE)
    text = capsys.readouterr().out
    for part in (
        "17th ICLS guidelines (2003), para. 3(5)",
        "Value: 50",
        "J7: not shown",
    ):
        assert part in text


def test_an_unknown_id_names_the_closest(directory: Path) -> None:
    with pytest.raises(WrongUse, match=r"closest: xts-lfs-2025q1\.employment"):
        trace_module.trace(directory, "xts-lfs-2025q1.employmnt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_every_part_in_its_language(
    directory: Path, language: str
) -> None:
    telling = Telling(story_of(read_release(directory), RATE), language)
    html = page(telling).decode()
    assert f'<html lang="{language}">' in html
    for part in telling.parts():
        assert not part.items or part.heading in html
    for name in ("figure", "asked", "sorted", "measured", "again"):
        assert shipped()[name][language].replace("'", "&#x27;") in html
    assert "Do you pay into a pension?" in html
    assert "Two stages" in html
    assert "<script" not in html


def test_every_word_is_there_in_every_language_with_the_same_places() -> None:
    for name, texts in shipped().items():
        assert set(texts) == set(LANGUAGES), name
        places = {
            language: sorted(part for part in text.split("{")[1:] if part)
            for language, text in texts.items()
        }
        named = {
            language: [each.split("}")[0] for each in parts]
            for language, parts in places.items()
        }
        assert {tuple(sorted(each)) for each in named.values()} == {
            tuple(sorted(named["en"]))
        }, name


def test_a_protected_figure_has_a_page_without_its_value(directory: Path) -> None:
    release_ = read_release(directory)
    html = page(Telling(story_of(release_, "xts-lfs-2025q1.few"), "en")).decode()
    assert "Withheld to protect those who answered" in html
    assert "<dt>Value</dt>" not in html
    assert "<dt>Interviews</dt>" not in html


def test_a_release_without_sources_says_that_it_does_not_name_them(
    tmp_path: Path,
) -> None:
    made = read_release(publish(release(total(), rate()), tmp_path / "release"))
    html = page(Telling(story_of(made, RATE), "en")).decode()
    assert "does not say which questions" in html


def test_a_page_is_written_and_another_kind_of_file_refused(
    directory: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "trace.html"
    assert run(["trace", str(directory), RATE, "--lang", "fr", "--out", str(out)]) == 0
    assert "D&#x27;où vient ce chiffre" in out.read_text("utf-8")
    assert run(["trace", str(directory), RATE, "--out", str(tmp_path / "a.pdf")]) == 2
    assert "HL-TRACE-03" in capsys.readouterr().err
    assert run(["trace", str(directory), RATE, "--lang", "xx"]) == 2
    assert "HL-TRACE-02" in capsys.readouterr().err
