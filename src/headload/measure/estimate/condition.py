"""The tiny language of a plan: which records a figure counts.

A condition is clauses joined by ``and``; there is no ``or`` and no bracket,
because a table column that needs them deserves a rule with a citation.

=====================================  ==================================
clause                                 true for a record when
=====================================  ==================================
``employed``                           the yes/no column is true
``not agriculture``                    the yes/no column is known false
``sector_of_unit = informal_sector``   the column holds that code
``not urban = U``                      the column holds another code
=====================================  ==================================

Unknown follows three-valued logic: one false clause makes a condition false,
else one unknown clause makes it unknown.
"""

import re
from dataclasses import dataclass

from headload.errors import WrongUse

_CLAUSE = re.compile(
    r"(?P<denied>not )?(?P<column>[a-z]\w*)(?: ?= ?(?P<code>[\w.+-]+))?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Clause:
    """One test of one column.

    Parameters
    ----------
    column
        Column (or, before names are resolved, the word of the plan).
    code
        Code looked for; empty for a yes/no column.
    denied
        True for ``not``; the denial of unknown is unknown.
    """

    column: str
    code: str = ""
    denied: bool = False

    def __str__(self) -> str:
        """Return the clause as it is written in a plan."""
        prefix = "not " if self.denied else ""
        return f"{prefix}{self.column}" + (f" = {self.code}" if self.code else "")


def parse(text: str, *, where: str) -> tuple[Clause, ...]:
    """Return the clauses of a condition, in writing order.

    Parameters
    ----------
    text
        The condition; an empty text is the condition that everyone meets.
    where
        Place of the condition in the plan, for the message.

    Raises
    ------
    WrongUse
        ``HL-EST-06`` when a clause cannot be read.
    """
    words = " ".join(text.split())
    if not words:
        return ()
    return tuple(_clause(part, where) for part in words.split(" and "))


def written(clauses: tuple[Clause, ...]) -> str:
    """Return clauses as one text that `parse` reads back."""
    return " and ".join(map(str, clauses))


def _clause(text: str, where: str) -> Clause:
    match = _CLAUSE.fullmatch(text)
    if match is None:
        raise WrongUse(
            f'The condition "{text}" cannot be read',
            where=where,
            to_do="write `word`, `not word` or `word = code`, joined by `and`",
            code="HL-EST-06",
        )
    return Clause(match["column"], match["code"] or "", bool(match["denied"]))
