"""One CSV of all cells: the columns of the release, guarded against formulas.

Numbers are written as such; a text that a spreadsheet would run gets an
apostrophe in front, as in the tables of the release.
"""

import csv
import io

from headload.releases import (
    ReleasedEstimate,
    SealedRelease,
    estimates_schema,
    guarded,
)


def flat(release: SealedRelease) -> bytes:
    """Return all cells of `release` as CSV (RFC 4180, UTF-8)."""
    columns = columns_of(release)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for cell in release.estimates:
        writer.writerow([_field(cell, name) for name in columns])
    return text.getvalue().encode()


def columns_of(release: SealedRelease) -> list[str]:
    """Return the columns of the flat table, in the order of the release."""
    extra = {name for cell in release.estimates for name in cell.dimensions}
    return list(estimates_schema(extra).names)


def _field(cell: ReleasedEstimate, name: str) -> str:
    value = getattr(cell, name) if hasattr(cell, name) else cell.code(name)
    if value is None:
        return ""
    if isinstance(value, int | float):
        whole = float(value).is_integer()
        return str(int(value)) if whole else repr(float(value))
    return guarded(str(value))
