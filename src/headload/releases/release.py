"""A release: protected figures with everything needed to trust them.

`Release` is sealed. Only the protect room holds the seal, so a value of this
type is proof that a policy was applied; publish accepts nothing else.
"""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field

from headload.errors import WrongUse
from headload.releases.manifest import Manifest
from headload.releases.schema import TIME, TOTAL
from headload.terms import EstimateSet, Flag

PROTECT_ROOM_SEAL = object()
"""Held by `headload.measure.protect` alone; an architecture test reads the AST."""

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class ReleasedEstimate:
    """One published cell; rates and their precision are in percent.

    Parameters
    ----------
    dimensions
        Code by dimension for those that are not total, `city` included.
    value, se, ci_low, ci_high, cv, deff, df
        None in a withheld cell; `deff` and `df` also where the policy says so.
    n, n_band, n_psu
        None where the policy forbids them; unweighted.
    obs_status, conf_status
        SDMX CL_OBS_STATUS and CL_CONF_STATUS.
    flag
        ``E``, ``F``, ``S`` or empty, as in `headload.terms.Flag`.
    note
        Note codes separated by a space; labels in `codelists.json`.
    """

    estimate_id: str
    release_id: str
    table_id: str
    indicator: str
    measure: str
    unit: str
    ref_area: str
    time_period: str
    standard: str
    dimensions: Mapping[str, str]
    value: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    cv: float | None
    deff: float | None
    df: int | None
    n: int | None
    n_band: str | None
    n_psu: int | None
    obs_status: str
    conf_status: str
    flag: Flag
    note: str = ""
    unit_multiplier: int = 0

    @property
    def withheld(self) -> bool:
        """Tell whether the value is not published."""
        return self.flag in {Flag.UNRELIABLE, Flag.PROTECTED}

    def code(self, dimension: str) -> str:
        """Return the code in `dimension`, ``_T`` for the total."""
        return self.dimensions.get(dimension, TOTAL)


@dataclass(frozen=True)
class DerivationRow:
    """How often one node of a rule decided, after protection.

    `n` is rounded by policy and `weighted_share` is in percent of the records
    that the rule looked at; both None where the node is protected.
    """

    variable: str
    node: str
    citation: str
    n: int | None
    weighted_share: float | None


@dataclass(frozen=True)
class Decision:
    """Why a cell is shown or withheld; for the statistician only."""

    estimate_id: str
    flag: Flag
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PrivateRecord:
    """The statistician's own: unprotected figures and the decision on each.

    Cells and decisions stand in the same order; `remarks` are what the other rooms
    reported, with exact counts. Written to ``DIR.private`` only.
    """

    estimates: EstimateSet
    decisions: tuple[Decision, ...]
    rounding_base: float | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Release:
    """Protected figures, made by `headload.measure.protect.protect` only.

    Raises
    ------
    WrongUse
        When anything else tries to make one; `dataclasses.replace` cannot.
    """

    manifest: Manifest
    estimates: tuple[ReleasedEstimate, ...]
    derivation: tuple[DerivationRow, ...]
    codelists: Labels
    private: PrivateRecord = field(repr=False, compare=False)
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not PROTECT_ROOM_SEAL:
            raise WrongUse(
                "A Release can only be made by the protect room",
                where="headload.releases.Release",
                to_do="call headload.protect(estimates, policy=..., about=...)",
                code="HL-REL-03",
            )

    def __getstate__(self) -> object:
        """Refuse to be pickled: the private record would travel with it."""
        raise WrongUse(
            "A Release cannot be pickled or copied to another process",
            where="headload.releases.Release",
            to_do="publish it, then read the directory with read_release",
            code="HL-REL-03",
        )

    def receipt(self) -> Mapping[str, str]:
        """Return data, map, rules, software and policy in words, for a footnote."""
        return self.manifest.receipt()

    def find(self, indicator: str, **dimensions: str) -> ReleasedEstimate | None:
        """Return the cell of `indicator` at `dimensions`; None if not in plan.

        With several periods name one: ``time_period="2019-Q1"``.
        """
        return find(self.estimates, indicator, dimensions)


def find(
    estimates: tuple[ReleasedEstimate, ...],
    indicator: str,
    dimensions: Mapping[str, str],
) -> ReleasedEstimate | None:
    """Return the cell of `indicator` at exactly `dimensions`, None if absent.

    A ``time_period`` among them chooses the period; without one the first is taken.
    """
    wanted = {name: code for name, code in dimensions.items() if code != TOTAL}
    period = wanted.pop(TIME, "")
    for cell in estimates:
        of_period = not period or cell.time_period == period
        if of_period and cell.indicator == indicator and cell.dimensions == wanted:
            return cell
    return None
