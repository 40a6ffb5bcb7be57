"""CPU time of the library's search as it grows, beside Datasette in the same run.

``python -m benchmarks.library`` makes works with ten pages of text each, in a site of
its own (``benchmarks.own_site``). Requests go through the whole chain of the server's
handler, without the network; figures are medians. Against a bare view, and against
Datasette over the same works, the machine drops out. With PostgreSQL the time of its
own server is not in the CPU time of the site; it stands beside it where this machine
can tell.
"""

import json
import os
import resource
import sqlite3
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from benchmarks.own_site import own_site
from benchmarks.process import PROJECT, Failed, ended
from benchmarks.site import ask

SIZES = (5000, 10_000, 20_000)
ROUNDS = 30
TARGET = 60.0
"""Milliseconds that a search may take."""
PEERS = PROJECT / ".venv-bench" / "bin" / "python"
_FACETS = ("type", "worker_group", "place", "topic", "language", "year", "series")


@dataclass(frozen=True)
class Question:
    """A question to a door of the site, with choices."""

    name: str
    door: str
    text: str
    chosen: Mapping[str, str]

    @property
    def address(self) -> str:
        """Return its address on the site."""
        asked = {**({"q": self.text} if self.text else {}), **self.chosen}
        return f"/en/{self.door}/?{urlencode(asked)}"

    @property
    def at_datasette(self) -> str:
        """Return the same question to the one table of Datasette."""
        asked = [*([("_search", self.text)] if self.text else []), *self.chosen.items()]
        facets = [("_facet", name) for name in _FACETS]
        return f"/works/works.json?{urlencode([*asked, *facets, ('_size', '20')])}"


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU time of a request.

    Parameters
    ----------
    site
        Of the process that serves, a median.
    server
        Of PostgreSQL's process for it, a mean; None where nobody can tell.
    """

    site: float
    server: float | None


def main(
    sizes: Annotated[list[int] | None, typer.Argument(help="Numbers of works.")] = None,
    *,
    rounds: Annotated[int, typer.Option(help="Requests of a kind.")] = ROUNDS,
    peers: Annotated[Path, typer.Option(help="The Python that has Datasette.")] = PEERS,
    keep: Annotated[
        Path | None,
        typer.Option(help="Keep the site in this folder, or ask the one kept there."),
    ] = None,
) -> None:
    """Print a table for each size."""
    with own_site(keep) as home:
        from benchmarks.made_works import Made

        made = Made()
        questions = _questions(made.vocabulary.words)
        for size in [made.count] if made.count else sorted(sizes or SIZES):
            if made.count != size:
                _say(f"making works up to {size:,}")
                made.up_to(size)
                _index(size)
            costs = _timed(questions, rounds)
            at_peer = _datasette(home.parent / "works.db", peers, questions, rounds)
            _print(size, questions, costs, at_peer)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    typer.echo(f"\nmost memory of the whole run: {peak:.2f} GB")


def _questions(words: Sequence[str]) -> list[Question]:
    """Return what is asked, with made words by how common they are."""
    rare, common = words[-1], words[40]
    three = " ".join(words[place] for place in (100, 130, 160))
    group, pages = "street vendors", {"kind": "passage"}
    asked = [
        ("rare word", "library", rare, {}),
        ("common word", "library", common, {}),
        ("group, five languages", "library", group, {}),
        ("three words", "library", three, {}),
        ("mistyped word", "library", f"{words[200]}x", {}),
        ("word, chosen group", "library", common, {"worker_group": "street-vendors"}),
        ("empty", "library", "", {}),
        ("empty, chosen place", "library", "", {"place": "per"}),
        ("rare word", "search", rare, {}),
        ("common word", "search", common, {}),
        ("group, five languages", "search", group, {}),
        ("three words", "search", three, {}),
        ("four words, of pages", "search", f"{three} {words[300]}", pages),
    ]
    return [Question(*each) for each in asked]


def _index(size: int) -> None:
    from headload.apps.search.index import rebuild

    before, start = time.process_time(), time.monotonic()
    count = rebuild("work", "passage", progress=_said(start))
    spent, took = time.process_time() - before, time.monotonic() - start
    typer.echo(
        f"\n{size:,} works, {count:,} documents indexed: {spent:.0f} s of CPU time, "
        f"{took:.0f} s on the clock"
    )


def _said(start: float) -> Callable[[int], None]:
    def progress(count: int) -> None:
        if count % 20_000 == 0:
            _say(f"{count:,} documents after {time.monotonic() - start:.0f} s")

    return progress


def _timed(questions: Sequence[Question], rounds: int) -> Mapping[str, Cost]:
    """Return costs by address; those of a bare view and of a first request too."""
    from headload.apps.site.wsgi import application

    costs = {"bare": _cost(application, "/robots.txt", rounds)}
    costs["first"] = _cost(application, questions[0].address, 1)
    for each in questions:
        costs[each.address] = _cost(application, each.address, rounds)
    return costs


def _cost(application: Any, address: str, rounds: int) -> Cost:
    from django.core.cache import cache

    spent = []
    server = _server_seconds()
    for _ in range(rounds):
        cache.clear()
        before = time.process_time()
        status = ask(application, address)
        spent.append(time.process_time() - before)
        if not status.startswith("200"):
            raise SystemExit(f"{address}: {status}")
    until = _server_seconds()
    at_server = None
    if server and until and server[0] == until[0]:  # the same process all the time
        at_server = (until[1] - server[1]) / rounds * 1000
    return Cost(statistics.median(spent) * 1000, at_server)


def _server_seconds() -> tuple[str, float] | None:
    """Return PostgreSQL's process for our connection, and its CPU time so far."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():  # the server is on another machine
        return None
    ticks = stat.read_text("utf-8").rpartition(")")[2].split()[11:13]
    return stat.parent.name, sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _datasette(
    database: Path, peers: Path, questions: Sequence[Question], rounds: int
) -> Mapping[str, tuple[float, int]]:
    """Return Datasette's cost and count for each question to the library."""
    try:
        ended([str(peers), "-c", "import datasette"])
    except (Failed, OSError):
        _say("datasette is not here (make bench sets it up): left out")
        return {}
    _write_table(database)
    asked = [each for each in questions if each.door == "library"]
    addresses = [each.at_datasette for each in asked]
    command = [str(peers), "-m", "benchmarks.peer_datasette", str(database)]
    found = json.loads(ended([*command, str(rounds), *addresses]).output)
    return {
        each.address: (cost, count)
        for each, (cost, count) in zip(asked, found, strict=True)
    }


