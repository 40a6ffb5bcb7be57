"""`headload site jobs`: do what is due, from a timer of the system."""

from typing import Annotated

import typer

from headload.cli.console import output
from headload.cli.site import ready
from headload.errors import BadInput


def jobs(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="JOB", help="Run these now; all that are due if none."),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="Show when each ran and is due; run none.")
    ] = False,
) -> None:
    """Do the work that is due: harvest repositories, send alerts. Run it from a timer.

    A job that fails leaves the others to run, and is tried again after an hour.
    """
    ready()
    from headload.apps.common.jobs import run_due

    if listed:
        _list()
        return
    ran = []
    for job in run_due(tuple(names or ())):
        said = job.result if job.well else f"not done: {job.result}"
        output().print(f"{job.name}: {said}", highlight=False, soft_wrap=True)
        ran.append(job)
    if not ran:
        output().print("Nothing is due.")
    failed = [job.name for job in ran if not job.well]
    if failed:
        raise BadInput(
            f"{len(failed)} of {len(ran)} jobs were not done: {', '.join(failed)}",
            where="headload site jobs",
            to_do="read above what went wrong; they are tried again after an hour",
            code="HL-SITE-32",
        )


def _list() -> None:
    from django.utils import timezone
    from rich.table import Table

    from headload.apps.common.jobs import last_runs, registered

    table = Table("job", "every", "last began", "took", "due", "what came of it")
    last, now = last_runs(), timezone.now()
    for name, job in registered().items():
        run = last.get(name)
        began = f"{run.started:%Y-%m-%d %H:%M}" if run else "never"
        ended = run.ended if run else None
        took = f"{(ended - run.started).total_seconds():.1f} s" if run and ended else ""
        result = "" if run is None else run.result or "running, or broken off"
        table.add_row(
            name, str(job.every), began, took, f"{job.due(now):%Y-%m-%d %H:%M}", result
        )
    output().print(table)
