"""`headload network`: bring organisations in, work out rates, check counts, purge."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import output
from headload.cli.site import ready
from headload.errors import WrongUse

network = typer.Typer(help="The organisations of a site.", no_args_is_help=True)


@network.command("import")
def bring_in(
    directory: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="With organisations.csv, membership_counts.csv and affiliations.csv.",
        ),
    ],
    seen: Annotated[
        str, typer.Option(help="Day on which the sources were seen, as 2026-11-22.")
    ] = "",
) -> None:
    """Bring in organisations, counts and affiliations with their sources.

    All or nothing; what is here already stays as it is.
    """
    ready()
    from headload.apps.network.seed import bring_in as taken

    result = taken(directory, _day(seen))
    for name, tally in vars(result).items():
        output().print(
            f"{name}: {tally.new} new, {tally.known} were here already",
            highlight=False,
            soft_wrap=True,
        )


@network.command("rates")
def rates() -> None:
    """Work out every representation rate; what is as before gets no new version."""
    ready()
    from headload.apps.network.services import compute_rates

    done = compute_rates()
    output().print(
        f"{done.shown} rates with a number, {done.refused} without; "
        f"{done.new} new versions",
        highlight=False,
    )


@network.command("check")
def check() -> None:
    """Run the automatic checks on all counts; editors see findings at the desk."""
    ready()
    from headload.apps.network.services import check_counts

    output().print(f"{check_counts()} findings", highlight=False)


@network.command("purge")
def purge() -> None:
    """Purge names and contacts whose consent has expired. Run it from a timer."""
    ready()
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import purge_expired

    output().print(
        f"{purge_expired(COMMAND_LINE)} consents had expired", highlight=False
    )


def _day(text: str) -> datetime.date | None:
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise WrongUse(
            f'"{text}" is not a day',
            where="--seen",
            to_do="write it as 2026-11-22",
            code="HL-NET-46",
        ) from None
