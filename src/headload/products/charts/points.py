"""What a chart may draw: published cells with an interval, and nothing else.

Withheld cells never become points; they are named beside the chart, unreliable and
confidential apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headload.products.notes import cautions
from headload.products.numbers import number
from headload.products.prose import Prose
from headload.releases import ReleasedEstimate
from headload.terms import Flag

GROUPS = (
    "home_based_worker",
    "street_vendor",
    "domestic_worker",
    "market_trader",
    "stall_market_trader_unspecified",
    "waste_picker",
    "garment_worker",
)
"""Worker groups of the charts and the tables of a brief."""


@dataclass(frozen=True)
class Point:
    """One published figure as drawn and as said; `panel` and `sex` where needed."""

    name: str
    value: float
    low: float
    high: float
    texts: tuple[str, str, str]
    caution: bool
    cell: ReleasedEstimate
    panel: str = ""
    sex: str = ""

    @property
    def label(self) -> str:
        """The value as written at the mark."""
        return f"{self.texts[0]} (E)" if self.caution else self.texts[0]

    @property
    def said(self) -> str:
        """The name in a list of words."""
        return f"{self.panel}, {self.name.lower()}" if self.panel else self.name


@dataclass(frozen=True)
class Left:
    """A withheld cell, by name; it has no figure."""

    name: str
    flag: Flag


def point(
    prose: Prose,
    cell: ReleasedEstimate | None,
    *,
    name: str,
    form: tuple[float, int] = (1.0, 0),
    place: tuple[str, str] = ("", ""),
) -> Point | Left | None:
    """Return what to draw of `cell`; None where the release has no such cell.

    Parameters
    ----------
    form
        What figures are divided by, and decimals.
    place
        Panel and sex.
    """
    if cell is None:
        return None
    panel, sex = place
    figures = (cell.value, cell.ci_low, cell.ci_high)
    if cell.withheld or None in figures:
        said = f"{panel}, {name.lower()}" if panel else name
        return Left(said, cell.flag if cell.withheld else Flag.UNRELIABLE)
    value, low, high = (float(each or 0) / form[0] for each in figures)
    texts = [number(each, prose.language, form[1]) for each in (value, low, high)]
    return Point(
        name=name,
        value=value,
        low=low,
        high=high,
        texts=(texts[0], texts[1], texts[2]),
        caution=cell.flag is Flag.CAUTION,
        cell=cell,
        panel=panel,
        sex=sex,
    )


def by_group(
    prose: Prose,
    indicator: str,
    form: tuple[float, int] = (1.0, 0),
) -> tuple[list[Point], list[Left]]:
    """Return points of the worker groups, largest first, and those left out."""
    found = [
        point(
            prose,
            prose.find(indicator, worker_group=code),
            name=prose.group(code),
            form=form,
        )
        for code in GROUPS
    ]
    points = sorted(only_points(found), key=lambda each: -each.value)
    return points, [each for each in found if isinstance(each, Left)]


def only_points(found: Iterable[Point | Left | None]) -> list[Point]:
    """Return the points among `found`."""
    return [each for each in found if isinstance(each, Point)]


def note(prose: Prose, points: Sequence[Point], left: Sequence[Left]) -> str:
    """Return the line under a chart: what (E) means, what is not shown, cautions."""
    caution = any(each.caution for each in points)
    parts = [prose.say("caution_note")] if caution else []
    return " ".join([*parts, *left_out(prose, left), *cautions(prose)])


def left_out(prose: Prose, left: Sequence[Left]) -> list[str]:
    """Return a sentence for each reason why cells are not shown, naming them."""
    said = []
    reasons = (
        (Flag.UNRELIABLE, "left_out_unreliable"),
        (Flag.PROTECTED, "left_out_protected"),
    )
    for flag, key in reasons:
        names = [each.name for each in left if each.flag is flag]
        if names:
            listed = prose.say("list_separator").join(names)
            said.append(prose.say(key, names=listed))
    return said
