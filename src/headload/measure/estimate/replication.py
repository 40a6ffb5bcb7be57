"""Variance from replicate weights.

V = scale * sum over r of rscale_r (figure_r - centre)², the centre being the mean
of the replicates or the full-sample figure: R `survey::svrVar`. A replicate in
which a figure is not defined is left out of that figure, as in R.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from headload.errors import WrongUse
from headload.terms import Design, ReplicateMethod, Replicates

from .profiles import Replicate

# R degf.svyrep.design takes the rank with tolerance 1e-5; here of the cross
# products, hence squared
_RANK_TOLERANCE = 1e-10

Numbers = NDArray[np.float64]


def replicate_variance(figures: Numbers, full: Numbers, how: Replicates) -> Numbers:
    """Return the variance of each figure.

    Parameters
    ----------
    figures
        Figures by replicate, shape (replicates, ...); NaN where not defined.
    full
        The full-sample figures, shape (...).
    how
        Scales and centre.

    Returns
    -------
    ndarray
        Shape (...); NaN where no replicate has a figure.
    """
    count = len(figures)
    scales = np.array(how.rscales or (1.0,) * count)
    scales = scales.reshape((count,) + (1,) * full.ndim)
    defined = ~np.isnan(figures)
    used = defined & (scales > 0)
    number = used.sum(axis=0)
    mean = np.where(used, figures, 0.0).sum(axis=0) / np.maximum(number, 1)
    centre = full if how.around_full_sample else mean
    squares = np.where(defined, figures - centre, 0.0) ** 2
    variance = how.factor * (scales * squares).sum(axis=0)
    return np.where(number > 0, variance, np.nan)


def replicate_df(replicates: Sequence[Replicate]) -> int:
    """Return the rank of the replicate weights minus 1: R `degf` of the design."""
    weights = np.array([replicate.weight for replicate in replicates], dtype=np.float64)
    size = np.sqrt((weights**2).sum(axis=1))
    weights = weights / np.where(size > 0, size, 1.0)[:, None]
    products = weights @ weights.T
    rank = np.linalg.matrix_rank(products, tol=_RANK_TOLERANCE, hermitian=True)
    return max(int(rank) - 1, 0)


def replicates_of(design: Design, columns: Sequence[str]) -> Replicates:
    """Return the declared replicates, checked against the columns of the table.

    Raises
    ------
    WrongUse
        ``HL-EST-52`` when none are declared, columns are missing, or the numbers
        do not fit the method.
    """
    how = design.replicates
    if how is None:
        raise _refusal("The design declares replicate weights but lists none")
    missing = [name for name in how.columns if name not in columns]
    if missing:
        raise _refusal(
            f"{len(missing)} of {len(how.columns)} replicate weights are not in the "
            f"persons table, the first being {missing[0]}"
        )
    if len(how.columns) < 2 or len(set(how.columns)) < len(how.columns):
        raise _refusal("A variance needs at least two different replicate weights")
    if how.rscales and len(how.rscales) != len(how.columns):
        raise _refusal(
            f"There are {len(how.columns)} replicate weights but {len(how.rscales)} "
            "rscales"
        )
    if how.method is ReplicateMethod.JKN and not how.rscales:
        raise _refusal("The method jkn needs rscales, (n - 1) / n of each stratum")
    if how.method is ReplicateMethod.OTHER and how.scale is None:
        raise _refusal('The method "other" needs a scale')
    fay = how.method is ReplicateMethod.FAY
    if not 0 <= how.rho < 1 or (how.rho != 0) != fay:
        raise _refusal("rho goes with the method fay, between 0 and 1, and only there")
    if (how.scale is not None and not how.scale > 0) or min(how.rscales or (0,)) < 0:
        raise _refusal("A scale is not positive")
    return how


def _refusal(what: str) -> WrongUse:
    return WrongUse(
        what,
        where="the design, replicates",
        to_do="see the producer's note on replicate weights and correct design.toml",
        code="HL-EST-52",
    )
