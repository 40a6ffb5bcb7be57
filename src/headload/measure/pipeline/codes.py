"""Which codes a survey can give: the answers of its questionnaire, by its map.

A questionnaire without a code for markets cannot show that nobody works there, so
such a figure is left out of a plan; it is not zero.
"""

from collections.abc import Mapping

from headload.measure.harmonise import SurveyMap
from headload.standards import briefs
from headload.terms import codelist, harmonised_variables

Codes = Mapping[str, tuple[str, ...]]
YOUNGEST_BAND, YOUTH = "0-14", 15


def codes_given(survey: SurveyMap) -> dict[str, tuple[str, ...]]:
    """Return the codes that a survey can give, by word, in the order of the lists.

    A word that is not among them can give every code of its list.
    """
    answers = {name: tuple(listed) for name, listed in survey.codelists.items()}
    for name, variable in survey.variables.items():
        word = harmonised_variables().get(name)
        recoded = variable.codes or not variable.columns
        if word is not None and word.codes is not None and recoded:
            given = variable.answers()
            answers[name] = tuple(code for code in word.codes.codes if code in given)
    codes = {**answers, **_of_places(answers), **_of_statuses(survey, answers)}
    if survey.working_age >= YOUTH:
        codes["age_band"] = _without("age_band", YOUNGEST_BAND)
    return codes


def _of_places(answers: Codes) -> Codes:
    if "place_of_work" not in answers:
        return {}
    places = answers["place_of_work"]
    groups = (group for place, group in briefs.PLACES.items() if place in places)
    codes = {"place_group": tuple(dict.fromkeys(groups))}
    if "dumpsite" not in places:
        codes["waste_picker_place"] = _without("waste_picker_place", "landfill")
    return codes


def _of_statuses(survey: SurveyMap, answers: Codes) -> Codes:
    if "status_answered" not in answers:
        return {}
    given, lacking = answers["status_answered"], set()
    if "cooperative_member" not in {*given, *survey.variables}:
        lacking.add("cooperative_member")
    if "other" not in given:
        lacking.add("not_classifiable")
    return {"status_in_employment": _without("status_in_employment", *lacking)}


def _without(name: str, *codes: str) -> tuple[str, ...]:
    return tuple(code for code in codelist(name).codes if code not in codes)
