"""Six steps from a law on paper to one that works, each as checked by those who look.

A step is confirmed when two who are independent found the same, and disputed when what
they found differs. Of each who looked only the newest check counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headload.apps.voice.models import ImplementationCheck
from headload.apps.voice.words import CheckValue, Rung

_ENOUGH = 2


class Standing(StrEnum):
    """How sure a step is."""

    NONE = "none"
    ONCE = "once"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


@dataclass(frozen=True)
class Step:
    """A step, what was found, and the checks that count, the newest first.

    Parameters
    ----------
    value
        Empty where nobody looked or those who did found different things.
    """

    rung: Rung
    standing: Standing
    value: str
    checks: Sequence[ImplementationCheck]

    @property
    def name(self) -> str:
        """Name of the words that the step is called by."""
        return f"rung_{int(self.rung)}"

    @property
    def drawn(self) -> str:
        """How the ladder draws it: none, no, one (said once, or disputed) or yes."""
        if self.value == CheckValue.NO:
            return "no"
        if self.standing is Standing.CONFIRMED:
            return "yes"
        return "none" if self.standing is Standing.NONE else "one"

    @property
    def said(self) -> str:
        """Name of the words that tell it."""
        return "_".join(each for each in ("step", self.value, self.standing) if each)


def ladder(checks: Iterable[ImplementationCheck]) -> tuple[Step, ...]:
    """Return the six steps of a law in one area.

    Parameters
    ----------
    checks
        Those of the law in that area, in any order.
    """
    newest = sorted(checks, key=lambda each: (each.date, each.pk or 0), reverse=True)
    return tuple(_step(rung, newest) for rung in Rung)


def by_area(checks: Iterable[ImplementationCheck]) -> Mapping[str, tuple[Step, ...]]:
    """Return the ladder of each area that somebody looked at, by the area's code.

    Empty is all that the law covers. What was found in one city says nothing of
    another, so that areas are never taken together.
    """
    found: dict[str, list[ImplementationCheck]] = {}
    for check in checks:
        found.setdefault(check.area.code if check.area else "", []).append(check)
    return {area: ladder(own) for area, own in found.items()}


def _step(rung: Rung, newest: Sequence[ImplementationCheck]) -> Step:
    counted: dict[str, ImplementationCheck] = {}
    for check in newest:
        if check.rung == rung:
            counted.setdefault(_same(check.checked_by), check)
    found = {check.value for check in counted.values()}
    checks = tuple(counted.values())
    if not checks:
        return Step(rung, Standing.NONE, "", ())
    if len(found) > 1:
        return Step(rung, Standing.DISPUTED, "", checks)
    enough = len(checks) >= _ENOUGH
    standing = Standing.CONFIRMED if enough else Standing.ONCE
    return Step(rung, standing, found.pop(), checks)


def _same(name: str) -> str:
    """Return a name as those of one organisation are written alike."""
    return " ".join(name.casefold().split())
