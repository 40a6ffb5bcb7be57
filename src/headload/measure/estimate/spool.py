"""What the second look needs of each chunk, kept in memory or in a private file.

A survey of one chunk stays in memory; more chunks are written to a temporary
folder, so that memory grows with cells and not with records.
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
    """

    strata: Strata
    stages: tuple[Stage, ...]
    groups: tuple[tuple[Groups, tuple[int, ...]], ...]

    def unit(self, groups: Groups, stage: int) -> Integers:
        """Return the unit of each group at a stage; the first stage is 0."""
        unit = groups.unit
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
        self._held: Part | None = None
        self._count = 0

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
        self._files, self._held, self._count = None, None, 0

    def add(self, part: Part) -> None:
        """Keep the next part."""
        if self._count == 0:
            self._held = part
        else:
            if self._held is not None:
                self._write(0, self._held)
                self._held = None
            self._write(self._count, part)
        self._count += 1

    def __iter__(self) -> Iterator[Part]:
        """Yield the parts in order."""
        if self._held is not None:
            yield self._held
            return
        for number in range(self._count):
            with self._path(number).open("rb") as file:
                yield pickle.load(file)  # noqa: S301  (we wrote it, in a private folder)

    def _write(self, number: int, part: Part) -> None:
        with self._path(number).open("wb") as file:
            pickle.dump(part, file, protocol=5)

    def _path(self, number: int) -> Path:
        if self._files is None:
            self._files = tempfile.TemporaryDirectory(
                prefix="headload-spool-", dir=self._folder
            )
        return Path(self._files.name) / f"{number:06d}"
