"""The headline of a release on a terminal: informality, and worker groups.

It reads a release like any other reader: what is withheld there cannot be shown
here. Marks are those of print: ``x`` protected, ``..`` unreliable, brackets for
caution; words and number formats are in `headline.toml`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from headload.errors import WrongUse
from headload.releases.read import SealedRelease
from headload.releases.release import Release, ReleasedEstimate
from headload.terms import LANGUAGES, Flag, codelist

COMPLEMENT = "complement_unreliable"
DASH = "\N{EN DASH}"
NOTHING = DASH  # print's mark for what is not there


def headline(
    release: Release | SealedRelease,
    language: str = "en",
) -> RenderableType:
    """Return the headline tables of `release` for a terminal.

    Parameters
    ----------
    release
        As made by protect, or as read from disk.
    language
        ``en``, ``es`` or ``fr``.

    Returns
    -------
    RenderableType
        Informal employment rate by area and sex; worker groups with size, share
        of employment, share of women and informality; marks in words; notes.

    Raises
    ------
    WrongUse
        HL-PUBL-03 for a language that is not shipped.
    """
    if language not in LANGUAGES:
        raise WrongUse(
            f'There are no words for the language "{language}"',
            where="headline",
            to_do=f"choose one of {', '.join(LANGUAGES)}",
            code="HL-PUBL-03",
        )
    page = _Page(release, language)
    parts = [page.title(), page.informality(), *page.sensitivity()]
    return Group(*parts, page.groups(), page.legend(), *page.notes())


class _Page:
    """A release and the words to show it in."""

    def __init__(self, release: Release | SealedRelease, language: str) -> None:
        self.release = release
        self.language = language
        self.words: Mapping[str, str] = _data()["words"][language]
        self.numbers: Mapping[str, str] = _data()["numbers"][language]
        self.indicators: Mapping[str, str] = _data()["indicators"]
        # levels have a period of their own, changes are between two
        levels = (c.time_period for c in release.estimates if "/" not in c.time_period)
        self.period = max(levels, default=release.manifest.period)

    def title(self) -> RenderableType:
        manifest = self.release.manifest
        title = manifest.title.get(self.language) or manifest.title["en"]
        return Text(f"{title} · {self.period}", style="bold")

    def informality(self) -> RenderableType:
        words = self.words
        table = Table(title=words["informality"], caption=words["of_employment"])
        table.add_column(words["place"])
        sexes = ("", "F", "M")
        for sex in sexes:
            name = self.label("sex", sex) if sex else words["all"]
            table.add_column(name, justify="right")
        for urban in ("", *self.areas_in_release()):
            name = self.label("urban", urban) if urban else words["national"]
            cells = [self.cell("informality", urban=urban, sex=sex) for sex in sexes]
            table.add_row(name, *[self.with_interval(cell) for cell in cells])
        return table

    def sensitivity(self) -> Iterator[RenderableType]:
        """Yield the range of the rate under the choices left open, if estimated."""
        name = self.indicators["informality"]
        figures = [
            cell
            for cell in self.release.estimates
            if not cell.dimensions
            and (cell.indicator == name or cell.indicator.startswith(f"{name}-if-"))
        ]
        shown = [(cell.value, cell) for cell in figures if cell.value is not None]
        if len(shown) < 2:
            return
        low, high = min(shown, key=_value_of), max(shown, key=_value_of)
        ends = (self.number(cell, value) for value, cell in (low, high))
        yield Text(self.words["sensitivity"].format(*ends), style="dim")

    def groups(self) -> RenderableType:
        words = self.words
        table = Table(title=words["groups"], caption=words["interval"])
        table.add_column(words["group"])
        columns = {
            "size": "people",
            "share_of_employment": "share_of_employment",
            "share_of_women": "share_of_women",
            "informality": "informality_of_group",
        }
        for word in columns.values():
            table.add_column(words[word], justify="right")
        for group in self.groups_in_release():
            cells = [self.cell(name, worker_group=group) for name in columns]
            name = self.label("worker_group", group)
            table.add_row(name, *[self.with_interval(cell) for cell in cells])
        return table

    def legend(self) -> RenderableType:
        words = ("caution", "unreliable", "protected", "not_in_plan", "complement")
        lines = [self.words["marks"], *[f"  {self.words[word]}" for word in words]]
        return Text("\n".join(lines), style="dim")

    def notes(self) -> Iterator[RenderableType]:
        manifest = self.release.manifest
        notes = [manifest.design, *manifest.notes, *manifest.warnings]
        lines = [self.words["notes"], *[f"  {note}" for note in notes if note]]
        yield Text("\n".join(lines), style="dim")

    def areas_in_release(self) -> list[str]:
        """Return urban and rural, where the survey covers them."""
        found = {cell.code("urban") for cell in self.release.estimates}
        return [code for code in codelist("urban").codes if code in found]

    def groups_in_release(self) -> list[str]:
        """Return the groups that have a size, in the order of the code list."""
        found = {
            cell.code("worker_group")
            for cell in self.release.estimates
            if cell.indicator == self.indicators["size"]
            and set(cell.dimensions) == {"worker_group"}
        }
        known = [code for code in codelist("worker_group").codes if code in found]
        return [*known, *sorted(found - set(known))]

    def cell(self, name: str, **dimensions: str) -> ReleasedEstimate | None:
        wanted = {key: code for key, code in dimensions.items() if code}
        name = self.indicators[name]
        return self.release.find(name, time_period=self.period, **wanted)

    def label(self, dimension: str, code: str) -> str:
        labels = self.release.codelists.get(dimension, {}).get(code, {})
        return labels.get(self.language) or labels.get("en") or code

    def with_interval(self, cell: ReleasedEstimate | None) -> str:
        """Return value over interval, or the mark of a cell that has none."""
        if cell is None:
            return NOTHING
        if cell.value is None:
            return "x" if cell.flag is Flag.PROTECTED else ".."
        value = self.number(cell, cell.value)
        mark = "*" if COMPLEMENT in cell.note.split() else ""
        shown = f"({value}){mark}" if cell.flag is Flag.CAUTION else f"{value}{mark}"
        if cell.ci_low is None or cell.ci_high is None:
            return shown
        low, high = (self.number(cell, end) for end in (cell.ci_low, cell.ci_high))
        return f"{shown}\n{low} {DASH} {high}"

    def number(self, cell: ReleasedEstimate, number: float) -> str:
        percent = cell.unit == "percent"
        whole = not percent or cell.flag is Flag.CAUTION
        plain = f"{number:,.0f}" if whole else f"{number:,.1f}"
        turned = plain.replace(",", "\0").replace(".", self.numbers["decimal"])
        text = turned.replace("\0", self.numbers["thousands"])
        return f"{text}{self.numbers['percent']}" if percent else text


def _value_of(shown: tuple[float, ReleasedEstimate]) -> float:
    return shown[0]


@cache
def _data() -> Mapping[str, Any]:
    text = (resources.files(__package__) / "headline.toml").read_text("utf-8")
    return tomllib.loads(text)
