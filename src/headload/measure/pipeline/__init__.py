"""The way through the house: the only package that knows all six rooms."""

from headload.measure.pipeline.files import files_by_period, files_of
from headload.measure.pipeline.measure import measure_survey, read_source
from headload.measure.pipeline.plan_source import (
    plan_source,
    shipped_plan,
    text_of,
)
from headload.measure.pipeline.rehearsal import rehearse
from headload.measure.pipeline.seal import Override
from headload.measure.pipeline.task import Measured, Task
from headload.measure.pipeline.words import Words, with_words_of, words_for
from headload.measure.pipeline.workspace import working_folder

__all__ = [
    "Measured",
    "Override",
    "Task",
    "Words",
    "files_by_period",
    "files_of",
    "measure_survey",
    "plan_source",
    "read_source",
    "rehearse",
    "shipped_plan",
    "text_of",
    "with_words_of",
    "words_for",
    "working_folder",
]
