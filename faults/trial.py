"""What a trial is, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass

from faults.room import Room


class NotTried(Exception):
    """A trial cannot be run here; its words say why."""


@dataclass(frozen=True)
class Outcome:
    """What came of a trial.

    Parameters
    ----------
    figure
        What was counted and measured, in words.
    """

    passed: bool
    figure: str


@dataclass(frozen=True)
class Trial:
    """A fault, what is promised under it, and how it is tried.

    Parameters
    ----------
    code
        Its number in the design's list of trials, R1 to R17.
    """

    code: str
    fault: str
    promise: str
    run: Callable[[Room], Outcome]
