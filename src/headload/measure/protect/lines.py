"""The sums among the quantities of a release, in all its tables together.

With + without = both; women + men = all; the listed cities + the rest = the country;
formal + informal + unknown = all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from headload.measure.protect.quantities import (
    BASE,
    NOT,
    SUM,
    WITH,
    WITHOUT,
    Book,
    Domain,
    Key,
    Members,
    Quantity,
    is_told,
    opposite,
)
from headload.releases.facts import Within
from headload.releases.schema import OVERLAPPING
from headload.terms import Estimate, MeasureKind


@dataclass(frozen=True)
class Line:
    """A sum: `parts` add up to `whole`."""

    whole: Quantity
    parts: tuple[Quantity, ...]


def lines_of(estimates: Sequence[Estimate], book: Book, within: Within) -> list[Line]:
    """Return every sum among the quantities of a book.

    Parameters
    ----------
    within
        The larger places that places lie in.
    """
    return [
        *_property_lines(estimates, book),
        *_family_lines(book),
        *_place_lines(book, within),
        *_opposite_lines(book),
        *_pair_lines(estimates, book),
    ]


def _property_lines(estimates: Sequence[Estimate], book: Book) -> Iterator[Line]:
    """Yield with + without = known population, and with the unknown = population."""
    totals = _totals_by_domain(estimates, book)
    for position, estimate in enumerate(estimates):
        if estimate.measure is not MeasureKind.RATE or estimate.value is None:
            continue
        roles = book.of_cell[position]
        having, others, base = (roles[role] for role in (WITH, WITHOUT, BASE))
        if base not in (having, others):
            yield Line(base, (having, others))
        for whole in totals.get(frozenset(estimate.dimensions.items()), ()):
            if estimate.unknown and whole.n == base.n + estimate.unknown:
                unknown = Quantity(estimate.unknown, whole.value - base.value)
                yield Line(whole, (having, others, unknown))


def _family_lines(book: Book) -> Iterator[Line]:
    """Yield the sums over one dimension that does not overlap."""
    for (members, rest, _), keys in _families(book).items():
        parts = [book.by_key[key] for key in keys]
        whole = book.by_key.get((members, rest))
        if whole is None and not isinstance(members, frozenset):
            whole = _whole_of_unnamed(members, keys, book)
        if whole is not None and whole not in parts:
            yield from _line(whole, parts)


def _place_lines(book: Book, within: Within) -> Iterator[Line]:
    """Yield: the listed cities of a region and the rest of it are the region."""
    inside: dict[Key, list[Quantity]] = {}
    for (members, domain), part in book.by_key.items():
        for name, code in sorted(domain):
            rest = domain - {(name, code)}
            for larger in within.get(name, {}).get(code, {}).items():
                if larger[0] not in dict(rest):
                    inside.setdefault((members, rest | {larger}), []).append(part)
    for key, parts in inside.items():
        whole = book.by_key.get(key)
        if whole is not None and whole not in parts:
            yield from _line(whole, parts)


def _families(book: Book) -> Mapping[tuple[Members, Domain, str], list[Key]]:
    """Return the keys that differ in one dimension only, by what they share."""
    families: dict[tuple[Members, Domain, str], list[Key]] = {}
    for members, domain in book.by_key:
        for name, code in sorted(domain):
            if name not in OVERLAPPING:
                shared = members, domain - {(name, code)}, name
                families.setdefault(shared, []).append((members, domain))
    return families


def _whole_of_unnamed(
    members: tuple[str, str], keys: Sequence[Key], book: Book
) -> Quantity | None:
    """Return the population that shares have in common, or a figure equal to a sum."""
    parts = [book.by_key[key] for key in keys]
    if members[1] == WITH:
        bases = {
            book.by_key[((members[0], BASE), domain)]
            for _, domain in keys
            if ((members[0], BASE), domain) in book.by_key
        }
        if len(bases) == 1:
            return bases.pop()
    return book.find(sum(part.n for part in parts), sum(part.value for part in parts))


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


def _opposite_lines(book: Book) -> Iterator[Line]:
    """Yield: of whom something is so, and not so, and unknown, are all."""
    for members, domain in list(book.by_key):
        if not isinstance(members, frozenset):
            continue
        for clause in sorted(members):
            whole = book.by_key.get((members - {clause}, domain))
            other = book.by_key.get((members - {clause} | {opposite(clause)}, domain))
            if clause.startswith(NOT) and whole is not None and other is not None:
                yield from _line(whole, (book.by_key[members, domain], other))


def _pair_lines(estimates: Sequence[Estimate], book: Book) -> Iterator[Line]:
    """Yield the pairs of totals of one domain that add up to a third figure."""
    unnamed = {id(each) for key, each in book.by_key.items() if not is_told(key)}
    for totals in _totals_by_domain(estimates, book).values():
        for one, other in combinations(totals, 2):
            if id(one) in unnamed or id(other) in unnamed:
                whole = book.find(one.n + other.n, one.value + other.value)
                if whole is not None:
                    yield Line(whole, (one, other))


def _totals_by_domain(
    estimates: Sequence[Estimate], book: Book
) -> Mapping[Domain, list[Quantity]]:
    domains: dict[Domain, list[Quantity]] = {}
    for position, estimate in enumerate(estimates):
        if estimate.measure is MeasureKind.TOTAL and estimate.value is not None:
            quantity = book.of_cell[position][SUM]
            domain = domains.setdefault(frozenset(estimate.dimensions.items()), [])
            if quantity.n and quantity not in domain:
                domain.append(quantity)
    return domains
