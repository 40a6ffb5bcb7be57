"""The sample design: what a standard error needs to know of the survey."""

from dataclasses import dataclass
from enum import IntEnum


class DesignStatus(IntEnum):
    """How much of the design the file releases (`methods.md` section 1)."""

    COMPLETE = 1
    PSU_ONLY = 2
    WEIGHTS_ONLY = 3
    REPLICATES = 4


@dataclass(frozen=True)
class Design:
    """Roles of the harmonised design columns.

    Parameters
    ----------
    status
        What is known; anything but `COMPLETE` is printed on every table.
    lonely_psu
        What a stratum with one PSU does: ``fail`` (default), ``certainty``,
        ``adjust`` or ``average``, as in R `survey.lonely.psu`.
    cluster
        Harmonised column used as PSU: ``psu``, or ``household_id`` or
        ``person_id`` when the PSU was not released.
    """

    status: DesignStatus
    lonely_psu: str = "fail"
    cluster: str = "psu"

    @property
    def stratified(self) -> bool:
        """Tell whether strata are known."""
        return self.status is DesignStatus.COMPLETE
