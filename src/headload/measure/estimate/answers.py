"""Yes/no answers of records, in three-valued logic.

An answer is true, false or unknown. A clause holds where its answer is known and
passes; its denial where it is known and fails.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .condition import Clause
from .sums import Mask

Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Answers:
    """The columns that clauses look at, for some records.

    Parameters
    ----------
    yes, known
        Whether a yes/no column is true, or a number other than zero; and whether
        it is known. By column; None for known everywhere.
    ranks
        Rank of each code, by column; -1 is unknown.
    labels
        Codes in order of rank, by column.
    size
        Number of records.
    """

    yes: Mapping[str, Booleans]
    known: Mapping[str, Booleans | None]
    ranks: Mapping[str, NDArray[np.int16]]
    labels: Mapping[str, tuple[str, ...]]
    size: int

    def where(self, mask: Mask) -> Booleans:
        """Return the records on which a mask holds."""
        holds = self._all(mask.true)
        if not mask.unknown:
            for one in mask.known:
                holds &= self._answered(one)
            return holds
        missing = np.zeros(self.size, dtype=bool)
        for one in mask.known:
            missing |= ~self._answered(one)
        return holds & missing

    def _all(self, clauses: Iterable[Clause]) -> Booleans:
        holds = np.ones(self.size, dtype=bool)
        for clause in clauses:
            holds &= self._passes(clause)
        return holds

    def _answered(self, clauses: tuple[Clause, ...]) -> Booleans:
        """Return where a condition is known: one false clause, or all true."""
        answered = self._all(clauses)
        for clause in clauses:
            answered |= self._known(clause) & ~self._passes(clause)
        return answered

    def _passes(self, clause: Clause) -> Booleans:
        yes = self._yes(clause)
        return self._known(clause) & ~yes if clause.denied else yes

    def _yes(self, clause: Clause) -> Booleans:
        if not clause.code:
            return self.yes[clause.column]
        labels = self.labels[clause.column]
        if clause.code not in labels:
            return np.zeros(self.size, dtype=bool)
        passes: Booleans = self.ranks[clause.column] == labels.index(clause.code)
        return passes

    def _known(self, clause: Clause) -> Booleans:
        if clause.code:
            return self.ranks[clause.column] >= 0
        known = self.known[clause.column]
        return np.ones(self.size, dtype=bool) if known is None else known


NO_ANSWERS = Answers({}, {}, {}, {}, 0)
