"""Complementary protection: withhold further cells so that none can be subtracted.

Figures are reduced to *quantities* (weighted sums of a known group of records):
a total is one, a rate three (with the property, without it, both), a mean one.
Equal quantities are one, wherever they stand. *Lines* are the sums among them:
women + men = all; with + without = both; the listed cities + the rest = the
country. In a line whose hidden part holds a protected quantity, at least two
must be hidden and together rest on at least the threshold, or the smallest
visible one is hidden too; this repeats over all lines until nothing changes.

A quantity of nobody is withheld where it is a cell, but takes nothing with it:
most are zero by definition (no market in the questionnaire, a family worker is
always informal), and rounding hides the others.

Limit: a line is looked at by itself. Several lines together can still narrow a
hidden cell (`reliability.md` 1.4 measured 67 of 208 exact under such a rule
without rounding), sums that no line describes are not seen, and dominance is
not tested. `LIMIT` says so in every release; a joint audit is to replace this.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from headload.measure.protect.policy import Protection
from headload.measure.protect.primary import is_disclosive
from headload.releases.schema import OVERLAPPING
from headload.terms import Estimate, MeasureKind

LIMIT = (
    "Further cells were withheld line by line so that no protected figure is the "
    "only one missing in a sum; combinations of several sums were not audited."
)
_SUMMED = {MeasureKind.TOTAL, MeasureKind.MEAN, MeasureKind.RATIO}
_Domain = frozenset[tuple[str, str]]
_Key = tuple[str, str, _Domain]


@dataclass(eq=False)
class _Quantity:
    """A weighted sum over `n` records, and the cells that make it known."""

    n: int
    value: float
    sensitive: bool = False
    shown_by: set[int] = field(default_factory=set)
    whole_of: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Line:
    """A sum: `parts` add up to `whole`."""

    whole: _Quantity
    parts: tuple[_Quantity, ...]


class _Book:
    """All quantities of a set of estimates, equal ones merged."""

    def __init__(self) -> None:
        self.by_key: dict[_Key, _Quantity] = {}
        self._by_n: dict[int, list[_Quantity]] = {}

    def find(self, n: int, value: float) -> _Quantity | None:
        """Return the quantity with this count and weighted sum, if any."""
        for quantity in self._by_n.get(n, ()):
            if math.isclose(quantity.value, value, rel_tol=1e-9):
                return quantity
        return None

    def add(self, key: _Key, n: int, value: float) -> _Quantity:
        """Return the quantity of `key`, merged with an equal one unless empty."""
        quantity = self.find(n, value) if n else None
        if quantity is None:
            quantity = _Quantity(n, value)
            self._by_n.setdefault(n, []).append(quantity)
        self.by_key[key] = quantity
        return quantity


def complement(
    estimates: Sequence[Estimate],
    primary: set[int],
    unreliable: set[int],
    rules: Protection,
) -> set[int]:
    """Return the cells to protect: the primary ones and what they need.

    Parameters
    ----------
    estimates
        All cells of the release, each figure once.
    primary, unreliable
        Positions of cells protected by themselves and of those withheld for
        quality; the latter hide, but need no protection.
    """
    book = _quantities(estimates, rules)
    for position in primary:
        _protect_quantities(estimates[position], book, rules)
    lines = [*_property_lines(estimates, book), *_family_lines(estimates, book)]
    lines += _pair_lines(estimates, book)
    protected = _with_all_that_show(book, primary)
    withheld = protected | unreliable
    changed = True
    while changed:
        changed = False
        for line in lines:
            choice = _to_hide(line, withheld, protected, rules)
            if choice is not None:
                changed = choice.sensitive = True
                protected |= choice.shown_by | choice.whole_of
                withheld |= protected
    return protected


def _to_hide(
    line: _Line,
    withheld: set[int],
    protected: set[int],
    rules: Protection,
) -> _Quantity | None:
    """Return the quantity to hide so that the line gives nothing away, or None."""
    members = (line.whole, *line.parts)
    hidden = [each for each in members if each.shown_by <= withheld]
    if all(
        not each.sensitive and each.shown_by.isdisjoint(protected) for each in hidden
    ):
        return None
    if len(hidden) >= 2 and sum(each.n for each in hidden) >= rules.threshold:
        return None
    visible = [each for each in members if each not in hidden and each.n]
    parts = [each for each in visible if each is not line.whole]
    return min(parts or visible, key=lambda each: (each.n, each.value), default=None)


def _quantities(estimates: Sequence[Estimate], rules: Protection) -> _Book:
    book = _Book()
    for position, estimate in enumerate(estimates):
        for role, n, value in _roles(estimate):
            quantity = book.add(_key(estimate, role), n, value)
            quantity.sensitive |= n > 0 and is_disclosive(n, rules)
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


def _protect_quantities(estimate: Estimate, book: _Book, rules: Protection) -> None:
    few_places = estimate.n_psu < rules.minimum_psus
    for role, n, _ in _roles(estimate):
        if role != "base" and n and (few_places or is_disclosive(n, rules)):
            book.by_key[_key(estimate, role)].sensitive = True


def _with_all_that_show(book: _Book, protected: set[int]) -> set[int]:
    """Add every cell that shows a sensitive quantity, or a rate of one."""
    quantities = [each for each in book.by_key.values() if each.sensitive]
    return protected.union(*(each.shown_by | each.whole_of for each in quantities))


def _key(estimate: Estimate, role: str) -> _Key:
    return estimate.indicator, role, frozenset(estimate.dimensions.items())


def _property_lines(estimates: Sequence[Estimate], book: _Book) -> Iterator[_Line]:
    """Yield with + without = known population, and with the unknown = population."""
    totals = _totals_by_domain(estimates, book)
    for estimate in estimates:
        if estimate.measure is not MeasureKind.RATE or estimate.value is None:
            continue
        having, others, base = (
            book.by_key[_key(estimate, role)] for role in ("with", "without", "base")
        )
        if base not in (having, others):
            yield _Line(base, (having, others))
        for whole in totals.get(frozenset(estimate.dimensions.items()), ()):
            if estimate.unknown and whole.n == base.n + estimate.unknown:
                unknown = _Quantity(estimate.unknown, whole.value - base.value)
                yield _Line(whole, (having, others, unknown))


def _family_lines(estimates: Sequence[Estimate], book: _Book) -> Iterator[_Line]:
    for (indicator, role, rest, _), positions in _families(estimates).items():
        parts = [book.by_key[_key(estimates[each], role)] for each in positions]
        if len({id(part) for part in parts}) < len(parts):
            continue
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
    book: _Book,
) -> _Quantity | None:
    """Return the population of shares that have one: their sum is at most it."""
    bases = {book.by_key[_key(estimates[each], "base")] for each in positions}
    return bases.pop() if len(bases) == 1 else None


def _line(whole: _Quantity, parts: Sequence[_Quantity]) -> Iterator[_Line]:
    """Yield the line, with what the listed parts leave out as a hidden part.

    The rest was never a cell of a table, so it hides others but is not itself
    protected; rounding covers it.
    """
    left = whole.n - sum(part.n for part in parts)
    if left < 0:
        return
    rest = _Quantity(left, whole.value - sum(part.value for part in parts))
    yield _Line(whole, (*parts, rest) if left else tuple(parts))


def _pair_lines(estimates: Sequence[Estimate], book: _Book) -> Iterator[_Line]:
    """Yield the pairs of totals of one domain that add up to a third figure."""
    for totals in _totals_by_domain(estimates, book).values():
        for one, other in combinations(totals, 2):
            whole = book.find(one.n + other.n, one.value + other.value)
            if whole is not None:
                yield _Line(whole, (one, other))


def _totals_by_domain(
    estimates: Sequence[Estimate],
    book: _Book,
) -> Mapping[_Domain, list[_Quantity]]:
    domains: dict[_Domain, list[_Quantity]] = {}
    for estimate in estimates:
        if estimate.measure is MeasureKind.TOTAL and estimate.value is not None:
            quantity = book.by_key[_key(estimate, "sum")]
            domain = domains.setdefault(frozenset(estimate.dimensions.items()), [])
            if quantity.n and quantity not in domain:
                domain.append(quantity)
    return domains
