"""The interval that an outsider can give for each withheld number.

One linear program holds everything that is known; for each secret its sum is made
as small and as large as it can be. What one solution shows of other secrets counts
for them, so few secrets need programs of their own.
"""

from collections.abc import Sequence

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from headload.errors import BadInput
from headload.measure.audit.knowledge import Knowledge, Row, Secret

DUAL, PRIMAL = 1, 4  # strategies of the solver
BEYOND = 10.0  # times the largest published number: no cell has more people
Status = highspy.HighsModelStatus
Numbers = NDArray[np.float64]


class Attack:
    """The program of an outsider.

    Parameters
    ----------
    known
        Everything that is published.
    rows
        The rows of `known`, or the ones that are believed.
    """

    def __init__(self, known: Knowledge, rows: Sequence[Row]) -> None:
        self._secrets = known.secrets
        self._size = len(known.low)
        self._terms = _matrix(known.secrets, self._size)
        self._solver = _solver()
        self._solver.passModel(_program(known, rows))
        self.low = np.full(len(self._secrets), np.inf)
        self.high = np.full(len(self._secrets), -np.inf)

    def is_possible(self) -> bool:
        """Tell whether any numbers keep all rows."""
        return self._solved() == Status.kOptimal

    def stretch(self, numbers: Sequence[int], *, up: bool) -> None:
        """Make the sum of some secrets as large (or small) as it can be.

        For one secret that is the end of its interval; what the numbers of all
        others are there is learnt on the way.
        """
        costs = np.zeros(self._size)
        for number in numbers:
            for place, factor in self._secrets[number].terms:
                costs[place] += -factor if up else factor
        every = np.arange(self._size, dtype=np.int32)
        self._solver.changeColsCost(self._size, every, costs)
        if self._solved() != Status.kOptimal:
            raise BadInput(
                "The solver gave up on what an outsider can work out",
                where=self._secrets[numbers[0]].estimate_id,
                to_do="treat the release as not audited, and report this",
                code="HL-AUD-04",
            )

    def _solved(self) -> Status:
        self._solver.run()
        if self._solver.getModelStatus() != Status.kOptimal:  # begin from nothing
            self._solver.clearSolver()
            self._solver.setOptionValue("simplex_strategy", DUAL)
            self._solver.run()
            self._solver.setOptionValue("simplex_strategy", PRIMAL)
        status = self._solver.getModelStatus()
        if status != Status.kOptimal:
            return status
        values = np.asarray(self._solver.getSolution().col_value)
        sums = self._terms @ values
        self.low, self.high = np.minimum(self.low, sums), np.maximum(self.high, sums)
        return status


def _matrix(secrets: Sequence[Secret], size: int) -> sparse.csr_array:
    entries = [
        (i, place, factor)
        for i, secret in enumerate(secrets)
        for place, factor in secret.terms
    ]
    rows, places, factors = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csr_array((factors, (rows, places)), shape=(len(secrets), size))


def _solver() -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no types
    options: dict[str, bool | int | str] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "presolve": "off",
        "solver": "simplex",
        "simplex_strategy": PRIMAL,  # only the objective changes: stay feasible
    }
    for option, value in options.items():
        solver.setOptionValue(option, value)
    return solver


def _program(known: Knowledge, rows: Sequence[Row]) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(known.low), len(rows)
    program.col_cost_ = np.zeros(len(known.low))
    program.col_lower_ = np.array(known.low)
    largest = max((value for value, _ in known.seen.values()), default=1.0)
    program.col_upper_ = np.minimum(known.high, BEYOND * max(largest, 1.0))
    program.row_lower_ = np.array([row.low for row in rows])
    program.row_upper_ = np.array([row.high for row in rows])
    terms = [term for row in rows for term in row.terms]
    starts = np.cumsum([0, *(len(row.terms) for row in rows)])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = starts.astype(np.int32)
    program.a_matrix_.index_ = np.array([place for place, _ in terms], dtype=np.int32)
    program.a_matrix_.value_ = np.array([factor for _, factor in terms])
    return program
