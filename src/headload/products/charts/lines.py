"""What goes from one side to another: a trend, and slopes over time and area.

A slope over time takes the last two periods and not the first and the last, because
it is successive periods whose change a release has tested.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from headload.products.charts.chart import Chart
from headload.products.charts.dates import places
from headload.products.charts.picture import alt_of, made, svg_of
from headload.products.charts.points import GROUPS, Left, Point, only_points, point
from headload.products.charts.slope import slope as slope_form
from headload.products.charts.trend import Mark
from headload.products.charts.trend import trend as trend_form
from headload.products.prose import Prose
from headload.releases.schema import TIME

RATE = "informal-employment-rate"
CHANGE = "informal-employment-rate-difference"
_ALL = ("", *GROUPS)
"""All workers, and the groups."""


def trend(prose: Prose) -> Chart | None:
    """Draw the rates of women and of men in every period; a withheld one is a gap."""
    found = [_of_sex(prose, sex, each) for sex in ("F", "M") for each in prose.periods]
    points = only_points(found)
    if len({each.cell.time_period for each in points}) < 2:
        return None
    dates = places(prose.periods)
    ticks = {prose.short_period(each): at for each, at in dates.items()}
    svg = svg_of(trend_form(_marks(points, dates), ticks), points, *ticks)
    alt = alt_of(prose, ("trend", "per_100_employed"), points)
    when = prose.span(prose.periods)
    return made(prose, ("trend", svg, alt), points, _left(found), when)


def slope(prose: Prose) -> Chart | None:
    """Draw the rate of each group in the last two periods; dark where it moved."""
    if len(prose.periods) < 2:
        return None
    pair = prose.periods[-2:]
    found = [_of_group(prose, code, {TIME: at}) for code in _ALL for at in pair]
    hot = {_name(prose, code) for code in _ALL if _changed(prose, code, pair)}
    sides = (prose.period(pair[0]), prose.period(pair[1]))
    return _slope(prose, ("slope", prose.span(pair)), found, sides, hot)


def areas(prose: Prose) -> Chart | None:
    """Draw the rate of each group in urban and in rural areas, of the latest period."""
    found = [_of_group(prose, code, {"urban": at}) for code in _ALL for at in "UR"]
    if len({each.cell.code("urban") for each in only_points(found)}) < 2:
        return None
    sides = (prose.words.label("urban", "U"), prose.words.label("urban", "R"))
    hot = {prose.say("all_workers")}
    return _slope(prose, ("areas", prose.period()), found, sides, hot)


def _slope(
    prose: Prose,
    names: tuple[str, str],
    found: Sequence[Point | Left | None],
    sides: tuple[str, str],
    hot: Collection[str],
) -> Chart | None:
    """Return a slope, where two names or more have both sides."""
    points = only_points(found)
    counted = Counter(each.name for each in points)
    if sum(count == len(sides) for count in counted.values()) < 2:
        return None
    name, when = names
    svg = svg_of(slope_form(points, sides, hot), points)
    alt = alt_of(prose, (name, "per_100_employed"), points)
    return made(prose, (name, svg, alt), points, _left(found), when)


def _of_sex(prose: Prose, sex: str, period: str) -> Point | Left | None:
    cell = prose.find(RATE, **{"sex": sex, TIME: period})
    name = prose.say("women" if sex == "F" else "men")
    return point(prose, cell, name=name, place=(prose.period(period), sex))


def _of_group(prose: Prose, code: str, codes: Mapping[str, str]) -> Point | Left | None:
    """Return the rate of a group on one side, which `codes` say."""
    group = {"worker_group": code} if code else {}
    cell = prose.find(RATE, **group, **codes)
    if cell is None:
        return None
    ((dimension, side),) = codes.items()
    of_time = dimension == TIME
    panel = prose.period(side) if of_time else prose.words.label(dimension, side)
    return point(prose, cell, name=_name(prose, code), place=(panel, ""))


def _name(prose: Prose, code: str) -> str:
    return prose.group(code) if code else prose.say("all_workers")


def _changed(prose: Prose, code: str, pair: Sequence[str]) -> bool:
    """Tell whether the release has tested a change and its interval excludes zero."""
    group = {"worker_group": code} if code else {}
    cell = prose.find(CHANGE, **group, **{TIME: "/".join(pair)})
    if cell is None or cell.ci_low is None or cell.ci_high is None:
        return False
    return not cell.ci_low <= 0 <= cell.ci_high


def _marks(points: Sequence[Point], dates: dict[str, float]) -> list[Mark]:
    """Return points with date and run: a run ends where a period is not shown."""
    order = {period: at for at, period in enumerate(dates)}
    runs: dict[str, tuple[int, int]] = {}
    marks = []
    for each in points:
        at = order[each.cell.time_period]
        last, run = runs.get(each.sex, (at - 1, 0))
        run += at != last + 1
        runs[each.sex] = (at, run)
        marks.append(Mark(each, dates[each.cell.time_period], run))
    return marks


def _left(found: Sequence[Point | Left | None]) -> list[Left]:
    return [each for each in found if isinstance(each, Left)]
