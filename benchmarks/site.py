"""CPU time of the site for one request, against a bare view in the same run.

``HEADLOAD_HOME`` names a site with a release: ``python -m benchmarks.site``; with
``DATABASE_URL`` it is one on PostgreSQL, whose own server's time is not counted.
Requests go through the whole chain of the server's handler, without the network;
figures are medians. Ratios are what counts: the machine drops out of them. Search runs
over 5,000 made records, which are taken out again.
"""

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import typer

ROUNDS = 200
RECORDS = 5000


def main() -> None:
    """Print a line for each kind of page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headload.apps.site.settings")
    from headload.apps.site.wsgi import application

    place, estimate = _something_to_ask()
    view = f"/en/numbers/{place}/employment"
    pages = {
        "bare view": ("/robots.txt", False),
        "kept page": (f"/en/numbers/{place}/", False),
        "table": (_led(application, view), True),
        "figure": (f"/en/e/{estimate}", True),
        "CSV of a table": (_led(application, view).replace("?", ".csv?"), True),
        "API, 100 figures": ("/api/estimates", False),
        "place": (f"/en/places/{place}/", True),
        "map of places": ("/en/places/", True),
        "search, a group": ("/en/search/?q=street+vendors", True),
        "search, a word": ("/en/search/?q=recicladora", True),
        "search, three words": ("/en/search/?q=vendor+tax+market", True),
        "search, mistyped": ("/en/search/?q=vendrs", True),
    }
    with _records():
        _timed(application, pages)


def _timed(application: Any, pages: dict[str, tuple[str, bool]]) -> None:
    from django.core.cache import cache

    bare = 0.0
    for name, (address, afresh) in pages.items():
        spent = []
        for _ in range(ROUNDS):
            if afresh:
                cache.clear()
            before = time.process_time()
            status = ask(application, address)
            spent.append(time.process_time() - before)
            if not status.startswith("200"):
                raise SystemExit(f"{address}: {status}")
        median = statistics.median(spent) * 1000
        bare = bare or median
        times = f"{median / bare:7.1f} times the bare view"
        typer.echo(f"{name:18} {median:7.2f} ms {times}")


@contextmanager
def _records() -> Iterator[None]:
    """Put made records into the index while the context is open."""
    from benchmarks.records import records
    from headload.apps.search.index import rebuild, register

    register("made", lambda: records(RECORDS))
    rebuild("made")
    try:
        yield
    finally:
        register("made", lambda: ())
        rebuild("made")


def _something_to_ask() -> tuple[str, str]:
    import django

    django.setup()
    from headload.apps.explorer.models import Estimate

    row = Estimate.objects.filter(indicator="employment", value__isnull=False).first()
    if row is None:
        raise SystemExit("no release: headload site load DIR")
    return row.release.place, row.estimate_id


def _led(application: Any, address: str) -> str:
    headers: dict[str, str] = {}
    ask(application, address, headers)
    return headers["Location"]


def ask(application: Any, address: str, headers: dict[str, str] | None = None) -> str:
    """Ask the site for an address, without a network, and return its status.

    Parameters
    ----------
    headers
        Takes the headers of the answer.
    """
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
        "wsgi.errors": BytesIO(),
    }
    said: list[str] = []

    def start(status: str, answered: list[tuple[str, str]]) -> None:
        said.append(status)
        if headers is not None:
            headers.update(dict(answered))

    b"".join(application(environ, start))
    return said[0]


if __name__ == "__main__":
    main()
