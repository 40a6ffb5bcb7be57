"""Maps against the fact sheets, read apart from each other.

The trial of a map asks the map itself what a code means, so two codes that are
swapped pass it. The sheets were written from the sources by somebody else.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from headload.measure.harmonise import SurveyMap, load_survey, survey_editions
from needs import real_data

SAME: Mapping[str, tuple[str, Mapping[str, frozenset[str]]]] = {
    "sex": (
        "sex",
        {"1": frozenset("M"), "2": frozenset("F"), "3": frozenset("O")},
    ),
    "urban": ("urban", {"1": frozenset("U"), "2": frozenset("R")}),
    "j1_icse93": (
        "status_answered",
        {
            "1": frozenset(
                {
                    "employee",
                    "domestic_employee",
                    "paid_apprentice",
                    "casual_employee",
                    "day_labourer",
                    "outworker",
                }
            ),
            "2": frozenset({"employer"}),
            "3": frozenset({"own_account_worker", "independent"}),
            "4": frozenset({"cooperative_member"}),
            "5": frozenset({"contributing_family_worker"}),
            "6": frozenset({"other", "unpaid_trainee"}),
        },
    ),
}


def sheets_of(survey: SurveyMap, folder: Path) -> Iterator[dict]:
    country, series, _ = survey.folder.parts[-3:]
    for path in sorted(folder.glob(f"{country}_{series}_*.toml")):
        yield tomllib.loads(path.read_text("utf-8"))


def compared(folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield survey, item, code, what the map makes of it, what the sheet does."""
    for edition in survey_editions():
        survey = load_survey(edition.ids[-1])
        for sheet in sheets_of(survey, folder):
            for item, (variable, _) in SAME.items():
                ours, theirs = survey.variables.get(variable), sheet["items"].get(item)
                if ours is None or theirs is None or len(ours.columns) != 1:
                    continue
                named = theirs["var"]
                first = named if isinstance(named, str) else named[0]
                if first.split()[0].lower() != ours.columns[0].lower():
                    continue
                for code, _label, meaning in theirs.get("codes", ()):
                    decided = str(meaning) and "|" not in str(meaning)
                    if code in ours.codes and decided:
                        yield survey.id, item, code, str(ours.codes[code]), str(meaning)


def test_maps_and_fact_sheets_agree_on_sex_place_and_status() -> None:
    found = list(compared(real_data("atlas")))
    wrong = [
        (survey, item, code, ours, meaning)
        for survey, item, code, ours, meaning in found
        if ours not in SAME[item][1].get(meaning, frozenset())
    ]
    assert wrong == []
    for item, least in {"sex": 30, "urban": 25, "j1_icse93": 25}.items():
        surveys = {survey for survey, of, *_ in found if of == item}
        assert len(surveys) >= least, (item, len(surveys))
