"""What a format reader hands to the child, and the child to its parent, as JSON.

Only names, labels, counts and sentences cross; the rows stay in their file.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from headload.terms import Column

# told the number of rows read so far
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Report:
    """A file that was read completely.

    Parameters
    ----------
    format
        As in `headload.terms.Microdata`.
    encoding
        Encoding that the text had; empty when the format has one only.
    rows
        Rows written.
    columns
        See `headload.terms.Column`.
    warnings
        Sentences for the import report.
    """

    format: str
    encoding: str
    rows: int
    columns: tuple[Column, ...]
    warnings: tuple[str, ...] = ()


def to_plain(report: Report) -> dict[str, Any]:
    """Return the report as plain data."""
    return asdict(report)


def from_plain(plain: dict[str, Any]) -> Report:
    """Return the report that `to_plain` wrote."""
    return Report(
        **{
            **plain,
            "columns": tuple(Column(**one) for one in plain["columns"]),
            "warnings": tuple(plain["warnings"]),
        }
    )
