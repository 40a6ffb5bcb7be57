"""What the second look needs of each chunk, kept in memory or in a private file.

The first parts stay in memory, the others are written to a temporary folder, so
that memory grows with cells and not with records.
"""

import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from .groups import Groups
from .sample import Strata
from .stages import Stage

HELD = 2**27  # bytes of sums kept in memory: 128 MB

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """Groups of one chunk with their design.

    Parameters
    ----------
    strata, stages
        Its strata, and the stages after the first.
    groups
        Groups, and the positions of the tabulations that they serve.
    margins
        Persons of each unit of the last stage by code of every margin, in
        billionths, shape (units, codes); None where weights meet no margins.
    """

    strata: Strata
    stages: tuple[Stage, ...]
    groups: tuple[tuple[Groups, tuple[int, ...]], ...]
    margins: Integers | None = None

    @property
    def size(self) -> int:
        """Return the bytes of the sums."""
        own = 0 if self.margins is None else self.margins.nbytes
        return own + sum(groups.size for groups, _ in self.groups)

    def stratum(self, stage: int) -> Integers:
        """Return the stratum of each unit of a stage: of a later one, its parent."""
        return self.stages[stage - 1].parent if stage else self.strata.of_psu

    def unit(self, groups: Groups, stage: int) -> Integers:
        """Return the unit of each group at a stage; the first stage is 0."""
        return self.unit_of(groups.unit, stage)

    def unit_of(self, unit: Integers, stage: int) -> Integers:
        """Return the unit at a stage of units of the last stage."""
        for later in reversed(self.stages[stage:]):
            unit = later.parent[unit]
        return unit


class Spool:
    """Parts in order, to be read as often as needed.

    Parameters
    ----------
    folder
        Where a private temporary folder may be made; None for the system's.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._files: tempfile.TemporaryDirectory[str] | None = None
        self._held: list[Part] = []
        self._held_bytes = 0
        self._written = 0

    def __enter__(self) -> "Spool":
        """Return the spool itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what was written."""
        self.clear()

    def clear(self) -> None:
        """Forget every part."""
        if self._files is not None:
            self._files.cleanup()
        self._files, self._held, self._held_bytes, self._written = None, [], 0, 0

    def add(self, part: Part) -> None:
        """Keep the next part."""
        self._held_bytes += part.size
        if self._held_bytes <= HELD and not self._written:
            self._held.append(part)
            return
        with self._path(self._written).open("wb") as file:
            pickle.dump(part, file, protocol=5)
        self._written += 1

    def __iter__(self) -> Iterator[Part]:
        """Yield the parts in order."""
        yield from self._held
        for number in range(self._written):
            with self._path(number).open("rb") as file:
                yield pickle.load(file)  # noqa: S301  (ours, in a private folder)

    def _path(self, number: int) -> Path:
        if self._files is None:
            self._files = tempfile.TemporaryDirectory(
                prefix="headload-spool-", dir=self._folder
            )
        return Path(self._files.name) / f"{number:06d}"
