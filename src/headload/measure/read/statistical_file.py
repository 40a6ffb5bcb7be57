"""A statistical file opened: what its header declares, and batches of its rows.

ReadStat parses; the counts it would believe or pass over in silence are checked
here, before and after.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# the public read_xport and read_por have no user_missing and lose the reasons
from pyreadstat._readstat_parser import ReadstatError, parser_entry_point

from headload.errors import BadInput

from .declared_sas import check_pages, transport_header
from .declared_spss import RowCountHidden, refuse_wrong_row_count, spss_header
from .declared_stata import stata_header
from .families import CUT_SHORT, FAMILIES, PARSERS
from .refusals import counted, refused
from .request import ReadRequest

# above this, room for rows of an unknown number is too large to set aside
_WIDE = 200


class _NotParsedError(Exception):
    """ReadStat could not parse the file; its sentences hold no values."""


class StatisticalFile:
    """A statistical file: what its header declares, and batches of its rows."""

    def __init__(self, path: Path, key: str, name: str, request: ReadRequest) -> None:
        self.path, self.key, self.name, self.request = path, key, name, request
        self.family = FAMILIES[key]
        self.spss = spss_header(path, name=name) if key == "sav" else None
        self.declared = self._declared_rows()
        try:
            self.meta = self._parse(metadataonly=True)[1]
        except _NotParsedError as error:
            raise self._cut_short(error) from error

    def _parse(self, *, hide_row_count: bool = True, **options: Any) -> tuple[Any, Any]:
        """Return the columns and the metadata that ReadStat finds."""
        source: Any = str(self.path)
        if self.spss is not None and hide_row_count:
            source = RowCountHidden(self.path)
        try:
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                parsed = parser_entry_point(
                    source,
                    PARSERS[self.key],
                    encoding=self.request.encoding,
                    user_missing=True,
                    disable_datetime_conversion=True,
                    output_format="dict",
                    **options,
                )
        except UnicodeDecodeError as error:
            raise self._wrong_encoding() from error
        except ReadstatError as error:
            if "convert string" in str(error):
                raise self._wrong_encoding() from error
            raise _NotParsedError(str(error)) from error
        finally:
            if not isinstance(source, str):
                source.close()
        if any("duplicated" in str(one.message) for one in said):
            self._refuse_duplicates()
        return parsed[0], parsed[1]

    def batches(self, wanted: list[str], rows_a_batch: int) -> Iterator[Any]:
        """Yield (columns, metadata) for the rows in order, until there are no more."""
        hide = len(wanted) <= _WIDE
        if not hide:
            self._count_rows_first(wanted[0])
        start = 0
        while True:
            try:
                columns, meta = self._parse(
                    hide_row_count=hide,
                    usecols=wanted,
                    row_limit=rows_a_batch,
                    row_offset=start,
                )
            except _NotParsedError as error:
                self._check_rows(self._rows_before_damage(wanted[0]))
                raise self._cut_short(error) from error
            found = len(columns[wanted[0]])
            if found:
                yield columns, meta
            start += found
            if found < rows_a_batch:
                self._check_rows(start)
                return

    def _count_rows_first(self, column: str) -> None:
        if self.spss is not None:
            try:
                columns, _ = self._parse(usecols=[column])
            except _NotParsedError as error:
                self._check_rows(self._rows_before_damage(column))
                raise self._cut_short(error) from error
            self._check_rows(len(columns[column]))

    def _rows_before_damage(self, column: str) -> int | None:
        """Return how many rows can be parsed, by halving; None when not known."""
        if self.spss is None or self.spss.rows is None:
            return None
        sound, damaged = 0, self.spss.rows + 1
        while damaged - sound > 1:
            middle = (sound + damaged) // 2
            try:
                self._parse(usecols=[column], row_limit=middle)
                sound = middle
            except _NotParsedError:
                damaged = middle
        return sound or None

    def _check_rows(self, found: int | None) -> None:
        if found is None:
            return
        if self.spss is not None:
            refuse_wrong_row_count(self.spss, found, self.path, self.name)
        elif self.declared is not None and found != self.declared:
            raise refused(
                CUT_SHORT[self.key],
                f"The header declares {counted(self.declared, 'row')}; "
                f"{counted(found, 'row')} could be read",
                where=self.name,
                to_do="fetch it again and compare its size with the supplier's",
            )

    def _declared_rows(self) -> int | None:
        if self.spss is not None:
            return self.spss.rows
        if self.key == "dta":
            return stata_header(self.path, name=self.name).rows
        if self.key == "xpt":
            return self._transport_rows()
        if self.key == "sas7bdat":
            check_pages(self.path, name=self.name)
        return None

    def _transport_rows(self) -> int:
        header = transport_header(self.path, name=self.name)
        if header.declared is None and self.request.expected_rows is None:
            raise refused(
                10,
                "A SAS transport file does not declare its number of rows, so a "
                f"cut cannot be seen; this one holds {counted(header.found, 'row')}",
                where=self.name,
                to_do="compare with the supplier's documentation and confirm "
                f"with --rows {header.found}",
            )
        return header.found

    def _wrong_encoding(self) -> BadInput:
        return refused(
            21,
            "The text of the file is not in the encoding that it declares",
            where=self.name,
            to_do="state it, for example --encoding cp1252 or --encoding utf-8",
        )

    def _cut_short(self, error: Exception) -> BadInput:
        rows = self.declared
        expected = "" if rows is None else f"; {counted(rows, 'row')} expected"
        return refused(
            CUT_SHORT[self.key],
            f"The file is cut short or damaged: {str(error).lower()}{expected}",
            where=self.name,
            to_do="fetch it again and compare its size and checksum with "
            "the supplier's",
        )

    def _refuse_duplicates(self) -> None:
        raise refused(
            31,
            "The file names a column twice",
            where=self.name,
            to_do="give every column a name of its own",
        )
