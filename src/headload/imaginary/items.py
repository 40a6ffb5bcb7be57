"""Answers as positions in a list of codes: small, and quick to test.

A million persons with fifty answers fit in memory this way; the codes are those of
the harmonised variables.
"""

from dataclasses import dataclass

import numpy as np

from headload.imaginary.chance import Codes, Flags
from headload.terms import harmonised_variables

UNIT_SIZE = "unit_size"
SIZES = ("1", "2", "6", "10", "50")


@dataclass(frozen=True)
class Item:
    """Answers to one question: positions in `categories`, -1 where not asked."""

    categories: tuple[str, ...]
    codes: Codes

    def one_of(self, *wanted: str) -> Flags:
        """Return who answered one of `wanted`.

        Raises
        ------
        ValueError
            When there is no such answer.
        """
        found = np.zeros(len(self.categories) + 1, dtype=np.bool_)
        found[[self.categories.index(code) for code in wanted]] = True
        return np.asarray(found[self.codes])


def categories_of(variable: str) -> tuple[str, ...]:
    """Return the codes of a variable; none for a classification.

    The size of the unit is banded here, coded by the lower bound of the band.
    """
    if variable == UNIT_SIZE:
        return SIZES
    codes = harmonised_variables()[variable].codes
    return tuple(codes.codes) if codes else ()
