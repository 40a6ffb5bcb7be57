"""Text whose fields stand at fixed positions, by a layout that the person gives.

Positions count characters, not bytes. A line that ends before the last field is
refused: it is the sign of a wrong layout or of a damaged file.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from .names import check_header, choose
from .refusals import refused
from .report import Progress, Report
from .request import FixedField, ReadRequest
from .text_scan import scan
from .text_types import write_typed

_CHARACTERS = 16 << 20
_SHORT_SHOWN = 5


def read_fixed_width(
    path: Path,
    *,
    name: str,
    folder: Path,
    request: ReadRequest,
    progress: Progress,
) -> Report:
    """Read a fixed-width file into ``rows.parquet`` in `folder`.

    Parameters
    ----------
    path, name
        The file on disk and its name as received.
    folder
        Working folder.
    request, progress
        As in `headload.measure.read.read`; ``request.layout`` names the fields.

    Raises
    ------
    BadInput
        Cases 21, 22, 24 to 26, 29 to 31 and 42, and columns that are not there.
    """
    layout = {one.name: one for one in request.layout}
    names = [one.name for one in request.layout]
    check_header(names, where=f"{name}, layout")
    wanted = choose(names, request, where=f"{name}, layout")
    found = scan(path, name=name, encoding=request.encoding, separator="\0")
    fields = [layout[one.found] for one in wanted]
    rows, columns = write_typed(
        lambda: _batches(path, found.encoding, fields, request.layout, name),
        wanted,
        folder=folder,
        request=request,
        progress=progress,
        where=name,
    )
    return Report(
        format="fixed-width", encoding=found.encoding, rows=rows, columns=columns
    )


def _batches(
    path: Path,
    encoding: str,
    fields: Sequence[FixedField],
    layout: Sequence[FixedField],
    name: str,
) -> Iterator[list[Any]]:
    width = max(one.end for one in layout)
    rows = 0
    with path.open(encoding=encoding) as file:
        while lines := file.readlines(_CHARACTERS):
            texts = pc.utf8_rtrim(pa.array(lines, pa.string()), characters="\n")
            _refuse_short(texts, rows, width, name)
            yield [
                pc.utf8_slice_codeunits(texts, one.start - 1, one.end) for one in fields
            ]
            rows += len(lines)


def _refuse_short(texts: Any, rows_before: int, width: int, name: str) -> None:
    short = pc.less(pc.utf8_length(texts), width)
    if not pc.any(short).as_py():
        return
    at = [one.as_py() for one in pc.indices_nonzero(short)[:_SHORT_SHOWN]]
    places = ", ".join(
        f"line {rows_before + one + 1:,} has {len(texts[one].as_py())}" for one in at
    )
    raise refused(
        26,
        f"Lines are shorter than the {width} characters of the layout",
        where=f"{name}: {places}",
        to_do="check the layout, or correct the lines",
    )
