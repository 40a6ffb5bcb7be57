"""R8: readers find what there is while everything is indexed anew."""

import sys
from pathlib import Path

from faults.crowd import Waited, crowd, warm
from faults.room import HEADLOAD, Room, said
from faults.trial import Outcome

_WITHIN = 1.0
_READERS = 4
_PAUSE = 0.5
_WORDS = ("street+vendors", "waste+pickers", "home-based+workers", "domestic+workers")
QUESTIONS = tuple(
    f"/en/search/?q={words}&n={number}" for words in _WORDS for number in range(500)
)
"""So many that hardly one is asked twice, and answered from what is kept."""
_A_RESULT = "<mark>"


def rebuilt(room: Room) -> Outcome:
    """Ask while `headload site index` runs over a library of made works."""
    home = room.home("rebuilt")
    documents = _fill(room, home)
    with room.serving(home, workers=2) as site:
        warm(site.address, QUESTIONS[:1], times=4)
        process = room.start((*HEADLOAD, "site", "index"), home=home)
        waited = Waited()
        while process.poll() is None:
            some = crowd(
                site.address,
                QUESTIONS,
                readers=_READERS,
                seconds=5,
                pause=_PAUSE,
                must_hold=_A_RESULT,
            )
            waited.seconds += some.seconds
            waited.errors += some.errors
    good = not process.returncode and not waited.errors and waited.seconds
    return Outcome(
        bool(good) and waited.share(0.95) <= _WITHIN,
        f"{documents:,} documents, {_last(said(process))}; meanwhile {waited}",
    )


def _fill(room: Room, home: Path) -> int:
    code = (
        "import django; django.setup(); from benchmarks.made_works import Made, PAGES; "
        "from headload.apps.search.index import rebuild; "
        f"Made().up_to({room.sizes.works}); print(rebuild('work', 'passage'))"
    )
    done = room.ended((sys.executable, "-c", code), home=home)
    if done.status:
        raise RuntimeError(done.said[-2000:])
    return int(done.said.split()[-1])


def _last(text: str) -> str:
    return text.strip().splitlines()[-1].rstrip(".")
