"""What is asked of a measurement, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headload.measure.harmonise.checks import AgreementOutcome, CheckOutcome
from headload.measure.pipeline.engines import EngineSettings
from headload.measure.pipeline.seal import Override
from headload.measure.read import ReadRequest
from headload.releases import Release


@dataclass(frozen=True)
class Task:
    """One measurement, as asked for on the command line.

    Parameters
    ----------
    file
        The microdata file; several files of one period, which are stacked; or files
        by period, such as ``{"2018q4": [...], "2019q1": [...]}``.
    survey
        Survey id, such as ``ecu/enemdu/2021q1``; with files by period the series,
        such as ``arg/eph``.
    out
        Directory of the release.
    standard
        Edition of the standard on informality.
    plan
        The user's own tabulation plan, or the name of a shipped one such as
        ``editions``; None for the standard plan.
    policy
        Name of a shipped policy or path of the data owner's own.
    engine
        ``duckdb``, or ``spark`` for data beyond one machine. Figures do not depend
        on it, nor on what it may take:
    threads
        Threads of the engine; None lets it choose.
    memory
        Memory cap of the engine, such as ``2GB``; None for its default.
    master
        URL of a Spark cluster; None for this machine.
    sensitivity
        Estimate the headline again for each choice that the standards leave open.
    atlas
        Another folder of survey maps.
    calibration
        The user's own file of known totals, instead of the map's.
    sampling_errors
        The office's table of sampling errors, where the map describes one.
    value_added
        The user's own file of gross value added by branch.
    earlier
        Directories of releases of the same microdata that are out.
    forget
        The release that stands at `out`, and those it remembers, never left the
        house: they are not counted as known.
    override
        Two people who seal what the audit refuses, and why.
    reading
        What the file does not say of itself (encoding, layout, rows ...).
    """

    file: Path | Sequence[Path] | Mapping[str, Sequence[Path]]
    survey: str
    out: Path
    standard: str = "icls17"
    plan: Path | None = None
    policy: str = "confidential"
    engine: str = "duckdb"
    threads: int | None = None
    memory: str | None = None
    master: str | None = None
    drop_weight_le_0: bool = False
    sensitivity: bool = False
    atlas: Path | None = None
    calibration: Path | None = None
    sampling_errors: Path | None = None
    value_added: Path | None = None
    earlier: tuple[Path, ...] = ()
    forget: bool = False
    override: Override | None = None
    reading: ReadRequest = field(default_factory=ReadRequest)

    @property
    def engine_settings(self) -> EngineSettings:
        """Return what the engine is asked for."""
        return EngineSettings(self.engine, self.threads, self.memory, self.master)


@dataclass(frozen=True)
class Measured:
    """What a measurement gives back."""

    release: Release
    directory: Path
    checks: tuple[CheckOutcome, ...]
    agreements: tuple[AgreementOutcome, ...]
