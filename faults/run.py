"""``python -m faults``: try what was asked for, and say what came of it."""

import json
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from faults.room import PROJECT, Room
from faults.trial import Outcome, Trial
from faults.trials import TRIALS

KEPT = PROJECT / "faults" / "results.json"


def main(
    only: Annotated[
        str, typer.Option(help="Codes with commas between, such as R1,R4.")
    ] = "",
    minutes: Annotated[float, typer.Option(help="How long each crowd reads.")] = 10,
    soak: Annotated[float, typer.Option(help="Minutes of the longest trial.")] = 30,
    keep: Annotated[
        bool, typer.Option("--keep", help="Write the results for the page about them.")
    ] = False,
) -> None:
    """Try Headload under faults; ends with 1 where a promise was not kept."""
    asked = [each for each in only.upper().replace(" ", "").split(",") if each]
    chosen = [each for each in TRIALS if not asked or each.code in asked]
    if unknown := set(asked) - {each.code for each in TRIALS}:
        sys.exit(f"no such trial: {', '.join(sorted(unknown))}")
    with TemporaryDirectory(prefix="headload-faults-") as folder:
        room = Room(Path(folder), minutes=minutes, soak=soak)
        results = [_tried(each, room) for each in chosen]
    if keep:
        _write(results)
    sys.exit(any(not each["kept"] for each in results))


def _tried(trial: Trial, room: Room) -> dict[str, object]:
    typer.echo(f"{trial.code} {trial.fault} ...")
    began = time.monotonic()
    try:
        outcome = trial.run(room)
    except Exception as error:  # the trials after it are run too
        outcome = Outcome(False, f"broke off: {type(error).__name__}: {error}"[:2000])
    seconds = round(time.monotonic() - began)
    verdict = "kept" if outcome.passed else "NOT KEPT"
    typer.echo(f"   {verdict} ({seconds} s): {outcome.figure}")
    return {"code": trial.code, "kept": outcome.passed, "figure": outcome.figure}


def _write(results: list[dict[str, object]]) -> None:
    """Keep results beside those of trials that were not run this time."""
    known = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {"trials": []}
    by_code = {each["code"]: each for each in known["trials"]}
    today = datetime.now(tz=UTC).date().isoformat()
    where = f"Python {platform.python_version()}, {platform.system()}"
    for each in results:
        by_code[str(each["code"])] = {**each, "on": today, "with": where}
    order = [each.code for each in TRIALS]
    kept = sorted(by_code.values(), key=lambda each: order.index(each["code"]))
    text = json.dumps({"trials": kept}, indent=1, ensure_ascii=False) + "\n"
    KEPT.write_text(text, "utf-8")
