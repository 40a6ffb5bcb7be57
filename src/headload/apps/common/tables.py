"""Tables that are taken away: CSV that spreadsheets open and run nothing of."""

import csv
import io
from collections.abc import Iterable, Sequence

_SIGNS = frozenset("=+-@\t\r")
"""First signs that spreadsheets take for a formula (OWASP, CSV injection)."""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""Return rows as CSV in UTF-8 with a mark, so that spreadsheets read accents.

    Examples
    --------
    >>> table(["name", "change"], [["=1+1", -2]]).decode("utf-8-sig")
    "name,change\r\n'=1+1,-2\r\n"
    """
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _plain(value: object) -> str:
    """Return a text that a spreadsheet does not take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in _SIGNS and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
