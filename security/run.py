"""``python -m security``: ask every search, and say what came of each.

Ends with 0 when all could look and found nothing new, 1 when something was found, 2
when nothing was found by those that could look, but one of them could not.
"""

import json
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from faults.room import PROJECT
from security.explained import explanations, unexplained
from security.search import CouldNotLook, Finding, Search
from security.searches import SEARCHES

KEPT = PROJECT / "security" / "results.json"
FOUND, COULD_NOT_LOOK = 1, 2


def main(
    only: Annotated[
        str, typer.Option(help="Tools with commas between, such as bandit,semgrep.")
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Write the results for the page about them.")
    ] = False,
) -> None:
    """Search for weaknesses."""
    asked = [each for each in only.lower().replace(" ", "").split(",") if each]
    chosen = [each for each in SEARCHES if not asked or each.tool in asked]
    if unknown := set(asked) - {each.tool for each in SEARCHES}:
        sys.exit(f"no such search: {', '.join(sorted(unknown))}")
    with TemporaryDirectory(prefix="headload-security-") as folder:
        results = [_asked(each, Path(folder)) for each in chosen]
    if keep:
        _write(results)
    sys.exit(verdict(results))


def verdict(results: list[dict[str, object]]) -> int:
    """Return the exit code for what came of the searches."""
    if any(each["new"] for each in results):
        return FOUND
    return COULD_NOT_LOOK if any(not each["looked"] for each in results) else 0


def _asked(search: Search, folder: Path) -> dict[str, object]:
    typer.echo(f"{search.tool}: {search.asks} ...")
    began = time.monotonic()
    place = folder / search.tool
    place.mkdir()
    reason = ""
    try:
        found = search.look(place)
    except CouldNotLook as refusal:
        found, reason = list(refusal.found), str(refusal)
    new = _new(found, search.tool, looked=not reason)
    for each in new:
        typer.echo(f"   {each.rule} {each.place}: {each.said}")
    if reason:
        typer.echo(f"   COULD NOT LOOK: {reason}")
    seconds = round(time.monotonic() - began)
    typer.echo(f"   {len(found)} found, {len(new)} not explained ({seconds} s)")
    return {
        "tool": search.tool,
        "looked": not reason,
        "found": len(found),
        "new": len(new),
        "seconds": seconds,
    }


def _new(found: list[Finding], tool: str, *, looked: bool) -> list[Finding]:
    known = [each for each in explanations() if each.tool == tool]
    if looked:
        return unexplained(found, {tool}, known)
    keys = {(each.rule, each.place) for each in known}
    return [each for each in found if (each.rule, each.place) not in keys]


def _write(results: list[dict[str, object]]) -> None:
    """Keep results beside those of searches that were not asked this time."""
    known = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {"searches": []}
    by_tool = {each["tool"]: each for each in known["searches"]}
    today = datetime.now(tz=UTC).date().isoformat()
    where = f"Python {platform.python_version()}, {platform.system()}"
    for each in results:
        by_tool[str(each["tool"])] = {**each, "on": today, "with": where}
    kept = [by_tool[each.tool] for each in SEARCHES if each.tool in by_tool]
    KEPT.write_text(json.dumps({"searches": kept}, indent=1) + "\n", "utf-8")
