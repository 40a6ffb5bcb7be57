"""The sample design: what a standard error needs to know of the survey."""

from dataclasses import dataclass
from enum import IntEnum

from headload.terms.calibration import Calibration
from headload.terms.generalised import GeneralisedErrors
from headload.terms.replicates import Replicates


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
    lonely_in_domains
        Apply ``adjust`` or ``average`` also where a figure's population lies in one
        PSU of a stratum that has several (R `survey.adjust.domain.lonely`).
    cluster
        Harmonised column used as PSU: ``psu``, or ``household_id`` or
        ``person_id`` when the PSU was not released.
    replicates
        The replicate weights, for `REPLICATES` alone.
    fpc
        Harmonised columns of the finite population correction, one a stage: the
        number of units of the stage in the stratum (or unit of the stage before),
        or their sampling fraction where no value exceeds 1. Empty: with
        replacement, or so few drawn that it does not matter.
    later_stages
        Harmonised columns of the units drawn after the first stage. They enter
        the variance only where `fpc` is given, since without it the first stage
        carries all of it.
    calibration
        Known totals that the weights are made to meet, and bounds of weights; None
        to use the weights as they are, those of a file that its producer calibrated
        included.
    generalised
        The office's table of sampling errors by size, used for the variance where
        strata or PSUs are not released; totals and rates of persons alone.
    """

    status: DesignStatus
    lonely_psu: str = "fail"
    lonely_in_domains: bool = False
    cluster: str = "psu"
    replicates: Replicates | None = None
    fpc: tuple[str, ...] = ()
    later_stages: tuple[str, ...] = ()
    calibration: Calibration | None = None
    generalised: GeneralisedErrors | None = None

    @property
    def stratified(self) -> bool:
        """Tell whether strata are known."""
        return self.status is DesignStatus.COMPLETE
