"""`headload publish`: from a sealed release to what is handed over."""

from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import output, print_json


def publish(
    directory: Annotated[
        Path,
        typer.Argument(help="Directory of a release.", metavar="DIR"),
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="Where to write; DIR.products when not given."),
    ] = None,
    languages: Annotated[
        str,
        typer.Option(help="Languages, with commas between: en,es,fr,pt,hi."),
    ] = "en,es,fr",
    only: Annotated[
        str,
        typer.Option(
            help="Products, with commas between: workbook,csv,charts,brief,card,"
            "metadata,citation,sdmx; all when not given."
        ),
    ] = "",
    address: Annotated[
        str,
        typer.Option(
            help="Where figures can be followed on the web: the brief prints the "
            "address and QR code of one.",
            metavar="URL",
        ),
    ] = "",
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print errors only."),
    ] = False,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print the result as JSON."),
    ] = False,
) -> None:
    """Make what is handed over of a release: workbooks, CSV, charts, brief, cards.

    Only the sealed release is read, never microdata nor the private record. The
    same release gives the same bytes.
    """
    from headload.products import make_products

    place = make_products(
        directory,
        out,
        languages=_parts(languages),
        only=_parts(only),
        address=address,
    )
    if json:
        print_json({"products": str(place)})
    elif not quiet:
        output().print(f"Products: {place}", highlight=False, soft_wrap=True)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
