"""Where words go: results to standard output, progress and errors to the other."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from headload.measure.rooms import ROOMS, RoomProgress

NARROWEST = 40
WIDEST_PIPED = 120


def output() -> Console:
    """Return the console of results; wide enough for tables when piped."""
    if sys.stdout.isatty():
        return Console()
    return Console(width=WIDEST_PIPED)


def errors() -> Console:
    """Return the console of errors and progress."""
    return Console(stderr=True, soft_wrap=True)


def print_json(data: Any) -> None:
    """Print data as JSON, keys sorted."""
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    sys.stdout.write(text + "\n")


@contextmanager
def progress_of_parts() -> Iterator[Callable[[str, int, int], None]]:
    """Show what is being done, and how much of it; silent when not a terminal."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description:<12}"), BarColumn())
    with Progress(*columns, console=errors(), transient=True) as bar:
        task = bar.add_task("", total=1)

        def show(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield show


@contextmanager
def progress_of_rooms(*, quiet: bool) -> Iterator[RoomProgress]:
    """Show the six rooms as they are walked through; silent when not a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda room, done, expected: None
        return
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description:<12}"),
        BarColumn(),
        TextColumn("{task.fields[text]}"),
        console=errors(),
        transient=True,
    )
    with bar:
        task = bar.add_task(ROOMS[0], total=len(ROOMS), text="")

        def show(room: str, done: int, expected: int | None) -> None:
            share = done / expected if expected else 0.0
            text = f"{done:,} of {expected:,} rows" if expected else ""
            bar.update(
                task,
                description=room,
                completed=ROOMS.index(room.split()[0]) + share,
                text=text,
            )

        yield show
