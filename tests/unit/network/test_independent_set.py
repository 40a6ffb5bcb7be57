"""The largest certain sum against every subset, and where it is greedy."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headload.apps.network.independent_set import EXACT, heaviest_apart


def graph(size: int, joined: list[bool]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {f"g{place}": set() for place in range(size)}
    pairs = combinations(near, 2)
    for (one, other), is_joined in zip(pairs, joined, strict=False):
        if is_joined:
            near[one].add(other)
            near[other].add(one)
    return near


def ring(size: int) -> dict[str, set[str]]:
    return {
        f"g{place}": {f"g{(place - 1) % size}", f"g{(place + 1) % size}"}
        for place in range(size)
    }


def by_brute_force(weights: dict[str, int], near: dict[str, set[str]]) -> int:
    best = 0
    for taken in product((False, True), repeat=len(weights)):
        chosen = {each for each, is_in in zip(weights, taken, strict=True) if is_in}
        if all(not near[each] & chosen for each in chosen):
            best = max(best, sum(weights[each] for each in chosen))
    return best


@given(
    st.lists(st.integers(0, 50), max_size=9),
    st.lists(st.booleans(), min_size=36, max_size=36),
)
def test_it_is_the_largest_of_all_subsets(values, joined) -> None:
    near = graph(len(values), joined)
    weights = dict(zip(near, values, strict=True))
    assert heaviest_apart(weights, near) == by_brute_force(weights, near)


@pytest.mark.parametrize("size", [5, 6, 12, EXACT - 1, EXACT])
def test_every_second_group_of_a_ring_is_certain(size: int) -> None:
    near = ring(size)
    assert heaviest_apart(dict.fromkeys(near, 1), near) == size // 2


def test_above_the_exact_size_the_sum_is_certain_though_not_the_largest() -> None:
    size = EXACT + 21
    near = ring(size)
    found = heaviest_apart(dict.fromkeys(near, 1), near)
    assert size / 3 <= found <= size // 2


def test_a_nation_above_a_thousand_cities_is_decided_exactly() -> None:
    cities = [f"c{place}" for place in range(1_000)]
    near = {each: {"nation"} for each in cities} | {"nation": set(cities)}
    weights = dict.fromkeys(cities, 2)
    assert heaviest_apart({**weights, "nation": 1_999}, near) == 2_000
    assert heaviest_apart({**weights, "nation": 2_001}, near) == 2_001
