"""What a file does not say of itself, taken from the command line."""

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
) -> "ReadRequest":
    """Return the options of the read room."""
    from headload.measure.read import ReadRequest

    return ReadRequest(
        encoding=encoding,
        separator=separator,
        decimal=decimal,
        member=member,
        expected_rows=rows,
        expected_sha256=sha256,
    )
