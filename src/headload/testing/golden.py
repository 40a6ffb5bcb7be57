"""Golden figures: published numbers that a map must meet where its data are present.

`surveys/golden.toml` holds them with definition, vintage and source. Figures marked
*exact* are measured by the map of their survey and compared; *context* figures are
neighbours, printed so that nobody mistakes one for the other.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import ibis

from headload.measure.estimate import estimate
from headload.measure.harmonise import PublishedCheck, SurveyMap, harmonise
from headload.measure.harmonise.checks import check_outcome, with_check_columns
from headload.measure.harmonise.load_variable import tests_of
from headload.measure.pipeline import read_source, words_for, working_folder
from headload.measure.pipeline.measure import derived
from headload.measure.pipeline.plan_of_checks import plan_of_checks
from headload.measure.read import ReadRequest

EXACT, CONTEXT = "exact", "context"
HEAD = """# Golden figures

Published numbers with their definition, vintage and source. *Exact* figures must come out of the survey's map within the tolerance wherever its microdata are present; a test measures them. *Context* figures are neighbours of ours by another definition: they are printed here so that nobody takes one for the other. This page is made from `surveys/golden.toml` (`make docs`).

Each map has further figures of its own in `checks.toml`, which `headload check` compares on every run. Whoever holds microdata puts the file at `microdata/<survey id>.<ending>` under `HEADLOAD_DATA` and runs `pytest tests/real/test_golden_figures.py`.
"""  # noqa: E501  (paragraphs of Markdown)


@dataclass(frozen=True)
class Cell:
    """One published number: label, condition, value, and millions of persons."""

    label: str
    where: Mapping[str, Any]
    published: float
    millions: float | None


@dataclass(frozen=True)
class GoldenFigure:
    """A published figure with its cells.

    Parameters
    ----------
    id, title, area, period
        What it is.
    survey
        Id of the survey whose map must meet it; empty for figures of no one survey.
    file
        Where its microdata lie under HEADLOAD_DATA; empty for the usual place.
    unit
        ``percent`` or ``persons``.
    tolerance
        Largest absolute difference, in the unit.
    status
        ``exact`` or ``context``.
    definition, vintage, source
        Without these a number means nothing.
    measure
        Kind, of and among, as in `checks.toml`; empty for context.
    cells
        The numbers.
    """

    id: str
    title: str
    area: str
    period: str
    survey: str
    file: str
    unit: str
    tolerance: float
    status: str
    definition: str
    vintage: str
    source: str
    measure: Mapping[str, Any]
    cells: tuple[Cell, ...]


@cache
def golden_figures() -> tuple[GoldenFigure, ...]:
    """Return every golden figure, in the order of the file."""
    path = resources.files("headload") / "surveys" / "golden.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_figure(entry) for entry in data["figure"])


def _figure(entry: Mapping[str, Any]) -> GoldenFigure:
    cells = tuple(
        Cell(c["label"], c["where"], float(c["published"]), c.get("millions"))
        for c in entry["cells"]
    )
    given = {"file": "", "measure": {}, **entry, "cells": cells}
    return GoldenFigure(**given)


def microdata_of(figure: GoldenFigure, data: Path) -> Path | None:
    """Return the microdata of a figure's survey below `data`; None if not there."""
    if figure.file:
        found = [data / figure.file]
    else:
        name = data / "microdata" / (figure.survey or "none")
        found = sorted(name.parent.glob(f"{name.name}.*"))
    return next((path for path in found if path.is_file()), None)


def differences(
    figure: GoldenFigure, survey: SurveyMap, file: Path
) -> dict[str, tuple[float, float]]:
    """Measure a figure and return published and ours by cell.

    Parameters
    ----------
    figure
        An exact figure.
    survey
        Map of its survey.
    file
        Its microdata.
    """
    checks = tuple(_check(figure, cell) for cell in figure.cells)
    asked = replace(survey, checks=checks)
    words = words_for("icls17", survey.employment_standard)
    with working_folder() as folder:
        microdata = read_source(file, survey, ReadRequest(), folder)
        persons, _ = harmonise(microdata, survey, ibis.duckdb.connect())
        persons, names = derived(persons, words)
        with_checks = with_check_columns(persons, asked, names)
        design = survey.source_design.design
        found = estimate(with_checks, plan_of_checks(checks), design).estimates
    by_id = {cell.indicator: cell for cell in found}
    outcomes = [check_outcome(check, by_id.get(check.id)) for check in checks]
    return {
        cell.label: (cell.published, outcome.ours or 0.0)
        for cell, outcome in zip(figure.cells, outcomes, strict=True)
    }


def _check(figure: GoldenFigure, cell: Cell) -> PublishedCheck:
    of = figure.measure["of"]
    return PublishedCheck(
        id=f"{figure.id}-{figure.cells.index(cell)}",
        title=cell.label,
        kind=figure.measure["kind"],
        of=of if isinstance(of, str) else tests_of(of),
        among=figure.measure.get("among"),
        where=tests_of(cell.where),
        published=cell.published,
        decimals=1,
        tolerance="rounding",
        source=figure.source,
    )


def golden_page() -> str:
    """Return the page of golden figures as Markdown."""
    parts = [HEAD]
    for figure in golden_figures():
        facts = [
            f"\n## {figure.title}\n",
            f"- {figure.area}, {figure.period}; {figure.status}"
            + (f", within {figure.tolerance:g}" if figure.status == EXACT else ""),
            f"- survey: `{figure.survey}`" if figure.survey else "- no one survey",
            f"- definition: {figure.definition}",
            f"- vintage: {figure.vintage}",
            f"- source: {figure.source}\n",
            f"| | {figure.unit} | millions |\n| --- | --- | --- |",
            *[
                f"| {c.label} | {c.published:,.10g} | "
                f"{'' if c.millions is None else f'{c.millions:,.10g}'} |"
                for c in figure.cells
            ],
        ]
        parts.append("\n".join(facts) + "\n")
    return "".join(parts)
