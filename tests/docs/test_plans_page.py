"""The examples of the reference of plans run as they are printed."""

import re
from pathlib import Path

import pytest

from headload.measure.estimate.size import LARGEST_PLAN
from headload.measure.harmonise import load_survey
from headload.measure.pipeline import rehearse, words_for
from needs import PROJECT

PAGE = (PROJECT / "docs" / "reference" / "plans.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_a_plan_that_the_bundled_survey_can_give(
    text: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    survey = load_survey("xts/lfs/2025q1")
    words = words_for("icls17", survey.employment_standard)
    plan = rehearse([survey], words, path)
    assert plan.tables


def test_the_page_has_examples_and_says_the_largest_size() -> None:
    assert len(EXAMPLES) == 5
    assert f"{LARGEST_PLAN:,} cells" in PAGE
