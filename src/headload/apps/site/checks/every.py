"""Every check of a site, in order; one that fails leaves the others to run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from headload.apps.site.checks import files, history, machine, search
from headload.errors import HeadloadError

Problems = Iterator[HeadloadError]


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Parameters
    ----------
    said
        What is well, in a few words; empty where something is not.
    """

    name: str
    said: str
    problems: tuple[HeadloadError, ...]


Check = tuple[str, str, Callable[[], Problems]]
"""Its name, what is said where all is well, and what looks."""


def check(seal: str = "") -> Iterator[Checked]:
    """Yield what each check found.

    Parameters
    ----------
    seal
        Of the history, from an earlier day; all up to it must be there.
    """
    checks: tuple[Check, ...] = (
        ("settings", "safe for the open web", machine.settings_are_unsafe),
        ("database", "up to date", machine.database_waits),
        (
            "folder",
            "for its owner alone, with space on the disk",
            machine.folder_is_open,
        ),
        ("releases", "as they were sealed", files.releases_changed),
        ("documents", "there, with their checksums", files.documents_changed),
        ("media", "there, with their checksums", files.media_changed),
        ("history", "as it was written", partial(history.history_changed, seal)),
        ("search", "complete", search.index_lacks),
    )
    for name, said, look in checks:
        problems = tuple(look())
        yield Checked(name, "" if problems else said, problems)
