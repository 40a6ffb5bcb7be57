"""Puts something of everything on a site, with markup where people write.

``python -m security.filled`` in the environment of a site; an attack that finds a list
empty tries nothing.
"""

import csv
import sys
from pathlib import Path

import django

from faults.room import HEADLOAD, Room

HOSTILE = "<script>alert(1)</script>\"'{{7*7}}"
_WORK = {
    "id": "fair",
    "title": f"How street vendors count {HOSTILE}",
    "creators": "Ada, A.|Luz, B.",
    "year": "2020",
    "kind": "report",
    "language": "en",
    "worker_groups": "street_vendors",
    "places": "Lima",
    "description": f"Work that is seen. {HOSTILE}",
}


def fill(room: Room, home: Path) -> None:
    """Put works, organisations, counts, a demand and a gap on a site."""
    table = room.folder / "works.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*_WORK])
        writer.writeheader()
        writer.writerow(_WORK)
    room.need("library", "import", str(table), home=home)
    done = room.ended((sys.executable, "-m", "security.filled"), home=home)
    if done.status:
        raise RuntimeError(done.said[-2000:])
    room.ended((*HEADLOAD, "site", "index"), home=home)


def _put() -> None:
    django.setup()
    from apps.demands import demand, gap
    from apps.organisations import new_count, organisation
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    made = organisation(f"Street vendors {HOSTILE}")
    record_count(made, new_count(), COMMAND_LINE)
    demand(texts={"en": f"A place to sell {HOSTILE}", "es": "Un lugar"})
    gap()


if __name__ == "__main__":
    _put()
