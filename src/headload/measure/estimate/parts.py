"""Sums as columns of whole numbers, and whole numbers as natural ones.

Persons are one column (billionths), records one, an amount two halves; see `units`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .sums import MEMBERS, WEIGHT, Mask, Sum
from .units import HALF, WEIGHT_UNITS, Units

FIT = "fit"  # in place of a replicate: the weight under which margins are fitted
JOINABLE = 2**30  # first halves below which a joined amount, added up, stays exact

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Parts:
    """Where each sum stands among the columns of an array of whole numbers.

    Parameters
    ----------
    sums
        The sums, each once.
    amounts
        Amount columns, in the order in which records bring them.
    units
        Digits of the amounts.
    joined
        Amounts whose halves stand in one column.
    """

    sums: tuple[Sum, ...]
    amounts: tuple[str, ...]
    units: Units
    joined: frozenset[Sum] = frozenset()

    @cached_property
    def columns(self) -> tuple[tuple[str, Mask], ...]:
        """Return the value and the mask behind each column."""
        return tuple((name, one.mask) for one in self.sums for name in self._names(one))

    @cached_property
    def _first(self) -> dict[Sum, int]:
        sizes = [len(self._names(one)) for one in self.sums]
        ends = np.cumsum(sizes).tolist()
        starts = [end - size for end, size in zip(ends, sizes, strict=True)]
        return dict(zip(self.sums, starts, strict=True))

    def positions(self, sums: Sequence[Sum]) -> list[int]:
        """Return the columns of sums that have one each, such as members."""
        return [self._first[one] for one in sums]

    def columns_of(self, sums: Sequence[Sum]) -> list[int]:
        """Return the columns of sums, in their order."""
        return [
            self._first[one] + k for one in sums for k in range(len(self._names(one)))
        ]

    def only(self, sums: Sequence[Sum]) -> "Parts":
        """Return some of the sums, with columns of their own."""
        return Parts(tuple(sums), self.amounts, self.units)

    def packed(self, whole: Integers, sums: Sequence[Sum]) -> tuple[Integers, "Parts"]:
        """Return some sums in as few columns as hold them exactly."""
        columns, joined = [], set()
        for one in sums:
            halves = whole[:, self.columns_of([one])]
            if halves.shape[1] == 2 and (np.abs(halves[:, 0]) < JOINABLE).all():
                halves = halves[:, :1] * HALF + halves[:, 1:]
                joined.add(one)
            columns.append(halves)
        parts = Parts(tuple(sums), self.amounts, self.units, frozenset(joined))
        return np.ascontiguousarray(np.concatenate(columns, axis=1)), parts

    def natural(self, whole: NDArray[Any], sums: Sequence[Sum]) -> Numbers:
        """Return sums in persons, records or units of the amount.

        Parameters
        ----------
        whole
            Shape (rows, columns).
        sums
            Which, in order; the result has shape (rows, sums).
        """
        result = np.empty((len(whole), len(sums)))
        for j, one in enumerate(sums):
            at = self._first[one]
            if one.value == MEMBERS:
                result[:, j] = whole[:, at]
            elif one.value == WEIGHT:
                np.divide(whole[:, at], WEIGHT_UNITS, out=result[:, j])
            elif one.squared:
                result[:, j] = (
                    whole[:, at] / 10.0 ** self.units.square_digits[one.value]
                )
            else:
                amount = whole[:, at] * 1.0
                if one not in self.joined:
                    amount = whole[:, at] * float(HALF) + whole[:, at + 1]
                result[:, j] = amount / 10.0 ** self.units.digits[one.value]
        return result

    def _names(self, one: Sum) -> tuple[str, ...]:
        if one.value in (WEIGHT, MEMBERS):
            return (one.value,)
        i = self.amounts.index(one.value)
        if one.squared:
            return (f"square_{i}",)
        if one in self.joined:
            return (f"product_{i}",)
        return (f"product_{i}_high", f"product_{i}_low")


def under_replicate(name: str, replicate: int | str) -> str:
    """Return the name of a value under one replicate weight, or that of a fit."""
    if name == WEIGHT:
        return f"replicate_{replicate}"
    product, half = name.rsplit("_", 1)
    return f"{product}_of_{replicate}_{half}"


def filled(
    columns: Sequence[tuple[str, Mask]],
    values: Mapping[str, Integers],
    masks: Mapping[Mask, NDArray[np.bool_]],
    records: slice,
) -> Integers:
    """Return the columns of some records: values where the mask holds, else 0."""
    size = len(values[WEIGHT][records])
    whole = np.zeros((size, len(columns)), dtype=np.int64)
    for j, (name, mask) in enumerate(columns):
        np.copyto(whole[:, j], values[name][records], where=masks[mask][records])
    return whole
