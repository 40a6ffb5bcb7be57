"""How large the files of a view are, told beside their links before they are made.

Small files are made and measured. A workbook and SDMX take longer to make, so their
size is worked out from two of the same release: one of a single cell and one of many.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from headload.apps.explorer.downloads import Cells, made
from headload.apps.explorer.figures import read_figures

MEASURED = ("csv", "json")
RECKONED = ("xlsx", "sdmx.csv", "sdmx.xml")
_MANY = 40


def sizes_of(directory: Path, cells: Cells, language: str) -> Mapping[str, int]:
    """Return the bytes of each form of `cells`, those of a release in `directory`."""
    release = read_figures(directory).release
    found = {form: len(made(form, release, cells, language)) for form in MEASURED}
    for form in RECKONED:
        first, each = _slope(directory, form)
        found[form] = round(first + each * max(0, len(cells) - 1))
    return found


@lru_cache(maxsize=128)
def _slope(directory: Path, form: str) -> tuple[int, float]:
    """Return the bytes of one cell in a form, and of each further one."""
    release = read_figures(directory).release
    cells = release.estimates[:_MANY]
    one, many = (len(made(form, release, part, "en")) for part in (cells[:1], cells))
    return one, (many - one) / max(1, len(cells) - 1)
