"""The sizes of survey that are measured, and who takes part at each.

svy and R are left out where they would take longer than all the others together
(svy needs 10 GB for ten million rows).
"""

from dataclasses import dataclass

PERSONS_A_PSU = 60


@dataclass(frozen=True)
class Size:
    """A size of survey.

    Parameters
    ----------
    name
        As it is asked for.
    rows
        Persons, about.
    turns
        Turns in a warm process; 0 for whole processes alone.
    peers
        Other software that takes part.
    memory
        Memory cap of the engine; None for its default.
    """

    name: str
    rows: int
    turns: int
    peers: tuple[str, ...] = ()
    memory: str | None = None

    @property
    def psus(self) -> int:
        """Return the number of PSUs."""
        return self.rows // PERSONS_A_PSU


SIZES = {
    size.name: size
    for size in (
        Size("100k", 100_000, turns=9, peers=("svy", "r")),
        Size("1m", 1_000_000, turns=7, peers=("svy",)),
        Size("10m", 10_000_000, turns=5),
        Size("100m", 100_000_000, turns=0, memory="4GB"),
    )
}
