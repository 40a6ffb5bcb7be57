"""Complementary protection: withhold further cells so that none can be worked out.

All sums of all tables are looked at together. For each hidden quantity the cheapest
other table is sought in which it is larger, or smaller; what differs there is hidden
as well. So an outsider who knows every sum is left with an interval for each hidden
quantity that is at least as wide as the threshold and reaches it (guarantee G2 of
`docs/explanation/protection.md`). Quantities hidden for another's sake are treated
in the same way, since nobody can tell the two apart.

A quantity of nobody is treated like any other where the policy withholds zeros:
that nobody is there must not be worked out either.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headload.measure.protect.deviations import SMALLEST, Deviations, Numbers
from headload.measure.protect.lines import Line, lines_of
from headload.measure.protect.policy import Protection
from headload.measure.protect.quantities import (
    Book,
    Facts,
    Quantity,
    book_of,
    mark_sensitive,
)
from headload.releases.facts import Within
from headload.terms import Estimate

IMPOSSIBLE = 1e4  # cells that any other way may cost, before this one is tried


@dataclass(frozen=True)
class Before:
    """What is settled before the search, by position of the cells.

    Parameters
    ----------
    published
        Cells that an earlier release shows: they cannot be withheld any more.
    withheld
        Cells that keep each other open already.
    times
        How many times the threshold a cell must stay open; 1 where not named.
    """

    published: frozenset[int] = frozenset()
    withheld: frozenset[int] = frozenset()
    times: Mapping[int, int] = field(default_factory=dict)


def complement(
    estimates: Sequence[Estimate],
    primary: set[int],
    unreliable: set[int],
    *,
    rules: Protection,
    facts: Facts,
    within: Within,
    before: Before,
) -> set[int]:
    """Return the cells to protect: the primary ones and what they need.

    Parameters
    ----------
    estimates
        All cells of the release, each figure once.
    primary, unreliable
        Positions of cells protected by themselves and of those withheld for
        quality; the latter hide, but need no protection.
    facts
        What each indicator counts, and among whom.
    within
        The larger places that places lie in.
    before
        What is published, and what is withheld, already.
    """
    book = book_of(estimates, rules, facts)
    for position in primary:
        mark_sensitive(position, estimates[position], book, rules)
    sensitive = [each for each in book.by_key.values() if each.sensitive]
    protected = primary.union(*(each.shown_by | each.whole_of for each in sensitive))
    protected = (protected | before.withheld) - before.published
    search = _Search(
        book, lines_of(estimates, book, within), protected, unreliable, before
    )
    return search.hidden_with(rules.threshold)


class _Search:
    """The cells hidden so far, and how far each hidden quantity is known to reach."""

    def __init__(
        self,
        book: Book,
        lines: Iterable[Line],
        protected: set[int],
        hiding: set[int],
        before: Before,
    ) -> None:
        self._protected, self._withheld = protected, protected | hiding
        self._before = before
        self._lost: set[int] = set()
        self._quantities = _in_order(book)
        place = {id(each): i for i, each in enumerate(self._quantities)}
        sums = []
        for line in lines:
            for each in (line.whole, *line.parts):
                if id(each) not in place:
                    place[id(each)] = len(self._quantities)
                    self._quantities.append(each)
            sums.append([place[id(each)] for each in (line.whole, *line.parts)])
        counts = [each.n for each in self._quantities]
        self._counts = np.array(counts, dtype=np.float64)
        self._low, self._high = np.zeros(len(counts)), np.zeros(len(counts))
        self._of_cell = _by_cell(self._quantities)
        self._hidden = np.array([self._is_hidden(q) for q in self._quantities])
        costs = np.array([self._cost(i) for i in range(len(counts))])
        self._tables = Deviations(counts, sorted(set(map(tuple, sums))), costs)

    def hidden_with(self, threshold: int) -> set[int]:
        """Hide until every protected quantity could be others, `threshold` apart."""
        waiting = True
        while waiting:
            waiting = False
            for position in self._to_secure():
                needed = threshold * self._times(position)
                for amount in _moves(self._counts[position], needed):
                    if not self._is_secure(position, needed):
                        self._move(position, amount)
                        waiting = True
        return self._protected

    def _to_secure(self) -> Iterator[int]:
        """Yield what is withheld and was not secured before."""
        settled = self._before.withheld
        for position, each in enumerate(self._quantities):
            mine = each.shown_by & self._protected
            if settled and mine <= settled and self._times(position) == 1:
                continue
            if (mine or each.sensitive) and self._hidden[position]:
                yield position

    def _times(self, position: int) -> int:
        times = self._before.times
        shown = self._quantities[position].shown_by if times else ()
        return max((times.get(cell, 1) for cell in shown), default=1)

    def _is_secure(self, position: int, needed: int) -> bool:
        """Tell whether the tables found are far enough apart, and reach far enough."""
        low, high = self._low[position], self._high[position]
        wide = high - low >= needed - SMALLEST
        reaches = self._counts[position] + high >= needed - SMALLEST
        return bool(wide and reaches) or position in self._lost

    def _move(self, position: int, amount: float) -> None:
        found = self._tables.cheapest(position, amount)
        if found is None:  # no table has it: the sums fix it, whatever is hidden
            found = np.zeros(len(self._quantities))
            found[position] = amount
        differs = np.flatnonzero(np.abs(found) > SMALLEST)
        shown = differs[~self._hidden[differs]]
        if any(self._is_out(place) for place in shown):
            self._lost.add(position)  # earlier releases let it be worked out
            return
        if len(shown):
            self._hide(shown)
        self._learn(found)

    def _learn(self, found: Numbers) -> None:
        """Keep how far each quantity goes, on this way as far as it leads, and back."""
        for way in (found, -found):
            falling = way < -SMALLEST
            room = self._counts[falling] / -way[falling]
            reach = float(room.min()) if falling.any() else 1.0
            self._low = np.minimum(self._low, way * reach)
            self._high = np.maximum(self._high, way * reach)

    def _hide(self, positions: NDArray[np.intp]) -> None:
        """Withhold what shows these quantities, and see what that hides besides."""
        lost: set[int] = set()
        for position in positions:
            each = self._quantities[position]
            lost |= (each.shown_by | each.whole_of) - self._protected
        lost -= self._before.published  # a rate of it may be out
        self._protected |= lost
        self._withheld |= lost
        touched = sorted({place for cell in lost for place in self._of_cell[cell]})
        for place in touched:
            self._hidden[place] = self._is_hidden(self._quantities[place])
        self._tables.reprice(touched, [self._cost(place) for place in touched])

    def _cost(self, position: int) -> float:
        """Return the cells that hiding would lose, and a little for large ones."""
        each = self._quantities[position]
        if self._hidden[position]:
            return 0.0
        lost = (each.shown_by | each.whole_of) - self._withheld
        out = lost & self._before.published
        return len(lost) + IMPOSSIBLE * len(out) + 0.01 * math.log1p(each.n)

    def _is_out(self, position: int) -> bool:
        """Tell whether an earlier release shows a quantity."""
        return not self._quantities[position].shown_by.isdisjoint(
            self._before.published
        )

    def _is_hidden(self, quantity: Quantity) -> bool:
        return quantity.shown_by <= self._withheld


def _moves(count: float, threshold: int) -> tuple[float, ...]:
    """Return how far a quantity must be able to go, up and down.

    Below the threshold: up to it and down to nobody; above: up by the threshold.
    """
    if count >= threshold:
        return (float(threshold),)
    return (threshold - count, -count)


def _by_cell(quantities: Sequence[Quantity]) -> dict[int, list[int]]:
    """Return the places of the quantities that each cell has to do with."""
    found: dict[int, list[int]] = {}
    for place, each in enumerate(quantities):
        for cell in each.shown_by | each.whole_of:
            found.setdefault(cell, []).append(place)
    return found


def _in_order(book: Book) -> list[Quantity]:
    """Return each quantity once, smallest first, whatever the order of cells."""
    first: dict[int, tuple[int, float, str]] = {}
    found: dict[int, Quantity] = {}
    for (members, domain), each in book.by_key.items():
        name = f"{sorted(members)} {sorted(domain)}"
        known = first.get(id(each))
        if known is None or name < known[2]:
            first[id(each)] = (each.n, each.value, name)
        found[id(each)] = each
    return sorted(found.values(), key=lambda each: first[id(each)])
