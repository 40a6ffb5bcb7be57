"""`headload trace`: from one published number back to the paragraph of its rule."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from headload.cli.console import output, print_json
from headload.errors import BadInput, WrongUse

if TYPE_CHECKING:
    from headload.trace.telling import Telling


def trace(
    directory: Annotated[
        Path,
        typer.Argument(help="Directory of a release.", metavar="DIR"),
    ],
    estimate_id: Annotated[
        str,
        typer.Argument(help="Id of a figure, as printed in tables and pages."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="Also write it as a page (.html)."),
    ] = None,
    language: Annotated[
        str,
        typer.Option("--lang", help="Language: en, es or fr."),
    ] = "en",
    json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object instead of text."),
    ] = False,
) -> None:
    """Show where a published number comes from: survey, question, rule, paragraph.

    Only the sealed release is opened, so it says no more than was published.
    """
    from headload.releases import read_release
    from headload.terms import LANGUAGES
    from headload.trace import story_of
    from headload.trace.data import as_data
    from headload.trace.telling import Telling

    if language not in LANGUAGES:
        raise WrongUse(
            f'There are no words in "{language}"',
            where="--lang",
            to_do=f"choose among {', '.join(LANGUAGES)}",
            code="HL-TRACE-02",
        )
    story = story_of(read_release(directory), estimate_id)
    telling = Telling(story, language)
    if out is not None:
        _write(out, telling)
    if json:
        print_json(as_data(story))
    else:
        _print(output(), telling)


def _write(out: Path, telling: "Telling") -> None:
    from headload.releases.atomic import write_file
    from headload.trace.page import page

    if out.suffix != ".html":
        raise WrongUse(
            f'A trace cannot be written as "{out.name}"',
            where="--out",
            to_do="name a file that ends in .html, or take --json",
            code="HL-TRACE-03",
        )
    try:
        write_file(out, page(telling))
    except OSError as error:
        raise BadInput(
            f"The trace could not be written: {error.strerror or error}",
            where=str(out),
            to_do="check that the folder is there and that you may write in it",
            code="HL-TRACE-04",
        ) from None


def _print(console: Console, telling: "Telling") -> None:
    for part in telling.parts():
        if not part.items:
            continue
        console.print(f"[bold]{part.heading}[/bold]")
        for item in part.items:
            first, *others = item.lines or ("",)
            lines = [f"  {item.name}: {first}", *(f"    {each}" for each in others)]
            for line in lines:
                console.print(line, markup=False, highlight=False, soft_wrap=True)
