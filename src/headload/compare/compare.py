"""Two releases laid side by side, figure by figure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from headload.compare.causes import Cause, causes
from headload.compare.pair import LEVEL, Moved, Pair, paired
from headload.errors import WrongUse
from headload.releases import ReleasedEstimate, SealedRelease

Key = tuple[str, frozenset[tuple[str, str]], str]
_PANEL = ("panel", "rotat")


class Kind(StrEnum):
    """What is compared."""

    REVISION = "revision"
    CHANGE = "change"


@dataclass(frozen=True)
class Comparison:
    """The result.

    Parameters
    ----------
    kind
        ``revision``: the same period measured twice; ``change``: two periods.
    one, other
        The releases.
    causes
        What their manifests say differently.
    pairs
        Every figure of either, in the order of the second, then of the first.
    """

    kind: Kind
    one: SealedRelease
    other: SealedRelease
    causes: tuple[Cause, ...]
    pairs: tuple[Pair, ...]

    @property
    def counts(self) -> Mapping[Moved, int]:
        """How many figures became what."""
        return Counter(pair.moved for pair in self.pairs)

    @property
    def tests(self) -> int:
        """How many differences were tested."""
        return self.counts[Moved.SIGNIFICANT] + self.counts[Moved.CHANCE]

    @property
    def by_chance(self) -> float:
        """How many tests come out significant by chance alone, at most."""
        return (1 - LEVEL) * self.tests

    @property
    def samples_overlap(self) -> bool:
        """Tell whether a design speaks of a panel or a rotation."""
        texts = [each.manifest.design.lower() for each in (self.one, self.other)]
        return any(word in text for text in texts for word in _PANEL)


def compare(one: SealedRelease, other: SealedRelease) -> Comparison:
    """Compare two releases of one place.

    Raises
    ------
    WrongUse
        HL-COMP-01 for two places; -02 where several periods leave open what is
        compared with what.
    """
    _refuse_two_places(one, other)
    kind = _kind(one, other)
    dated = kind is Kind.REVISION
    first, second = (_by_key(each, dated=dated) for each in (one, other))
    keys = [*second, *(key for key in first if key not in second)]
    pairs = tuple(
        paired(
            first.get(key),
            second.get(key),
            step=max(_step(one, first.get(key)), _step(other, second.get(key))),
            tested=kind is Kind.CHANGE,
        )
        for key in keys
    )
    return Comparison(kind, one, other, causes(one.manifest, other.manifest), pairs)


def _by_key(release: SealedRelease, *, dated: bool) -> dict[Key, ReleasedEstimate]:
    return {
        (
            cell.indicator,
            frozenset(cell.dimensions.items()),
            cell.time_period if dated else "",
        ): cell
        for cell in release.estimates
    }


def _kind(one: SealedRelease, other: SealedRelease) -> Kind:
    periods = [
        {cell.time_period for cell in release.estimates} for release in (one, other)
    ]
    if periods[0] & periods[1]:
        return Kind.REVISION
    if len(periods[0]) == len(periods[1]) == 1:
        return Kind.CHANGE
    raise WrongUse(
        "The releases have no period in common, and one has several",
        where=f"{one.manifest.id}, {other.manifest.id}",
        to_do="measure each period on its own, or both together with --period, which "
        "compares them in one release",
        code="HL-COMP-02",
    )


def _refuse_two_places(one: SealedRelease, other: SealedRelease) -> None:
    areas = [release.manifest.area for release in (one, other)]
    if areas[0] != areas[1]:
        raise WrongUse(
            f"The releases are of two places, {areas[0]} and {areas[1]}",
            where="headload compare",
            to_do="compare releases of one place; two places differ in questionnaire "
            "and design, which no test of chance can tell",
            code="HL-COMP-01",
        )


def _step(release: SealedRelease, cell: ReleasedEstimate | None) -> float:
    """Return to what a release rounds a figure; 0 where it does not."""
    if cell is None:
        return 0.0
    if cell.measure == "total":
        return float(release.manifest.rounding.get("totals", 0.0))
    rounding = release.manifest.policy.settings.get("rounding", {})
    decimals = rounding.get("percent_decimals", -1)
    if cell.unit == "percent" and decimals >= 0:
        return float(10.0**-decimals)
    return 0.0
