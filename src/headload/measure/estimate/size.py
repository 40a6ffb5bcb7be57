"""How many cells a plan can have, and the most that it may.

Every figure has a cell for each combination of codes of its breakdowns, whether
or not the sample has anybody there. Counted from code lists alone, so that a plan
that no machine could carry is refused before a file is opened.
"""

from collections.abc import Iterable, Mapping
from math import prod

from headload.errors import WrongUse

LARGEST_PLAN = 1_000_000
"""Possible cells of a plan. A cell takes about 7 kB on its way to a release, so a
plan of this size with somebody in every cell takes about 7 GB."""

CODES_WITHOUT_LIST = 100
"""Codes assumed of a dimension without a list, such as the region of a draft map."""


class Room:
    """What is left of the largest plan while a plan is read.

    Parameters
    ----------
    largest
        Possible cells that the whole plan may have.
    """

    def __init__(self, largest: int = LARGEST_PLAN) -> None:
        self.largest = largest
        self.taken = 0

    def take(self, cells: int, where: str) -> None:
        """Take the cells of a measure.

        Raises
        ------
        WrongUse
            ``HL-EST-09`` when the plan would pass the largest size.
        """
        self.taken += cells
        if self.taken > self.largest:
            raise WrongUse(
                f"The plan can have more than {self.largest:,} cells",
                where=f"{where}: {self.taken:,} cells up to here",
                to_do="take dimensions with many codes out of `by`, or split the plan",
                code="HL-EST-09",
            )


def possible(by: Iterable[tuple[str, ...]], sizes: Mapping[str, int | None]) -> int:
    """Return the cells that one figure can have in some breakdowns.

    Parameters
    ----------
    by
        Breakdowns, each a tuple of dimension names.
    sizes
        Codes of each dimension; None where no list says.
    """
    return sum(
        prod(sizes[name] or CODES_WITHOUT_LIST for name in names) for names in by
    )
