"""Writing a sample as the SPSS file that the office would have sent.

The header of an SPSS file holds the clock; it is set to a fixed date so that the
same seed gives the same bytes.
"""

from pathlib import Path

import pyreadstat

from headload.imaginary.sample import Sample

TITLE = "Tessara Labour Force Survey, 1st quarter 2025 (imaginary)"
# SPSS system file header: creation_date at byte 92 (9 bytes), creation_time at
# byte 101 (8 bytes), as in the PSPP developers' guide, "File Header Record"
CLOCK_OFFSET = 92
CLOCK = b"01 Apr 2512:00:00"


def write_sav(sample: Sample, path: Path) -> Path:
    """Write `sample` to `path`, byte for byte the same each time.

    pyreadstat takes data frames only. Arrow makes the frame, with the pandas
    that Ibis brings along.

    Returns
    -------
    Path
        `path`.
    """
    asked = sample.questions
    pyreadstat.write_sav(
        sample.table.to_pandas(),
        str(path),
        file_label=TITLE,
        column_labels=dict(sample.labels()),
        variable_value_labels={q.column: dict(q.labels) for q in asked if q.labels},
        missing_ranges={
            q.column: [_stored(code, q.kind) for code in q.missing]
            for q in asked
            if q.missing
        },
        row_compress=True,
    )
    with path.open("r+b") as file:
        file.seek(CLOCK_OFFSET)
        file.write(CLOCK)
    return path


def _stored(code: int, kind: str) -> int | str:
    return f"{code:04}" if kind == "text" else code
