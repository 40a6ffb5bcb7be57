"""Which place lies in which: a city in its country, everything in the world."""

from collections.abc import Iterator, Mapping

WORLD = "001"
"""Code of the world in the UN M49 standard."""


def and_above(place: str, within: Mapping[str, str]) -> Iterator[str]:
    """Yield a place and every place that it lies in, ending with the world.

    Parameters
    ----------
    within
        The place that a place lies in; one that goes in a circle is followed once.

    Examples
    --------
    >>> list(and_above("gha-accra", {"gha-accra": "gha"}))
    ['gha-accra', 'gha', '001']
    """
    seen = {WORLD}
    while place not in seen:
        yield place
        seen.add(place)
        place = within.get(place, WORLD)
    yield WORLD


def lies_in(place: str, area: str, within: Mapping[str, str]) -> bool:
    """Tell whether a place is an area or lies in it."""
    return area in and_above(place, within)
