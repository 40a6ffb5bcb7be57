"""Move labels apart that would touch, in their order and as little as needed."""

from collections.abc import Sequence

APART = 12.0
"""Points from one label to the next."""


def spread(
    values: Sequence[float], span: tuple[float, float], height: float
) -> list[float]:
    """Return where labels of `values` stand on the value axis, in the given order.

    Parameters
    ----------
    span, height
        Ends of the value axis, and its length in points.

    Examples
    --------
    >>> spread([50.0, 51.0, 80.0], (0.0, 100.0), 100.0)
    [44.5, 56.5, 80.0]
    """
    apart = APART * (span[1] - span[0]) / height
    order = sorted(range(len(values)), key=lambda at: (values[at], at))
    piles: list[list[int]] = []
    for at in order:
        piles.append([at])
        while len(piles) > 1 and _low(piles[-1], values, apart) < (
            _low(piles[-2], values, apart) + apart * len(piles[-2])
        ):
            piles[-2:] = [piles[-2] + piles[-1]]
    placed = {
        at: _low(pile, values, apart) + step * apart
        for pile in piles
        for step, at in enumerate(pile)
    }
    return [placed[at] for at in range(len(values))]


def _low(pile: Sequence[int], values: Sequence[float], apart: float) -> float:
    """Return the lowest place of a pile that is centred on its values."""
    centre = sum(values[at] for at in pile) / len(pile)
    return centre - apart * (len(pile) - 1) / 2
