"""The front door: a file as received becomes `Microdata`, or nothing at all.

The rows appear in the workspace only after every check has passed; a refusal
leaves it as it was.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from headload.errors import WrongUse
from headload.terms import Microdata

from . import report as reports
from . import request as requests
from .confine import isolation, run_child
from .refusals import ROWS_NOT_AS_EXPECTED, counted, refused
from .report import Report
from .request import ReadRequest

# told the rows read so far and those expected, None when not known
RowsRead = Callable[[int, int | None], None]

_BLOCK = 1 << 20


def read(
    path: Path,
    *,
    workspace: Path,
    request: ReadRequest | None = None,
    progress: RowsRead | None = None,
) -> Microdata:
    """Read a survey file completely.

    Parameters
    ----------
    path
        The file: SPSS, Stata, SAS, Parquet, CSV, fixed width, or a zip with one.
    workspace
        Private folder; receives one Parquet file named by the fingerprint.
        Made, for the owner only, when absent.
    request
        Columns, encoding, limits and what the supplier says; see `ReadRequest`.
    progress
        Called with the rows read so far and the rows expected.

    Returns
    -------
    Microdata
        The rows on disk and a report about them.

    Raises
    ------
    BadInput
        When the file is certainly wrong (codes ``HL-READ-01`` to ``HL-READ-67``).
    WrongUse
        When there is no such file, or an option has no meaning.

    Examples
    --------
    >>> read(Path("people.sav"), workspace=Path("work"))  # doctest: +SKIP
    """
    request = request or ReadRequest()
    with parsed(path, workspace, request, progress) as (report, rows, fingerprint):
        parquet = workspace / f"{fingerprint[:16]}-{_mark(request)}.parquet"
        rows.replace(parquet)
    return Microdata(
        parquet=parquet,
        fingerprint=fingerprint,
        format=report.format,
        rows=report.rows,
        columns=report.columns,
        warnings=report.warnings,
        isolation=isolation(),
    )


@contextmanager
def parsed(
    path: Path,
    workspace: Path,
    request: ReadRequest,
    progress: RowsRead | None = None,
) -> Iterator[tuple[Report, Path, str]]:
    """Parse a file; the rows are gone when the context ends, unless moved.

    Yields
    ------
    tuple
        The report, the path of the rows and the fingerprint of the file.
    """
    path = path.absolute()
    _require_file(path)
    fingerprint = _fingerprint(path, request)
    workspace.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".read-", dir=workspace)).resolve()
    tell = progress or _silent
    try:
        plain = run_child(
            {
                "path": str(path.resolve()),
                "name": path.name,
                "folder": str(folder),
                "request": requests.to_plain(request),
            },
            limits=request.limits,
            progress=lambda rows: tell(rows, request.expected_rows),
        )
        report = _checked(reports.from_plain(plain), path.name, request)
        yield report, folder / "rows.parquet", fingerprint
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _silent(_rows: int, _expected: int | None) -> None:
    """Tell nobody."""


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise WrongUse(
            f'There is no file "{path.name}"',
            where=str(path.parent),
            to_do="check the path",
            code="HL-READ-64",
        )


def _fingerprint(path: Path, request: ReadRequest) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    found = digest.hexdigest()
    expected = request.expected_sha256
    if expected is not None and expected.strip().lower() != found:
        raise refused(
            14,
            "The file is not the one announced: its SHA-256 begins "
            f"{found[:12]}, not {expected.strip().lower()[:12]}",
            where=path.name,
            to_do="fetch it again; if it still differs, ask the supplier",
        )
    return found


def _mark(request: ReadRequest) -> str:
    """Return a short mark of the request, so two readings do not share a file."""
    return hashlib.sha256(repr(requests.to_plain(request)).encode()).hexdigest()[:8]


def _checked(report: Report, name: str, request: ReadRequest) -> Report:
    if report.rows == 0:
        raise refused(
            32,
            "The file has 0 rows",
            where=name,
            to_do="fetch the complete file; this one has a header only",
        )
    expected = request.expected_rows
    if expected is not None and expected != report.rows:
        raise refused(
            ROWS_NOT_AS_EXPECTED,
            f"{counted(expected, 'row')} expected, {counted(report.rows, 'row')} found",
            where=name,
            to_do="compare with the supplier's documentation; fetch the file again",
        )
    if request.expected_sha256 is not None:
        return report
    said = "No checksum was given: damage without trace cannot be seen (HL-READ-14)"
    return Report(**{**vars(report), "warnings": (*report.warnings, said)})
