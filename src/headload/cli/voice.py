"""`headload voice`: bring bodies, processes, laws and ratifications in."""

from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import output
from headload.cli.site import ready

voice = typer.Typer(help="Laws and processes of a site.", no_args_is_help=True)
_KINDS = ("law", "process")


@voice.command("import")
def bring_in(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="With bodies.csv, laws.csv, processes.csv, ratifications.csv; "
            "one is enough.",
        ),
    ],
) -> None:
    """Bring bodies, laws, processes and ratifications in: all of them, or nothing.

    What is here already stays as it is. What a newer source says of a ratification
    replaces what an older one said.
    """
    ready()
    from headload.apps.search.index import rebuild
    from headload.apps.voice.seed import bring_in as taken

    result = taken(folder)
    rebuild(*_KINDS)
    for name, count in result.new.items():
        _say(f"{name}: {count} new, {result.known[name]} were here already")
    if result.renewed:
        _say(f"ratifications: {result.renewed} of those here renewed")


def _say(text: str) -> None:
    output().print(text, highlight=False, soft_wrap=True)
