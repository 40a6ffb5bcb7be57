"""What the read room hands on: a parsed file on disk and a report about it.

The rows stay in a Parquet file inside a private working folder; this value only
carries counts, names and labels, so it can be printed and logged safely.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Column:
    """One column of a file as found.

    Parameters
    ----------
    name
        Name in the file, as spelled there.
    label
        Variable label, empty when the format has none.
    storage
        ``text``, ``integer``, ``number``, ``date`` or ``boolean``.
    value_labels
        Label of each code, the code written as text.
    missing
        Number of values by reason: ``system`` for blanks, ``.a`` to ``.z`` for
        Stata and SAS, the code itself (``99``) for SPSS user-missing values.
    """

    name: str
    label: str
    storage: str
    value_labels: Mapping[str, str]
    missing: Mapping[str, int]


@dataclass(frozen=True)
class Microdata:
    """A file that was read completely, ready to be harmonised.

    Parameters
    ----------
    parquet
        The rows, with the columns of `columns` under their names. A column with
        missing values of a stated reason has a companion ``<name>__missing``
        (text: the reason, null where a value is present).
    fingerprint
        SHA-256 of the file received, hexadecimal.
    format
        ``spss``, ``stata``, ``sas``, ``csv``, ``fixed-width`` or ``parquet``.
    rows
        Number of rows, after reconciliation with what the file declares.
    columns
        The columns read (those asked for), in file order.
    warnings
        Sentences for the import report; they hold counts, never values of rows.
    isolation
        How the reader was confined: ``bwrap`` or ``limits``.
    """

    parquet: Path
    fingerprint: str
    format: str
    rows: int
    columns: tuple[Column, ...]
    warnings: tuple[str, ...]
    isolation: str

    def column(self, name: str) -> Column:
        """Return the column called `name`.

        Raises
        ------
        KeyError
            When the file has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
