"""What earlier releases and an audit ask of the protection, besides the policy."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from headload.measure.protect.quantities import Facts
from headload.terms import Estimate, Flag


@dataclass(frozen=True)
class Earlier:
    """A release of the same microdata that is out already.

    Parameters
    ----------
    estimates, flags
        Its unprotected figures and what was decided on each, in the same order.
    facts
        What each of its indicators counts, and among whom.
    """

    estimates: tuple[Estimate, ...] = field(repr=False)
    flags: tuple[Flag, ...]
    facts: Facts

    def __post_init__(self) -> None:
        """Refuse figures without decisions."""
        if len(self.estimates) != len(self.flags):
            raise ValueError("an earlier release has one decision a figure")


@dataclass(frozen=True)
class Demands:
    """What is asked besides the policy.

    Parameters
    ----------
    earlier
        Releases that are out: what they show cannot be withheld any more, and what
        they withhold must stay open.
    withheld
        Ids of the cells that an earlier round withheld; those keep each other open.
    times
        How many times the threshold the number behind a cell must stay open, by id,
        where an audit found once not to be enough.
    """

    earlier: tuple[Earlier, ...] = ()
    withheld: frozenset[str] = frozenset()
    times: Mapping[str, int] = field(default_factory=dict)

    def facts(self, own: Facts) -> Facts:
        """Return what all indicators count; those of this release come first."""
        return {**dict(ChainMap(*(dict(each.facts) for each in self.earlier))), **own}

    def cells(self) -> Iterator[tuple[Estimate, Flag]]:
        """Yield the cells of all earlier releases with their flags."""
        for each in self.earlier:
            yield from zip(each.estimates, each.flags, strict=True)


NONE = Demands()
