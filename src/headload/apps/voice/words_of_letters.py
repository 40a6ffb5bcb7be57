"""The words that letters and messages about deadlines are kept with."""

from enum import StrEnum


class Every(StrEnum):
    """How often a letter comes."""

    WEEK = "week"
    MONTH = "month"
