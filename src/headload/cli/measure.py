"""`headload measure`: a survey in, a protected release out."""

from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import errors, output, print_json, progress_of_rooms
from headload.cli.reading import reading_request
from headload.errors import WrongUse


def measure(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="The microdata file."),
    ],
    survey: Annotated[
        str,
        typer.Option("--survey", help="Survey id; see `headload surveys list`."),
    ],
    out: Annotated[Path, typer.Option("--out", help="Directory of the release.")],
    standard: Annotated[
        str,
        typer.Option(help="Edition on informality: icls17 or icls21."),
    ] = "icls17",
    plan: Annotated[
        Path | None,
        typer.Option(help="Your own plan (TOML), or a shipped one: editions."),
    ] = None,
    policy: Annotated[
        str,
        typer.Option(help="Protection policy: a shipped name or your own file."),
    ] = "confidential",
    engine: Annotated[str, typer.Option(help="Engine that does the sums.")] = "duckdb",
    threads: Annotated[
        int | None,
        typer.Option(min=1, help="Threads; figures do not depend on them."),
    ] = None,
    memory: Annotated[
        str | None,
        typer.Option(help="Memory cap of the engine, such as 2GB."),
    ] = None,
    drop_weight_le_0: Annotated[
        bool,
        typer.Option(
            "--drop-weight-le-0",
            help="Leave out records without a positive weight, and count them.",
        ),
    ] = False,
    sensitivity: Annotated[
        bool,
        typer.Option(
            "--sensitivity",
            help="Show how the headline moves with what the standards leave open.",
        ),
    ] = False,
    atlas: Annotated[
        Path | None,
        typer.Option(help="Another folder of survey maps."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of a text file, such as utf-8 or cp1252."),
    ] = None,
    separator: Annotated[
        str | None,
        typer.Option(help="Separator of a CSV file."),
    ] = None,
    decimal: Annotated[str, typer.Option(help="Decimal mark of a CSV file.")] = ".",
    member: Annotated[
        str | None,
        typer.Option(help="Which file inside a zip that holds several."),
    ] = None,
    layout: Annotated[
        Path | None,
        typer.Option(help="Layout of a fixed-width file: CSV of name, start, end."),
    ] = None,
    text: Annotated[
        list[str] | None,
        typer.Option(help="Column to keep as text; may be given more than once."),
    ] = None,
    rows: Annotated[
        int | None,
        typer.Option(min=0, help="Rows that the file must have."),
    ] = None,
    sha256: Annotated[
        str | None,
        typer.Option(help="SHA-256 that the file must have."),
    ] = None,
    language: Annotated[
        str,
        typer.Option("--lang", help="Language of the tables: en, es or fr."),
    ] = "en",
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print errors only."),
    ] = False,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print the result as JSON."),
    ] = False,
) -> None:
    """Measure informal employment and the worker groups in a survey.

    The file is read in a confined process, harmonised by the survey's map,
    classified by the standard, estimated with its design, protected by the policy
    and published in DIR. Unprotected figures stay in DIR.private.
    """
    from headload.measure.pipeline import Measured, Task, measure_survey

    if engine != "duckdb":
        raise WrongUse(
            f'The engine "{engine}" is not available',
            where="--engine",
            to_do="use duckdb",
            code="HL-USE-05",
        )
    if len(files) != 1:
        raise WrongUse(
            f"{len(files)} files were given, one is measured at a time",
            where="FILE",
            to_do="stack the parts of one period into a single file first",
            code="HL-USE-06",
        )
    task = Task(
        file=files[0],
        survey=survey,
        out=out,
        standard=standard,
        plan=plan,
        policy=policy,
        threads=threads,
        memory=memory,
        drop_weight_le_0=drop_weight_le_0,
        sensitivity=sensitivity,
        atlas=atlas,
        reading=reading_request(
            encoding=encoding,
            separator=separator,
            decimal=decimal,
            member=member,
            rows=rows,
            sha256=sha256,
            layout=layout,
            text=text or (),
        ),
    )
    with progress_of_rooms(quiet=quiet or json) as progress:
        measured: Measured = measure_survey(task, progress)
    if json:
        print_json(summary(measured))
    elif not quiet:
        show(measured, language)


def summary(measured: object) -> dict[str, object]:
    """Return what a script wants to know of a measurement."""
    from headload.measure.pipeline import Measured

    assert isinstance(measured, Measured)  # noqa: S101  (narrowing a late import)
    manifest = measured.release.manifest
    return {
        "release": str(measured.directory),
        "id": manifest.id,
        "counts": dict(manifest.counts),
        "warnings": list(manifest.warnings),
        "checks": [outcome.data() for outcome in measured.checks],
        "agreements": [outcome.data() for outcome in measured.agreements],
    }


def show(measured: object, language: str) -> None:
    """Print the headline tables and where the release lies."""
    from headload.measure.pipeline import Measured
    from headload.measure.publish import headline

    assert isinstance(measured, Measured)  # noqa: S101  (narrowing a late import)
    console = output()
    console.print(headline(measured.release, language))
    if measured.checks:
        met = sum(outcome.met for outcome in measured.checks)
        console.print(
            f"Published figures met: {met} of {len(measured.checks)} "
            f"(headload check {measured.directory})",
            highlight=False,
            soft_wrap=True,
        )
    console.print(f"Release: {measured.directory}", highlight=False, soft_wrap=True)
    printed = set(measured.release.manifest.warnings)
    for remark in measured.release.private.remarks:
        if remark not in printed:
            errors().print(f"for you only: {remark}", highlight=False, markup=False)
