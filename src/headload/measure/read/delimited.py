"""Text with separated fields (CSV): strict, and nothing guessed.

Arrow parses, because it is fast; what it would forgive (ragged rows, quotes that
swallow lines) is found by counting lines and, where the counts differ, by
Python's strict reader, which knows the place.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from headload.errors import BadInput

from .names import Wanted, check_header, choose, mojibake_warnings
from .refusals import DAMAGED, counted, refused
from .report import Progress, Report
from .request import ReadRequest
from .text_scan import Scan, scan
from .text_types import write_typed

_BLOCK = 8 << 20
_RAGGED_SHOWN = 5
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class _TextFile:
    """A CSV file: its header, and batches of its rows as text."""

    def __init__(self, path: Path, name: str, request: ReadRequest) -> None:
        self.path, self.name = path, name
        self.separator = request.separator or _usual_separator(name)
        self.scan: Scan = scan(
            path, name=name, encoding=request.encoding, separator=self.separator
        )
        self.names, self.header_lines = self._header(request)

    def batches(self, wanted: Sequence[Wanted]) -> Iterator[list[Any]]:
        """Yield the rows as text arrays, one a wanted column.

        Raises
        ------
        BadInput
            Cases 26 and 27.
        """
        ragged: list[Any] = []

        def note(row: Any) -> str:
            ragged.append(row)
            return "skip" if len(ragged) < _RAGGED_SHOWN else "error"

        rows = 0
        try:
            for batch in self._open(wanted, note):
                rows += batch.num_rows
                yield batch.columns
        except pa.ArrowInvalid as error:
            if not ragged:
                raise self._strict_refusal() from error
        if ragged and self.scan.quotes:
            raise self._strict_refusal()
        if ragged:
            raise self._ragged([(row.number, row.actual_columns) for row in ragged])
        if rows + self.header_lines != self.scan.lines and self.scan.quotes:
            fault = self._strict_fault()
            if fault is not None:
                raise fault

    def _open(self, wanted: Sequence[Wanted], note: Any) -> Any:
        return pa_csv.open_csv(
            str(self.path),
            read_options=pa_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                encoding=self.scan.encoding,
                column_names=self.names,
                skip_rows=self.header_lines,
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=self.separator,
                newlines_in_values=True,
                ignore_empty_lines=len(self.names) > 1,
                invalid_row_handler=note,
            ),
            convert_options=pa_csv.ConvertOptions(
                include_columns=[one.found for one in wanted],
                column_types=dict.fromkeys(self.names, pa.string()),
                strings_can_be_null=False,
            ),
        )

    def _header(self, request: ReadRequest) -> tuple[list[str], int]:
        with self._text() as file:
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            try:
                names = next(reader, [])
            except csv.Error as error:
                raise self._strict_refusal() from error
            lines = reader.line_num
        if len(names) == 1:
            self._refuse_other_separator(names[0], request)
        check_header(names, where=self.name)
        if self.scan.lines <= lines:
            raise refused(
                32,
                f"The file has a header of {counted(len(names), 'column')} and 0 rows",
                where=self.name,
                to_do="fetch the complete file",
            )
        return names, lines

    def _refuse_other_separator(self, header: str, request: ReadRequest) -> None:
        for other, title in _SEPARATORS.items():
            if other != self.separator and other in header:
                shown = r"\t" if other == "\t" else other
                comma = ' --decimal ","' if other == ";" else ""
                raise refused(
                    29,
                    f"The fields are separated by a {title}, not by a "
                    f"{_SEPARATORS.get(self.separator, self.separator)}",
                    where=f"{self.name}, line 1",
                    to_do=f'read again with --separator "{shown}"'
                    + (f" (and{comma} if decimals have a comma)" if comma else ""),
                )

    def _text(self) -> Any:
        return self.path.open(encoding=self.scan.encoding, newline="")

    def _strict_fault(self) -> BadInput | None:
        """Return the first fault that Python's strict reader finds, or None."""
        start, ragged = 1, []
        with self._text() as file:
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            try:
                for row in reader:
                    if row and len(row) != len(self.names):
                        ragged.append((start, len(row)))
                    start = reader.line_num + 1
                    if len(ragged) == _RAGGED_SHOWN:
                        break
            except csv.Error:
                return self._quote(start)
        return self._ragged(ragged) if ragged else None

    def _strict_refusal(self) -> BadInput:
        """Return the fault, or that there is one which has no place."""
        return self._strict_fault() or refused(
            DAMAGED,
            "The file could not be read as separated text",
            where=self.name,
            to_do="check the separator, or save the file again as CSV (UTF-8)",
        )

    def _quote(self, line: int) -> BadInput:
        return refused(
            27,
            "A quotation mark is opened and not closed, or stands inside a field",
            where=f"{self.name}, the row that starts at line {line:,}",
            to_do="close it, or double the quotation marks that are part of a text",
        )

    def _ragged(self, rows: Sequence[tuple[int | None, int]]) -> BadInput:
        places = ", ".join(
            f"line {line:,} has {found}" if line else f"a line has {found}"
            for line, found in rows
        )
        return refused(
            26,
            f"Rows do not have the {counted(len(self.names), 'field')} "
            "that the header names",
            where=f"{self.name}: {places}",
            to_do="quote the texts that hold the separator, or correct the rows",
        )


def read_delimited(
    path: Path,
    *,
    name: str,
    folder: Path,
    request: ReadRequest,
    progress: Progress,
) -> Report:
    """Read a CSV file into ``rows.parquet`` in `folder`.

    Parameters
    ----------
    path, name
        The file on disk and its name as received.
    folder
        Working folder.
    request, progress
        As in `headload.measure.read.read`.

    Raises
    ------
    BadInput
        Cases 21, 22, 24 to 27, 29 to 33 and 42, and columns that are not there.
    """
    file = _TextFile(path, name, request)
    wanted = choose(file.names, request, where=name)
    rows, columns = write_typed(
        lambda: file.batches(wanted),
        wanted,
        folder=folder,
        request=request,
        progress=progress,
        where=name,
    )
    return Report(
        format="csv",
        encoding=file.scan.encoding,
        rows=rows,
        columns=columns,
        warnings=mojibake_warnings(file.names, ()),
    )


def _usual_separator(name: str) -> str:
    return "\t" if name.lower().endswith(".tsv") else ","
