"""The figures of a sealed release, indexed by indicator and by what they are of.

A release is read and checked once a process; every page after that is a look-up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from headload.releases import ReleasedEstimate, SealedRelease, read_release
from headload.releases.schema import CODELISTS, dimension_order
from headload.terms import codelist

Shape = frozenset[str]
"""The dimensions in which a figure is not the total."""

_KEPT = 24
"""Releases that a process keeps in memory: about 15 MB each."""


@dataclass(frozen=True)
class Figures:
    """The figures of one release.

    Parameters
    ----------
    shaped
        Cells by indicator and shape, in the order of the release; changes from one
        period to another are left out.
    by_id
        Every cell by its estimate id, changes among them.
    """

    release: SealedRelease
    shaped: Mapping[tuple[str, Shape], tuple[ReleasedEstimate, ...]]
    by_id: Mapping[str, ReleasedEstimate]

    @property
    def indicators(self) -> tuple[str, ...]:
        """Indicators, in the order in which the release first has them."""
        return tuple(dict.fromkeys(indicator for indicator, _ in self.shaped))

    @property
    def periods(self) -> tuple[str, ...]:
        """Periods of the figures, the latest last."""
        cells = (cell for group in self.shaped.values() for cell in group)
        return tuple(sorted({cell.time_period for cell in cells}))

    def shapes(self, indicator: str) -> tuple[Shape, ...]:
        """Return the shapes that `indicator` has, the simplest first."""
        found = [shape for name, shape in self.shaped if name == indicator]
        return tuple(sorted(found, key=lambda each: (len(each), sorted(each))))

    def dimensions(self, indicator: str) -> tuple[str, ...]:
        """Return the dimensions in which `indicator` is broken down."""
        found = {name for shape in self.shapes(indicator) for name in shape}
        return tuple(dimension_order(found))

    def codes(self, indicator: str, dimension: str) -> tuple[str, ...]:
        """Return the codes of `dimension` that `indicator` has, in display order."""
        found = {
            cell.code(dimension)
            for (name, shape), cells in self.shaped.items()
            if name == indicator and dimension in shape
            for cell in cells
        }
        return in_order(dimension, found)


def in_order(dimension: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return `codes` in the order of their list, those beyond it by name."""
    known = list(_shipped(CODELISTS.get(dimension, dimension)))
    rank = {code: place for place, code in enumerate(known)}
    return tuple(sorted(codes, key=lambda each: (rank.get(each, len(rank)), each)))


def indexed(release: SealedRelease) -> Figures:
    """Return the figures of `release`."""
    shaped: dict[tuple[str, Shape], list[ReleasedEstimate]] = {}
    for cell in release.estimates:
        if "/" not in cell.time_period:
            key = (cell.indicator, frozenset(cell.dimensions))
            shaped.setdefault(key, []).append(cell)
    return Figures(
        release=release,
        shaped={key: tuple(cells) for key, cells in shaped.items()},
        by_id={cell.estimate_id: cell for cell in release.estimates},
    )


@lru_cache(maxsize=_KEPT)
def read_figures(directory: Path) -> Figures:
    """Return the figures of the release in `directory`, read once a process.

    A release never changes once it is in the store, so nothing has to expire.

    Raises
    ------
    BadInput
        HL-REL codes when the release is not as it was sealed.
    """
    return indexed(read_release(directory))


def _shipped(name: str) -> Sequence[str]:
    try:
        return tuple(codelist(name).codes)
    except FileNotFoundError:
        return ()
