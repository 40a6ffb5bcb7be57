"""`headload demo`: the main job on the bundled survey."""

from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import errors, print_json, progress_of_rooms
from headload.cli.measure import show, summary

SURVEY = "xts/lfs/2025q1"
FILE = "tessara-lfs-2025q1.sav"


def demo(
    out: Annotated[
        Path,
        typer.Option(help="Folder to fill: the survey file and the release."),
    ] = Path("demo"),
    language: Annotated[
        str,
        typer.Option("--lang", help="Language of the tables: en, es or fr."),
    ] = "en",
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print errors only."),
    ] = False,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print the result as JSON."),
    ] = False,
) -> None:
    """Draw the bundled survey of an imaginary country and measure it.

    The file is written as the survey office would hand it over, and goes through
    the same doors as any other.
    """
    from headload.imaginary import write_demo_file
    from headload.measure.pipeline import Task, measure_survey

    file = out / FILE
    if not (quiet or json):
        errors().print(
            "Drawing a sample of the imaginary country of Tessara ...",
            highlight=False,
        )
    write_demo_file(file)
    task = Task(file=file, survey=SURVEY, out=out / "release")
    with progress_of_rooms(quiet=quiet or json) as progress:
        measured = measure_survey(task, progress)
    if json:
        print_json(summary(measured))
    elif not quiet:
        show(measured, language)
