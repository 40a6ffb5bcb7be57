"""Many readers at once: fifty for five minutes, each asking for one page after another.

``HEADLOAD_HOME`` names a site with a release (``DATABASE_URL`` as for the site):
``python -m benchmarks.readers``. The server is the one of `headload site serve`, with
two processes, on the same machine as the readers. Every answer that is not a page
counts as an error, and one error fails the run.
"""

import http.client
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import quote

import typer

PORT = 8099
WORDS = (
    "vendor",
    "recicladora",
    "empleo informal",
    "domestic workers",
    "Lima",
    "vendrs",
)


@dataclass
class Said:
    """What the readers saw: milliseconds by answer, and what went wrong."""

    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main(
    readers: Annotated[int, typer.Option(help="How many at once.")] = 50,
    seconds: Annotated[int, typer.Option(help="For how long.")] = 300,
) -> None:
    """Print how many pages were read, how fast, and what went wrong."""
    pages = _pages()
    headload = os.path.join(os.path.dirname(sys.executable), "headload")  # noqa: PTH118, PTH120
    command = [headload, "site", "serve", "--port", str(PORT), "--workers", "2"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(pages[0])
        said = _read(pages, readers, seconds)
    finally:
        server.terminate()
        server.wait()
    times = sorted(said.milliseconds)
    typer.echo(
        f"{readers} readers, {seconds} s: {len(times)} pages, "
        f"{len(times) / seconds:.0f} a second; "
        f"median {statistics.median(times):.1f} ms, "
        f"95 of 100 within {times[int(len(times) * 0.95)]:.1f} ms; "
        f"{len(said.errors)} errors"
    )
    if said.errors:
        raise SystemExit("; ".join(sorted(set(said.errors))[:5]))


def _read(pages: list[str], readers: int, seconds: int) -> Said:
    said = Said()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_reader, args=(number, pages, until, said))
        for number in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def _reader(number: int, pages: list[str], until: float, said: Said) -> None:
    draw = random.Random(number)  # noqa: S311
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    while time.monotonic() < until:
        page = draw.choice(pages)
        before = time.monotonic()
        try:
            connection.request("GET", page, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 302):
                said.errors.append(f"{page}: {answer.status}")
        except OSError as error:
            said.errors.append(f"{page}: {error}")
            connection.close()
        said.milliseconds.append((time.monotonic() - before) * 1000)
        time.sleep(draw.uniform(0.05, 0.35))
    connection.close()


def _wait(page: str) -> None:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", page)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def _pages() -> list[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headload.apps.site.settings")
    import django

    django.setup()
    from headload.apps.explorer.models import Estimate, Release

    places = list(Release.objects.filter(newest=True).values_list("place", flat=True))
    rows = Estimate.objects.filter(release__newest=True, value__isnull=False)
    rows = rows.exclude(period__contains="/")  # a change stands in no table
    some = list(rows.values_list("estimate_id", "release__place", "indicator")[:400:7])
    pages = []
    for language in ("en", "es", "fr", "hi"):
        pages += [f"/{language}/", f"/{language}/workers/street-vendors/"]
        pages += [f"/{language}/numbers/{place}/" for place in places]
        pages += [f"/{language}/places/{place}/" for place in places]
        pages += [f"/{language}/search/?q={quote(word)}" for word in WORDS]
        pages += [f"/{language}/e/{number}" for number, _, _ in some]
        pages += [f"/{language}/numbers/{place}/{name}" for _, place, name in some]
    return list(dict.fromkeys(pages))


if __name__ == "__main__":
    typer.run(main)
