"""What every table must say of the sample design and of the weights."""

from collections.abc import Iterator

from headload.terms import Calibration, CalibrationMethod, Design, DesignStatus

from .sample import Sample, named

DONE = {
    CalibrationMethod.POSTSTRATIFY: "post-stratified",
    CalibrationMethod.RAKE: "raked",
    CalibrationMethod.LINEAR: "calibrated (linear)",
}


def design_notes(design: Design, sample: Sample, cluster: str) -> Iterator[str]:
    """Yield a sentence for everything a reader of figures has to know.

    Parameters
    ----------
    design, sample
        As declared, and as found in the file.
    cluster
        Column used as PSU.
    """
    if design.calibration is not None:
        yield from _weight_notes(design.calibration)
    if design.generalised is not None:
        yield (
            "standard errors are read from a table of sampling errors by size "
            f"({design.generalised.source}); above its largest size they are upper "
            "bounds; figures below its sizes or beyond its areas, means, quantiles, "
            "ratios of amounts and differences have none"
        )
    elif design.status is DesignStatus.PSU_ONLY:
        yield (
            "design incomplete: the file has no strata; standard errors treat the "
            "sample as one stratum"
        )
    elif design.status is DesignStatus.WEIGHTS_ONLY:
        yield (
            "design incomplete: the file has neither strata nor PSUs; standard errors "
            f"treat each {cluster} as a PSU of one stratum, and "
            "are probably too small"
        )
    if design.replicates and design.status is DesignStatus.REPLICATES:
        how = design.replicates
        yield (
            f"standard errors are from {len(how.columns)} replicate weights "
            f"({how.method})"
        )
    elif sample.lonely_ids:
        yield (
            f"{len(sample.lonely_ids)} of {len(sample.strata)} strata have a single "
            f"PSU (stratum {named(sample.lonely_ids)}); rule: {design.lonely_psu}"
        )


def _weight_notes(how: Calibration) -> Iterator[str]:
    if how.trim is not None:
        bounds = {"below": how.trim.lower, "above": how.trim.upper}
        said = [f"{side} {n:g}" for side, n in bounds.items() if n is not None]
        yield (
            f"weights {' and '.join(said)} times the median weight were cut to that "
            "bound"
        )
    if how.method is not None:
        known = [f"{m.column} ({m.source}, {m.date})" for m in how.margins]
        yield f"weights were {DONE[how.method]} to known totals of {'; '.join(known)}"
