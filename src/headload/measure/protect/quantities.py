"""What a release lets be known: quantities, and the sums among them.

Figures are reduced to *quantities* (weighted sums of a known group of records):
a total is one, a rate three (with the property, without it, both), a mean one.
Equal quantities are one, wherever they stand. *Lines* are the sums among them:
women + men = all; with + without = both; the listed cities + the rest = the
country. They are looked for in all tables together.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from headload.measure.protect.policy import Protection
from headload.measure.protect.primary import is_disclosive
from headload.releases.schema import OVERLAPPING
from headload.terms import Estimate, MeasureKind

_SUMMED = {MeasureKind.TOTAL, MeasureKind.MEAN, MeasureKind.RATIO}
_Domain = frozenset[tuple[str, str]]
Key = tuple[str, str, _Domain]
"""Indicator, role in its figure, and domain."""


@dataclass(eq=False)
class Quantity:
    """A weighted sum over `n` records, and the cells that make it known."""

    n: int
    value: float
    sensitive: bool = False
    shown_by: set[int] = field(default_factory=set)
    whole_of: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Line:
    """A sum: `parts` add up to `whole`."""

    whole: Quantity
    parts: tuple[Quantity, ...]


class Book:
    """All quantities of a set of estimates, equal ones merged."""

    def __init__(self) -> None:
        self.by_key: dict[Key, Quantity] = {}
        self._by_n: dict[int, list[Quantity]] = {}

    def find(self, n: int, value: float) -> Quantity | None:
        """Return the quantity with this count and weighted sum, if any."""
        for quantity in self._by_n.get(n, ()):
            if math.isclose(quantity.value, value, rel_tol=1e-9):
                return quantity
        return None

    def add(self, key: Key, n: int, value: float) -> Quantity:
        """Return the quantity of `key`, merged with an equal one unless empty."""
        quantity = self.find(n, value) if n else None
        if quantity is None:
            quantity = Quantity(n, value)
            self._by_n.setdefault(n, []).append(quantity)
        self.by_key[key] = quantity
        return quantity


def book_of(estimates: Sequence[Estimate], rules: Protection) -> Book:
    """Return the quantities of all cells; each cell is named by its position."""
    book = Book()
    for position, estimate in enumerate(estimates):
        for role, n, value in _roles(estimate):
            quantity = book.add(key_of(estimate, role), n, value)
            quantity.sensitive |= is_disclosive(n, rules)
            if role == "base":
                quantity.whole_of.add(position)
            else:
                quantity.shown_by.add(position)
    return book


def _roles(estimate: Estimate) -> list[tuple[str, int, float]]:
    """Return role, count and weighted sum of each quantity of an estimate."""
    if estimate.value is None:
        return []
    if estimate.measure is MeasureKind.TOTAL:
        return [("sum", estimate.n, estimate.value)]
    if estimate.measure in _SUMMED:
        return [("sum", estimate.n, estimate.value * estimate.weighted_base)]
    if estimate.measure is not MeasureKind.RATE:
        return []
    base, others = estimate.weighted_base, estimate.n - estimate.n_numerator
    return [
        ("with", estimate.n_numerator, estimate.value * base),
        ("without", others, (1 - estimate.value) * base),
        ("base", estimate.n, base),
    ]


def lines_of(estimates: Sequence[Estimate], book: Book) -> list[Line]:
    """Return every sum among the quantities of a book."""
    return [
        *_property_lines(estimates, book),
        *_family_lines(estimates, book),
        *_pair_lines(estimates, book),
    ]


def mark_sensitive(estimate: Estimate, book: Book, rules: Protection) -> None:
    """Mark what a cell protected by itself shows, as far as it is why."""
    few_places = estimate.n_psu < rules.minimum_psus
    for role, n, _ in _roles(estimate):
        if role != "base" and ((n and few_places) or is_disclosive(n, rules)):
            book.by_key[key_of(estimate, role)].sensitive = True


def key_of(estimate: Estimate, role: str) -> Key:
    """Return the key of one quantity of a cell in a book."""
    return estimate.indicator, role, frozenset(estimate.dimensions.items())


def _property_lines(estimates: Sequence[Estimate], book: Book) -> Iterator[Line]:
    """Yield with + without = known population, and with the unknown = population."""
    totals = _totals_by_domain(estimates, book)
    for estimate in estimates:
        if estimate.measure is not MeasureKind.RATE or estimate.value is None:
            continue
        having, others, base = (
            book.by_key[key_of(estimate, role)] for role in ("with", "without", "base")
        )
        if base not in (having, others):
            yield Line(base, (having, others))
        for whole in totals.get(frozenset(estimate.dimensions.items()), ()):
            if estimate.unknown and whole.n == base.n + estimate.unknown:
                unknown = Quantity(estimate.unknown, whole.value - base.value)
                yield Line(whole, (having, others, unknown))


def _family_lines(estimates: Sequence[Estimate], book: Book) -> Iterator[Line]:
    for (indicator, role, rest, _), positions in _families(estimates).items():
        parts = [book.by_key[key_of(estimates[each], role)] for each in positions]
        whole = book.by_key.get((indicator, role, rest))
        if whole is None and role == "with":
            whole = _shared_base(estimates, positions, book)
        if whole is None:
            whole = book.find(
                sum(part.n for part in parts),
                sum(part.value for part in parts),
            )
        if whole is not None and whole not in parts:
            yield from _line(whole, parts)


def _families(
    estimates: Sequence[Estimate],
) -> Mapping[tuple[str, str, _Domain, str], list[int]]:
    """Return the cells that differ in one dimension only, by what they share."""
    families: dict[tuple[str, str, _Domain, str], list[int]] = {}
    for position, estimate in enumerate(estimates):
        for name, code in sorted(estimate.dimensions.items()):
            if name in OVERLAPPING:
                continue
            rest = frozenset(estimate.dimensions.items()) - {(name, code)}
            for role, _, _ in _roles(estimate):
                key = (estimate.indicator, role, rest, name)
                families.setdefault(key, []).append(position)
    return families


def _shared_base(
    estimates: Sequence[Estimate],
    positions: Sequence[int],
    book: Book,
) -> Quantity | None:
    """Return the population of shares that have one: their sum is at most it."""
    bases = {book.by_key[key_of(estimates[each], "base")] for each in positions}
    return bases.pop() if len(bases) == 1 else None


def _line(whole: Quantity, parts: Sequence[Quantity]) -> Iterator[Line]:
    """Yield the line, with what the listed parts leave out as a hidden part.

    The rest was never a cell of a table, so it hides others but is not itself
    protected; rounding covers it.
    """
    left = whole.n - sum(part.n for part in parts)
    if left < 0:
        return
    rest = Quantity(left, whole.value - sum(part.value for part in parts))
    yield Line(whole, (*parts, rest) if left else tuple(parts))


def _pair_lines(estimates: Sequence[Estimate], book: Book) -> Iterator[Line]:
    """Yield the pairs of totals of one domain that add up to a third figure."""
    for totals in _totals_by_domain(estimates, book).values():
        for one, other in combinations(totals, 2):
            whole = book.find(one.n + other.n, one.value + other.value)
            if whole is not None:
                yield Line(whole, (one, other))


def _totals_by_domain(
    estimates: Sequence[Estimate],
    book: Book,
) -> Mapping[_Domain, list[Quantity]]:
    domains: dict[_Domain, list[Quantity]] = {}
    for estimate in estimates:
        if estimate.measure is MeasureKind.TOTAL and estimate.value is not None:
            quantity = book.by_key[key_of(estimate, "sum")]
            domain = domains.setdefault(frozenset(estimate.dimensions.items()), [])
            if quantity.n and quantity not in domain:
                domain.append(quantity)
    return domains
