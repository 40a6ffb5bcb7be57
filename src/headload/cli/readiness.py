"""`headload readiness`: what a survey can show, and the question it lacks most."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from headload.cli.console import output, print_json
from headload.errors import WrongUse
from headload.terms import LANGUAGES

if TYPE_CHECKING:
    from rich.console import Console

BEST_SHOWN = 6


def readiness(
    survey: Annotated[str, typer.Argument(metavar="SURVEY", help="Survey id.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]", help="A microdata file of the survey."),
    ] = None,
    *,
    standard: Annotated[
        str, typer.Option(help="Edition of the standard on informality.")
    ] = "icls17",
    language: Annotated[
        str, typer.Option("--lang", help="Language: en, es or fr.")
    ] = "en",
    html: Annotated[
        Path | None, typer.Option(help="Write a page to print or send.")
    ] = None,
    atlas: Annotated[
        Path | None, typer.Option(help="Another folder of survey maps.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Tell what a survey can show of informal workers, and what it lacks.

    Group by group and indicator by indicator: how well it can be shown, what is
    lost and why, and the one question that would bring most. With a file, who was
    in fact asked and how much stays unknown; never a row.
    """
    from headload.measure.readiness import observe, page, plain
    from headload.measure.readiness import readiness as readiness_of
    from headload.releases.atomic import write_file

    _refuse_misuse(language, files or [])
    observed = None
    if files:
        observed = observe(files[0], survey, standard=standard, atlas=atlas)
    report = readiness_of(survey, standard=standard, atlas=atlas, observed=observed)
    data = plain(report, language)
    if html is not None:
        write_file(html, page(data).encode())
    if json:
        print_json(data)
    else:
        _show(data, output())
        if html is not None:
            output().print(f"{html}", highlight=False, soft_wrap=True)


def _refuse_misuse(language: str, files: list[Path]) -> None:
    if language not in LANGUAGES:
        raise WrongUse(
            f'The language "{language}" is not shipped',
            where="--lang",
            to_do=f"choose one of: {', '.join(LANGUAGES)}",
            code="HL-READY-01",
        )
    if len(files) > 1:
        raise WrongUse(
            f"{len(files)} files were given, one is looked at a time",
            where="FILE",
            to_do="give the file that holds the persons",
            code="HL-READY-02",
        )


def _show(data: dict[str, Any], console: "Console") -> None:
    from headload.measure.readiness import loss_lines, say

    language = data["language"]
    console.print(f"[bold]{data['title']}[/bold] ({data['survey']})", highlight=False)
    if data["map"]["status"] != "verified":
        console.print(say("page", "drafted", language), highlight=False)
    for section in dict.fromkeys(item["section"] for item in data["items"]):
        items = [item for item in data["items"] if item["section"] == section]
        known = any(item["unknown_percent"] is not None for item in items)
        heading = say("sections", section, language)
        table = Table(title=heading, title_justify="left")
        for name in ("item", "rung", *(["unknown"] if known else []), "why"):
            table.add_column(say("page", name, language), overflow="fold")
        for item in items:
            share = item["unknown_percent"]
            shown = "" if share is None else f"{share:.1f} %"
            table.add_row(
                item["label"],
                say("rungs", item["rung"], language),
                *([shown] if known else []),
                "\n".join(loss_lines(item, language)),
            )
        console.print(table)
    _show_questions(data, console)


def _show_questions(data: dict[str, Any], console: "Console") -> None:
    from headload.measure.readiness import say

    language = data["language"]
    if not data["questions"]:
        console.print(say("page", "nothing", language))
        return
    best = data["questions"][0]
    console.print(f"[bold]{say('page', 'one', language)}[/bold]")
    for line in (best["wording"] or best["label"], *best["how"]):
        console.print(f"  {line}", highlight=False, markup=False)
    table = Table(show_header=True)
    for name in ("question", "climbs", "brings", "elsewhere"):
        table.add_column(say("page", name, language), overflow="fold")
    for each in data["questions"][:BEST_SHOWN]:
        table.add_row(
            each["label"],
            str(each["rungs"]),
            "\n".join(raised["label"] for raised in each["raises"]),
            ", ".join(each["asked_in"]) or say("page", "nowhere", language),
        )
    console.print(table)
