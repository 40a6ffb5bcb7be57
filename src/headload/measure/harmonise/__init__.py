"""From the survey's questions to the house's words, by a map that is data."""

from headload.measure.harmonise.atlas import find_survey, load_survey, survey_editions
from headload.measure.harmonise.check import MapReport, check_against_file
from headload.measure.harmonise.harmonise import harmonise, harmonised_schema
from headload.measure.harmonise.identifiable import groups_identifiable
from headload.measure.harmonise.refusals import refuse_unconfirmed
from headload.measure.harmonise.survey_map import (
    Choice,
    PublishedCheck,
    SurveyMap,
    VariableMap,
)

__all__ = [
    "Choice",
    "MapReport",
    "PublishedCheck",
    "SurveyMap",
    "VariableMap",
    "check_against_file",
    "find_survey",
    "groups_identifiable",
    "harmonise",
    "harmonised_schema",
    "load_survey",
    "refuse_unconfirmed",
    "survey_editions",
]
