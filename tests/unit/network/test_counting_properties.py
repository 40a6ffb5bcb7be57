"""What holds of every network: order of the bounds, paths, removal, brute force."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headload.apps.network.counting import (
    Affiliation,
    Consolidated,
    Network,
    Overlap,
    consolidate,
    refuse_cycle,
)
from headload.errors import BadInput
from unit.network.builders import SCOPE, WITHIN, count, unit

PLACES = ("xts", "north", "south", "east", "market")
MANY = settings(max_examples=100, deadline=None)


@st.composite
def networks(draw, *, with_totals: bool = True) -> Network:
    """Return up to eight organisations below `o0`, with one count at most each."""
    names = [f"o{place}" for place in range(draw(st.integers(2, 8)))]
    links = []
    for place, child in enumerate(names[1:], 1):
        above = st.sets(st.sampled_from(names[:place]), min_size=1, max_size=3)
        links += [Affiliation(child, parent) for parent in sorted(draw(above))]
    parents = {each.parent for each in links}
    units, counts = [], []
    for name in names:
        places = draw(st.sets(st.sampled_from(PLACES), max_size=2))
        exclusive = draw(st.sampled_from([False, False, False, True]))
        is_mbo = draw(st.sampled_from([True, True, True, None]))
        units.append(unit(name, *places, is_exclusive=exclusive, is_mbo=is_mbo))
        totals = [True, None, False] if with_totals else [False]
        if draw(st.booleans()) and (with_totals or name not in parents):
            value = draw(st.integers(0, 900))
            is_total = draw(st.sampled_from(totals))
            women = draw(st.none() | st.integers(0, value))
            counts.append(count(name, value, includes_affiliates=is_total, women=women))
    pairs = list(combinations(names, 2))
    shared = draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True))
    overlaps = [
        Overlap(*each, draw(st.sampled_from([0, 10, 60, 900]))) for each in shared
    ]
    return Network(units, counts, links, overlaps, WITHIN)


def total_of(made: Network) -> Consolidated:
    return consolidate(["o0"], made, SCOPE)


def may_be_the_same(made: Network, one: str, other: str) -> bool:
    """Tell from the words of the rule whether two units may share a member."""
    units = {each.id: each for each in made.units}
    declared = {
        frozenset((each.a, each.b)) for each in made.overlaps if each.persons > 0
    }
    if frozenset((one, other)) in declared:
        return True
    if units[one].is_exclusive or units[other].is_exclusive:
        return False
    first = units[one].places or {"xts"}
    second = units[other].places or {"xts"}
    inside = {
        "xts": set(PLACES),
        "north": {"north", "market"},
        "south": {"south"},
        "east": {"east"},
        "market": {"market"},
    }
    return any(a in inside[b] or b in inside[a] for a, b in product(first, second))


@MANY
@given(networks())
def test_the_bounds_are_in_order(made) -> None:
    found = total_of(made)
    assert 0 <= found.low <= found.point <= found.high
    assert found.high == sum(each.value for each in found.used)
    assert 0 <= found.women_cover <= 1
    if found.women:
        assert 0 <= found.women.low <= found.women.point <= found.women.high


@MANY
@given(networks(), st.data())
def test_the_number_of_paths_does_not_matter(made, data) -> None:
    parents = {each.id: set() for each in made.units}
    for each in made.affiliations:
        parents[each.child] |= {each.parent} | parents[each.parent]
    all_above = [(child, up) for child, above in parents.items() for up in above]
    more = data.draw(st.lists(st.sampled_from(sorted(all_above)), max_size=6))
    doubled = [*made.affiliations, *(Affiliation(*each) for each in more)]
    assert total_of(replace(made, affiliations=doubled)) == total_of(made)


@MANY
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_observations_does_not_matter(made, chance) -> None:
    def shuffled(rows):
        return chance.sample(rows, len(rows))

    other = Network(
        shuffled(made.units),
        shuffled(made.counts),
        shuffled(made.affiliations),
        [Overlap(each.b, each.a, each.persons) for each in shuffled(made.overlaps)],
        WITHIN,
    )
    assert total_of(other) == total_of(made)


@MANY
@given(networks(with_totals=False))
def test_taking_a_count_away_never_raises_the_lower_bound(made) -> None:
    whole = total_of(made)
    for removed in made.counts:
        rest = [each for each in made.counts if each is not removed]
        assert total_of(replace(made, counts=rest)).low <= whole.low


@MANY
@given(networks())
def test_only_a_total_that_then_stands_in_can_raise_the_lower_bound(made) -> None:
    whole = total_of(made)
    for removed in made.counts:
        rest = [each for each in made.counts if each is not removed]
        found = total_of(replace(made, counts=rest))
        stands_in = {each.id for each in found.used} - {each.id for each in whole.used}
        assert stands_in or found.low <= whole.low


@MANY
@given(networks(with_totals=False))
def test_the_lower_bound_is_the_largest_of_all_subsets(made) -> None:
    found = total_of(made)
    values = {each.organisation: each.value for each in found.used}
    apart = {
        frozenset(pair)
        for pair in combinations(values, 2)
        if not may_be_the_same(made, *pair)
    }
    best = 0
    for size in range(len(values) + 1):
        for chosen in combinations(values, size):
            if all(frozenset(pair) in apart for pair in combinations(chosen, 2)):
                best = max(best, sum(values[each] for each in chosen))
    assert found.low == best


@MANY
@given(networks())
def test_every_organisation_is_used_missing_or_left_out_or_counted_below(made) -> None:
    found = total_of(made)
    used = {each.organisation for each in found.used}
    silent = {each.organisation for each in found.left_out}
    filled = set(used)
    for each in sorted(made.affiliations, key=lambda each: each.child, reverse=True):
        if each.child in filled:
            filled.add(each.parent)
    everybody = {each.id for each in made.units}
    assert everybody == filled | set(found.missing) | silent
    assert not used & set(found.missing)


@MANY
@given(networks(), st.data())
def test_a_cycle_is_refused(made, data) -> None:
    link = data.draw(st.sampled_from(list(made.affiliations)))
    path = refuse_cycle(made.affiliations, link.parent, link.child)
    assert path == (link.parent, link.child, link.parent)
    closed = [*made.affiliations, Affiliation(link.parent, link.child)]
    with pytest.raises(BadInput, match="HL-NET-01"):
        total_of(replace(made, affiliations=closed))
    for each in made.affiliations:
        assert refuse_cycle(made.affiliations, each.child, each.parent) == ()
