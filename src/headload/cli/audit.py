"""`headload audit`: attack a release with nothing but what it publishes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from headload.cli.console import output, print_json
from headload.errors import RefusedByPolicy

if TYPE_CHECKING:
    from headload.measure.audit import Audit, Finding

SHOWN = 20


def audit(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A release.")],
    with_: Annotated[
        list[Path] | None,
        typer.Option("--with", help="An earlier release of the same microdata."),
    ] = None,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print the result as JSON."),
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print errors only."),
    ] = False,
) -> None:
    """Work out what an outsider can, and say which withheld figures that narrows.

    Reads published files only. Exit code 4 when a withheld figure can be narrowed
    to fewer respondents than the policy's threshold.
    """
    from headload.measure.audit import audit as attack
    from headload.releases import read_release

    releases = [read_release(path) for path in (directory, *(with_ or ()))]
    found = attack(releases)
    open_ = [*found.exact, *found.weak]
    if json:
        print_json(_data(releases[0].manifest.id, found, open_))
    elif not quiet:
        _print(releases[0].manifest.id, found, open_)
    refuse_open(found, directory)


def refuse_open(found: "Audit", directory: Path) -> None:
    """Refuse a release of which something could be worked out.

    Raises
    ------
    RefusedByPolicy
        HL-AUD-03.
    """
    open_ = [*found.exact, *found.weak]
    if open_:
        raise RefusedByPolicy(
            f"{len(open_)} numbers behind withheld figures can be narrowed too far",
            where=str(directory),
            to_do="measure with fewer tables, or merge small categories; the exact "
            "ones must not be published",
            code="HL-AUD-03",
        )


def _data(
    release: str, found: "Audit", open_: Sequence["Finding"]
) -> dict[str, object]:
    return {
        "release": release,
        "withheld": found.withheld,
        "numbers": len(found.findings),
        "exact": len(found.exact),
        "weak": len(found.weak),
        "people_a_respondent": found.respondent,
        "threshold": found.threshold,
        "open": [
            {
                "estimate_id": each.estimate_id,
                "part": each.part,
                "low": each.low,
                "high": each.high,
                "verdict": each.verdict,
            }
            for each in open_
        ],
    }


def _print(release: str, found: "Audit", open_: Sequence["Finding"]) -> None:
    console = output()
    console.print(
        f"{release}: {found.withheld:,} figures withheld to protect, "
        f"{len(found.findings):,} numbers behind them; {len(found.exact)} can be "
        f"worked out, {len(found.weak)} narrowed to fewer than {found.threshold} "
        f"respondents of {found.respondent:,.0f} people.",
        highlight=False,
    )
    if not open_:
        return
    table = Table()
    for column in ("figure", "number", "from", "to", "verdict"):
        table.add_column(column, overflow="fold")
    for each in open_[:SHOWN]:
        ends = (f"{each.low:,.0f}", f"{each.high:,.0f}")
        table.add_row(each.estimate_id, each.part, *ends, each.verdict)
    console.print(table)
    if len(open_) > SHOWN:
        console.print(f"and {len(open_) - SHOWN} more (--json has all)")
