"""Every shipped map does to every answer what it says, on a file made from it.

Each map is tried on its latest period, and on its earliest where periods differ.
"""

import pytest

from headload.measure.harmonise import load_survey, survey_editions
from headload.measure.harmonise.load import read_toml
from headload.standards import rules
from headload.terms import harmonised_variables
from headload.testing import check_survey_map
from headload.testing.where import EVERY, NONE, SOME, decided, latest_surveys

EDITIONS = survey_editions()
LEAST = 45
OURS = {"XTS", "XFM"}
"""Made by us: the bundled survey and our forms, which were never drafted."""
MIDDLE_YEARS = ("ind/plfs/2019-20", "mex/enoe/2021q2", "mex/enoe/2023q1")


def tried() -> list[str]:
    ids = [edition.ids[-1] for edition in EDITIONS]
    for edition in EDITIONS:
        files = (edition.folder / name for name in ("map.toml", "design.toml"))
        if any("periods" in read_toml(path) for path in files):
            ids.append(edition.ids[0])
    return sorted({*ids, *MIDDLE_YEARS})


def written_of(survey: str) -> dict[str, str]:
    """Return what the pages of the rules say of a survey, by column."""
    found = {}
    for rule in rules().values():
        written = decided()[f"{rule.standard}.{rule.name}"]
        hows = [how for how in (EVERY, SOME) if survey in written[how]]
        found[rule.column] = hows[0] if hows else NONE
    return found


@pytest.mark.parametrize("survey", tried())
def test_a_map_keeps_its_contract(survey: str) -> None:
    trial = check_survey_map(load_survey(survey))
    if survey in latest_surveys():
        assert trial.decided == written_of(survey)
    assert trial.kept > 100
    assert trial.values == trial.kept * len(
        set(harmonised_variables()) - {"weight", "stratum", "psu"}
    ) + trial.kept * sum(
        name.startswith("national_") for name in load_survey(survey).variables
    )


def test_the_atlas_is_wide() -> None:
    assert len(EDITIONS) >= LEAST


def test_drafts_are_drafts_and_only_maps_that_met_figures_are_verified() -> None:
    verified = {
        survey
        for edition in EDITIONS
        for survey in edition.ids
        if load_survey(survey).status == "verified"
    }
    assert {survey.rsplit("/", 1)[0] for survey in verified} == {
        "arg/eph",
        "ecu/enemdu",
        "xts/lfs",
    }


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.ids[0])
def test_a_drafted_map_says_of_each_variable_whether_it_was_seen(edition) -> None:
    survey = load_survey(edition.ids[-1])
    if survey.country in {"ARG", "ECU", *OURS}:
        return
    for name, variable in survey.variables.items():
        start = variable.evidence.split(":")[0]
        assert start in {"seen", "inferred"}, f"{name}: {variable.evidence}"
        assert len(variable.evidence) > len("inferred: "), name


def test_the_middle_map_is_shorter_than_150_lines() -> None:
    lines = sorted(
        len((edition.folder / "map.toml").read_text("utf-8").splitlines())
        for edition in EDITIONS
    )
    assert lines[len(lines) // 2] < 150
