"""`headload voice`: bring bodies, processes, laws, ratifications and demands in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headload.cli.console import output
from headload.cli.site import ready

if TYPE_CHECKING:
    from headload.apps.voice.keep import Result

voice = typer.Typer(help="Laws and processes of a site.", no_args_is_help=True)


@voice.command("import")
def bring_in(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="With bodies.csv, laws.csv, processes.csv, ratifications.csv, "
            "demands.csv; one is enough.",
        ),
    ],
) -> None:
    """Bring bodies, laws, processes, ratifications, demands in: all, or nothing.

    What is here already stays as it is. What a newer source says of a ratification
    replaces what an older one said; an owner of a demand that had no record is tied to
    its record once there is one.
    """
    ready()
    from headload.apps.voice.seed import bring_in as taken

    _tell(taken(folder))


@voice.command("ratifications")
def ratifications(
    file: Annotated[
        Path, typer.Argument(help="Table of NORMLEX, saved as HTML or CSV.")
    ],
    instrument: Annotated[
        str, typer.Option(help="Number of the convention, such as C189.")
    ],
    as_of: Annotated[
        str, typer.Option(help="Day on which the table was saved, as 2026-11-01.")
    ],
    source: Annotated[
        str, typer.Option(help="Address that it was saved from.")
    ] = "https://normlex.ilo.org/",
) -> None:
    """Bring in who ratified a convention; what is older gives way and is kept."""
    ready()
    from headload.apps.voice.ilo import bring_ratifications_in

    _tell(bring_ratifications_in(file, instrument, as_of=as_of, address=source))


@voice.command("natlex")
def natlex(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="List of NATLEX, saved as HTML or text."),
    ],
) -> None:
    """Bring laws in from lists of NATLEX: as drafts that an editor completes."""
    ready()
    from headload.apps.voice.ilo import bring_records_in

    for file in files:
        _tell(bring_records_in(file))


@voice.command("gaps")
def gaps(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="What headload readiness --json printed of a survey."
        ),
    ],
    *,
    keep: Annotated[
        bool, typer.Option("--keep", help="Register them; else they are only told.")
    ] = False,
) -> None:
    """Propose gaps in the data: which question a survey lacks, and who could ask it.

    A gap that is here already is told and not made again. One whose question the survey
    asks now is named, so that somebody closes it at the desk.
    """
    ready()
    from headload.apps.search.index import rebuild
    from headload.apps.voice.demands.proposals import keep as kept
    from headload.apps.voice.demands.proposals import proposals

    found = [proposals(file) for file in files]
    for each in found:
        _say(f"{each.survey}: {len(each.new)} new, {len(each.known)} here already")
        for gap in each.new:
            _say(f"  {gap.slug}: {gap.title} ({gap.producer or 'producer not known'})")
            _say(f"    {gap.question}")
        for slug in each.answered:
            _say(f"  {slug}: not lacking any more; look at it at the desk")
    if keep:
        _say(f"data gaps: {kept(found)} registered")
        rebuild("gap")
    else:
        _say("nothing was kept; add --keep to register them")


def _tell(result: "Result") -> None:
    from headload.apps.search.index import rebuild

    rebuild("law", "process", "demand")
    for name, count in result.new.items():
        _say(f"{name}: {count} new, {result.known[name]} were here already")
    if result.renewed:
        _say(f"ratifications: {result.renewed} of those here renewed")
    if result.tied:
        _say(f"demands: {result.tied} owners tied to their record")
    if result.left_open:
        _say(f"demands: {result.left_open} owners have no record here and are named")


def _say(text: str) -> None:
    output().print(text, highlight=False, soft_wrap=True)
