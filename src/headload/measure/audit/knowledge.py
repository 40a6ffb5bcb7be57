"""What an outsider knows: published figures and the sums they must keep.

Unknown are the numbers of people behind every cell, shown or not. A published total
holds its number to half the rounding base, a published rate holds two numbers to
each other, a published mean holds a sum (of hours, of pay) to a number of people, and
numbers and sums add up over the dimensions where published ones are seen to do so.
Releases from one file are laid on top of each other: a number is the same in all of
them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import floor, log10
from typing import Any

from headload.releases import Release, ReleasedEstimate, SealedRelease
from headload.releases.schema import OVERLAPPING

INFINITY = float("inf")
TINY = 1e-6
BILLIONTH = 1e-9
"""Part of a number up to which one that is not rounded is known: sums of millions of
weights are no more exact than that, and no solver tells them further apart."""
NOT, WITH, SUM = "not ", "with", "sum"

Published = Release | SealedRelease
Domain = frozenset[tuple[str, str]]
Key = tuple[frozenset[str], Domain]
Places = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Row:
    """A sum of numbers between two bounds.

    Parameters
    ----------
    terms
        Place and factor of each number.
    believed
        True where it rests on what is seen elsewhere, not on this figure.
    """

    terms: tuple[tuple[int, float], ...]
    low: float
    high: float
    believed: bool = False


@dataclass(frozen=True)
class Secret:
    """A withheld cell: the sum of numbers that must stay open.

    `key` is the number that it is, or that it leaves of its population. The part
    of a withheld mean is ``sum``: what its people have together.
    """

    estimate_id: str
    part: str
    terms: tuple[tuple[int, float], ...]
    key: Key


@dataclass
class Knowledge:
    """Numbers with their bounds, rows that hold them together, and secrets.

    Sums behind means are in units of the `largest` mean of their indicator, so that
    they are of the size of numbers of people.
    """

    places: dict[Any, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    seen: dict[Key, tuple[float, float]] = field(default_factory=dict)
    shares: list[tuple[Key, Key, float]] = field(default_factory=list)
    largest: dict[str, float] = field(default_factory=dict)

    def place(self, key: Any) -> int:
        """Return the place of a number; a new one has no bounds but zero."""
        if key not in self.places:
            self.places[key] = len(self.low)
            self.low.append(0.0)
            self.high.append(INFINITY)
        return self.places[key]

    def hold(self, key: Key, value: float, half: float) -> None:
        """Hold a number to a published figure; several figures hold it together."""
        place = self.place(key)
        self.low[place] = max(self.low[place], value - half)
        self.high[place] = min(self.high[place], value + half)
        self.seen[key] = (value, half)

    def least_around(self, key: Key) -> float:
        """Return the least of the published numbers that hold `key` in them.

        Each rests on the threshold of respondents at least (guarantee G1), so a
        number that could be all of it could rest on as many.
        """
        predicate, domain = key
        around = (
            self._published.get((conditions, frozenset(part)), INFINITY)
            for size in range(len(domain) + 1)
            for part in combinations(sorted(domain), size)
            for conditions in self._conditions
            if conditions <= predicate
        )
        return min(around, default=INFINITY)

    @cached_property
    def _published(self) -> dict[Key, float]:
        """Return the least that each published number can be, rates included."""
        least = {key: value - half for key, (value, half) in self.seen.items()}
        for key, population, low in self.shares:
            if population in self.seen:
                value, half = self.seen[population]
                of_share = max(low * (value - half) - half, 0.0)
                least[key] = max(least.get(key, 0.0), of_share)
        return least

    @cached_property
    def _conditions(self) -> tuple[frozenset[str], ...]:
        return tuple(dict.fromkeys(predicate for predicate, _ in self._published))


def knowledge_of(releases: Sequence[Published]) -> Knowledge:
    """Return what the releases together say."""
    known = Knowledge()
    for cell in (cell for release in releases for cell in release.estimates):
        if cell.measure == "mean" and cell.value:
            largest = max(known.largest.get(cell.indicator, 0.0), cell.value)
            known.largest[cell.indicator] = largest
    for release in releases:
        half = release.manifest.rounding.get("totals", 0.0) / 2
        before = len(known.secrets)
        for cell in release.estimates:
            _learn(known, cell, release, half)
        known.secrets[before:] = _secret(known.secrets[before:], release)
    within = [release.manifest.within for release in releases]
    known.rows.extend(_families(known, within))
    known.rows.extend(_opposites(known))
    return known


def _secret(secrets: Sequence[Secret], release: Published) -> list[Secret]:
    """Return what a release keeps.

    A rate may be withheld for those without the property; the number with it is no
    secret where a total or another rate shows it, as the share of informal
    employment that a branch has shows the informal in it.
    """
    shown = {
        _counted(cell, release)
        for cell in release.estimates
        if cell.measure in {"total", "rate"} and cell.value is not None
    }
    return [each for each in secrets if each.part != WITH or each.key not in shown]


def _counted(cell: ReleasedEstimate, release: Published) -> Key:
    """Return the key of the number that a total or a rate counts."""
    facts = release.manifest.indicators[cell.indicator]
    domain = frozenset({**cell.dimensions, "time_period": cell.time_period}.items())
    return _predicate(facts.get("counts"), cell.indicator), domain


def _learn(
    known: Knowledge, cell: ReleasedEstimate, release: Published, half: float
) -> None:
    facts = release.manifest.indicators[cell.indicator]
    counted = _counted(cell, release)
    domain = counted[1]
    if cell.measure == "total":
        _learn_total(known, cell, counted, half)
        return
    apart = set(facts.get("of_dimensions", ()))
    rest = frozenset(pair for pair in domain if pair[0] not in apart)
    population = _predicate(facts.get("among"), f"{cell.indicator} base"), rest
    all_known = facts.get("all_known", False)
    if cell.measure == "rate":
        _Rate(known, cell, counted, population).learn(
            half, _step(cell, release), all_known=all_known
        )
    elif cell.measure == "mean":
        _learn_mean(known, cell, population, release, all_known=all_known)


def _predicate(clauses: Sequence[str] | None, name: str) -> frozenset[str]:
    """Return the conditions that define a number, or its name where none are told."""
    return frozenset(clauses) if clauses else frozenset({f"({name})"})


def _learn_total(
    known: Knowledge, cell: ReleasedEstimate, key: Key, half: float
) -> None:
    place = known.place(key)
    if cell.value is not None:
        exact = max(TINY, BILLIONTH * abs(cell.value))
        known.hold(key, cell.value, half or exact)
    elif cell.flag == "S":
        known.secrets.append(Secret(cell.estimate_id, "number", ((place, 1.0),), key))


def _learn_mean(
    known: Knowledge,
    cell: ReleasedEstimate,
    population: Key,
    release: Published,
    *,
    all_known: bool,
) -> None:
    """Hold the sum behind a mean to the people of whom it is known."""
    domain = frozenset({**cell.dimensions, "time_period": cell.time_period}.items())
    whole: Key = (frozenset({f"({cell.indicator} sum)"}), domain)
    together, base = known.place(whole), known.place(population)
    told = base if all_known else known.place((whole, population))
    if told != base:
        known.rows.append(Row(((base, 1.0), (told, -1.0)), 0.0, INFINITY))
    if cell.value is not None:
        half, unit = _mean_step(cell.value, release) / 2, known.largest[cell.indicator]
        low, high = max(cell.value - half, 0.0) / unit, (cell.value + half) / unit
        known.rows.append(Row(((together, 1.0), (told, -low)), 0.0, INFINITY))
        known.rows.append(Row(((together, 1.0), (told, -high)), -INFINITY, 0.0))
    elif cell.flag == "S":
        secret = Secret(cell.estimate_id, SUM, ((together, 1.0),), population)
        known.secrets.append(secret)


def _mean_step(value: float, release: Published) -> float:
    """Return to what a mean is rounded: its significant digits, by the policy."""
    digits = release.manifest.policy.settings["rounding"]["mean_digits"]
    if not digits or not value:
        return TINY
    return float(10.0 ** (floor(log10(abs(value))) - digits + 1))


def _step(cell: ReleasedEstimate, release: Published) -> float:
    """Return to what a percentage is rounded."""
    rounding: Mapping[str, Any] = release.manifest.policy.settings["rounding"]
    caution = "percent_decimals_caution"
    decimals = rounding[caution if cell.flag == "E" else "percent_decimals"]
    return TINY if decimals < 0 else float(10.0**-decimals)


@dataclass(frozen=True)
class _Rate:
    """A rate: those with the property, among those of whom it is known."""

    known: Knowledge
    cell: ReleasedEstimate
    counted: Key
    population: Key

    def learn(self, half: float, step: float, *, all_known: bool) -> None:
        known, base = self.known, self.known.place(self.population)
        having = known.place(self.counted)
        told = base if all_known else known.place((self.counted, self.population))
        if told != base:
            known.rows.append(Row(((base, 1.0), (told, -1.0)), 0.0, INFINITY))
        known.rows.append(Row(((told, 1.0), (having, -1.0)), 0.0, INFINITY))
        value = self.cell.value
        if value is not None:
            self._hold(having, told, value, half=half, step=step)
        elif self.cell.flag == "S":
            name = self.cell.estimate_id
            known.secrets.append(Secret(name, WITH, ((having, 1.0),), self.counted))
            without = ((told, 1.0), (having, -1.0))
            known.secrets.append(Secret(name, "without", without, self.counted))

    def _hold(
        self, having: int, told: int, value: float, *, half: float, step: float
    ) -> None:
        """Hold both numbers to each other; the rate is one of rounded numbers."""
        low, high = (value - step / 2) / 100, (value + step / 2) / 100
        rows = self.known.rows
        self.known.shares.append((self.counted, self.population, low))
        half = half or TINY
        above = half * (1 + max(low, 0.0))
        rows.append(Row(((having, 1.0), (told, -low)), -above, INFINITY))
        below = half * (1 + high)
        rows.append(Row(((having, 1.0), (told, -high)), -INFINITY, below))


def _families(known: Knowledge, within: Sequence[Places]) -> Iterator[Row]:
    """Yield the sums over one dimension; equal where that dimension adds up."""
    families: dict[tuple[Key, str], list[Key]] = {}
    for predicate, domain in _keys(known):
        for name, code in sorted(domain):
            rest = domain - {(name, code)}
            wholes = {name: rest} if name not in OVERLAPPING else {}
            for places in within:
                for larger in places.get(name, {}).get(code, {}).items():
                    if larger[0] not in dict(rest):
                        wholes[f"{name} in {larger[0]}"] = rest | {larger}
            for named, larger_domain in wholes.items():
                whole = predicate, larger_domain
                family = families.setdefault((whole, named), [])
                family.append((predicate, domain))
    complete = {
        (whole, name): parts
        for (whole, name), parts in families.items()
        if whole in known.places
    }
    agree, differ = _evidence(known, complete)
    for (whole, name), parts in complete.items():
        equal = name in agree and (whole[0], name) not in differ
        terms = [(known.places[whole], 1.0), *((known.places[p], -1.0) for p in parts)]
        yield Row(tuple(terms), 0.0, 0.0 if equal else INFINITY, believed=equal)


def _keys(known: Knowledge) -> list[Key]:
    """Return the numbers that stand for cells, without those of whom it is known."""
    return [key for key in known.places if isinstance(key[1], frozenset)]


def _evidence(
    known: Knowledge, families: Mapping[tuple[Key, str], Sequence[Key]]
) -> tuple[set[str], set[tuple[frozenset[str], str]]]:
    """Return the dimensions seen to add up, and those seen not to, by number."""
    agree: set[str] = set()
    differ: set[tuple[frozenset[str], str]] = set()
    for (whole, name), parts in families.items():
        if whole not in known.seen or any(part not in known.seen for part in parts):
            continue
        value, half = known.seen[whole]
        left = abs(value - sum(known.seen[part][0] for part in parts))
        slack = half + sum(known.seen[part][1] for part in parts)
        if left > slack * (1 + TINY) + TINY:
            differ.add((whole[0], name))
        elif len(parts) > 1:
            agree.add(name)
    return agree, differ


def _opposites(known: Knowledge) -> Iterator[Row]:
    """Yield: those of whom something is so, and not so, are at most all."""
    for predicate, domain in _keys(known):
        for clause in sorted(predicate):
            if not clause.startswith(NOT):
                continue
            rest = predicate - {clause}
            other = (rest | {clause.removeprefix(NOT)}, domain)
            if (rest, domain) in known.places and other in known.places:
                keys = ((rest, domain), (predicate, domain), other)
                places = [known.places[each] for each in keys]
                terms = zip(places, (1.0, -1.0, -1.0), strict=True)
                yield Row(tuple(terms), 0.0, INFINITY)
