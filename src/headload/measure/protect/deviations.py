"""Other tables that could be true: the linear program behind complementary cells.

An outsider knows every sum. A table that differs from the true one by `y` looks the
same to him where every quantity with `y` not 0 is hidden and no quantity is below
none: then he cannot tell which of the two is true (Kelly, Golden and Assad 1992,
Networks 22; Cox 1995, Journal of the American Statistical Association 90).

The program is solved by HiGHS, with one thread, from where the last one ended, so
that the same cells give the same answer on every run.
"""

from collections import Counter
from collections.abc import Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
SMALLEST = 1e-6
HIDDEN_COST = 1e-6  # not quite nothing, so that a shorter way is taken
FURTHEST = 1e4


class Deviations:
    """Deviations from a set of quantities that keep every sum.

    Parameters
    ----------
    counts
        Respondents of each quantity; none can go below nobody.
    sums
        Positions of each sum: the whole first, then its parts.
    costs
        What hiding each quantity costs; 0 where it is hidden already.
    """

    def __init__(
        self, counts: Sequence[int], sums: Sequence[Sequence[int]], costs: Numbers
    ) -> None:
        self._size = len(counts)
        self._counts = np.asarray(counts, dtype=np.float64)
        self._solver = _solver()
        self._solver.passModel(_program(self._counts, sums, costs))

    def reprice(self, positions: Sequence[int], costs: Sequence[float]) -> None:
        """Change what hiding these quantities costs."""
        columns = np.array([*positions, *(self._size + p for p in positions)], np.int32)
        prices = np.maximum([*costs, *costs], HIDDEN_COST)
        self._solver.changeColsCost(len(columns), columns, prices)

    def cheapest(self, position: int, amount: float) -> Numbers | None:
        """Return the cheapest deviation in which one quantity moves by `amount`.

        Returns
        -------
        ndarray or None
            Deviation of each quantity; None where no table has it.
        """
        up, down = max(amount, 0.0), max(-amount, 0.0)
        if down > self._counts[position]:
            return None
        self._bounds(position, (up, up), (down, down))
        self._solver.run()
        status = self._solver.getModelStatus()
        found = None
        if status == highspy.HighsModelStatus.kOptimal:
            values = np.asarray(self._solver.getSolution().col_value)
            found = values[: self._size] - values[self._size :]
        self._bounds(position, (0.0, FURTHEST), (0.0, self._counts[position]))
        return found

    def _bounds(
        self, position: int, up: tuple[float, float], down: tuple[float, float]
    ) -> None:
        self._solver.changeColBounds(position, *up)
        self._solver.changeColBounds(self._size + position, *down)


def _solver() -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no types
    options: dict[str, bool | int | str] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "presolve": "off",
        "solver": "simplex",
    }
    for option, value in options.items():
        solver.setOptionValue(option, value)
    return solver


def _program(
    counts: Numbers, sums: Sequence[Sequence[int]], costs: Numbers
) -> highspy.HighsLp:
    """Return the program: a column up and one down a quantity, a row a sum."""
    size = len(counts)
    starts, columns, signs = [0], [], []
    for whole, *parts in sums:
        times = Counter({whole: 1})
        times.subtract(parts)  # equal quantities are one, so a part may come twice
        for position, sign in times.items():
            columns += [position, size + position]
            signs += [float(sign), -float(sign)]
        starts.append(len(columns))
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2 * size, len(sums)
    program.col_cost_ = np.maximum(np.concatenate([costs, costs]), HIDDEN_COST)
    program.col_lower_ = np.zeros(2 * size)
    program.col_upper_ = np.concatenate([np.full(size, FURTHEST), counts])
    program.row_lower_ = program.row_upper_ = np.zeros(len(sums))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    program.a_matrix_.index_ = np.array(columns, dtype=np.int32)
    program.a_matrix_.value_ = np.array(signs)
    return program
