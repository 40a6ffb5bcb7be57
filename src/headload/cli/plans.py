"""`headload plans`: what a tabulation plan asks for, before any data are read."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from headload.cli.console import output, print_json
from headload.cli.surveys import Atlas, Json

if TYPE_CHECKING:
    from headload.measure.estimate import Plan

plans = typer.Typer(help="Tabulation plans.", no_args_is_help=True)


@plans.command("show")
def show_plan(
    name: Annotated[
        str,
        typer.Argument(help="A shipped plan: standard, editions, groups, sensitivity."),
    ] = "standard",
) -> None:
    """Print a shipped plan, to read or to start one of your own from."""
    from headload.measure.pipeline import shipped_plan

    typer.echo(shipped_plan(name), nl=False)


@plans.command("check")
def check_plan(
    plan: Annotated[
        str,
        typer.Argument(
            metavar="PLAN", help="A plan (TOML), or a shipped one such as standard."
        ),
    ],
    survey: Annotated[
        str,
        typer.Option("--survey", help="Survey id; see `headload surveys list`."),
    ],
    standard: Annotated[
        str,
        typer.Option(help="Edition of the standard on informality."),
    ] = "icls17",
    *,
    json: Json = False,
    atlas: Atlas = None,
) -> None:
    """Check a plan against a survey's map: words, codes, dimensions, size.

    No data are needed. What the survey cannot give is listed; a group of which only
    the records can tell whether it can be seen is not.
    """
    from headload.measure.harmonise import load_survey
    from headload.measure.pipeline import (
        plan_source,
        rehearse,
        text_of,
        with_words_of,
        words_for,
    )

    source = plan_source(Path(plan))
    loaded = load_survey(survey, atlas)
    words = words_for(standard, loaded.employment_standard)
    resolved = rehearse([loaded], with_words_of(words, text_of(source)), source)
    if json:
        tables = list(_tables(resolved))
        left_out = list(resolved.left_out)
        print_json({"survey": survey, "tables": tables, "left_out": left_out})
        return
    _print(resolved, survey)


def _tables(plan: "Plan") -> Iterator[dict[str, Any]]:
    for table in plan.tables:
        yield {
            "id": table.id,
            "title": table.title["en"],
            "figures": len(table.measures),
            "breakdowns": len(table.by),
            "cells": plan.cells[table.id],
        }


def _print(plan: "Plan", survey: str) -> None:
    console = output()
    total = sum(plan.cells.values())
    table = Table(
        title=f"{survey}: {len(plan.tables)} tables, at most {total:,} cells",
        title_justify="left",
    )
    for column in ("table", "title"):
        table.add_column(column)
    for column in ("figures", "breakdowns", "cells"):
        table.add_column(column, justify="right")
    for row in _tables(plan):
        numbers = (f"{row[name]:,}" for name in ("figures", "breakdowns", "cells"))
        table.add_row(row["id"], row["title"], *numbers)
    console.print(table)
    for sentence in plan.left_out:
        console.print(sentence, highlight=False, markup=False, soft_wrap=True)
