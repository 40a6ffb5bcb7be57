"""Measures with their conditions parsed, ready to be turned into sums."""

from dataclasses import dataclass, replace

from headload.terms import MeasureKind

from .condition import Clause, parse
from .measures import Measure


@dataclass(frozen=True)
class Parsed:
    """A measure with its conditions parsed.

    `amount` is the number column that is added up; empty for persons. `per` is the
    number column that a ratio divides by, and `part` narrows its numerator alone.
    `sides` are the two figures that a difference subtracts.
    """

    measure: Measure
    of: tuple[Clause, ...]
    among: tuple[Clause, ...]
    amount: str
    per: str = ""
    part: tuple[Clause, ...] = ()
    sides: tuple["Parsed", ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return every clause that needs an answer."""
        divisor = (Clause(self.per),) if self.per else ()
        own = (*self.of, *self.among, *self.part, *divisor)
        return (*own, *(clause for side in self.sides for clause in side.clauses))

    @property
    def quantile_of(self) -> str:
        """Return the amount whose quantile is asked; empty for other figures."""
        return self.amount if self.measure.kind is MeasureKind.MEDIAN else ""

    @property
    def is_total(self) -> bool:
        """Tell whether the figure is a total, not a ratio."""
        return self.measure.kind is MeasureKind.TOTAL


def parsed(measure: Measure, *, is_amount: bool) -> Parsed:
    """Parse the conditions of a measure."""
    of = parse(measure.of, where=f"{measure.indicator}, of")
    among = parse(measure.among or "", where=f"{measure.indicator}, among")
    part = parse(measure.part, where=f"{measure.indicator}, part")
    amount = of[0].column if is_amount else ""
    sides = tuple(
        parsed(_side(measure, side), is_amount=is_amount) for side in measure.between
    )
    return Parsed(measure, of, among, amount, measure.per, part, sides)


def _side(measure: Measure, condition: str) -> Measure:
    """Return one of the two figures of a difference."""
    among = " and ".join(part for part in (measure.among, condition) if part)
    kind = measure.figure or MeasureKind.RATE
    return replace(measure, kind=kind, among=among, between=())
