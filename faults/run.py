"""``python -m faults``: try what was asked for, and say what came of it."""

import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from faults import page
from faults.results import BROKEN, KEPT, NOT_TRIED, Result, read, result, write
from faults.room import PROJECT, Room, Sizes
from faults.trial import NotTried, Trial
from faults.trials import TRIALS

CODES = [each.code for each in TRIALS]
_SMALL = Sizes()


def main(
    only: Annotated[
        str, typer.Option(help="Codes with commas between, such as R1,R4.")
    ] = "",
    minutes: Annotated[
        float, typer.Option(help="How long fifty readers read.")
    ] = _SMALL.minutes,
    soak: Annotated[
        float, typer.Option(help="Minutes of the longest trial.")
    ] = _SMALL.soak,
    rows: Annotated[
        int, typer.Option(help="Rows of the large survey; the promise is of 1e8.")
    ] = _SMALL.rows,
    works: Annotated[
        int, typer.Option(help="Works of the library that is indexed.")
    ] = _SMALL.works,
    edits: Annotated[
        int, typer.Option(help="Edits of each of four writers on SQLite.")
    ] = _SMALL.edits,
    kills: Annotated[
        int, typer.Option(help="Moments at which commands are killed.")
    ] = _SMALL.kills,
    folder: Annotated[
        Path | None,
        typer.Option(help="Where to work; what is made there serves the next run."),
    ] = None,
    for_page: Annotated[
        bool, typer.Option("--page", help="Write the page about them again, too.")
    ] = False,
) -> None:
    """Try Headload under faults; ends with 1 where a promise was not seen kept."""
    asked = [each for each in only.upper().replace(" ", "").split(",") if each]
    if unknown := set(asked) - set(CODES):
        sys.exit(f"no such trial: {', '.join(sorted(unknown))}")
    chosen = [each for each in TRIALS if not asked or each.code in asked]
    kept = page.RESULTS if for_page else PROJECT / "build" / "faults" / "results.json"
    sizes = Sizes(
        minutes=minutes, soak=soak, rows=rows, works=works, edits=edits, kills=kills
    )
    found = []
    with TemporaryDirectory(prefix="headload-faults-") as own:
        room = Room((folder or Path(own)).absolute(), sizes)
        for each in chosen:
            found.append(_tried(each, room))
            # at once: a run that is broken off keeps what it has found
            write(kept, (read(kept) | {each.code: found[-1]}).values(), CODES)
    if for_page:
        page.main()
    failed = [f"{each.code} {each.verdict}" for each in found if each.verdict != KEPT]
    typer.echo(f"{len(found) - len(failed)} of {len(found)} promises were kept")
    sys.exit(", ".join(failed) if failed else 0)


def _tried(trial: Trial, room: Room) -> Result:
    typer.echo(f"{trial.code} {trial.fault} ...")
    began, busy = time.monotonic(), os.getloadavg()[0]
    try:
        outcome = trial.run(room)
        verdict, figure = KEPT if outcome.passed else BROKEN, outcome.figure
    except NotTried as reason:
        verdict, figure = NOT_TRIED, str(reason)
    except Exception as error:  # the trials after it are run too
        verdict, figure = BROKEN, f"broke off: {type(error).__name__}: {error}"[:2000]
    found = result(
        trial.code,
        verdict,
        figure,
        seconds=time.monotonic() - began,
        load=max(busy, os.getloadavg()[0]),
    )
    told = asdict(found)
    typer.echo("   {verdict} ({seconds} s, load {load}): {figure}".format(**told))
    return found
