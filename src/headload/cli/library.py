"""`headload library`: bring publications in."""

from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import output
from headload.cli.site import ready

library = typer.Typer(help="The library of a site.", no_args_is_help=True)


@library.command("import")
def bring_in(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="CSV, BibTeX, RIS or CSL-JSON (Zotero)."),
    ],
) -> None:
    """Bring works in from files: each whole, or not at all.

    A work that is here already stays as it is. Rows that ask for a check become drafts
    that an editor confirms at the desk.
    """
    ready()
    from headload.apps.library.bring_in import bring_in as taken
    from headload.apps.search.index import rebuild

    for file in files:
        result = taken(file)
        rebuild("work")
        output().print(
            f"{file}: {result.new} new, {result.drafts} of them drafts; "
            f"{len(result.known)} were here already",
            highlight=False,
            soft_wrap=True,
        )
