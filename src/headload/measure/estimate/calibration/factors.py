"""What weights are multiplied by so that they meet known totals.

The factor of a record depends on its codes alone: it is the product of one effect
a margin (post-stratification, raking) or one plus their sum (linear). So it is
found from the weighted totals of the classes, the records that share all codes.
Deville and Särndal (1992); raking is that of Deming and Stephan (1940).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from headload.errors import BadInput
from headload.measure.estimate.adding import added
from headload.terms import CalibrationMethod

from .sweeping import multiplied, swept

MOST_ROUNDS = 1000
CLOSE = 1e-13  # relative, of each total of a raked margin
MET = 1e-9  # relative, of each total of a linear calibration

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Classes:
    """Weighted persons by class.

    Parameters
    ----------
    levels
        Position of the class's code in each margin, shape (classes, margins).
    persons
        By class.
    wanted
        Known persons of every code, by margin.
    """

    levels: Integers
    persons: Numbers
    wanted: tuple[Numbers, ...]

    def of_margin(self, margin: int, persons: Numbers) -> Numbers:
        """Add persons by class up to the codes of a margin."""
        size = len(self.wanted[margin])
        found: Numbers = added(persons[:, None], self.levels[:, margin], size)[:, 0]
        return found

    def by_class(self, effects: Sequence[Numbers]) -> list[Numbers]:
        """Return the effect of each margin, by class."""
        return [one[self.levels[:, m]] for m, one in enumerate(effects)]


def effects_of(method: CalibrationMethod, classes: Classes) -> list[Numbers]:
    """Return the effect of every code, by margin.

    Raises
    ------
    BadInput
        ``HL-EST-64`` when the margins cannot all be met.
    """
    if method is CalibrationMethod.LINEAR:
        return _linear(classes)
    return _raked(classes)


def factor_by_class(
    method: CalibrationMethod, classes: Classes, effects: Sequence[Numbers]
) -> Numbers:
    """Return what the weights of each class are multiplied by."""
    found = classes.by_class(effects)
    if method is CalibrationMethod.LINEAR:
        return reduce(np.add, found, np.ones(len(classes.persons)))
    return reduce(np.multiply, found)


def _raked(classes: Classes) -> list[Numbers]:
    """Meet margin after margin until all are met; one margin is met at once."""
    effects = [np.ones(len(wanted)) for wanted in classes.wanted]
    for _ in range(MOST_ROUNDS):
        worst = 0.0
        for m, wanted in enumerate(classes.wanted):
            persons = _under(classes, effects)
            factor = wanted / classes.of_margin(m, persons)
            worst = max(worst, float(np.abs(factor - 1).max()))
            effects[m] = effects[m] * factor
        if worst <= CLOSE or len(effects) == 1:
            return effects
    raise _not_met(f"after {MOST_ROUNDS} rounds")


def _under(classes: Classes, effects: Sequence[Numbers]) -> Numbers:
    return reduce(np.multiply, classes.by_class(effects), classes.persons)


def _linear(classes: Classes) -> list[Numbers]:
    indicator = np.column_stack(
        [
            classes.levels[:, m] == code
            for m, wanted in enumerate(classes.wanted)
            for code in range(len(wanted))
        ]
    ).astype(np.float64)
    persons = indicator * classes.persons[:, None]
    wanted = np.concatenate(classes.wanted)
    short = wanted - persons.sum(axis=0)
    products = multiplied(np.ascontiguousarray(indicator.T), persons)
    effect = multiplied(swept(products), short)
    reached = persons.sum(axis=0) + multiplied(products, effect)
    if not (np.abs(reached / wanted - 1) <= MET).all():
        raise _not_met("by any linear factor")
    ends = np.cumsum([len(one) for one in classes.wanted])[:-1]
    return list(np.split(effect, ends))


def _not_met(how: str) -> BadInput:
    return BadInput(
        f"The margins cannot all be met {how}",
        where="the design, calibration",
        to_do="merge codes that few records share, or leave a margin out",
        code="HL-EST-64",
    )
