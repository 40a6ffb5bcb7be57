"""Questions that make informal workers visible, as forms anybody can fill in."""

from headload.measure.questionnaire.bank import Bank, Question, bank, question_of
from headload.measure.questionnaire.form import columns_of, write_form
from headload.measure.questionnaire.map_of_form import FORMS, map_files

__all__ = [
    "FORMS",
    "Bank",
    "Question",
    "bank",
    "columns_of",
    "map_files",
    "question_of",
    "write_form",
]
