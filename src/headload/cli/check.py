"""`headload check`: a release against the figures that the office published."""

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from headload.cli.console import errors, output, print_json
from headload.errors import BadInput, CheckNotMet

PROOF = "checks.json"


def check(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A release.")],
    json: Annotated[
        bool,
        typer.Option("--json", help="Print the result as JSON."),
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print errors only."),
    ] = False,
) -> None:
    """Compare a release with the published totals of its survey.

    The comparison was made where the microdata are, with unrounded figures, and
    lies in DIR.private. Exit code 5 when a figure is neither met nor explained.
    """
    from headload.releases import read_release

    release = read_release(directory)
    proof = _proof(directory)
    if json:
        print_json({"release": release.manifest.id, **proof})
    elif not quiet:
        console = output()
        console.print(_figures(release.manifest.id, proof["checks"]))
        for outcome in proof["checks"]:
            why = "" if outcome["met"] else outcome["explained"]
            for text in filter(None, (why, outcome["note"])):
                console.print(f"{outcome['title']}: {text}", highlight=False)
        for outcome in proof["agreements"]:
            console.print(
                f"{outcome['title']}: {outcome['agree']:,} of {outcome['records']:,} "
                "records agree",
                highlight=False,
            )
        if not proof["checks"]:
            errors().print("No published figures are known for this survey period.")
    _judge(proof, directory)


def _proof(directory: Path) -> dict[str, Any]:
    path = directory.with_name(directory.name + ".private") / PROOF
    if not path.exists():
        raise BadInput(
            "The comparison with published figures is not here",
            where=str(path),
            to_do="run `headload measure` again where the microdata are; the private "
            "directory is not part of what is handed on",
            code="HL-CHECK-01",
        )
    proof: dict[str, Any] = json_module.loads(path.read_text(encoding="utf-8"))
    return proof


def _figures(release: str, checks: list[dict[str, Any]]) -> Table:
    table = Table(title=f"Published figures: {release}", title_justify="left")
    table.add_column("figure")
    table.add_column("published", justify="right")
    table.add_column("ours", justify="right")
    table.add_column("difference", justify="right")
    table.add_column("met")
    for outcome in checks:
        decimals = outcome["decimals"]
        ours = outcome["ours"]
        shown = "" if ours is None else f"{ours:,.{decimals + 2}f}"
        off = None if ours is None else ours - outcome["published"]
        gap = "" if off is None else f"{off:+,.{decimals + 2}f}"
        met = "yes" if outcome["met"] else "explained" if outcome["explained"] else "NO"
        published = f"{outcome['published']:,.{decimals}f}"
        table.add_row(outcome["title"], published, shown, gap, met)
    return table


def _judge(proof: dict[str, Any], directory: Path) -> None:
    failed = [
        outcome["title"]
        for outcome in proof["checks"]
        if not outcome["met"] and not outcome["explained"]
    ]
    failed += [each["title"] for each in proof["agreements"] if not each["met"]]
    if failed:
        raise CheckNotMet(
            f"{len(failed)} published figures are not met: {'; '.join(failed)}",
            where=str(directory),
            to_do="look for another vintage of the file, or correct the survey map",
            code="HL-CHECK-02",
        )
