"""The words that letters and messages about deadlines are kept with."""

from enum import StrEnum


class Every(StrEnum):
    """How often a letter comes."""

    WEEK = "week"
    MONTH = "month"


class SmsState(StrEnum):
    """How far a message is.

    Unsure is one that a gateway did not answer, and that nobody may send again.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
