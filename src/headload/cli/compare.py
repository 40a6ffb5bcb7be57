"""`headload compare`: what moved between two releases, and whether by chance."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from headload.cli.console import output, print_json
from headload.errors import BadInput, WrongUse

if TYPE_CHECKING:
    from headload.compare import Comparison
    from headload.compare.words import Words

SHOWN = 20


def compare(
    one: Annotated[Path, typer.Argument(metavar="DIR", help="The first release.")],
    other: Annotated[Path, typer.Argument(metavar="DIR", help="The second.")],
    *,
    out: Annotated[
        Path | None,
        typer.Option(help="Also write the whole: a page (.html) or a table (.csv)."),
    ] = None,
    language: Annotated[
        str,
        typer.Option("--lang", help="Language: en, es or fr."),
    ] = "en",
    json: Annotated[
        bool,
        typer.Option("--json", help="Print the result as JSON."),
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print errors only."),
    ] = False,
) -> None:
    """Compare two releases of one place: a revision, or a change between periods.

    A change is tested as between independent samples. A revision of the same period
    is not tested; what the releases say differently of data, map, rules and policy
    stands first. Withheld figures are never compared.
    """
    from headload.compare import compare as laid_side_by_side
    from headload.compare.words import Words
    from headload.releases import read_release
    from headload.terms import LANGUAGES

    if language not in LANGUAGES:
        raise WrongUse(
            f'There are no words in "{language}"',
            where="--lang",
            to_do=f"choose among {', '.join(LANGUAGES)}",
            code="HL-COMP-03",
        )
    found = laid_side_by_side(read_release(one), read_release(other))
    words = Words(found, language)
    if out is not None:
        _write(out, words)
    if json:
        print_json(_data(found))
    elif not quiet:
        _print(words)


def _write(out: Path, words: "Words") -> None:
    from headload.compare.page import page, table
    from headload.releases.atomic import write_file

    makers = {".html": page, ".csv": table}
    if out.suffix not in makers:
        raise WrongUse(
            f'A comparison cannot be written as "{out.name}"',
            where="--out",
            to_do="name a file that ends in .html or .csv",
            code="HL-COMP-04",
        )
    made = makers[out.suffix](words)
    try:
        write_file(out, made)
    except OSError as error:
        raise BadInput(
            f"The comparison could not be written: {error.strerror or error}",
            where=str(out),
            to_do="check that the folder is there and that you may write in it",
            code="HL-COMP-05",
        ) from None


def _data(found: "Comparison") -> dict[str, object]:
    from headload.compare.page import told

    return {
        "kind": str(found.kind),
        "releases": [found.one.manifest.id, found.other.manifest.id],
        "causes": [
            {"what": each.name, "first": each.one, "second": each.other}
            for each in found.causes
        ],
        "counts": {str(moved): count for moved, count in found.counts.items()},
        "tests": found.tests,
        "significant_by_chance": found.by_chance,
        "figures": [
            {
                **pair.name,
                "result": str(pair.moved),
                "first": pair.one.value if pair.one else None,
                "second": pair.other.value if pair.other else None,
                "difference": pair.difference,
                "ci_low": pair.low,
                "ci_high": pair.high,
            }
            for pair in told(found.pairs)
        ],
    }


def _print(words: "Words") -> None:
    from headload.compare.page import cells, told
    from headload.compare.pair import Moved

    console = output()
    found = words.found
    console.print(words.title(), style="bold", highlight=False)
    for remark in words.remarks():
        console.print(remark, highlight=False)
    console.print(f"\n{words.say('causes_heading')}", style="bold")
    for each in found.causes:
        name = words.say(f"cause_{each.name}")
        console.print(f"  {name}: {each.one} → {each.other}", highlight=False)
    if not found.causes:
        console.print(f"  {words.say('causes_none')}", highlight=False)
    console.print(f"\n{words.say('counts_heading')}", style="bold")
    for moved in Moved:
        if found.counts[moved]:
            console.print(f"  {found.counts[moved]:>6,}  {words.say(str(moved))}")
    listed = told(found.pairs)
    if not listed:
        return
    table = Table(title=words.say("figures_heading"), title_justify="left")
    names = ("figure", "became", "first", "second", "difference", "interval")
    for at, name in enumerate(names):
        table.add_column(
            words.say(name), justify="right" if at > 1 else "left", overflow="fold"
        )
    for pair in listed[:SHOWN]:
        table.add_row(*cells(words, pair))
    console.print(table)
    if len(listed) > SHOWN:
        console.print(f"+ {len(listed) - SHOWN:,} (--out FILE.html, --json)")
