"""`headload measure`: a survey in, a protected release out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headload.cli.console import errors, output, print_json, progress_of_rooms
from headload.cli.reading import reading_request
from headload.errors import WrongUse

if TYPE_CHECKING:
    from headload.measure.pipeline import Override


def measure(
    *,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="The microdata file; or its parts, a folder or a pattern.",
        ),
    ] = None,
    survey: Annotated[
        str,
        typer.Option("--survey", help="Survey id; see `headload surveys list`."),
    ],
    out: Annotated[Path, typer.Option("--out", help="Directory of the release.")],
    period: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PERIOD=FILE",
            help="A file of one period, with the series as --survey; give several.",
        ),
    ] = None,
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
    engine: Annotated[
        str,
        typer.Option(
            help="Engine that does the sums: duckdb, or spark for many machines."
        ),
    ] = "duckdb",
    master: Annotated[
        str | None,
        typer.Option(help="URL of a Spark cluster, such as spark://host:7077."),
    ] = None,
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
    calibration: Annotated[
        Path | None,
        typer.Option(help="Known totals that weights must meet (TOML)."),
    ] = None,
    sampling_errors: Annotated[
        Path | None,
        typer.Option(help="The office's table of sampling errors by size (CSV)."),
    ] = None,
    value_added: Annotated[
        Path | None,
        typer.Option(help="Gross value added by branch, to share out (TOML)."),
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(help="A release of the same microdata that is out already."),
    ] = None,
    forget: Annotated[
        bool,
        typer.Option(
            "--forget",
            help="The release that DIR holds never left the house: do not count it.",
        ),
    ] = False,
    approved_by: Annotated[
        list[str] | None,
        typer.Option(help="Who seals what the audit refuses; two people, published."),
    ] = None,
    because: Annotated[
        str,
        typer.Option(help="Why they do; published."),
    ] = "",
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
    and published in DIR. Unprotected figures stay in DIR.private. Several files are
    the parts of one period; with --period, periods are compared.
    """
    from headload.measure.pipeline import Measured, Task, measure_survey

    task = Task(
        file=sources(files or (), period or ()),
        survey=survey,
        out=out,
        standard=standard,
        plan=plan,
        policy=policy,
        engine=engine,
        threads=threads,
        memory=memory,
        master=master,
        drop_weight_le_0=drop_weight_le_0,
        sensitivity=sensitivity,
        atlas=atlas,
        calibration=calibration,
        sampling_errors=sampling_errors,
        value_added=value_added,
        earlier=tuple(earlier or ()),
        forget=forget,
        override=_override(approved_by or (), because),
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


def _override(people: Sequence[str], reason: str) -> "Override | None":
    from headload.measure.pipeline import Override

    return Override(tuple(people), reason) if people or reason else None


def sources(
    files: Sequence[Path], periods: Sequence[str]
) -> tuple[Path, ...] | dict[str, tuple[Path, ...]]:
    """Return the files of one period, or those of each period.

    Raises
    ------
    WrongUse
        ``HL-USE-08`` for no file, or for both ways of naming files.
    """
    from headload.measure.pipeline import files_by_period, files_of

    if bool(files) == bool(periods):
        raise WrongUse(
            "Files are named on their own or by period, one of the two",
            where="FILE and --period",
            to_do="write FILE..., or --period PERIOD=FILE for each period",
            code="HL-USE-08",
        )
    return files_by_period(periods) if periods else files_of(files)


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
