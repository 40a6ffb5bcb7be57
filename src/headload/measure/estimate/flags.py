"""Yes/no answers of a record, packed into 64-bit words.

Two bits a clause: known, and true. Packing them lets one GROUP BY serve every
measure of a plan, however many there are (see `profiles`); three-valued logic is
then done on bits, where it is cheap.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import ibis
import numpy as np
from numpy.typing import NDArray

from headload.terms import NOT_ASKED

from .condition import Clause

WORD_BITS = 62  # a signed 64-bit integer, with a bit to spare for the sign

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class FlagLayout:
    """Which bit of which word holds what.

    `true` and `known` list the flags: a true flag is a (column, code), a known
    flag is a column. Both are sorted, so the layout depends only on the plan.
    """

    true: tuple[tuple[str, str], ...]
    known: tuple[str, ...]

    @classmethod
    def of(cls, clauses: Iterable[Clause]) -> "FlagLayout":
        """Return the layout that can answer all `clauses`."""
        tests = {(clause.column, clause.code) for clause in clauses}
        columns = {column for column, _ in tests}
        return cls(tuple(sorted(tests)), tuple(sorted(columns)))

    @property
    def words(self) -> int:
        """Number of 64-bit words."""
        return -(-(len(self.true) + len(self.known)) // WORD_BITS)

    def expressions(self, table: Any) -> list[Any]:
        """Return one Ibis integer expression a word."""
        answers = [_true(table[column], code) for column, code in self.true]
        answers += [_known(table[column]) for column in self.known]
        starts = range(0, len(answers), WORD_BITS)
        return [_packed(answers[start : start + WORD_BITS]) for start in starts]


@dataclass(frozen=True)
class Flags:
    """The packed answers of every profile.

    `words` has shape (words, profiles).
    """

    layout: FlagLayout
    words: NDArray[np.int64]
    _masks: dict[tuple[object, ...], Mask] = field(default_factory=dict, repr=False)

    @cached_property
    def size(self) -> int:
        """Number of profiles."""
        return int(self.words.shape[1])

    def true(self, clauses: Iterable[Clause]) -> Mask:
        """Return where every clause is true."""
        mask = np.ones(self.size, dtype=bool)
        for clause in clauses:
            mask &= self._answer(clause, denied=clause.denied)
        return mask

    def known(self, clauses: Iterable[Clause]) -> Mask:
        """Return where the condition is known: one false clause, or all true."""
        clauses = tuple(clauses)
        mask = self.true(clauses)
        for clause in clauses:
            mask |= self._answer(clause, denied=not clause.denied)
        return mask

    def _answer(self, clause: Clause, *, denied: bool) -> Mask:
        """Return where the column is known to pass (or, denied, to fail)."""
        key = (clause.column, clause.code, denied)
        if key not in self._masks:
            layout = self.layout
            passes = self._bit(layout.true.index((clause.column, clause.code)))
            known = self._bit(len(layout.true) + layout.known.index(clause.column))
            self._masks[key] = known & ~passes if denied else known & passes
        return self._masks[key]

    def _bit(self, position: int) -> Mask:
        word, bit = divmod(position, WORD_BITS)
        answer: Mask = (self.words[word] >> bit) & 1 == 1
        return answer


def _true(column: Any, code: str) -> Any:
    """Answer a clause in Ibis: a code, a yes/no, or an amount other than zero."""
    if code:
        return column == code
    return column if column.type().is_boolean() else column != 0


def _known(column: Any) -> Any:
    kind = column.type()
    if kind.is_string():
        return column.notnull() & (column != NOT_ASKED)
    return (
        column.notnull() & ~column.isnan() if kind.is_floating() else column.notnull()
    )


def _packed(answers: list[Any]) -> Any:
    """Add up bits pairwise: a flat sum of sixty terms nests too deep."""
    terms = [
        ibis.cases((answer, ibis.literal(1 << bit, type="int64")), else_=0)
        for bit, answer in enumerate(answers)
    ]
    while len(terms) > 1:
        pairs = zip(terms[::2], terms[1::2], strict=False)
        terms = [left + right for left, right in pairs] + terms[len(terms) // 2 * 2 :]
    return terms[0]
