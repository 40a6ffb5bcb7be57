"""Primary protection: cells that rest on too few people or places by themselves.

A rate speaks of two groups, those with the property and those without; each
must reach the threshold, since either can be read off the other.
"""

from headload.measure.protect.policy import Protection
from headload.terms import Estimate, MeasureKind


def primary_reasons(estimate: Estimate, rules: Protection) -> tuple[str, ...]:
    """Return why a cell is protected by itself; empty when it is not.

    The reasons are for the private record only (guarantee G3).
    """
    reasons = [
        f"{part}: {n} respondents, threshold {rules.threshold}"
        for part, n in _parts(estimate, rules)
        if is_disclosive(n, rules)
    ]
    if estimate.n_psu < rules.minimum_psus and (estimate.n or is_disclosive(0, rules)):
        reasons.append(f"{estimate.n_psu} PSUs, minimum {rules.minimum_psus}")
    return tuple(reasons)


def is_disclosive(n: int, rules: Protection) -> bool:
    """Tell whether a figure on `n` respondents may not be known."""
    return n < rules.threshold and (n > 0 or rules.zeros == "withhold")


def _parts(estimate: Estimate, rules: Protection) -> list[tuple[str, int]]:
    if estimate.measure is not MeasureKind.RATE:
        return [("contributors", estimate.n)]
    if rules.parts == "population":
        return [("population", estimate.n)]
    return [
        ("with the property", estimate.n_numerator),
        ("without the property", estimate.n - estimate.n_numerator),
    ]
