"""One way to refuse a file, so that every message has a place and a remedy.

The number of a refusal is the case number of the list of bad inputs; numbers
above 55 are refusals that the list does not have. Messages hold names, counts
and positions; never a value of a row.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from headload.errors import BadInput

UNKNOWN_COLUMN = 60
OUT_OF_TIME = 61
OUT_OF_MEMORY = 62
READER_CRASHED = 63
DAMAGED = 65
NO_SPACE = 66
ROWS_NOT_AS_EXPECTED = 67

SHOWN = 10


def refused(case: int, what: str, *, where: str, to_do: str) -> BadInput:
    """Return the refusal of bad input number `case`, ready to raise."""
    return BadInput(what, where=where, to_do=to_do, code=f"HL-READ-{case:02d}")


def listed(names: Iterable[str], *, shown: int = SHOWN) -> str:
    """Return names in quotes, the first `shown` of them, and how many more."""
    every = list(names)
    text = ", ".join(f'"{name}"' for name in every[:shown])
    more = len(every) - shown
    return f"{text} and {more:,} more" if more > 0 else text


def closest(name: str, names: Iterable[str]) -> str:
    """Return the names nearest to `name` as a remedy."""
    every = list(names)
    by_fold = {one.casefold(): one for one in reversed(every)}
    near = get_close_matches(name.casefold(), by_fold, n=3, cutoff=0.5)
    if not near:
        return f"columns there are: {listed(every)}"
    return f"closest columns: {', '.join(by_fold[one] for one in near)}"


def counted(number: int, noun: str) -> str:
    """Return a count with its noun, such as ``1 row`` or ``5,000 rows``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
