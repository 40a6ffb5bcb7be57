"""The list of static files is made once a process, not once for each browser.

WhiteNoise looks through all files whenever a chain of middleware is made, which is
once for each `Client`; files of the site under test do not change.
"""

from pathlib import Path
from typing import Any


def listed_once() -> None:
    """Let every chain of middleware of this process share one list of files."""
    from whitenoise.middleware import WhiteNoiseMiddleware as Served

    known: dict[tuple[str, str], dict[str, Any]] = {}
    look = Served.update_files_dictionary

    def known_or_looked_up(served: Any, root: str, prefix: str) -> None:
        key = (str(Path(root).resolve()), prefix)
        if key not in known:
            before = served.files
            served.files = {}
            look(served, root, prefix)
            known[key] = served.files
            served.files = before
        served.files.update(known[key])

    Served.update_files_dictionary = known_or_looked_up
