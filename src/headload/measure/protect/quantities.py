"""What a release lets be known: quantities, the numbers behind its cells.

A total is one quantity, a rate three (with the property, without it, both), a mean
one. Each has a key, so that the same quantity is one wherever it stands: where the
release says what an indicator counts and among whom, the key is the conditions on
its members; else indicator and role, and equal numbers are taken to be one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from headload.measure.protect.policy import Protection
from headload.measure.protect.primary import is_disclosive
from headload.releases.facts import IndicatorFacts
from headload.terms import Estimate, MeasureKind

NOT = "not "
SUM, WITH, WITHOUT, BASE = "sum", "with", "without", "base"
_SUMMED = {MeasureKind.TOTAL, MeasureKind.MEAN, MeasureKind.RATIO}

Domain = frozenset[tuple[str, str]]
Members = frozenset[str] | tuple[str, str]
"""Conditions on the members; or indicator and role, where none are told."""
Key = tuple[Members, Domain]
Facts = Mapping[str, IndicatorFacts]


@dataclass(eq=False)
class Quantity:
    """A weighted sum over `n` records, and the cells that make it known."""

    n: int
    value: float
    sensitive: bool = False
    shown_by: set[int] = field(default_factory=set)
    whole_of: set[int] = field(default_factory=set)


class Book:
    """All quantities of a set of estimates by key, and by the roles of each cell."""

    def __init__(self) -> None:
        self.by_key: dict[Key, Quantity] = {}
        self.of_cell: dict[int, dict[str, Quantity]] = {}
        self._by_n: dict[int, list[Quantity]] = {}

    def find(self, n: int, value: float) -> Quantity | None:
        """Return the quantity with this count and weighted sum, if any."""
        for quantity in self._by_n.get(n, ()):
            if math.isclose(quantity.value, value, rel_tol=1e-9):
                return quantity
        return None

    def add(self, key: Key, n: int, value: float, *, merge: bool) -> Quantity:
        """Return the quantity of `key`; with `merge` an equal one under another."""
        quantity = self.by_key.get(key)
        if quantity is None and n and merge:
            quantity = self.find(n, value)
        if quantity is None:
            quantity = Quantity(n, value)
            self._by_n.setdefault(n, []).append(quantity)
        self.by_key[key] = quantity
        return quantity


def is_told(key: Key) -> bool:
    """Tell whether the release says who the members of a quantity are."""
    return isinstance(key[0], frozenset)


def book_of(estimates: Sequence[Estimate], rules: Protection, facts: Facts) -> Book:
    """Return the quantities of all cells; each cell is named by its position."""
    book = Book()
    found = [
        (position, role, key, number)
        for position, estimate in enumerate(estimates)
        for role, key, number in _quantities(estimate, facts)
    ]
    # those with conditions first, so that an equal one without finds them
    for position, role, key, (n, value) in sorted(
        found, key=lambda each: not is_told(each[2])
    ):
        told = facts.get(estimates[position].indicator)
        merge = told is None or not told.counts
        key_ = _unless_another(book, key, n, role)
        quantity = book.add(key_, n, value, merge=merge)
        quantity.sensitive |= is_disclosive(n, rules)
        book.of_cell.setdefault(position, {})[role] = quantity
        (quantity.whole_of if role == BASE else quantity.shown_by).add(position)
    return book


def mark_sensitive(
    position: int, estimate: Estimate, book: Book, rules: Protection
) -> None:
    """Mark what a cell protected by itself shows, as far as it is why."""
    few_places = estimate.n_psu < rules.minimum_psus
    for role, quantity in book.of_cell.get(position, {}).items():
        few = is_disclosive(quantity.n, rules)
        if role != BASE and ((quantity.n and few_places) or few):
            quantity.sensitive = True


def _unless_another(book: Book, key: Key, n: int, role: str) -> Key:
    """Return the key, or one apart where the conditions have another number.

    Conditions may be narrowed by what a figure needs to be known.
    """
    first = book.by_key.get(key)
    if first is None or first.n == n or not is_told(key):
        return key
    return (" and ".join(sorted(key[0])), f"{role} {n}"), key[1]


def _quantities(
    estimate: Estimate, facts: Facts
) -> list[tuple[str, Key, tuple[int, float]]]:
    """Return role, key, count and weighted sum of each quantity of an estimate."""
    if estimate.value is None:
        return []
    keys = _keys(estimate, facts.get(estimate.indicator))
    base, others = estimate.weighted_base, estimate.n - estimate.n_numerator
    if estimate.measure is MeasureKind.RATE:
        numbers = {
            WITH: (estimate.n_numerator, estimate.value * base),
            WITHOUT: (others, (1 - estimate.value) * base),
            BASE: (estimate.n, base),
        }
    elif estimate.measure is MeasureKind.TOTAL:
        numbers = {SUM: (estimate.n, estimate.value)}
    elif estimate.measure in _SUMMED:
        numbers = {SUM: (estimate.n, estimate.value * base)}
    else:
        numbers = {}
    return [(role, keys[role], number) for role, number in numbers.items()]


def _keys(estimate: Estimate, told: IndicatorFacts | None) -> dict[str, Key]:
    """Return the key of each role that the estimate may have."""
    domain = frozenset(estimate.dimensions.items())
    keys: dict[str, Key] = {
        role: ((estimate.indicator, role), domain)
        for role in (SUM, WITH, WITHOUT, BASE)
    }
    if told is None or not told.counts:
        return keys
    counts, among = frozenset(told.counts), frozenset(told.among)
    if estimate.measure is MeasureKind.TOTAL:
        return {**keys, SUM: (counts, domain)}
    if estimate.measure is not MeasureKind.RATE:
        return keys
    keys[WITH] = counts, domain
    property_ = counts - among
    if len(property_) == 1 and not told.of_dimensions:
        keys[WITHOUT] = among | {opposite(*property_)}, domain
    if not estimate.unknown and among:
        apart = set(told.of_dimensions)
        keys[BASE] = among, frozenset(each for each in domain if each[0] not in apart)
    return keys


def opposite(clause: str) -> str:
    """Return the clause that is true where `clause` is false."""
    return clause.removeprefix(NOT) if clause.startswith(NOT) else f"{NOT}{clause}"
