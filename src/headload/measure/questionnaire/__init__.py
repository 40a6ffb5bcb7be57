"""Questions that make informal workers visible, as forms anybody can fill in."""

from headload.measure.questionnaire.bank import Bank, Question, bank, question_of

__all__ = ["Bank", "Question", "bank", "question_of"]
