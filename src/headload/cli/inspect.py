"""`headload inspect FILE`: the codebook of a file, never a row of it.

Counts below ten are shown as "fewer than 10"; of a weight or an income nothing
is shown but its name, its type and how many values differ.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from headload.measure.read import Codebook, Variable

_FEW = "fewer than 10"
_CODES_SHOWN = 12


def inspect(
    file: Annotated[
        Path, typer.Argument(help="Survey file, alone or in a zip.", show_default=False)
    ],
    *,
    column: Annotated[
        list[str] | None,
        typer.Option(help="Only this column; repeat for more."),
    ] = None,
    text: Annotated[
        list[str] | None,
        typer.Option(help="Keep this column as text; repeat for more."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text, such as cp1252.")
    ] = None,
    separator: Annotated[
        str | None, typer.Option(help="Field separator of a CSV file.")
    ] = None,
    decimal: Annotated[str, typer.Option(help="Decimal mark of a text file.")] = ".",
    layout: Annotated[
        Path | None,
        typer.Option(help="Layout of a fixed-width file: CSV name,start,end."),
    ] = None,
    member: Annotated[
        str | None, typer.Option(help="File to read inside the zip.")
    ] = None,
    rows: Annotated[
        int | None, typer.Option(help="Rows that the supplier states.", min=1)
    ] = None,
    sha256: Annotated[
        str | None, typer.Option(help="SHA-256 that the supplier states.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
) -> None:
    """Show what a survey file holds: variables, labels, missing values, design."""
    import tempfile

    from headload.measure.read import ReadRequest, codebook, read_layout

    request = ReadRequest(
        columns=tuple(column) if column else None,
        text_columns=frozenset(text or ()),
        encoding=encoding,
        separator="\t" if separator == r"\t" else separator,
        decimal=decimal,
        layout=read_layout(layout) if layout else (),
        member=member,
        expected_rows=rows,
        expected_sha256=sha256,
    )
    with tempfile.TemporaryDirectory(prefix="headload-") as folder:
        found = codebook(file, workspace=Path(folder), request=request)
    _show(found, as_json=json)


def _show(codebook: "Codebook", *, as_json: bool) -> None:
    if as_json:
        import json

        typer.echo(json.dumps(plain(codebook), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    print_codebook(codebook, Console())


def plain(codebook: "Codebook") -> dict[str, Any]:
    """Return the codebook as data; a null count stands for fewer than ten.

    Parameters
    ----------
    codebook
        What `headload.measure.read.codebook` returned.
    """
    described = asdict(codebook)
    described["variables"] = [_plain_variable(one) for one in codebook.variables]
    return described


def _plain_variable(one: "Variable") -> dict[str, Any]:
    return {
        "name": one.column.name,
        "label": one.column.label,
        "type": one.column.storage,
        "distinct": one.distinct,
        "missing": dict(one.missing),
        "codes": {
            code: {"label": label, "rows": one.frequencies[code]}
            for code, label in one.column.value_labels.items()
        },
        "rows_without_label": one.unlabelled if one.column.value_labels else 0,
    }


def print_codebook(codebook: "Codebook", console: "Console") -> None:
    """Print the codebook for people.

    Parameters
    ----------
    codebook
        What `headload.measure.read.codebook` returned.
    console
        Where to.
    """
    console.print(_facts(codebook))
    console.print(_variables(codebook))
    console.print(_candidates(codebook))
    for warning in codebook.warnings:
        console.print(_clean(f"Note: {warning}"), markup=False, highlight=False)


def _facts(codebook: "Codebook") -> "Table":
    from rich.table import Table

    table = Table(show_header=False, box=None, title_justify="left", title="File")
    for name, value in (
        ("name", codebook.name),
        ("format", codebook.format),
        ("encoding", codebook.encoding or "of the format"),
        ("size", f"{codebook.size_bytes:,} bytes"),
        ("rows", f"{codebook.rows:,}"),
        ("variables", f"{len(codebook.variables):,}"),
        ("SHA-256", codebook.fingerprint),
        ("read in", _CONFINED[codebook.isolation]),
    ):
        table.add_row(name, _cell(value))
    return table


_CONFINED = {
    "bwrap": "a sandbox without network",
    "limits": "a process with limits (install bubblewrap for a sandbox)",
}


def _variables(codebook: "Codebook") -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, title="Variables", title_justify="left")
    for heading in ("variable", "label", "type", "codes and rows", "missing"):
        table.add_column(heading, overflow="fold")
    for one in codebook.variables:
        table.add_row(
            _cell(one.column.name),
            _cell(one.column.label),
            one.column.storage,
            _cell(_codes(one)),
            _cell(_counts(one.missing)),
        )
    return table


def _candidates(codebook: "Codebook") -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.SIMPLE, title="Perhaps the design (confirm it)", title_justify="left"
    )
    for heading in ("role", "variable", "why"):
        table.add_column(heading, overflow="fold")
    for one in codebook.candidates:
        table.add_row(one.role, _cell(one.name), _cell("; ".join(one.reasons)))
    if not codebook.candidates:
        table.add_row("none found", "", "look in the documentation of the survey")
    return table


def _codes(one: "Variable") -> str:
    if not one.column.value_labels:
        return f"{one.distinct:,} distinct"
    labels = list(one.column.value_labels.items())
    lines = [
        f"{code} {label}: {_count(one.frequencies[code])}"
        for code, label in labels[:_CODES_SHOWN]
    ]
    if len(labels) > _CODES_SHOWN:
        lines.append(f"and {len(labels) - _CODES_SHOWN} more labels (--json shows all)")
    if one.unlabelled != 0:
        lines.append(f"codes without label: {_count(one.unlabelled)}")
    return "\n".join(lines)


def _counts(counts: Mapping[str, int | None]) -> str:
    return "\n".join(f"{reason}: {_count(n)}" for reason, n in counts.items())


def _count(number: int | None) -> str:
    return _FEW if number is None else f"{number:,}"


def _cell(text: str) -> Any:
    from rich.text import Text

    return Text(_clean(text))


def _clean(text: str) -> str:
    """Return text that cannot move the cursor or colour a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
