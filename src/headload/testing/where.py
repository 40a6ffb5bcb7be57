"""In which surveys of the atlas a rule can run, tried on the file made from each map.

A made file holds every code of a map, so it shows what the rule can decide with the
answers that the questionnaire has, not how often people give them. The results are
kept in `surveys/decided.csv` (`make docs` writes it).
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from io import StringIO
from pathlib import Path

from headload.measure.harmonise import SurveyMap, load_survey, survey_editions
from headload.standards import Variable, rules
from headload.testing.atlas_pages import page_name, periods_of
from headload.testing.surveys import check_survey_map

FILE = "decided.csv"
EVERY, SOME, NONE = "every", "some", "none"
COLUMNS = ("rule", EVERY, SOME)


@cache
def latest_surveys() -> Mapping[str, SurveyMap]:
    """Return the latest period of each map of the atlas, by id, by area."""
    latest = (load_survey(edition.ids[-1]) for edition in survey_editions())
    ordered = sorted(latest, key=lambda each: (each.area["en"], each.id))
    return {survey.id: survey for survey in ordered}


def where_it_runs(rule: Variable) -> str:
    """Return the section of a rule's page on the surveys where it can run."""
    found = decided()[f"{rule.standard}.{rule.name}"]
    lines = [
        f"- **Every {rule.unit} is decided**: {_listed(found[EVERY])}.",
        f"- **Some are, others stay unknown**: {_listed(found[SOME])}.",
    ]
    others = len(latest_surveys()) - len(found[EVERY]) - len(found[SOME])
    if others:
        lines.append(f"- **None is**: the other {others} of the atlas.")
    return "\n".join(lines)


@cache
def decided() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the ids of surveys by rule and by how much the rule decides."""
    text = (resources.files("headload") / "surveys" / FILE).read_text("utf-8")
    return {
        row["rule"]: {how: row[how].split() for how in (EVERY, SOME)}
        for row in csv.DictReader(StringIO(text))
    }


def write_decided(path: Path) -> None:
    """Try every rule on every map, and write what was found."""
    trials = {
        survey.id: check_survey_map(survey).decided
        for survey in latest_surveys().values()
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for rule in rules().values():
            found = {how: _with(trials, rule.column, how) for how in (EVERY, SOME)}
            name = f"{rule.standard}.{rule.name}"
            writer.writerow([name, *(" ".join(each) for each in found.values())])


def _with(
    trials: Mapping[str, Mapping[str, str]], column: str, how: str
) -> Iterable[str]:
    return [survey for survey, trial in trials.items() if trial[column] == how]


def _listed(ids: Sequence[str]) -> str:
    surveys = latest_surveys()
    links = [
        f"[{_name(surveys[each])}](../../surveys/{page_name(surveys[each])})"
        for each in ids
    ]
    return ", ".join(links) or "no survey yet"


def _name(survey: SurveyMap) -> str:
    """Return area and series, with the periods where a series has several maps."""
    name = f"{survey.area['en']} {survey.series}"
    alike = [
        each
        for each in latest_surveys().values()
        if (each.country, each.series) == (survey.country, survey.series)
    ]
    return name if len(alike) == 1 else f"{name} {periods_of(survey)}"
