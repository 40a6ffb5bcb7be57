"""`headload trace`: from one published number back to the paragraph of its rule.

It opens the sealed release only, so it says no more than was published; of a
protected cell it says that it is protected and never why in particular.
"""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from headload.cli.console import output, print_json
from headload.errors import WrongUse
from headload.terms import Flag

if TYPE_CHECKING:
    from headload.releases import DerivationRow, ReleasedEstimate, SealedRelease


def trace(
    directory: Annotated[
        Path,
        typer.Argument(help="Directory of a release.", metavar="DIR"),
    ],
    estimate_id: Annotated[
        str,
        typer.Argument(help="Id of a figure, as printed in tables and pages."),
    ],
    json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object instead of text."),
    ] = False,
) -> None:
    """Show where a published number comes from: survey, map, rule and paragraph."""
    from headload.releases import read_release

    answer = trace_of(read_release(directory), estimate_id)
    if json:
        print_json(answer)
        return
    console = output()
    for name, content in answer.items():
        _print(console, name.replace("_", " "), content)


def trace_of(release: "SealedRelease", estimate_id: str) -> dict[str, Any]:
    """Return the whole way of one figure, from value to command.

    Raises
    ------
    WrongUse
        HL-TRACE-01 when the release has no such figure; names the closest.
    """
    cell = _find(release, estimate_id)
    manifest = release.manifest
    rules = _rules(release, cell)
    return {
        "estimate": cell.estimate_id,
        "indicator": _label(release, "indicator", cell.indicator),
        "where": _place(release, cell),
        "figure": _figure(release, cell),
        "release": manifest.id,
        "survey": f"{manifest.title['en']} ({manifest.survey}), {manifest.period}",
        "data": [f"sha256 {each['sha256']}" for each in manifest.inputs],
        "map": f"{manifest.map['id']}, sha256 {manifest.map['sha256']}",
        "standard": manifest.standard,
        "rules": {rule: list(manifest.rules.get(rule, ())) for rule in rules},
        "nodes": [_node(row) for row in release.derivation if row.variable in rules],
        "design": manifest.design,
        "policy": f"{manifest.policy.name} {manifest.policy.version}, "
        f"owner: {manifest.policy.owner}, sha256 {manifest.policy.sha256}",
        "software": f"headload {manifest.software_version}",
        "notes": [*manifest.notes, *manifest.warnings],
        "make_again": manifest.command,
    }


def _find(release: "SealedRelease", estimate_id: str) -> "ReleasedEstimate":
    by_id = {cell.estimate_id: cell for cell in release.estimates}
    if estimate_id in by_id:
        return by_id[estimate_id]
    close = difflib.get_close_matches(estimate_id, list(by_id), n=3, cutoff=0.4)
    hint = f"closest: {', '.join(close)}" if close else "ids stand in tables/*.csv"
    raise WrongUse(
        f'The release has no figure "{estimate_id}"',
        where=str(release.directory),
        to_do=f"check the spelling; {hint}",
        code="HL-TRACE-01",
    )


def _rules(release: "SealedRelease", cell: "ReleasedEstimate") -> list[str]:
    """Return the rules behind a cell: its indicator's and those of its row."""
    indicator = release.manifest.indicators.get(cell.indicator, {})
    rules = list(indicator.get("rules", ()))
    for name, code in cell.dimensions.items():
        rules += indicator.get("rows", {}).get(f"{name}={code}", ())
    return rules


def _place(release: "SealedRelease", cell: "ReleasedEstimate") -> dict[str, str]:
    place = {"ref_area": _label(release, "ref_area", cell.ref_area)}
    if cell.time_period != release.manifest.period:
        place["time_period"] = cell.time_period
    codes = sorted(cell.dimensions.items())
    return place | {name: _label(release, name, code) for name, code in codes}


def _figure(release: "SealedRelease", cell: "ReleasedEstimate") -> dict[str, Any]:
    words = release.manifest.policy.words
    status = {"flag": str(cell.flag), "meaning": _label(release, "flag", cell.flag)}
    if cell.flag is Flag.PROTECTED:
        return {**status, "withheld": words["protected"]["en"]}
    notes = [_label(release, "note", note) for note in cell.note.split()]
    said = {"n": cell.n, "n_band": cell.n_band}
    sample = {name: number for name, number in said.items() if number is not None}
    noted = {"notes": notes} if notes else {}
    if cell.flag is Flag.UNRELIABLE:
        return {**status, "withheld": words["unreliable"]["en"], **sample, **noted}
    precision = {
        name: getattr(cell, name)
        for name in ("se", "ci_low", "ci_high", "cv", "deff", "df", "n_psu")
        if getattr(cell, name) is not None
    }
    figure = {"value": cell.value, "unit": cell.unit}
    return {**figure, **precision, **sample, **status, **noted}


def _node(row: "DerivationRow") -> dict[str, Any]:
    return {
        "rule": row.variable,
        "node": row.node,
        "citation": row.citation,
        "n": "withheld" if row.n is None else row.n,
        "percent": row.weighted_share,
    }


def _label(release: "SealedRelease", kind: str, code: str) -> str:
    return release.codelists.get(kind, {}).get(code, {}).get("en") or code


def _print(console: Console, name: str, content: Any) -> None:
    """Print one part of the trace as a heading and indented lines."""
    if isinstance(content, str):
        console.print(f"[bold]{name}[/bold]  ", end="")
        console.print(content, markup=False, highlight=False, soft_wrap=True)
        return
    console.print(f"[bold]{name}[/bold]")
    for line in _lines(content):
        console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)


def _lines(content: Any) -> list[str]:
    if isinstance(content, dict):
        return [f"{name}: {_flat(each)}" for name, each in content.items()]
    return [_flat(each) for each in content]


def _flat(content: Any) -> str:
    if isinstance(content, dict):
        parts = (f"{name} {each}" for name, each in content.items() if each is not None)
        return ", ".join(parts)
    if isinstance(content, list):
        return "; ".join(map(str, content))
    return str(content)