def _write_table(database: Path) -> None:
    """Write the works as one table with an index of FTS5, as Datasette likes it."""
    from benchmarks.made_works import flat

    database.unlink(missing_ok=True)
    columns = ("title", "keywords", "text")
    with sqlite3.connect(database) as made:
        facets = "".join(f", {name} TEXT" for name in _FACETS)
        made.execute(
            f"CREATE TABLE works (id INTEGER PRIMARY KEY, key TEXT, "
            f"{', '.join(columns)}{facets})"
        )
        marks = ", ".join("?" * (1 + len(columns) + len(_FACETS)))
        made.executemany(
            f"INSERT INTO works (key, {', '.join((*columns, *_FACETS))}) "
            f"VALUES ({marks})",
            flat(),
        )
        for name in _FACETS:
            made.execute(f"CREATE INDEX by_{name} ON works ({name})")
        made.execute(
            f"CREATE VIRTUAL TABLE works_fts USING fts5({', '.join(columns)}, "
            'content="works", content_rowid="id", '
            "tokenize = 'unicode61 remove_diacritics 2')"
        )
        made.execute("INSERT INTO works_fts (works_fts) VALUES ('rebuild')")
    made.close()


def _print(
    size: int,
    questions: Sequence[Question],
    costs: Mapping[str, Cost],
    at_peer: Mapping[str, tuple[float, int]],
) -> None:
    bare = costs["bare"].site
    _note_server(costs["bare"])
    typer.echo(
        f"{'door':8} {'question':22} {'found':>8} {'ms':>8} {'server':>7} "
        f"{'x bare':>7} {'Datasette':>10} {'found':>7} {'ratio':>6}"
    )
    for each in questions:
        cost = costs[each.address]
        server = "" if cost.server is None else f"{cost.server:.1f}"
        over = "  over the target" if cost.site > TARGET else ""
        line = (
            f"{each.door:8} {each.name:22} {_count(each):8,} {cost.site:8.1f} "
            f"{server:>7} {cost.site / bare:7.1f}"
        )
        if each.address in at_peer:
            peer, found = at_peer[each.address]
            line += f" {peer:10.1f} {found:7,} {cost.site / peer:6.2f}"
        typer.echo(line + over)
    typer.echo(
        f"bare view {bare:.2f} ms; the first request after a change "
        f"{costs['first'].site:.0f} ms, at {size:,} works"
    )


def _note_server(bare: Cost) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        known = "not known here" if bare.server is None else "mean, in its column"
        typer.echo(f"ms without the time of the database's server ({known})")


def _count(question: Question) -> int:
    from headload.apps.search.find import find

    kind = {"kind": "work"} if question.door == "library" else {}
    return find(question.text, "en", {**kind, **question.chosen}).count


def _say(what: str) -> None:
    typer.echo(f"library: {what}", err=True)


if __name__ == "__main__":
    typer.run(main)
