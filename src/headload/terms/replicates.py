"""Replicate weights: how their spread becomes a variance.

V = scale * sum over r of rscale_r (figure_r - centre)², as in R `svrepdesign`;
a method only names the usual scale. Only the method's own numbers are needed
where the producer gives a scale.
"""

from dataclasses import dataclass
from enum import StrEnum


class ReplicateMethod(StrEnum):
    """How the replicate weights were made."""

    BRR = "brr"
    FAY = "fay"
    JK1 = "jk1"
    JKN = "jkn"
    BOOTSTRAP = "bootstrap"
    SUCCESSIVE_DIFFERENCE = "successive-difference"
    OTHER = "other"


@dataclass(frozen=True)
class Replicates:
    """The replicate weights of a file.

    Parameters
    ----------
    method
        How they were made.
    columns
        Harmonised columns, such as ``rw_1`` to ``rw_80``, each a full weight (not
        a factor), in the order of `rscales`.
    scale
        Factor of the whole sum; None for the method's own, see `factor`.
    rscales
        Factor of each replicate; empty for 1 each. A stratified jackknife (``jkn``)
        needs them: (n_h - 1) / n_h of the replicate's stratum.
    rho
        Fay's coefficient, 0 <= rho < 1, for ``fay`` alone.
    mse
        True when the centre is the full-sample figure, False when it is the mean
        of the replicates, None for the method's custom: full-sample for
        successive differences, mean for the others (R `survey.replicates.mse`).
    """

    method: ReplicateMethod
    columns: tuple[str, ...]
    scale: float | None = None
    rscales: tuple[float, ...] = ()
    rho: float = 0.0
    mse: bool | None = None

    @property
    def factor(self) -> float:
        """Return the scale that was given, else the method's own.

        With R replicates: 1/R for BRR and the bootstrap; 1 / (R (1 - rho)²) for
        Fay; (R - 1)/R for JK1; 4/R for successive differences (Fay and Train
        1995); 1 for the others. Wolter (2007), chapters 3 to 5; Judkins (1990).
        """
        if self.scale is not None:
            return self.scale
        count = len(self.columns)
        return {
            ReplicateMethod.BRR: 1 / count,
            ReplicateMethod.FAY: 1 / (count * (1 - self.rho) ** 2),
            ReplicateMethod.JK1: (count - 1) / count,
            ReplicateMethod.BOOTSTRAP: 1 / count,
            ReplicateMethod.SUCCESSIVE_DIFFERENCE: 4 / count,
        }.get(self.method, 1.0)

    @property
    def around_full_sample(self) -> bool:
        """Tell whether deviations are taken from the full-sample figure."""
        if self.mse is not None:
            return self.mse
        return self.method is ReplicateMethod.SUCCESSIVE_DIFFERENCE
