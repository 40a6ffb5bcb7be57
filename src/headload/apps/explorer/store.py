"""Where loaded releases and what was made of them stand on this machine.

One directory a release under ``HEADLOAD_HOME/releases``, as sealed, and one of
products beside it. Nothing else is kept there, and nothing in it ever changes.
"""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from headload.apps.explorer.figures import Figures, read_figures
from headload.apps.explorer.models import Release


def releases_folder() -> Path:
    """Return the folder of sealed releases."""
    return Path(settings.HEADLOAD_HOME) / "releases"


def products_folder() -> Path:
    """Return the folder of what was made of releases."""
    return Path(settings.HEADLOAD_HOME) / "products"


def release_directory(release_id: str) -> Path:
    """Return where a release stands, or would stand."""
    return releases_folder() / release_id


def figures_of(release: Release) -> Figures:
    """Return the figures of a loaded release.

    Raises
    ------
    BadInput
        HL-REL codes when somebody has changed the store.
    """
    return read_figures(release_directory(release.release_id))


def products_of(release: Release) -> Mapping[str, Path]:
    """Return the files made of a release by name; none where none were made."""
    folder = products_folder() / release.release_id
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
