"""Decide for every cell: shown, with caution, unreliable or protected.

The order is fixed: quality first, then protection of the cell itself, then of
what could give it away. Protection outranks quality, and what is public does not
tell a cell protected by itself from one protected for another (guarantee G3).
"""

from collections.abc import Mapping, Sequence

from headload.measure.protect.cells import Cell
from headload.measure.protect.complement import Before, complement
from headload.measure.protect.demands import NONE, Demands
from headload.measure.protect.differences import sides, worse
from headload.measure.protect.figures import published_figure, rounded_away
from headload.measure.protect.policy import Policy
from headload.measure.protect.primary import primary_reasons
from headload.measure.protect.quality import printed_flag, quality_flag
from headload.releases.facts import ReleaseFacts
from headload.releases.release import Decision
from headload.terms import Estimate, Flag, MeasureKind

COMPLEMENTARY = "complementary: could be subtracted from other figures"
ROUNDED = "rounded away: the policy's base would print none or all"
WITHOUT_SIDES = "a difference without its two sides in the release"
OF_SIDES = "a difference follows its sides"


def decide(
    cells: Sequence[Cell],
    policy: Policy,
    base: float | None,
    about: ReleaseFacts,
    demands: Demands = NONE,
) -> tuple[Decision, ...]:
    """Return one decision a cell, in the order of `cells`."""
    flags = [_quality(cell.estimate, policy, base) for cell in cells]
    primary = _primary(cells, policy)
    away = _rounded_away(cells, flags, policy, base) - set(primary)
    reasons = primary | dict.fromkeys(sorted(away), (ROUNDED,))
    if policy.protection.complementary:
        unreliable = {i for i, flag in enumerate(flags) if flag is Flag.UNRELIABLE}
        more = _more(cells, set(primary), unreliable | away, policy, about, demands)
        reasons |= dict.fromkeys(sorted(more - set(primary)), (COMPLEMENTARY,))
    for position in reasons:
        flags[position] = Flag.PROTECTED
    for position, pair in sides(cells).items():
        flags[position], why = _of_sides(flags, position, pair, policy)
        reasons[position] = (*reasons.get(position, ()), why)
    return tuple(
        Decision(cell.id, flags[i], _public_quality(flags[i], reasons.get(i, ())))
        for i, cell in enumerate(cells)
    )


def _quality(estimate: Estimate, policy: Policy, base: float | None) -> Flag:
    """Return the flag of an estimate; of a share, as it would be printed."""
    flag = quality_flag(estimate, policy.quality)
    if base is None or estimate.measure is not MeasureKind.RATE:
        return flag
    figure = published_figure(estimate, flag, policy, base)
    return printed_flag(flag, figure, policy.quality)


def _more(
    cells: Sequence[Cell],
    primary: set[int],
    hiding: set[int],
    policy: Policy,
    about: ReleaseFacts,
    demands: Demands,
) -> set[int]:
    """Return the cells to protect, with earlier releases laid behind this one."""
    earlier = list(demands.cells())
    found = {flag: set[int]() for flag in Flag}
    for position, (_, flag) in enumerate(earlier, start=len(cells)):
        found[flag].add(position)
    position_of = {cell.id: position for position, cell in enumerate(cells)}
    protected = complement(
        [*(cell.estimate for cell in cells), *(estimate for estimate, _ in earlier)],
        primary | found[Flag.PROTECTED],
        hiding | found[Flag.UNRELIABLE],
        rules=policy.protection,
        facts=demands.facts(about.indicators),
        within=about.within,
        before=Before(
            published=frozenset(found[Flag.RELIABLE] | found[Flag.CAUTION]),
            withheld=frozenset(map(position_of.__getitem__, demands.withheld)),
            times={position_of[name]: n for name, n in demands.times.items()},
        ),
    )
    return {position for position in protected if position < len(cells)}


def _primary(cells: Sequence[Cell], policy: Policy) -> dict[int, tuple[str, ...]]:
    reasons = {
        position: primary_reasons(cell.estimate, policy.protection)
        for position, cell in enumerate(cells)
    }
    return {position: why for position, why in reasons.items() if why}


def _rounded_away(
    cells: Sequence[Cell],
    flags: Sequence[Flag],
    policy: Policy,
    base: float | None,
) -> set[int]:
    if base is None:
        return set()
    figures = (
        published_figure(cell.estimate, flag, policy, base)
        for cell, flag in zip(cells, flags, strict=True)
    )
    return {
        position
        for position, (cell, figure) in enumerate(zip(cells, figures, strict=True))
        if rounded_away(cell.estimate, figure)
    }


def _of_sides(
    flags: Sequence[Flag],
    position: int,
    pair: tuple[int, int] | None,
    policy: Policy,
) -> tuple[Flag, str]:
    if pair is not None:
        both = worse(flags[pair[0]], flags[pair[1]])
        return worse(flags[position], both), OF_SIDES
    if policy.protection.complementary:
        return Flag.PROTECTED, WITHOUT_SIDES
    return flags[position], WITHOUT_SIDES


def _public_quality(flag: Flag, reasons: tuple[str, ...]) -> tuple[str, ...]:
    words: Mapping[Flag, str] = {
        Flag.UNRELIABLE: "quality: not published",
        Flag.CAUTION: "quality: caution",
    }
    return (*reasons, words[flag]) if flag in words else reasons
