"""Text as ranks: numbers that sort as the labels should.

Code lists order their own codes; every other text sorts by code point, so the
order of cells depends on the data alone, never on the order of rows.
"""

from collections.abc import Iterable

UNKNOWN = -1


def in_order(labels: Iterable[str], first: Iterable[str] = ()) -> tuple[str, ...]:
    """Order labels: those in `first` in their order, then the others sorted."""
    position = {label: i for i, label in enumerate(first)}
    return tuple(
        sorted(labels, key=lambda label: (position.get(label, len(position)), label))
    )
