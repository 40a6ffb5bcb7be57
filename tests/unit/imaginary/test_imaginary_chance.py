"""Chance: the same numbers on every version of NumPy."""

import numpy as np
import pytest

from headload.imaginary.chance import Chance
from headload.imaginary.tables import shares

MANY = 200_000
PINNED = [0.855616834324345, 0.47248312396276226, 0.0020076563371258516]


def test_the_stream_of_a_seed_is_pinned():
    # raw words of PCG64, which NumPy promises never to change
    drawn = Chance(1, "x").uniform(3)
    assert drawn.tolist() == PINNED


def test_stages_have_independent_streams():
    first, second = Chance(1, "people").uniform(5), Chance(1, "work").uniform(5)
    assert not np.isin(first, second).any()


def test_uniform_numbers_fill_zero_to_one():
    drawn = Chance(2, "x").uniform(MANY)
    assert drawn.min() >= 0
    assert drawn.max() < 1
    assert drawn.mean() == pytest.approx(0.5, abs=0.003)


def test_normal_numbers_have_mean_zero_and_spread_one():
    drawn = Chance(3, "x").normal(MANY)
    assert np.isfinite(drawn).all()
    assert drawn.mean() == pytest.approx(0, abs=0.01)
    assert drawn.std() == pytest.approx(1, abs=0.01)


def test_counts_have_the_mean_and_variance_of_poisson_and_a_most():
    drawn = Chance(4, "x").count(np.full(MANY, 1.5), most=9)
    assert drawn.mean() == pytest.approx(1.5, abs=0.02)
    assert drawn.var() == pytest.approx(1.5, abs=0.03)
    assert Chance(4, "x").count(np.full(MANY, 1.5), most=2).max() == 2


def test_categories_are_picked_in_their_shares_and_blank_rows_do_not_apply():
    table = shares(["a:1 b:3", "b", ""])
    drawn = Chance(5, "x").pick(table, np.repeat([0, 1, 2], MANY))
    assert (drawn[:MANY] == 1).mean() == pytest.approx(0.75, abs=0.005)
    assert (drawn[MANY : 2 * MANY] == 1).all()
    assert (drawn[2 * MANY :] == -1).all()


def test_an_order_has_everybody_once():
    assert sorted(Chance(6, "x").order(50)) == list(range(50))


def test_a_code_outside_the_list_is_refused():
    with pytest.raises(KeyError, match="maybe"):
        shares(["yes:1 maybe:2"], ("yes", "no"))
