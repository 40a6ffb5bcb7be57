"""What a file does not say of itself, taken from the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headload.measure.read import ReadRequest


def reading_request(
    *,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str = ".",
    member: str | None = None,
    rows: int | None = None,
    sha256: str | None = None,
    layout: Path | None = None,
    text: Sequence[str] = (),
) -> "ReadRequest":
    """Return the options of the read room."""
    from headload.measure.read import ReadRequest, read_layout

    return ReadRequest(
        encoding=encoding,
        separator=separator,
        decimal=decimal,
        member=member,
        expected_rows=rows,
        expected_sha256=sha256,
        text_columns=frozenset(text),
        layout=read_layout(layout) if layout else (),
    )
